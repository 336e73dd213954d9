"""What kind of file it is, told by its content: names lie, first bytes seldom do."""

from __future__ import annotations

import io
import zipfile

from documents.parsing.patterns import pattern

TEXT, HTML, DOCX, PDF, ZIP = "text", "html", "docx", "pdf", "zip_archive"

REFUSED = frozenset(
    "legacy_doc encrypted rtf ofd odt macro_document spreadsheet presentation mht image other_archive zip_archive "
    "damaged_archive xml_data binary".split()
)
"""Kinds that are not read, by the codes of their refusals."""

_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "bitmap"),
    (b"RIFF", "riff"),
    (b"Rar!", "other_archive"),
    (b"7z\xbc\xaf\x27\x1c", "other_archive"),
    (b"\x1f\x8b\x08", "other_archive"),
    (b"\x7fELF", "binary"),
    (b"MZ\x90\x00", "binary"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PDF_WITHIN = 1024

HTML_MARK = pattern(
    "html_mark",
    r"(?i)<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<title>|<div[\s>]|<table[\s>]|<p[\s>]|<br ?/?>|<span[\s>]",
)
SVG_MARK = pattern(
    "svg_mark", r"(?i)\s{0,20}(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!DOCTYPE svg[^>]{0,200}>\s{0,20})?<svg[\s>]"
)
XML_MARK = pattern("xml_mark", r"\s{0,20}<\?xml")
_HEAD = 4096


def kind_of(data: bytes) -> str:
    """The kind of a file: "text", "html", "docx", "pdf", or one of REFUSED.

    >>> kind_of("一、总体要求".encode()), kind_of(b"%PDF-1.7"), kind_of(b"<html><body>")
    ('text', 'pdf', 'html')
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic) and _is_sure(data, kind):
            return "image" if kind in ("bitmap", "riff") else kind
    if data.startswith(_OLE[:4]):
        return "encrypted" if _ENCRYPTED_PACKAGE in data[: 64 * 1024] else "legacy_doc"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_package(data)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    return _kind_of_text(data)


def _is_sure(data: bytes, kind: str) -> bool:
    """ "BM" and "RIFF" are letters as well: they count only with what else a picture has."""
    if kind == "bitmap":
        return len(data) > 14 and data[6:10] == bytes(4)
    return kind != "riff" or data[8:12] in (b"WEBP", b"WAVE", b"AVI ")


def _kind_of_package(data: bytes) -> str:
    """A ZIP file by the names of its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, LookupError):
        return "damaged_archive"
    if "[Content_Types].xml" in names:
        return _kind_of_office(names)
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        return "odt"
    return ZIP


def _kind_of_office(names: set[str]) -> str:
    if any(name.endswith("vbaProject.bin") for name in names):
        return "macro_document" if any(name.startswith("word/") for name in names) else "spreadsheet"
    for folder, kind in (("word/", DOCX), ("xl/", "spreadsheet"), ("ppt/", "presentation")):
        if any(name.startswith(folder) for name in names):
            return kind
    return DOCX


def _kind_of_text(data: bytes) -> str:
    head = _plain(data)
    if head.lstrip().startswith("MIME-Version:") and "multipart/related" in head:
        return "mht"
    if SVG_MARK.match(head):
        return "image"
    marks = [match.group().lower() for match in HTML_MARK.finditer(head)]
    if (head.lstrip().startswith("<") and marks) or "<html" in "".join(marks) or len(marks) >= 3:
        return HTML
    return "xml_data" if XML_MARK.match(head) and "</" in head else TEXT


def _plain(data: bytes) -> str:
    """The first characters, seen as Latin-1; UTF-16 loses its empty bytes, so that marks are found in it as well."""
    head = data[: 2 * _HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:200].count(0) > len(head[:200]) // 4:
        head = head.replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
