"""The number of a request: in its answer, in every line of log, and on the page that says something went wrong."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
LENGTH = 32
HEX = frozenset("0123456789abcdef")
CURRENT: ContextVar[str] = ContextVar("request_id", default="")


class RequestIds:
    """Outermost middleware: gives each request a number and writes it on the answer.

    A number from outside is taken from the proxy only, and only when it is 32 hexadecimal digits: what a visitor may
    choose could be made to look like the request of somebody else, or fill the log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the next layer, as Django hands it over."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Number the request, answer it, and say the number in the answer."""
        number = given_by_proxy(request) or secrets.token_hex(LENGTH // 2)
        CURRENT.set(number)
        response = self.get_response(request)
        response.headers[HEADER] = number
        return response


def given_by_proxy(request: HttpRequest) -> str:
    """The number the proxy has given, or nothing. Dashes of a UUID go: "f81d4fae-7dec-…" becomes "f81d4fae7dec…"."""
    if not settings.BEHIND_PROXY:
        return ""
    given = request.headers.get(HEADER, "").replace("-", "").lower()
    return given if len(given) == LENGTH and HEX.issuperset(given) else ""


def current_request_id() -> str:
    """The number of the request that is being answered; outside of one, an empty text."""
    return CURRENT.get()


@receiver(request_finished)
def forget(**kwargs: object) -> None:
    """Lines that a thread writes after its request do not belong to it."""
    CURRENT.set("")


class WithRequestId(logging.Filter):
    """Puts the number on every record; it stays there when a handler writes the line later, or elsewhere."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Number the record and let it through."""
        if not getattr(record, "request_id", ""):
            record.request_id = CURRENT.get()
        return True
