"""Word file -> its text: one line per paragraph with the number Word shows, one line per table row.

Deleted text of tracked changes is not read, inserted text is. Text boxes are read where they are anchored, once.
Headers and footers stand at the ends, footnotes behind the body. Another file embedded as altChunk is refused: its text
would be missing in silence.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from documents.parsing.errors import EmptyFile, UnreadableFile
from documents.parsing.formats.extracted import Extracted
from documents.parsing.formats.merged_cells import HEAD_WITHIN, Cell, Grid, is_data
from documents.parsing.formats.numbering import Numbering
from documents.parsing.formats.package_parts import refuse_hostile_parts
from documents.parsing.formats.page_labels import joined_row

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_T, _TAB, _BR, _CR, _HYPHEN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")
_PPR, _RPR, _TBLPR = qn("w:pPr"), qn("w:rPr"), qn("w:tblPr")
_DELETED = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:delText"), qn("w:delInstrText")})
_UNSEEN = frozenset(
    {qn("w:instrText"), qn("w:rt"), _RPR, qn("w:tabs"), qn("w:sectPr"), qn("w:trPr"), qn("w:tcPr"), _TBLPR}
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = qn("w:txbxContent")
_VANISH = qn("w:vanish")
_VAL = qn("w:val")
_TCPR, _GRID_SPAN, _VMERGE = qn("w:tcPr"), qn("w:gridSpan"), qn("w:vMerge")
_MAX_CELL = 400
_NOTE_PARTS = ("footnotes", "endnotes")
_ALT_CHUNK = qn("w:altChunk")


def read_docx(data: bytes, *, name: str) -> Extracted:
    """The text of a Word file. Raises UnreadableFile for bombs, passwords, hostile and broken parts, EmptyFile.

    Example: a paragraph 总体要求 in a list numbered by Word gives the line 一、总体要求.
    """
    refuse_hostile_parts(data, name=name)
    document = Document(io.BytesIO(data))
    reading = _Reading(document)
    before = list(_edges(reading, "header"))
    body = "\n".join(line if "\t" in line else line.rstrip() for line in reading.blocks(document.element.body))
    after = [*_notes(reading), *_edges(reading, "footer")]
    if reading.attached:
        raise UnreadableFile("embedded_document", name=name)
    text = "\n".join([*before, body, *after])
    if not text.strip():
        raise EmptyFile("word_without_text", name=name)
    start = sum(len(line) + 1 for line in before)
    return Extracted(
        text=text,
        media_type=MEDIA_TYPE,
        encoding="utf-8",
        notes=tuple(reading.notes()),
        main=(start, start + len(body)) if before or after else None,
    )


class _Reading:
    """One walk over a document: keeps the counters of its lists and counts what was left out."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self.numbering = Numbering.of(document)
        self.deleted = 0
        self.attached = 0

    def blocks(self, container: etree._Element) -> Iterator[str]:
        """Lines of all paragraphs and tables inside `container`, in order, however they are wrapped."""
        for child in container:
            if child.tag == _P:
                yield from self.paragraph(child)
            elif child.tag == _TBL:
                yield from self.table(child)
            elif child.tag == _ALT_CHUNK:
                self.attached += 1
            elif child.tag in _DELETED:
                self.deleted += 1
            elif isinstance(child.tag, str) and child.tag not in _UNSEEN and child.tag != _FALLBACK:
                yield from self.blocks(child)

    def paragraph(self, element: etree._Element) -> Iterator[str]:
        """The paragraph with its number; text boxes anchored in it follow on lines of their own."""
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._collect(element, pieces, boxes)
        text = "".join(pieces)
        label = self.numbering.label_of(element) if text.strip() else ""
        for index, line in enumerate(text.split("\n")):
            yield label + line if index == 0 else line
        for box in boxes:
            yield from self.blocks(box)

    def _collect(self, element: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        """Text of the runs below `element`, with line breaks; text boxes are set aside."""
        walker = etree.iterwalk(element, events=("start",))
        for _event, child in walker:
            tag = child.tag
            if tag == _T:
                pieces.append(child.text or "")
            elif tag == _TAB:
                pieces.append("\t")
            elif tag in (_BR, _CR):
                pieces.append("\n")
            elif tag == _HYPHEN:
                pieces.append("-")
            elif tag == _TEXT_BOX:
                boxes.append(child)
                walker.skip_subtree()
            elif tag in _DELETED or tag in _UNSEEN or tag == _FALLBACK or (tag == qn("w:r") and _is_hidden(child)):
                self.deleted += tag in _DELETED
                walker.skip_subtree()

    def table(self, element: etree._Element) -> Iterator[str]:
        """One line per row, cells with tabs between; a table of one column is a frame around paragraphs."""
        rows = [
            [cell for cell in row.iterdescendants(_TC) if _row_of(cell) is row]
            for row in element.iter(_TR)
            if next(row.iterancestors(_TBL)) is element
        ]
        heads = [["".join(cell.itertext(_T))[:60] for cell in row] for row in rows[:HEAD_WITHIN]]
        grid = Grid() if is_data(heads) and element.find(f".//{_TBL}") is None else None
        for row in rows:
            cells = [list(self.blocks(cell)) for cell in row]
            if grid is None:
                yield from _row(cells)
            elif line := grid.line([_cell(cell, lines) for cell, lines in zip(row, cells, strict=True)]):
                yield line

    def notes(self) -> Iterator[str]:
        if self.deleted:
            yield f"修订中删除的文字 {self.deleted} 处没有读"


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(_TR), None)


def _cell(element: etree._Element, lines: list[str]) -> Cell:
    """A cell with the columns it spans; Word writes a cell merged with the one above as a cell that goes on."""
    span = element.find(f"{_TCPR}/{_GRID_SPAN}")
    merged = element.find(f"{_TCPR}/{_VMERGE}")
    columns = span.get(_VAL, "1") if span is not None else "1"
    goes_on = merged is not None and merged.get(_VAL) in (None, "continue")
    return Cell(tuple(lines), columns=int(columns) if columns.isascii() and columns.isdigit() else 1, goes_on=goes_on)


def _row(cells: list[list[str]]) -> Iterator[str]:
    filled = [[line.strip() for line in cell if line.strip()] for cell in cells]
    if sum(map(bool, filled)) > 1 and all(sum(map(len, cell)) <= _MAX_CELL for cell in filled):
        yield from joined_row([" ".join(cell) for cell in filled])
        return
    for cell in cells:
        yield from cell


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{_RPR}/{_VANISH}")
    return vanish is not None and vanish.get(_VAL) not in ("0", "false", "off")


def _edges(reading: _Reading, kind: str) -> Iterator[str]:
    """Texts of all headers or footers, each once, without bare page numbers."""
    seen: set[str] = set()
    for relation in reading.document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
            continue
        for line in reading.blocks(relation.target_part.element):
            words = line.strip()
            if words not in seen and words.strip("—-–－ \t0123456789第页共/"):
                seen.add(words)
                yield words


def _notes(reading: _Reading) -> Iterator[str]:
    """Footnotes and endnotes, one line each, behind the body."""
    for relation in reading.document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_NOTE_PARTS):
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for note in root:
            if note.get(qn("w:type")) in (None, "normal"):
                yield " ".join(filter(None, (line.strip() for line in reading.blocks(note))))
