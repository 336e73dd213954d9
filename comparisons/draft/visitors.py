"""How often one visitor may have a draft checked, and how many at once; kept in memory, without address or name.

The counts live in one worker process and end with it: nothing of a visitor is written anywhere.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

HOUR = 3600.0
LOOPBACK = ("127.0.0.1", "::1", "")
_SALT = secrets.token_bytes(32)


class TooOften(Exception):
    """A visitor who has to wait; the message says until when, `seconds` is the same for Retry-After."""

    def __init__(self, sentence: str, *, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


@dataclass
class Gate:
    """Lets so many through in an hour, so many at once for one visitor, so many at once for all."""

    hourly: int = 60
    at_once: int = 2
    at_once_for_all: int = 3
    clock: Callable[[], float] = time.monotonic
    _times: dict[str, deque[float]] = field(default_factory=dict)
    _inside: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def passing(self, visitor: str) -> Iterator[None]:
        """Hold a place while a draft is checked. Raises TooOften."""
        with self._lock:
            self._let_in(visitor)
        try:
            yield
        finally:
            with self._lock:
                self._inside[visitor] -= 1
                self._inside += Counter()

    def _let_in(self, visitor: str) -> None:
        now = self.clock()
        self._forget(now)
        if self._inside[visitor] >= self.at_once:
            raise TooOften(_("上一次核稿还没有完成。等它完成，再核下一份。"), seconds=10)
        if self._inside.total() >= self.at_once_for_all:
            raise TooOften(_("同时核稿的人多。过一分钟再试，草稿还在页面里。"), seconds=60)
        times = self._times.setdefault(visitor, deque())
        if len(times) >= self.hourly:
            seconds = int(times[0] + HOUR - now) + 1
            words = {"limit": self.hourly, "minutes": -(-seconds // 60)}
            sentence = _("一小时最多核%(limit)s次，已经用完。%(minutes)s分钟后再核，草稿还在页面里。") % words
            raise TooOften(sentence, seconds=seconds)
        times.append(now)
        self._inside[visitor] += 1

    def _forget(self, now: float) -> None:
        """Drop what is older than an hour, and visitors of whom nothing is left."""
        for times in self._times.values():
            while times and times[0] <= now - HOUR:
                times.popleft()
        for visitor in [visitor for visitor, times in self._times.items() if not times]:
            del self._times[visitor]


GATE = Gate()


def visitor_of(request: HttpRequest) -> str:
    """A word for the address a request comes from, which nobody can turn back; behind a proxy that of its client."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in LOOPBACK and settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    return hmac.new(_SALT, address.encode(), hashlib.sha256).hexdigest()
