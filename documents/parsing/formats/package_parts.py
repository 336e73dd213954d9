"""The parts of a Word file before any library opens it: what Word never writes, and what would reach out, is refused.

An entity that is not resolved takes the text behind it with it, so a DOCTYPE anywhere is a refusal, not a doubt. That
a part hides it behind another encoding or another ending does not help it: ECMA-376 part 2 allows UTF-8 and UTF-16.
"""

from __future__ import annotations

import zipfile

from lxml import etree

from documents.parsing.errors import UnreadableFile
from documents.parsing.formats.archives import checked_package, read_member
from documents.parsing.formats.limits import MAX_PART_BYTES
from documents.parsing.patterns import pattern

_XML_ENDINGS = (".xml", ".rels")
_HEAD = 200
_XINCLUDE = b"http://www.w3.org/2001/XInclude"
_ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "ascii"})
_EBCDIC = b"\x4c\x6f\xa7\x94\x93"
"""<?xml in EBCDIC, which XML readers know by its first bytes."""
_TEMPLATE = "/attachedTemplate"

XML_ENCODING = pattern(
    "xml_encoding", r"\A\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,3}=\s{0,3}[\"']([A-Za-z0-9._\-]{1,40})"
)
ON_THIS_DISK = pattern("template_on_disk", r"(?i)\A(?:file:/{2,3})?[a-z]:|\A[^:/\\][^:]{0,300}\Z")


def refuse_hostile_parts(data: bytes, *, name: str) -> None:
    """Raises UnreadableFile for DOCTYPEs, XInclude, other encodings and templates from the network.

    Pictures are not looked into; what begins like XML is XML, whatever its name.
    """
    with checked_package(data, name=name) as package:
        for member in package.infolist():
            if member.filename.endswith(_XML_ENDINGS) or _begins_as_xml(package, member, name):
                part = read_member(package, member, name=name, limit=MAX_PART_BYTES)
                _refuse_hostile(part, name)
                if member.filename.endswith(".rels"):
                    _refuse_remote_template(part, name)


def _begins_as_xml(package: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bool:
    head = read_head(package, member, name=name)
    return head.startswith(_EBCDIC) or _plain(head).lstrip().startswith(b"<")


def read_head(package: zipfile.ZipFile, member: zipfile.ZipInfo, *, name: str) -> bytes:
    """The first bytes of a member. Raises UnreadableFile when they cannot be unpacked."""
    try:
        with package.open(member) as stream:
            return stream.read(_HEAD)
    except Exception as error:  # whatever zipfile and its decompressors raise: the package is broken
        raise UnreadableFile("damaged_archive", name=name) from error


def _refuse_hostile(part: bytes, name: str) -> None:
    plain = _plain(part)
    declared = XML_ENCODING.match(plain[:_HEAD].decode("latin-1"))
    if part.startswith(_EBCDIC) or (declared and declared.group(1).lower() not in _ENCODINGS):
        raise UnreadableFile("xml_encoding_refused", name=name)
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or b"<!doctype" in plain[:4096].lower():
        raise UnreadableFile("doctype_refused", name=name)
    if _XINCLUDE in plain:
        raise UnreadableFile("include_refused", name=name)


def _plain(part: bytes) -> bytes:
    """The part as single bytes: UTF-16 loses its empty ones, a byte order mark goes."""
    plain = part.replace(b"\x00", b"") if b"\x00" in part[:_HEAD] else part
    return plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


def _refuse_remote_template(part: bytes, name: str) -> None:
    """A template on a disk (Normal.dotm of its author) is common and never opened; one from elsewhere is an attack."""
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return
    for relation in root:
        target = str(relation.get("Target") or "")
        if str(relation.get("Type") or "").endswith(_TEMPLATE) and not ON_THIS_DISK.match(target):
            raise UnreadableFile("remote_template", name=name)
