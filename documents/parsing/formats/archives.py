"""ZIP archives: their members by name and bytes, read within limits; and the checks before any package is opened."""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from documents.parsing.errors import UnreadableFile
from documents.parsing.formats import limits
from documents.parsing.formats.file_names import name_in_archive
from documents.parsing.formats.sniffing import ZIP, kind_of

_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_UTF8 = 0x800
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    LookupError,
)

_SYSTEM = ("__MACOSX/", ".")


def members(data: bytes, *, name: str, depth: int = 1) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file in a ZIP archive, archives inside it included, in the order of the archive.

    Names are cleaned: 政策/2020年/方案.txt stays, ../../方案.txt becomes 方案.txt. Raises UnreadableFile for an archive
    that is too large, too deep, encrypted or broken; members of the system (__MACOSX/, .DS_Store) are left out.
    """
    yield from _members(data, name=name, depth=depth, budget=_Budget())


class _Budget:
    """What the archive and all archives inside it may still hold together."""

    def __init__(self) -> None:
        self.files = limits.MAX_MEMBERS
        self.bytes = limits.MAX_EXPANDED_BYTES

    def spend(self, *, files: int = 0, expanded: int = 0, name: str) -> None:
        self.files -= files
        self.bytes -= expanded
        if self.files < 0:
            raise UnreadableFile("too_many_members", name=name, limit=limits.MAX_MEMBERS)
        if self.bytes < 0:
            raise UnreadableFile("expanded_too_large", name=name, limit=limits.MAX_EXPANDED_BYTES // limits.MEGABYTE)


def _members(data: bytes, *, name: str, depth: int, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    if depth > limits.MAX_DEPTH:
        raise UnreadableFile("too_deep", name=name, limit=limits.MAX_DEPTH)
    with checked_package(data, name=name) as package:
        for member in package.infolist():
            shown = name_in_archive(member.filename, is_utf8=bool(member.flag_bits & _UTF8))
            if member.is_dir() or not shown or member.filename.startswith(_SYSTEM[0]):
                continue
            if posixpath.basename(shown).startswith(_SYSTEM[1]):
                continue
            content = read_member(package, member, name=f"{name}/{shown}", limit=limits.MAX_BYTES)
            budget.spend(files=1, expanded=len(content), name=name)
            if kind_of(content) == ZIP:
                for inner, inner_content in _members(content, name=f"{name}/{shown}", depth=depth + 1, budget=budget):
                    yield f"{shown}/{inner}", inner_content
            else:
                yield shown, content


@contextmanager
def checked_package(data: bytes, *, name: str) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP package whose directory promises to stay within the limits. Raises UnreadableFile.

    What the directory promises is not believed: `read_member` counts again while it unpacks.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UnreadableFile("damaged_archive", name=name) from error
    with package:
        infos = package.infolist()
        limits.within(len(infos), limit=limits.MAX_MEMBERS, name=name, code="too_many_members")
        expanded = sum(info.file_size for info in infos)
        limits.within_bytes(expanded, name=name, limit=limits.MAX_EXPANDED_BYTES, code="expanded_too_large")
        for info in infos:
            _refuse_suspicious(info, name)
        _refuse_overlaps(infos, len(data), name)
        yield package


def _refuse_suspicious(info: zipfile.ZipInfo, name: str) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFile("encrypted", name=name)
    if info.compress_type not in _METHODS:
        raise UnreadableFile("compression_method", name=name)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableFile("link_inside", name=name)
    if info.file_size > limits.RATIO_FROM and info.file_size > limits.MAX_RATIO * max(info.compress_size, 1):
        raise UnreadableFile("ratio", name=name, limit=limits.MAX_RATIO)


def _refuse_overlaps(infos: list[zipfile.ZipInfo], length: int, name: str) -> None:
    """Members that share their bytes multiply without end (Python before 3.11.8 lets them)."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end or info.header_offset + info.compress_size > length:
            raise UnreadableFile("overlap", name=name)
        end = info.header_offset + info.compress_size


def read_member(package: zipfile.ZipFile, member: zipfile.ZipInfo, *, name: str, limit: int) -> bytes:
    """The bytes of one member, counted while they are unpacked. Raises UnreadableFile beyond `limit`."""
    pieces: list[bytes] = []
    total = 0
    try:
        with package.open(member) as stream:
            while piece := stream.read(_CHUNK):
                total += len(piece)
                limits.within_bytes(total, name=name, limit=limit, code="expanded_too_large")
                pieces.append(piece)
    except _BROKEN as error:
        raise UnreadableFile("damaged_archive", name=name) from error
    return b"".join(pieces)
