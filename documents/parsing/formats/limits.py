"""How much of a file is read: every bound of the readers in one place, with what is said beyond it.

The figures leave room for the largest policy documents met (a five-year plan: 120,000 characters, 150 pages) and
stop what was made to hurt: a 460 KB Word file can hold 177 MB of XML, a 6 KB PDF can keep a reader busy for minutes.
"""

from __future__ import annotations

from documents.parsing.errors import UnreadableFile

MEGABYTE = 1024 * 1024

MAX_BYTES = 20 * MEGABYTE
MAX_CHARACTERS = 3_000_000
MAX_PAGES = 600
"""Pages of a PDF."""

MAX_MEMBERS = 2_000
"""Files in a ZIP archive or parts in a Word file."""
MAX_EXPANDED_BYTES = 200 * MEGABYTE
MAX_PART_BYTES = 32 * MEGABYTE
"""One part of a Word file: half a million paragraphs; above it the tree of elements fills the memory."""
MAX_RATIO = 200
RATIO_FROM = MEGABYTE
"""Small files may be packed tighter than MAX_RATIO: a thousand equal lines do no harm."""
MAX_DEPTH = 2
"""Archives within archives."""
MAX_ELEMENTS = 300_000
"""Elements of a web page; the largest policy pages met have 6,000."""
MAX_PAGE_CHARACTERS = 60_000
"""Characters on one page of a PDF; a full page of small print holds 4,000."""


def within(amount: int, *, limit: int, name: str, code: str) -> None:
    """Refuse what is more than `limit`: within(700, limit=600, name="规划.pdf", code="too_many_pages").

    Raises UnreadableFile: 规划.pdf：页数超过 600 页。请拆分后再读.
    """
    if amount > limit:
        raise UnreadableFile(code, name=name, limit=limit)


def within_bytes(amount: int, *, name: str, limit: int = MAX_BYTES, code: str = "too_large") -> None:
    """Refuse a file of more than `limit` bytes, said in megabytes. Raises UnreadableFile."""
    if amount > limit:
        raise UnreadableFile(code, name=name, limit=limit // MEGABYTE)
