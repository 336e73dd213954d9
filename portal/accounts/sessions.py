"""Where an account is signed in: how long, in how many browsers at once, and how to end it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.lockout import client_address
from portal.accounts.models import SignedInSession

NOTED_EVERY = timedelta(minutes=1)

# The first that is found names the browser: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("MicroMessenger", "微信"), ("Firefox", "Firefox")),
    *(("Chrome", "Chrome"), ("Safari", "Safari")),
)
SYSTEMS = (
    *(("HarmonyOS", "鸿蒙"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad")),
    *(("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")),
)


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One line of the list of devices."""

    browser: str
    address: str
    signed_in_at: datetime
    seen_at: datetime
    is_this: bool


def begin(request: HttpRequest, *, user: User) -> None:
    """Note the session that was just made for `user`; the oldest ones beyond the limit end."""
    if not request.session.session_key:  # signing in over somebody else's session has flushed it
        request.session.save()
    now = timezone.now()
    SignedInSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "signed_in_at": now,
            "seen_at": now,
            "browser": browser_words(request.META.get("HTTP_USER_AGENT", "")),
            "address": client_address(request),
        },
    )
    rows = SignedInSession.objects.filter(user=user).order_by("-signed_in_at", "-pk")
    over = [row.session_key for row in rows if not _holds(row, now=now)]
    over += [row.session_key for row in rows if row.session_key not in over][settings.SESSIONS_AT_ONCE :]
    _end(SignedInSession.objects.filter(session_key__in=over))


def still_holds(request: HttpRequest) -> bool:
    """Whether the session of a signed-in request is within its limits; notes, once a minute, that it is in use."""
    row = SignedInSession.objects.filter(session_key=request.session.session_key or "").first()
    now = timezone.now()
    if row is None or not _holds(row, now=now):
        return False
    if now - row.seen_at >= NOTED_EVERY:
        SignedInSession.objects.filter(pk=row.pk).update(seen_at=now)
    return True


def _holds(row: SignedInSession, *, now: datetime) -> bool:
    return now - row.signed_in_at < settings.SESSION_LONGEST and now - row.seen_at < settings.SESSION_IDLE


def end(session_key: str | None) -> None:
    """Forget one session that was ended by signing out."""
    _end(SignedInSession.objects.filter(session_key=session_key or ""))


def end_all(user: User, *, but: str | None = None) -> int:
    """End every session of an account, except the one with key `but`; return how many there were."""
    return _end(SignedInSession.objects.filter(user=user).exclude(session_key=but or ""))


def _end(rows: QuerySet[SignedInSession]) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    SignedInSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def devices_of(user: User, *, this: str | None) -> Sequence[DeviceRow]:
    """The devices on which an account is signed in now, this one first."""
    now = timezone.now()
    rows = SignedInSession.objects.filter(user=user).order_by("-seen_at", "-pk")
    devices = [
        DeviceRow(row.browser, row.address or "", row.signed_in_at, row.seen_at, row.session_key == this)
        for row in rows
        if _holds(row, now=now)
    ]
    return sorted(devices, key=lambda device: not device.is_this)


def browser_words(user_agent: str) -> str:
    """Browser and system in words: "Firefox · Linux"; 未知浏览器 where neither is known."""
    found = [next((word for mark, word in marks if mark in user_agent), "") for marks in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or _("未知浏览器")
