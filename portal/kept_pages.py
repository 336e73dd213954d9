"""Dear pages are kept as they were sent, packed, under the tag of what they were made from, for the next reader.

A page is only kept where its tag says all that it depends on (portal/unchanged.py). When the corpus changes no tag of
before is asked for again, and what was kept makes room by itself.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase

DEAR_SECONDS = 0.03
"""Of processor time; what takes less is made again as quickly as it is unpacked."""
LARGEST = 200_000
"""Bytes as packed: 200 pages of 8 places and 200 tasks are 14 MB."""
SECONDS_KEPT = 3600
QUICK = 1


def kept(tag: str) -> HttpResponse | None:
    """The page of a tag as it was sent before; None where it is not kept."""
    known: tuple[str, bytes] | None = caches["pages"].get(tag)
    if known is None:
        return None
    content_type, packed = known
    return HttpResponse(zlib.decompress(packed), content_type=content_type)


def keep(tag: str, response: HttpResponseBase) -> None:
    """Keep a page that was made and is no stream."""
    if not isinstance(response, HttpResponse):
        return
    packed = zlib.compress(response.content, QUICK)
    if len(packed) <= LARGEST:
        caches["pages"].set(tag, (response["Content-Type"], packed), SECONDS_KEPT)


def timed(make: Callable[[HttpRequest], HttpResponseBase], request: HttpRequest) -> tuple[HttpResponseBase, bool]:
    """The answer, and whether it was dear to make."""
    started = time.thread_time()
    response = make(request)
    return response, time.thread_time() - started >= DEAR_SECONDS
