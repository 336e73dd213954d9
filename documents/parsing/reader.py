"""File or bytes -> RawText: the bytes are hashed and decoded once, damage is named, nothing is guessed.

Plain text in UTF-8 (with or without BOM), UTF-16 with BOM, and GB18030 is read. Kinds of file that are
recognised by their first bytes but not read get a message that says how to save them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from documents.parsing.errors import EmptyFile, UnknownEncoding, UnreadableFile

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 3_000_000

_OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "DOCX、XLSX 或 ZIP"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word（.doc）"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
)


@dataclass(frozen=True, slots=True)
class RawText:
    """The decoded text of a file with its name, SHA-256 of the bytes, media type and encoding."""

    name: str
    text: str
    sha256: str
    media_type: str
    encoding: str


def read(path: Path) -> tuple[RawText, bytes]:
    """Read a file; returns its text and its bytes. Raises UnreadableFile, EmptyFile, UnknownEncoding."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFile(f"{path.name}：文件超过 {MAX_BYTES // 1024 // 1024} MB。请拆分后再读")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path.name}：文件打不开（{error.strerror}）。请检查路径和权限") from error
    return read_bytes(data, name=path.name), data


def read_bytes(data: bytes, *, name: str) -> RawText:
    """Decode the bytes of one file called `name`. Raises UnreadableFile, EmptyFile, UnknownEncoding."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"{name}：文件超过 {MAX_BYTES // 1024 // 1024} MB。请拆分后再读")
    _refuse_other_kinds(data, name)
    text, encoding = _decode(data, name)
    if not text.strip("\ufeff \t\r\n\u3000\xa0"):
        raise EmptyFile(f"{name}：文件里没有文字。请检查文件是否完整")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableFile(f"{name}：文字超过 {MAX_CHARACTERS} 字。请拆分后再读")
    return RawText(name, text, hashlib.sha256(data).hexdigest(), "text/plain", encoding)


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic):
            raise UnreadableFile(f"{name}：这是 {kind} 文件，目前只读纯文本。请另存为 UTF-8 编码的 .txt 再读")


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Try the encodings that prove themselves, then let charset-normalizer judge."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16", name), "utf-16"
    if b"\x00" in data:
        raise UnreadableFile(f"{name}：这是二进制文件，不是文本。请另存为 UTF-8 编码的 .txt 再读")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return _decode_by_content(data, name)


def _decode_by_content(data: bytes, name: str) -> tuple[str, str]:
    best = from_bytes(data, cp_isolation=["gb18030", "big5"]).best()
    if best is None or best.chaos > 0.1 or _share_of_han(str(best)) < 0.3:
        raise UnknownEncoding(f"{name}：看不出文字编码。请另存为 UTF-8 编码的 .txt 再读")
    return str(best), best.encoding


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(
            f"{name}：第 {error.start} 字节起不是有效的 {encoding}。请另存为 UTF-8 编码的 .txt 再读"
        ) from error


def _share_of_han(text: str) -> float:
    letters = [character for character in text if not character.isspace()]
    return sum("\u4e00" <= character <= "\u9fff" for character in letters) / max(len(letters), 1)
