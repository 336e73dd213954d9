"""Uploads that never touch a disk: held in memory, refused where they are larger than what memory is given."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MEGABYTE = 1024 * 1024
MAX_FILE = 5 * MEGABYTE
MAX_BODY = 8 * MEGABYTE
"""A whole request: one file, or one text of MAX_CHARACTERS, with what stands around it."""
MAX_CHARACTERS = 200_000
"""The longest policy documents met have some 120,000 characters."""


class HeldInMemory(FileUploadHandler):
    """The only handler of the check: one file, in memory, up to MAX_FILE; `too_large` tells what was refused."""

    too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to hold a file."""
        super().new_file(*args, **kwargs)
        self._stream = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Hold a piece; stop the upload where the file grows too large."""
        if start + len(raw_data) > MAX_FILE:
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
