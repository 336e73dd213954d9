"""What a PDF page carries beside the text: page numbers, running heads and feet are told apart and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from documents.parsing.formats.pdf_lines import PageLine
from documents.parsing.patterns import pattern

PAGE_NUMBER = pattern(
    "pdf_page_number",
    r"[\s—－–\-―·.•…|/]{0,8}(?:第\s{0,3})?[0-9０-９]{1,4}(?:\s{0,3}页)?(?:\s{0,3}[/,，、]?\s{0,3}共?\s{0,3}[0-9０-９]{1,4}\s{0,3}页?)?[\s—－–\-―·.•…|/]{0,8}",
)
DIGITS = pattern("pdf_digits", r"[0-9０-９]+")
_EDGE_LINES = 3
_MIN_PAGES = 3
_MIN_SHARE = 0.3
_LONGEST_HEAD = 120


def without_furniture(pages: Sequence[Sequence[PageLine]]) -> tuple[list[list[PageLine]], Counter[str]]:
    """The pages without their furniture, and how much of each kind was dropped.

    A page number is a number alone at the top or the bottom; a running head is a line there that comes again on
    many pages, numbers aside.
    """
    repeated = _repeated(pages)
    dropped: Counter[str] = Counter()
    kept: list[list[PageLine]] = []
    for lines in pages:
        own: list[PageLine] = []
        edges = _edges(lines)
        for line in lines:
            kind = _kind(line, at_edge=line in edges, repeated=repeated)
            if kind:
                dropped[kind] += 1
            else:
                own.append(line)
        kept.append(own)
    return kept, dropped


def _edges(lines: Sequence[PageLine]) -> frozenset[PageLine]:
    """The highest and the lowest lines, wherever columns put them in the order of reading."""
    ordered = sorted(lines, key=lambda line: -line.middle)
    return frozenset((*ordered[:_EDGE_LINES], *ordered[-_EDGE_LINES:]))


def _kind(line: PageLine, *, at_edge: bool, repeated: frozenset[str]) -> str:
    if not at_edge:
        return ""
    if PAGE_NUMBER.fullmatch(line.text):
        return "页码"
    return "页眉页脚" if _pattern_of(line) in repeated else ""


def _pattern_of(line: PageLine) -> str:
    """The line with its numbers and its place, so that 第3页 and 第4页 at one height are the same."""
    return f"{round(line.middle / 8)} {DIGITS.sub('#', line.text)}"


def _repeated(pages: Sequence[Sequence[PageLine]]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_pattern_of(line) for line in _edges(lines) if len(line.text) <= _LONGEST_HEAD})
    least = max(_MIN_PAGES, _MIN_SHARE * len(pages))
    return frozenset(key for key, count in counts.items() if count >= least)
