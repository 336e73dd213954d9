"""What every visitor sees alike is counted once for each state of the corpus, and remembered until it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.db import router
from django.utils.translation import get_language

from documents.models import CorpusRevision
from documents.one_state import one_state
from documents.querysets import User, sees_all

Answer = TypeVar("Answer")
SECONDS_KEPT = 24 * 3600
TRIES = 4


def corpus_revision() -> str:
    """The word that stands for the corpus as it is; the database changes it with every row that pages count."""
    return CorpusRevision.objects.values_list("token", flat=True).first() or ""


def remembered(name: str, ask: Callable[[], Answer], *, user: User) -> Answer:
    """The answer of `ask`, from memory where the same `name` was asked of the same corpus; never None.

    An answer is of one state of the corpus. Editors see drafts and are always answered anew.
    Example: remembered("/tasks/?domain=data", filterset.facets, user=user).
    """
    revision = corpus_revision()
    if sees_all(user) or not revision:
        return _of_one_state(ask, revision)[0]
    digest = hashlib.sha256(name.encode()).hexdigest()
    key = f"{get_language()}:{digest}"
    known: Answer | None = cache.get(f"{revision}:{key}")
    if known is not None:
        return known
    answer, revision = _of_one_state(ask, revision)
    cache.set(f"{revision}:{key}", answer, SECONDS_KEPT)
    return answer


def _of_one_state(ask: Callable[[], Answer], revision: str) -> tuple[Answer, str]:
    """The answer and the revision it is of: both read from one state of the database."""
    with one_state(router.db_for_read(CorpusRevision)) as held:
        if held:
            revision = corpus_revision()
            return ask(), revision
    return _asked_until_still(ask, revision)


def _asked_until_still(ask: Callable[[], Answer], revision: str) -> tuple[Answer, str]:
    """Within a transaction of others: asked again where the corpus changed meanwhile.

    Where it changes without a pause the last answer may mix two states; it is kept under the older, which is gone.
    """
    for _time in range(TRIES):
        before, answer = revision, ask()
        revision = corpus_revision()
        if revision == before:
            break
    return answer, before
