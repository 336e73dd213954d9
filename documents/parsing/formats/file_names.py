"""Names of files as they are kept and shown: readable, relative, without characters that lie about themselves."""

from __future__ import annotations

import os
import posixpath
import unicodedata

from documents.parsing.errors import UnknownEncoding, UnreadableFile
from documents.parsing.formats.encodings import decode
from documents.parsing.patterns import pattern

_MAX_NAME = 120
_MAX_PARTS = 8

UNSAFE = pattern(
    "unsafe_in_file_name",
    r"[\x00-\x1f\x7f-\x9f<>:\"|?*\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffc\ufffe\uffff"
    r"\U000e0000-\U000e007f]",
)


def name_on_disk(name: str) -> str:
    """The name of a file in a folder: bytes that are no UTF-8 are read as Chinese, what lies or breaks lines goes.

    >>> name_on_disk("方\\u202e案\\n.txt")
    '方案.txt'
    """
    return posixpath.basename(clean_path(_read(os.fsencode(name)))) or "无名文件"


def name_in_archive(name: str, *, is_utf8: bool) -> str:
    """The path of a member as its author wrote it: archives of Chinese Windows hold GBK that readers take for CP437."""
    if is_utf8:
        return clean_path(name)
    try:
        return clean_path(_read(name.encode("cp437")))
    except UnicodeEncodeError:
        return clean_path(name)


def _read(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return _read_guessed(name)


def _read_guessed(name: bytes) -> str:
    try:
        return decode(name, name="文件名").text
    except (UnknownEncoding, UnreadableFile):
        return name.decode("utf-8", errors="replace")


def clean_path(name: str) -> str:
    """A relative path without tricks: no way up, no drive, no control or direction marks, parts of bounded length.

    >>> clean_path("../..\\\\政策/方案.txt")
    '政策/方案.txt'
    """
    storable = name.encode("utf-8", errors="replace").decode("utf-8")
    plain = unicodedata.normalize("NFC", storable).replace("\\", "/").replace("．", ".").replace("／", "/")
    parts = [UNSAFE.sub("", part).strip() for part in plain.split("/")]
    kept = [part[-_MAX_NAME:] for part in parts if part.strip(". ")]
    return "/".join(kept[-_MAX_PARTS:])
