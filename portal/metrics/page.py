"""`/metrics`: the figures, for the monitor of this machine, for networks that are named, or against a token."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
EXPOSITION = "portal.metrics.export.exposition"  # by name: a portal without figures need not load their library
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST")


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Show the figures; to everybody else there is no such page."""
    if not (settings.METRICS and may_read(request)):
        raise Http404
    return HttpResponse(import_string(EXPOSITION)(), content_type=CONTENT_TYPE)


def may_read(request: HttpRequest) -> bool:
    """Whether the token is given, or the request comes straight from a network that may read.

    What a proxy has passed on comes from the proxy's address, often this very machine: it never counts as near.
    """
    token = settings.METRICS_TOKEN
    if token and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return True
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:  # a socket in the file system has no address
        return False
    return any(address in network for network in settings.METRICS_FROM)
