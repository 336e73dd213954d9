"""How often one visitor may have a draft checked, and how many at once, over all processes; without address or name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from comparisons.draft.tallies import Limit, Reached, SharedTallies

HOUR = 3600
# A check is cut off by the server long before; who is killed in one gives the place back after so many seconds.
LONGEST_STAY = 180
LOOPBACK = ("127.0.0.1", "::1", "")


class TooOften(Exception):
    """A visitor who has to wait; the message says until when, `seconds` is the same for Retry-After."""

    def __init__(self, sentence: str, *, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


@dataclass
class Gate:
    """Lets so many through in an hour, so many at once for one visitor, so many at once for all; 0 is the setting."""

    most_hourly: int = 0
    most_at_once: int = 0
    most_for_all: int = 0
    tallies: SharedTallies = field(default_factory=SharedTallies)

    @property
    def hourly(self) -> int:
        """How often one visitor may come in an hour."""
        return self.most_hourly or settings.DRAFT_CHECKS_AN_HOUR

    @contextmanager
    def passing(self, visitor: str) -> Iterator[None]:
        """Hold a place while a draft is checked. Raises TooOften."""
        inside = Limit(
            f"draft:inside:{visitor}", self.most_at_once or settings.DRAFT_CHECKS_AT_ONCE, LONGEST_STAY, True
        )
        everybody = Limit("draft:inside", self.most_for_all or settings.DRAFT_CHECKS_AT_ONCE_ALL, LONGEST_STAY, True)
        hour = Limit(f"draft:hour:{visitor}", self.hourly, HOUR)
        limits = (inside, everybody, hour)
        try:
            place = self.tallies.enter(limits)
        except Reached as reached:
            if reached.limit == inside:
                raise TooOften(_("上一次核稿还没有完成。等它完成，再核下一份。"), seconds=10) from None
            if reached.limit == everybody:
                raise TooOften(_("同时核稿的人多。过一分钟再试，草稿还在页面里。"), seconds=60) from None
            words = {"limit": self.hourly, "minutes": -(-reached.seconds // 60)}
            sentence = _("一小时最多核%(limit)s次，已经用完。%(minutes)s分钟后再核，草稿还在页面里。") % words
            raise TooOften(sentence, seconds=reached.seconds) from None
        try:
            yield
        finally:
            self.tallies.leave(place, limits)


GATE = Gate()


def visitor_of(request: HttpRequest) -> str:
    """A word for the address a request comes from, another one each day; behind a proxy that of its client.

    Keyed with the secret of the portal, which all processes share: nobody without it can turn the word back.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if address in LOOPBACK and settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    day = timezone.localdate().isoformat()
    return salted_hmac("comparisons.draft", f"{day} {address}", algorithm="sha256").hexdigest()[:40]
