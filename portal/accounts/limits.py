"""Sessions that are too old or idle end, and a password given by somebody else is changed before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from portal.accounts import sessions
from portal.accounts.signals import MUST_CHANGE

SESSION_ENDED = "session_ended"  # set on a request whose session was found too old or idle
OPEN_BEFORE_CHANGE = frozenset({"accounts:password", "accounts:sign_out", "healthz", "readyz"})


class SessionLimits:
    """Middleware: asked before any view; visitors without a session cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the next layer, as Django hands it over."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """End a session beyond its limits; lead to the change of a given password."""
        if not request.session.session_key or not request.user.is_authenticated:
            return None
        if not sessions.still_holds(request):
            logout(request)
            setattr(request, SESSION_ENDED, True)
            return None
        here = request.resolver_match.view_name if request.resolver_match else ""
        if request.session.get(MUST_CHANGE) and here not in OPEN_BEFORE_CHANGE:
            return HttpResponseRedirect(reverse("accounts:password"))
        return None
