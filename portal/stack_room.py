"""Room on the interpreter's stack for a whole page, so that Python does not ask the system for it again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = TypeVar("Answer")
# Places on the stack, eight bytes each: a chunk of one MiB, of which pages use what they need.
PLACES = 70_000


def with_room(call: Callable[[], Answer]) -> Answer:
    """Call something with so much room below it that no call inside it has to make any.

    CPython (3.11 and later) keeps frames in chunks of 16 KiB. A page renders deep inside its middleware; where the
    end of a chunk falls between a loop of a template and what it calls, each of some hundred thousand calls fetches
    a chunk from the system and gives it back, which took half the time of a long comparison.
    """
    return call()


# A frame that asks for much gets a chunk of its own, and what it does not use is there for the calls inside it.
with_room.__code__ = with_room.__code__.replace(co_stacksize=PLACES)


class StackRoom:
    """Middleware: every page is made with room; near the top of the list, so that it is about all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        return with_room(lambda: self.get_response(request))
