"""Lines of PDF pages -> paragraphs: a line goes on in the next one unless the page shows that it ends there.

A paragraph ends where its line stops short of the right margin, where the next line is indented, centred, of another
size or further down, and where the next line begins with a heading mark in a document without indents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from documents.parsing.formats.pdf_lines import PageLine
from documents.parsing.headings import read_heading
from documents.parsing.patterns import pattern

_INDENTED = 1.2
_CENTRED = 2.6
_SHORT = 1.9
_LARGER = 1.12
_GAP = 1.7
_MIN_INDENTED = 0.12
_ENOUGH = 5
_ENDS = tuple("。！？；：…”）")
_SET_APART, _SOME_ROOM, _MUCH_ROOM = 4.0, 4.0, 8.0

LABELLED = pattern("pdf_labelled_line", r"[\u4e00-\u9fff]{2,6}：|——")
TOGETHER = pattern("pdf_unbroken", r"[\x21-\x7e０-９．％]{2,30}[，。、；：）”》]{0,2}")


@dataclass(frozen=True, slots=True)
class _Measure:
    """The page as it is set: margins, height of the text, step from line to line."""

    left: float
    right: float
    size: float
    leading: float


def paragraphs(pages: Sequence[Sequence[PageLine]]) -> Iterator[str]:
    """The paragraphs of all pages; one that runs over the foot of a page or column goes on at the head of the next.

    Example: 全球人工智能创新发展高 / 地，提出如下措施。 is one paragraph, the indented 一、发展目标 the next.
    """
    blocks = [list(block) for lines in pages for _column, block in groupby(lines, key=lambda line: line.column)]
    wholes = {
        column: _measure([line for block in blocks if block[0].column == column for line in block])
        for column in {block[0].column for block in blocks}
    }
    measures = [_page_measure(block, wholes[block[0].column]) for block in blocks]
    indents = _has_indents(blocks, measures)
    current = ""
    before: tuple[PageLine, _Measure] | None = None
    for lines, measure in zip(blocks, measures, strict=True):
        for index, line in enumerate(lines):
            if before is None or _breaks(*before, line, measure, new_page=index == 0, indents=indents):
                if current:
                    yield current
                current = line.text
            else:
                current = _joined(current, line.text)
            before = line, measure
    if current:
        yield current


def _measure(lines: Sequence[PageLine]) -> _Measure:
    size = median(line.size for line in lines) if lines else 0.0
    body = [line for line in lines if abs(line.size - size) < 0.2 * size] or list(lines)
    return _Measure(
        left=_margin([line.left for line in body], size, lowest=True),
        right=_margin([line.right for line in body], size, lowest=False),
        size=size,
        leading=_leading(body),
    )


def _page_measure(lines: Sequence[PageLine], whole: _Measure) -> _Measure:
    """The page's own margins (left and right pages differ), but those of the document where it shows too little."""
    own = _measure(lines)
    if len(lines) < _ENOUGH:
        return replace(whole, size=own.size, leading=own.leading or whole.leading)
    slack = _INDENTED * own.size
    return replace(
        own,
        left=whole.left if own.left - whole.left > slack else own.left,
        right=whole.right if whole.right - own.right > slack else own.right,
    )


def _margin(edges: Sequence[float], size: float, *, lowest: bool) -> float:
    """The outermost edge that at least two lines share (one line alone may hang out of the page)."""
    ordered = sorted(edges, reverse=not lowest) or [0.0]
    for edge, following in pairwise(ordered):
        if abs(edge - following) < 0.8 * size:
            return edge
    return ordered[0]


def _leading(lines: Sequence[PageLine]) -> float:
    steps = [above.middle - below.middle for above, below in pairwise(lines) if above.middle > below.middle]
    return median(steps) if steps else 0.0


def _has_indents(blocks: Sequence[Sequence[PageLine]], measures: Sequence[_Measure]) -> bool:
    """Whether first lines stand about two characters in, as GB/T 9704 has it."""
    indented = total = 0
    for lines, measure in zip(blocks, measures, strict=True):
        total += len(lines)
        indented += sum(_INDENTED < _indent(line, measure) < _CENTRED for line in lines)
    return total > 0 and indented >= _MIN_INDENTED * total


def _indent(line: PageLine, measure: _Measure) -> float:
    return (line.left - measure.left) / max(measure.size, 0.1)


def _room(line: PageLine, measure: _Measure) -> float:
    """Characters that would still fit behind the line."""
    return (measure.right - line.right) / max(measure.size, 0.1)


def _is_centred(line: PageLine, measure: _Measure) -> bool:
    left, right = _indent(line, measure), _room(line, measure)
    return left > _INDENTED and right > _INDENTED and abs(left - right) < 3


def _breaks(
    above: PageLine, set_above: _Measure, line: PageLine, measure: _Measure, *, new_page: bool, indents: bool
) -> bool:
    """Whether a new paragraph begins with `line`."""
    if "\t" in above.text or "\t" in line.text:
        return True
    sizes = above.size, line.size
    if max(sizes) > _LARGER * max(min(sizes), 0.1) and _differ(above, line):
        return True
    if _is_title(above, set_above) and _is_title(line, measure):
        return new_page or above.middle - line.middle > 2.2 * above.size or above.text.endswith(_ENDS)
    if not new_page and measure.leading and above.middle - line.middle > _GAP * measure.leading:
        return True
    if _indent(line, measure) > _INDENTED or _indent(above, set_above) > _SET_APART > _indent(line, measure):
        return True
    return _ends_here(above.text, line.text, room=_room(above, set_above), indents=indents)


def _ends_here(above: str, line: str, *, room: float, indents: bool) -> bool:
    """Whether a paragraph ends between two lines at the left margin.

    Lines are ragged by what cannot be broken (a number, a word, a mark that must not begin a line), so that some room
    says little. Where first lines are indented, a line that is not begins no paragraph, as a rule.
    """
    finished = above.endswith(_ENDS)
    if indents:
        return room > _MUCH_ROOM or (finished and room > _SHORT and room > _unbroken(line))
    if finished and (room > _SHORT or read_heading(line) is not None or LABELLED.match(line)):
        return True
    return room > _SOME_ROOM and room > _unbroken(line)


def _unbroken(text: str) -> float:
    """Width of what stands together at the beginning of a line, in Han characters."""
    match = TOGETHER.match(text)
    return sum(0.6 if character.isascii() else 1.0 for character in match.group()) + 1 if match else 1.0


def _differ(above: PageLine, line: PageLine) -> bool:
    """Sizes of very short lines say little: their boxes are those of digits or marks."""
    return min(len(above.text), len(line.text)) >= 4


def _is_title(line: PageLine, measure: _Measure) -> bool:
    return line.size > _LARGER * measure.size and (_is_centred(line, measure) or _room(line, measure) < _CENTRED)


def _joined(first: str, second: str) -> str:
    """Two halves of a paragraph; Latin words keep their space."""
    between = (
        " " if first[-1:].isascii() and second[:1].isascii() and first[-1:].isalpha() and second[:1].isalpha() else ""
    )
    return f"{first}{between}{second}"
