"""File or bytes -> RawText: what the file is, its hash, and the text its reader takes out; nothing is guessed.

Read are plain text in the encodings Chinese files come in, web pages, Word files and PDFs with a text layer. Which of
them a file is, its content says, not its name. Other kinds get a message that says what to do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from documents.parsing.errors import EmptyFile, ParsingError, UnreadableFile
from documents.parsing.formats import limits, sniffing
from documents.parsing.formats.docx import read_docx
from documents.parsing.formats.encodings import REPLACEMENT, declared_encoding, decode
from documents.parsing.formats.extracted import Extracted
from documents.parsing.formats.html import read_html
from documents.parsing.formats.pdf import read_pdf
from documents.parsing.raw import UNSTORABLE, RawText, name_and_bytes

SUFFIXES = frozenset({".txt", ".html", ".htm", ".shtml", ".docx", ".pdf"})
"""Endings that files to be read usually have; what decides is the content."""

BLANK = "\ufeff \t\r\n\u3000\xa0\u200b"

_READERS: dict[str, Callable[..., Extracted]] = {
    sniffing.HTML: read_html,
    sniffing.DOCX: read_docx,
    sniffing.PDF: read_pdf,
}


def read(path: Path) -> tuple[RawText, bytes]:
    """Read a file; returns its text and its bytes. Raises the errors of documents.parsing.errors."""
    name, data = name_and_bytes(path)
    return read_bytes(data, name=name), data


def read_bytes(data: bytes, *, name: str) -> RawText:
    """Read the bytes of one file called `name`. Raises UnreadableFile, EmptyFile, UnknownEncoding.

    Example: the GBK bytes of 一、总体要求 give that text, "text/plain", "gb18030".
    """
    limits.within_bytes(len(data), name=name)
    extracted = _extracted(data, name)
    text, unstorable = UNSTORABLE.subn(REPLACEMENT, extracted.text)
    if not text.strip(BLANK):
        raise EmptyFile("empty", name=name)
    limits.within(len(text), limit=limits.MAX_CHARACTERS, name=name, code="too_long")
    doubts = extracted.doubts
    if unstorable:
        doubts = (*doubts, f"有 {unstorable} 个无法保存的字符，以 � 表示")
    return RawText(
        name=name,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=extracted.media_type,
        encoding=extracted.encoding,
        confidence=extracted.confidence,
        doubts=doubts,
        notes=extracted.notes,
        main=extracted.main,
    )


def _extracted(data: bytes, name: str) -> Extracted:
    """The text by the reader of its kind; whatever else a hostile file makes a library raise is a refusal as well."""
    kind = sniffing.kind_of(data)
    if kind in sniffing.REFUSED:
        raise UnreadableFile(kind, name=name)
    try:
        return _READERS.get(kind, _read_text)(data, name=name)
    except (ParsingError, MemoryError):
        raise
    except RecursionError as error:
        raise UnreadableFile("nested_too_deep", name=name) from error
    except Exception as error:  # a broken container can make its library raise anything
        raise UnreadableFile("damaged", name=name) from error


def _read_text(data: bytes, *, name: str) -> Extracted:
    decoded = decode(data, name=name, declared=declared_encoding(data))
    return Extracted(decoded.text, "text/plain", decoded.encoding, decoded.confidence, decoded.doubts)
