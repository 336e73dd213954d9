"""What every visitor sees alike is counted once for each state of the corpus, and remembered until it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.translation import get_language

from documents.models import CorpusRevision
from documents.querysets import User, sees_all

Answer = TypeVar("Answer")
SECONDS_KEPT = 24 * 3600


def corpus_revision() -> str:
    """The word that stands for the corpus as it is; the database changes it with every row that pages count."""
    return CorpusRevision.objects.values_list("token", flat=True).first() or ""


def remembered(name: str, ask: Callable[[], Answer], *, user: User) -> Answer:
    """The answer of `ask`, from memory where the same `name` was asked of the same corpus; never None.

    The revision is read before the question: an answer newer than its revision is never found again. Editors see
    drafts and are always answered anew. Example: remembered("/tasks/?domain=data", filterset.facets, user=user).
    """
    revision = "" if sees_all(user) else corpus_revision()
    if not revision:
        return ask()
    digest = hashlib.sha256(name.encode()).hexdigest()
    key = f"{revision}:{get_language()}:{digest}"
    answer: Answer | None = cache.get(key)
    if answer is None:
        answer = ask()
        cache.set(key, answer, SECONDS_KEPT)
    return answer
