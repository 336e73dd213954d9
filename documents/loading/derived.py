"""What comparing needs of a document that was read without it, or of a task that a person wrote: a child is asked.

A process that has the dictionary in memory already (a command that parses by itself) does it at once.
"""

from __future__ import annotations

import sys
from typing import Any

from documents.loading.outcome import LoadingError
from documents.parsing.errors import ParserStopped
from documents.parsing.isolation import DERIVED_OF, PROFILE, run_limited
from documents.parsing.records import Derived, ParsedDocument, TaskProfile


def derived_of(parsed: ParsedDocument) -> Derived:
    """Words, profiles and cue words of a document. Raises LoadingError where the child is stopped."""
    found = parsed.derived or _asked(DERIVED_OF, parsed, name=parsed.source.name)
    if not isinstance(found, Derived):
        raise TypeError("no answer of the form that was asked for")
    return found


def profile_of(title: str, text: str, *, category: str) -> TaskProfile:
    """The profile of one task. Raises LoadingError where the child is stopped."""
    found = _asked(PROFILE, title, text, category, name=title)
    if not isinstance(found, TaskProfile):
        raise TypeError("no answer of the form that was asked for")
    return found


def _asked(function: str, *args: Any, name: str) -> object:
    module, _dot, named = function.rpartition(".")
    if loaded := sys.modules.get(module):
        return getattr(loaded, named)(*args, name=name)
    try:
        return run_limited(function, *args, name=name)
    except ParserStopped as problem:
        raise LoadingError(str(problem), code=problem.code) from problem
