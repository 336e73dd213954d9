"""A file before and after its text is taken out: its name and bytes, its text; without the readers of any format."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path

from documents.parsing.errors import UnreadableFile
from documents.parsing.formats import limits
from documents.parsing.formats.encodings import CONFIDENT
from documents.parsing.formats.file_names import name_on_disk
from documents.parsing.patterns import pattern

UNSTORABLE = pattern("unstorable_characters", "[\\x00\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff]")
"""NUL is refused by PostgreSQL, half characters by every encoding, non-characters by XML."""

_REASONS = {errno.ENOENT: "没有这个文件", errno.EACCES: "没有读取权限", errno.EISDIR: "这是文件夹"}


@dataclass(frozen=True, slots=True)
class RawText:
    """The text of a file with its name, SHA-256 of the bytes, media type and encoding.

    `confidence` (0 to 1) is that of the text being what was written; `held` below 0.9. `doubts` are sentences for
    the reader of the document, `notes` say what the reader left out on purpose, `main` is the stretch of the text
    that is the document itself (the article of a web page, the body of a Word file), None where that is all of it.
    """

    name: str
    text: str
    sha256: str
    media_type: str
    encoding: str
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    main: tuple[int, int] | None = None

    @property
    def held(self) -> bool:
        """Whether a person must confirm the text before anything found in it counts."""
        return self.confidence < CONFIDENT


def name_and_bytes(path: Path) -> tuple[str, bytes]:
    """The name that a file is shown by, and what it holds. Raises UnreadableFile where it cannot be opened."""
    name = name_on_disk(path.name)
    try:
        limits.within_bytes(path.stat().st_size, name=name)
        return name, path.read_bytes()
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or "原因不明")
        raise UnreadableFile("file_unavailable", name=name, reason=reason) from error
