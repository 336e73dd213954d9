"""Records of accounts are not kept for ever: what is older than the portal is set to keep is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from portal.accounts.models import AccountEvent, SignedInSession


@transaction.atomic
def purge(*, now: datetime) -> Mapping[str, int]:
    """Delete old events and failed sign-ins, and sessions that are over; returns how many of each, by what they are."""
    kept_from = now - settings.ACCOUNT_RECORDS_KEPT
    over = SignedInSession.objects.filter(signed_in_at__lt=now - settings.SESSION_LONGEST)
    over |= SignedInSession.objects.filter(seen_at__lt=now - settings.SESSION_IDLE)
    found = {
        "账号记录": AccountEvent.objects.filter(at__lt=kept_from),
        "登录失败": AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME),
        "登录中的设备": over,
        "过期的会话": Session.objects.filter(expire_date__lt=now),
    }
    return {words: rows.delete()[0] for words, rows in found.items()}
