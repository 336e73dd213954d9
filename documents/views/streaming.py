"""Large files are sent while they are made: of one moment of the corpus, a few at a time, and never short in silence."""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from documents.keeping.snapshot import snapshot
from documents.views.addressing import refused

logger = logging.getLogger(__name__)

# Each holds a thread and a connection of this machine while it lasts.
AT_ONCE = 2
LONGEST_SECONDS = 30 * 60
# A reader who stops reading keeps a state of all tables alive; PostgreSQL ends that.
IDLE = "SET LOCAL idle_in_transaction_session_timeout = '2min'"


class Busy(Exception):
    """As many large files as are made at once are being made."""


class TooLong(Exception):
    """A reader takes longer than a state of the corpus is kept for one."""


def busy(request: HttpRequest) -> HttpResponse:
    """The page that says that others are being served, with status 503."""
    words = _("正在导出的大文件已有%(number)d份，过几分钟再取；或加上条件，少取一些。") % {"number": AT_ONCE}
    response = refused(request, words)
    response.status_code = 503
    response["Retry-After"] = "120"
    return response


def streamed(
    request: HttpRequest, chunks: Iterator[bytes], *, content_type: str, says_end: bool
) -> StreamingHttpResponse:
    """Send the chunks as they are made; nothing of them is made for HEAD.

    Where something goes wrong on the way, the transfer breaks off, which browsers report; with `says_end` a last line
    says it too. Raises Busy.
    """
    if request.method == "HEAD":
        return StreamingHttpResponse((), content_type=content_type)
    return StreamingHttpResponse(_Sending(chunks, turn=_turn(), says_end=says_end), content_type=content_type)


def _turn() -> IO[bytes]:
    """A place among those that are served; given back when the file is closed, at the latest with the process."""
    folder = Path(settings.VAR_DIR) / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(AT_ONCE):
        place = (folder / f"{number}.lock").open("ab")
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            place.close()
        else:
            return place
    raise Busy


class _Sending:
    """The chunks on their way; closed by Django when the answer ends, also where nobody reads to the end."""

    def __init__(self, chunks: Iterator[bytes], *, turn: IO[bytes], says_end: bool) -> None:
        self._turn = turn
        self._chunks = _of_one_moment(chunks, says_end=says_end)

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def close(self) -> None:
        """Leave the database and the place to others."""
        self._chunks.close()
        self._turn.close()


def _of_one_moment(chunks: Iterator[bytes], *, says_end: bool) -> Generator[bytes]:
    started = time.monotonic()
    try:
        with snapshot():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(IDLE)
            for chunk in chunks:
                yield chunk
                if time.monotonic() - started > LONGEST_SECONDS:
                    raise TooLong
    except Exception:
        logger.exception("A large file broke off")
        if says_end:
            yield f"\r\n{_('导出中断：以上不完整，重新导出。')}\r\n".encode()
        raise
