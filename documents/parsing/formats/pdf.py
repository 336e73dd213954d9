"""PDF -> its text: the text layer page by page, lines put together again as paragraphs.

Columns are read one after the other. Page numbers and running heads are dropped and counted. Wraps inside words, spaces around digits, glyphs drawn twice
and rows of ornament are undone. A page that is only a picture is said; a file of pictures is refused.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from documents.parsing.errors import UnreadableFile
from documents.parsing.formats import limits
from documents.parsing.formats.encodings import common_characters
from documents.parsing.formats.extracted import Extracted
from documents.parsing.formats.pdf_columns import page_text
from documents.parsing.formats.pdf_furniture import without_furniture
from documents.parsing.formats.pdf_lines import Glyph, PageLine
from documents.parsing.formats.pdf_paragraphs import paragraphs
from documents.parsing.formats.pdf_tables import Box
from documents.parsing.patterns import pattern

MEDIA_TYPE = "application/pdf"
_MIN_CHARACTERS = 20
_UPRIGHT = 0.1
_MOST_DRAWN = 5_000

POINT = pattern("pdf_private_point", r"(?<=[0-9０-９])[\ue000-\uf8ff](?=[0-9０-９])")
"""Fonts of typesetters draw the decimal point with a private glyph."""

_MIN_QUALITY = 0.45
_MOST_PRIVATE = 0.1


def read_pdf(data: bytes, *, name: str) -> Extracted:
    """The text of a PDF. Raises UnreadableFile for scans, passwords, broken files and files of too many pages.

    Example: two lines 打造人工智能创新发展高 / 地，提出如下措施。 come out as one.
    """
    document = _opened(data, name)
    try:
        limits.within(len(document), limit=limits.MAX_PAGES, name=name, code="too_many_pages")
        pages = _pages(document, name)
    finally:
        document.close()
    kept, dropped = without_furniture(pages.lines)
    text, points = POINT.subn("．", "\n".join(paragraphs(kept)))
    _refuse_unreadable(text, name)
    return Extracted(
        text=text,
        media_type=MEDIA_TYPE,
        encoding="pdf",
        confidence=1.0,
        doubts=tuple(_doubts(text, pages, points)),
        notes=tuple(f"去掉{what} {count} 处" for what, count in dropped.items() if count),
    )


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableFile("encrypted", name=name) from error
        raise UnreadableFile("damaged_pdf", name=name) from error


@dataclass(slots=True)
class _Pages:
    """Lines of every page; the numbers of pages that show something but hold no text, and of those in doubt."""

    lines: list[list[PageLine]] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)


def _pages(document: pypdfium2.PdfDocument, name: str) -> _Pages:
    """The text of every page as lines. Raises UnreadableFile for scans and for too much text."""
    pages = _Pages()
    total = 0
    gutter = None
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            pages.pictures.append(index + 1)
            pages.lines.append([])
            continue
        glyphs = list(_glyphs(page, name))
        total += len(glyphs)
        limits.within(total, limit=limits.MAX_CHARACTERS, name=name, code="too_long")
        text = page_text(glyphs, drawn=_drawn(page), expected=gutter)
        gutter = text.gutter
        pages.lines.append(text.lines)
        if text.doubtful:
            pages.doubtful.append(index + 1)
        if not glyphs and raw.FPDFPage_CountObjects(page.raw) > 0:
            pages.pictures.append(index + 1)
        page.close()
    if total < _MIN_CHARACTERS or (pages.pictures and total < _MIN_CHARACTERS * len(pages.lines)):
        raise UnreadableFile("no_text_layer", name=name)
    return pages


def _drawn(page: pypdfium2.PdfPage) -> list[Box]:
    """The rules and frames of a page, those of its tables among them; none where it draws too much for a text."""
    count = raw.FPDFPage_CountObjects(page.raw)
    found: list[Box] = []
    left, bottom, right, top = (ctypes.c_float() for _edge in range(4))
    for index in range(count if count <= _MOST_DRAWN else 0):
        shape = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if raw.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, (left, bottom, right, top))):
            found.append(Box(left.value, bottom.value, right.value, top.value))
    return found


def _glyphs(page: pypdfium2.PdfPage, name: str) -> Iterator[Glyph]:
    """Every character that shows on the page; watermarks set at an angle and what lies beside the page are no text."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        limits.within(count, limit=limits.MAX_PAGE_CHARACTERS, name=name, code="page_too_dense")
        turned = _is_turned(textpage, count)
        edges = page.get_cropbox()
        for index in range(count):
            glyph = None if raw.FPDFText_IsGenerated(textpage.raw, index) == 1 else _glyph(textpage, index)
            if glyph is None or not _is_inside(glyph, edges):
                continue
            if turned:
                yield Glyph(glyph.character, glyph.bottom, glyph.top, -glyph.right, -glyph.left, -glyph.right)
            elif _angle(textpage, index) < _UPRIGHT:
                yield glyph
    finally:
        textpage.close()


def _glyph(textpage: pypdfium2.PdfTextPage, index: int) -> Glyph | None:
    """One character with its box and baseline; None where the file gives none."""
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    character = _character(_code(textpage, index))
    if not character or not raw.FPDFText_GetLooseCharBox(textpage.raw, index, ctypes.byref(box)):
        return None
    raw.FPDFText_GetCharOrigin(textpage.raw, index, ctypes.byref(x), ctypes.byref(y))
    return Glyph(character, box.left, box.right, box.bottom, box.top, y.value)


def _code(textpage: pypdfium2.PdfTextPage, index: int) -> int:
    """The code point of a character; PDFium gives those beyond U+FFFF as two halves, of which the second is nothing."""
    code = int(raw.FPDFText_GetUnicode(textpage.raw, index))
    if 0xD800 <= code < 0xDC00:
        second = raw.FPDFText_GetUnicode(textpage.raw, index + 1)
        return 0x10000 + ((code - 0xD800) << 10) + second - 0xDC00 if 0xDC00 <= second < 0xE000 else code
    if 0xDC00 <= code < 0xE000 and 0xD800 <= raw.FPDFText_GetUnicode(textpage.raw, index - 1) < 0xDC00:
        return 0
    return code


def _is_inside(glyph: Glyph, edges: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = edges
    return left <= (glyph.left + glyph.right) / 2 <= right and bottom <= (glyph.bottom + glyph.top) / 2 <= top


def _angle(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """How far a character leans, 0 to π."""
    angle = raw.FPDFText_GetCharAngle(textpage.raw, index)
    return min(angle, abs(2 * 3.14159265 - angle)) if angle >= 0 else 0.0


def _is_turned(textpage: pypdfium2.PdfTextPage, count: int) -> bool:
    """Whether most of a page is set sideways (a wide table): then its lines run up the page."""
    sample = range(0, count, max(count // 50, 1))
    leaning = sum(1.4 < _angle(textpage, index) < 1.8 for index in sample)
    return bool(count) and leaning * 2 > len(sample)


def _character(code: int) -> str:
    """The character of a code, � for what no text can hold, nothing for control codes."""
    if code < 0x20 or 0x7F <= code < 0xA0:
        return "\t" if code == 9 else ""
    if 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)


def _refuse_unreadable(text: str, name: str) -> None:
    """Fonts without a table back to characters give letters that mean nothing."""
    counts = Counter(text)
    han = sum(count for character, count in counts.items() if "\u3400" <= character <= "\u9fff")
    common = sum(counts[character] for character in common_characters() if "\u3400" <= character <= "\u9fff")
    private = sum(count for character, count in counts.items() if _is_private(character))
    if han + private < _MIN_CHARACTERS and len(text) < 10 * _MIN_CHARACTERS:
        raise UnreadableFile("no_text_layer", name=name)
    if private > _MOST_PRIVATE * len(text) or (han >= 50 and common < _MIN_QUALITY * han):
        raise UnreadableFile("garbled_fonts", name=name)


def _is_private(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff" or character == "\ufffd"


def _listed(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages[:10])) + ("等" if len(pages) > 10 else "")


def _doubts(text: str, pages: _Pages, points: int) -> Iterator[str]:
    if pages.pictures:
        yield f"第 {_listed(pages.pictures)} 页没有文字层，可能是图片，没有读。请对照 PDF"
    if pages.doubtful:
        yield f"第 {_listed(pages.doubtful)} 页像是两栏，也像表格，按行读，次序可能有误。请对照 PDF"
    if points:
        yield f"有 {points} 处数字之间是字体自造的字形，按小数点读。请对照 PDF"
    private = [index for index, character in enumerate(text) if _is_private(character)]
    if private:
        yield f"有 {len(private)} 个字形读不出文字，第一处在第 {private[0] + 1} 字。请对照 PDF"
