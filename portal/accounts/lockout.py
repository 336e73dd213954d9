"""Guessing passwords is stopped: after some failures for one name from one address, and after more from one address.

The lock belongs to name and network address together, so that nobody can shut out somebody else from elsewhere. Failures
are kept in the database by django-axes, whether or not there is such an account.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponseBase


def client_address(request: HttpRequest) -> str | None:
    """The network address a request comes from, or None where there is none.

    Behind a proxy it is the last entry of X-Forwarded-For, which the proxy itself wrote; what stands before it came from
    the visitor and is believed by nobody. Example: "1.2.3.4, 203.0.113.7" gives "203.0.113.7".
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        given = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or given
    try:
        return str(ipaddress.ip_address(given))
    except ValueError:
        return None


class Handler(AxesDatabaseHandler):  # type: ignore[misc]
    """Failures in the database, counted by name with address, and by address alone with a higher limit."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether sign-in with this name from this address has to wait."""
        if super().is_locked(request, credentials):
            return True
        return failures_of_address(request) >= int(settings.SIGN_IN_FAILURES_OF_ADDRESS)


def failures_of_address(request: HttpRequest) -> int:
    """How often sign-in failed from the address of the request within the time of a lock, whatever the names."""
    recent = AccessAttempt.objects.filter(ip_address=client_address(request))
    recent = recent.filter(attempt_time__gte=get_cool_off_threshold(request))
    return int(recent.aggregate(Sum("failures_since_start"))["failures_since_start__sum"] or 0)


def locked_until(request: HttpRequest, *, username: str) -> datetime | None:
    """The moment from which `username` may try again from this address, or None when it may try now."""
    if AxesProxyHandler.is_allowed(request, {"username": username}):
        return None
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(ip_address=client_address(request)).order_by("-attempt_time")
    of_name = attempts.filter(username=username).values_list("attempt_time", flat=True).first()
    latest: datetime = of_name or attempts.values_list("attempt_time", flat=True)[0]
    return latest + cool_off


def keep_response(request: HttpRequest, response: HttpResponseBase, credentials: object) -> HttpResponseBase:
    """Answer a locked sign-in with the page the view made, which says when to try again."""
    return response
