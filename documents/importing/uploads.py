"""What is sent: files held in memory and never in a temporary folder, archives opened into their members, pasted text.

A worker that is killed while it receives leaves nothing behind: there is no file of a half-received upload anywhere.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

from documents.importing import limits
from documents.importing.desk.receiving import Received
from documents.importing.refusals import ImportRefused
from documents.parsing.errors import EmptyFile, ParsingError
from documents.parsing.formats import limits as reading_limits
from documents.parsing.formats.archives import members
from documents.parsing.formats.file_names import clean_path
from documents.parsing.formats.sniffing import ZIP, kind_of
from documents.parsing.raw import UNSTORABLE

REPLACEMENT = "\ufffd"


class HeldInMemory(FileUploadHandler):
    """The only handler: all files of one sending in memory, together no more than MAX_BODY."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large = False
        self._total = 0
        self._stream = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to hold a file."""
        super().new_file(*args, **kwargs)
        self._stream = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hold a piece; stop where all files together grow too large."""
        self._total += len(raw_data)
        if self._total > limits.MAX_BODY:
            self.too_large = True
            self._stream = io.BytesIO()
            raise StopUpload(connection_reset=False)
        self._stream.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """The file as held."""
        self._stream.seek(0)
        return InMemoryUploadedFile(
            file=self._stream,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def hold_in_memory(request: HttpRequest) -> HeldInMemory:
    """Before anything of the body is read: refuse what is too large, and have uploads held in memory.

    Raises ImportRefused.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > limits.MAX_BODY:
        raise too_large()
    handler = HeldInMemory(request)
    request.upload_handlers = [handler]
    return handler


def too_large() -> ImportRefused:
    """That a sending is too large."""
    sizes = {"limit": limits.MAX_BODY // limits.MEGABYTE, "expanded": limits.MAX_EXPANDED // limits.MEGABYTE}
    return ImportRefused("batch_too_large", **sizes)


def received_files(files: Iterable[UploadedFile[bytes]], *, pasted: str, pasted_name: str) -> list[Received]:
    """The documents of one sending, in order, members of archives each for itself. Raises ImportRefused.

    Example: 合集.zip with 方案.txt in it gives a document called 合集.zip/方案.txt.
    """
    found: list[Received] = []
    total = 0
    for document in _documents(files):
        found.append(document)
        total += len(document.data)
        if total > limits.MAX_EXPANDED:
            raise too_large()
        if len(found) > limits.MAX_FILES:
            raise ImportRefused("too_many_files", limit=limits.MAX_FILES, count=len(found))
    if pasted.strip():
        found.append(_pasted(pasted, name=pasted_name))
    if not found:
        raise ImportRefused("no_files")
    return found


def _documents(files: Iterable[UploadedFile[bytes]]) -> Iterator[Received]:
    for file in files:
        name = clean_path(file.name or "").rpartition("/")[2] or _("无名文件")
        data = file.read()
        try:
            yield from _opened(data, name=name)
        except ParsingError as refusal:
            yield Received(refusal.name, data if kind_of(data) != ZIP else b"", refusal)


def _opened(data: bytes, *, name: str) -> Iterator[Received]:
    """The file itself, or the members of an archive. Raises the errors of documents.parsing.errors."""
    if kind_of(data) != ZIP:
        reading_limits.within_bytes(len(data), name=name)
        yield Received(name, data)
        return
    opened = [Received(f"{name}/{inner}", content) for inner, content in members(data, name=name)]
    if not opened:
        raise EmptyFile("empty", name=name)
    yield from opened


def _pasted(text: str, *, name: str) -> Received:
    """Pasted text as a file: one kind of line break, nothing that cannot be written."""
    text = UNSTORABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > limits.MAX_PASTED:
        raise ImportRefused("paste_too_long", count=len(text), limit=limits.MAX_PASTED)
    shown = clean_path(name).rpartition("/")[2] or _("粘贴的文字")
    return Received(shown if "." in shown else f"{shown}.txt", text.encode())
