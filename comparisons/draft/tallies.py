"""Counts that all processes share: in a cache that is Redis where one is named, else in a small table.

A count is a number beside a word; neither address nor draft comes here. Where the place of the counts cannot be
written, each process counts for itself, so that a limit never falls away.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.utils import timezone
from redis.exceptions import RedisError

from comparisons.models import Tally

logger = logging.getLogger(__name__)
CACHE = "limits"
# What has been over for so long is forgotten.
FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many within so many seconds of the first; a stay ends when somebody leaves, at the latest after them."""

    key: str
    most: int
    seconds: int
    is_stay: bool = False


class Reached(Exception):
    """A limit that has no room; `seconds` until it may."""

    def __init__(self, limit: Limit, seconds: int) -> None:
        super().__init__(limit.key)
        self.limit, self.seconds = limit, max(1, seconds)


class Tallies(Protocol):
    """A place where counts are kept."""

    def enter(self, limits: Sequence[Limit]) -> None:
        """Count one more for each limit. Raises Reached, and then counts none."""

    def leave(self, limits: Sequence[Limit]) -> None:
        """End the stays among them."""


class TableTallies:
    """Counts in the table; the database lets one after the other count."""

    def enter(self, limits: Sequence[Limit]) -> None:
        """Count one more for each limit. Raises Reached, and then counts none."""
        now = timezone.now()
        rows = Tally.objects.using(DEFAULT_DB_ALIAS)
        with transaction.atomic(using=DEFAULT_DB_ALIAS):
            rows.filter(until__lt=now - FORGOTTEN).delete()
            new = [Tally(key=limit.key, number=0, until=now) for limit in limits]
            rows.bulk_create(new, ignore_conflicts=True)
            for limit in limits:
                self._count(rows.filter(key=limit.key), limit, now)
            held = rows.in_bulk([limit.key for limit in limits])
            for limit in limits:
                if held[limit.key].number > limit.most:
                    raise Reached(limit, round((held[limit.key].until - now).total_seconds()))

    def _count(self, mine: QuerySet[Tally], limit: Limit, now: datetime) -> None:
        """One more, or the first again where the time of the last ones is over."""
        until = now + timedelta(seconds=limit.seconds)
        over = When(until__lte=now, then=1)
        until_then: Any = until if limit.is_stay else Case(When(until__lte=now, then=Value(until)), default=F("until"))
        mine.update(number=Case(over, default=F("number") + 1), until=until_then)

    def leave(self, limits: Sequence[Limit]) -> None:
        """End the stays among them."""
        keys = [limit.key for limit in limits if limit.is_stay]
        Tally.objects.using(DEFAULT_DB_ALIAS).filter(key__in=keys, number__gt=0).update(number=F("number") - 1)


class CacheTallies:
    """Counts in a cache whose steps are whole, such as Redis."""

    def enter(self, limits: Sequence[Limit]) -> None:
        """Count one more for each limit. Raises Reached, and then counts none."""
        for place, limit in enumerate(limits):
            number, seconds = self._count(limit)
            if number > limit.most:
                for counted in limits[: place + 1]:
                    self._take_back(counted)
                raise Reached(limit, seconds)

    def leave(self, limits: Sequence[Limit]) -> None:
        """End the stays among them."""
        for limit in limits:
            if limit.is_stay:
                self._take_back(limit)

    def _count(self, limit: Limit) -> tuple[int, int]:
        cache, ends = caches[CACHE], f"{limit.key}:until"
        cache.add(limit.key, 0, limit.seconds)
        cache.add(ends, time.time() + limit.seconds, limit.seconds)
        try:
            number = cache.incr(limit.key)
        except ValueError:  # it ended between the two steps
            cache.set(limit.key, 1, limit.seconds)
            number = 1
        if limit.is_stay:
            cache.touch(limit.key, limit.seconds)
        return number, round(cache.get(ends, time.time()) - time.time())

    def _take_back(self, limit: Limit) -> None:
        try:
            caches[CACHE].decr(limit.key)
        except ValueError:  # it has ended by itself
            return


@dataclass
class OwnTallies:
    """Counts of this process alone, for the time in which nothing else can be written."""

    _counts: dict[str, tuple[int, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def enter(self, limits: Sequence[Limit]) -> None:
        """Count one more for each limit. Raises Reached, and then counts none."""
        now = time.monotonic()
        with self._lock:
            self._counts = {key: held for key, held in self._counts.items() if held[1] > now}
            for limit in limits:
                number, until = self._counts.get(limit.key, (0, now))
                if number >= limit.most:
                    raise Reached(limit, round(until - now))
            for limit in limits:
                number, until = self._counts.get(limit.key, (0, now + limit.seconds))
                self._counts[limit.key] = (number + 1, until)

    def leave(self, limits: Sequence[Limit]) -> None:
        """End the stays among them."""
        with self._lock:
            for limit in limits:
                if limit.is_stay and limit.key in self._counts:
                    number, until = self._counts[limit.key]
                    self._counts[limit.key] = (max(0, number - 1), until)


@dataclass
class SharedTallies:
    """Counts in the cache or the table, whichever is set up; of this process alone where that fails."""

    own: OwnTallies = field(default_factory=OwnTallies)

    def enter(self, limits: Sequence[Limit]) -> Tallies:
        """Count one more for each limit and tell where, so that whoever leaves leaves there. Raises Reached."""
        place: Tallies = CacheTallies() if CACHE in settings.CACHES else TableTallies()
        try:
            place.enter(limits)
        except (DatabaseError, RedisError, OSError) as error:
            logger.warning("counts cannot be shared for now: %s", type(error).__name__)
            place = self.own
            place.enter(limits)
        return place

    def leave(self, place: Tallies, limits: Sequence[Limit]) -> None:
        """End the stays among them; one that cannot be ended ends by itself."""
        try:
            place.leave(limits)
        except (DatabaseError, RedisError, OSError) as error:
            logger.warning("a count could not be given back: %s", type(error).__name__)
