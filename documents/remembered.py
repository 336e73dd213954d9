"""What every visitor sees alike is counted once for each state of the corpus, and remembered until it changes.

While a folder is loaded (documents.arrivals) a number stands a little longer, the longer the dearer it was to ask: so
counting takes a small part of the time however many documents arrive, and visitors do not wait for it together.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

from django.core.cache import cache
from django.db import router
from django.utils.translation import get_language

from documents.arrivals import Standing, standing
from documents.models import CorpusRevision
from documents.one_state import one_state
from documents.querysets import User, sees_all

Answer = TypeVar("Answer")
SECONDS_KEPT = 24 * 3600
TRIES = 4
# While documents arrive an answer stands for a minute, one that took longer than a second up to five minutes.
LEAST_SECONDS, MOST_SECONDS, TIMES_ITS_COST = 60.0, 300.0, 60.0
CLAIM_SECONDS = 60
"""How long whoever asks anew is waited for before another one asks; meanwhile the older answer stands."""


class Told(NamedTuple):
    """An answer as it is remembered: when it was asked (seconds since 1970), and how many seconds that took."""

    answer: object
    asked_at: float
    cost: float


def corpus_revision() -> str:
    """The word that stands for the corpus as it is; the database changes it with every row that pages count."""
    return CorpusRevision.objects.values_list("token", flat=True).first() or ""


def remembered(name: str, ask: Callable[[], Answer], *, user: User) -> Answer:
    """The answer of `ask`, from memory where the same `name` was asked of the same corpus; never None.

    An answer is of one state of the corpus: of the one that is, or while documents arrive of one not long ago, to which
    nothing else has happened since. Editors see drafts and are always answered anew.
    Example: remembered("/tasks/?domain=data", filterset.facets, user=user).
    """
    now = time.time()
    stands = standing(now=now)
    if sees_all(user) or not stands.token:
        return _of_one_state(ask, stands.token)[0]
    key = f"{get_language()}:{hashlib.sha256(name.encode()).hexdigest()}"
    if stands.since:
        return _nearly(stands, key, ask, now=now)
    known: Told | None = cache.get(f"{stands.token}:{key}")
    if known is not None:
        return cast("Answer", known.answer)
    answer, cost, revision = _timed(ask, stands)
    cache.set(f"{revision}:{key}", Told(answer, now, cost), SECONDS_KEPT)
    return answer


def _nearly(stands: Standing, key: str, ask: Callable[[], Answer], *, now: float) -> Answer:
    """While documents arrive: the newest answer since the first of them, or that of before, as long as it may stand."""
    place, claim = f"{stands.since}+:{key}", f"{stands.since}+:{key}:asked"
    known: Told | None = cache.get(place) or cache.get(f"{stands.since}:{key}")
    if known is not None:
        age = now - max(known.asked_at, stands.began)
        stands_for = min(max(LEAST_SECONDS, known.cost * TIMES_ITS_COST), MOST_SECONDS)
        if age < stands_for or (age < 2 * MOST_SECONDS and not cache.add(claim, True, CLAIM_SECONDS)):
            return cast("Answer", known.answer)
    answer, cost, _revision = _timed(ask, stands)
    cache.set(place, Told(answer, now, cost), SECONDS_KEPT)
    cache.delete(claim)
    return answer


def _timed(ask: Callable[[], Answer], stands: Standing) -> tuple[Answer, float, str]:
    started = time.perf_counter()
    answer, revision = _of_one_state(ask, stands.token)
    return answer, time.perf_counter() - started, revision


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
