"""Web page -> its visible text in reading order, one line per block; nothing of the page is thrown away.

What no reader sees (scripts, styles, hidden elements) is not text of the page. Rows of an information table become
`标签：值` lines, other rows one line with tabs between the cells (those of a table of data each in its column). What stands in the head only (date, source and
address of the page) follows as lines at the end. The stretch that holds most sentences is marked as the main text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from documents.parsing.errors import EmptyFile, UnreadableFile
from documents.parsing.formats import limits
from documents.parsing.formats.encodings import declared_encoding, decode
from documents.parsing.formats.extracted import Extracted
from documents.parsing.formats.html_tables import cell_of, is_data_table
from documents.parsing.formats.list_items import item_number
from documents.parsing.formats.merged_cells import Grid
from documents.parsing.formats.page_labels import (
    begins_with_label,
    ends_as_label,
    is_value,
    joined_row,
    label_of,
    unpadded,
)
from documents.parsing.headings import read_heading
from documents.parsing.patterns import pattern

MEDIA_TYPE = "text/html"

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul ucapcontent ucaptitle".split()
)
_UNSEEN = frozenset(
    "script style head noscript template iframe frame object embed applet select option datalist svg math canvas "
    "audio video map area title meta link textarea rt rp".split()
)
_CONTAINERS = frozenset("article body center div form main section table tbody td tr ucapcontent ul".split())
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_MAIN_SHARE, _PROSE_SHARE = 0.85, 0.5
_TITLE_WITHIN = 20
_LEAST_TITLE = 8
_LEAST_HEADINGS = 2
_SHARE_OF_ENDS = 0.8
_SENTENCE_ENDS = ("。", "：", "；", "！", "？", "）", "”")
_HEADLINES = frozenset({"h1", "h2", "h3"})

HIDDEN = pattern("hidden_style", r"(?i)display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden")
BLANKS = pattern("html_blanks", r"[ \t\r\n\f\x0b]+")
WRAP = pattern("html_wrap", r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u3000-\u9fff\uff00-\uffef])")
BETWEEN_TITLES = pattern("html_title_pieces", r"[-_|–—]+|&gt;|>")
SENTENCE = pattern("html_sentence", r"[。；，]")

_HEAD_LINES = (
    ("pubdate", "发布日期：", ("发布日期", "发布时间")),
    ("contentsource", "来源：", ("来源", "信息来源")),
    ("url", "", ("http",)),
)


def read_html(data: bytes, *, name: str) -> Extracted:
    """The visible text of a page with its main stretch. Raises UnreadableFile, UnknownEncoding, EmptyFile.

    Example: <p><b>一、目</b><b>标</b></p><p>到2025年…</p> gives the lines 一、目标 and 到2025年….
    """
    declared = declared_encoding(data)
    decoded = decode(data, name=name, declared=declared)
    root = _parsed(decoded.text, name)
    elements = sum(1 for _element in root.iter())
    limits.within(elements, limit=limits.MAX_ELEMENTS, name=name, code="too_many_elements")
    page = _walked(root, with_hidden=False)
    if page.hidden:
        whole = _walked(root, with_hidden=True)
        page = whole if page.weight() < whole.weight() / 2 else page
    head = _head(root)
    lines, main = _finished(page, head)
    text = "\n".join(lines)
    if not text.strip():
        raise EmptyFile("page_without_text", name=name)
    return Extracted(
        text=text,
        media_type=MEDIA_TYPE,
        encoding=decoded.encoding,
        confidence=decoded.confidence,
        doubts=decoded.doubts,
        main=_place(lines, main),
    )


def _parsed(text: str, name: str) -> etree._Element:
    """The tree of the page; entities of a DOCTYPE are not read by the HTML parser at all."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.replace("\x00", "\ufffd").encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableFile("damaged_page", name=name) from error
    if root is None or any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile("nested_too_deep", name=name)
    return root


# Walking ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Line:
    """One line of the page: its text and how much of it is links."""

    text: str
    linked: int

    def weight(self) -> int:
        """Characters that speak for running text: sentences outside of links."""
        is_running = SENTENCE.search(self.text) and not begins_with_label(self.text)
        return max(len(self.text) - 2 * self.linked, 0) if is_running else 0


@dataclass(slots=True)
class _Page:
    """The page as it grows while its tree is walked."""

    lines: list[_Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    preformatted: int = 0
    containers: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of lines [first, end) that one element holds."""
    cells: list[list[tuple[int, int, etree._Element]]] = field(default_factory=list)
    """For each open row the ranges of its cells, with their elements."""
    grids: list[Grid | None] = field(default_factory=list)
    """For each open table its grid, None for one that lays out the page."""
    headlines: list[str] = field(default_factory=list)
    number: str = ""
    """What a numbered list shows before its next line."""
    items: list[int] = field(default_factory=list)
    """For each open list the items so far."""
    hidden: bool = False

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted:
            first, *others = text.splitlines() or [""]
            self.pieces.append(first)
            for other in others:
                self.end_line()
                self.pieces.append(other)
            return
        self.pieces.append(text)
        if self.links:
            self.linked += len(text.strip())

    def end_line(self) -> None:
        """Close the line: white space becomes what a browser shows, Han characters wrapped in the source meet."""
        if not self.pieces:
            return
        lines = lines_of_source("".join(self.pieces))
        for line in lines:
            self._take(line)
        self.pieces.clear()
        self.linked = 0

    def _take(self, source: str) -> None:
        text = BLANKS.sub(" ", WRAP.sub("", source)).strip(" ").replace("\xa0", " ").rstrip()
        if text:
            numbered = self.number and read_heading(text.lstrip()) is None
            self.lines.append(_Line(f"{self.number}{text}" if numbered else text, self.linked))
            self.number = ""

    def weight(self) -> int:
        return sum(line.weight() for line in self.lines)


def lines_of_source(text: str) -> list[str]:
    """The text of one block as one line, or line by line where its author wrote lines and no elements.

    That is so when at least two lines are headings and every other one ends a sentence; a text that an editor only
    wrapped does not. Example: ``\n<b>一、各地自查</b>\n各市要逐项自查。\n<b>二、部门自查</b>\n各部门要自查。``
    """
    lines = [line for line in text.splitlines() if line.strip()]
    headings = [line for line in lines if read_heading(line.strip()) is not None]
    if len(headings) < _LEAST_HEADINGS:
        return [text]
    ends = sum(line.rstrip().endswith(_SENTENCE_ENDS) for line in lines if line not in headings)
    return lines if ends >= _SHARE_OF_ENDS * (len(lines) - len(headings)) else [text]


def _walked(root: etree._Element, *, with_hidden: bool) -> _Page:
    page = _Page()
    begun: list[int] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        hidden = not with_hidden and _is_hidden(element)
        skipped = hidden or tag in _UNSEEN
        if event == "start":
            if skipped:
                page.hidden |= hidden
                walker.skip_subtree()
                continue
            _enter(page, tag, begun)
            if tag == "table":
                page.grids.append(Grid() if is_data_table(element) else None)
            if tag == "li" and page.items:
                page.number = item_number(element, before=page.items[-1])
                page.items[-1] += 1
            page.add(element.text)
        else:
            if not skipped:
                _leave(page, element, tag, begun)
            page.add(element.tail)
    page.end_line()
    return page


def _is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(HIDDEN.search(element.get("style", "")))


def _enter(page: _Page, tag: str, begun: list[int]) -> None:
    if tag in _BLOCKS or tag == "br":
        page.end_line()
    if tag in _BLOCKS:
        begun.append(len(page.lines))
    if tag == "tr":
        page.cells.append([])
    if tag in _LISTS:
        page.items.append(0)
    page.links += tag == "a"
    page.preformatted += tag == "pre"


def _leave(page: _Page, element: etree._Element, tag: str, begun: list[int]) -> None:
    page.links -= tag == "a"
    page.preformatted -= tag == "pre"
    if tag not in _BLOCKS:
        return
    page.end_line()
    start, end = begun.pop(), len(page.lines)
    if tag in ("td", "th") and page.cells:
        page.cells[-1].append((start, end, element))
    grid = page.grids[-1] if page.grids else None
    if tag == "tr":
        if grid is None:
            _join_row(page, [(first, last) for first, last, _cell in page.cells.pop()], start)
        else:
            _write_row(page, grid, page.cells.pop(), start)
    if tag == "table":
        page.grids.pop()
    if tag in _LISTS:
        page.items.pop()
    if tag in _HEADLINES and end == start + 1:
        page.headlines.append(page.lines[start].text)
    end = len(page.lines)
    if tag in _CONTAINERS and end > start and grid is None:  # A table of data is never the article by itself.
        page.containers.append((start, end))


def _join_row(page: _Page, cells: list[tuple[int, int]], start: int) -> None:
    """Cells of one line each become the lines of their row; a row that lays out paragraphs stays as it is."""
    filled = [(first, end) for first, end in cells if end > first]
    if len(filled) < 2 or any(end - first > 1 for first, end in filled):
        return
    row = page.lines[start:]
    if any(len(line.text) > 300 for line in row):
        return
    linked = sum(line.linked for line in row)
    joined = joined_row([line.text.strip() for line in row])
    page.containers[:] = [place for place in page.containers if place[1] <= start]
    page.lines[start:] = [_Line(text, linked // len(joined)) for text in joined]


def _write_row(page: _Page, grid: Grid, cells: list[tuple[int, int, etree._Element]], start: int) -> None:
    """A row of a table of data: one line, each cell under the name of its column."""
    text = grid.line([cell_of(element, [line.text for line in page.lines[first:end]]) for first, end, element in cells])
    linked = sum(line.linked for line in page.lines[start:])
    page.containers[:] = [place for place in page.containers if place[1] <= start]
    page.lines[start:] = [_Line(text, linked)] if text else []


# Head and main text -------------------------------------------------------------------------------------------------


def _head(root: etree._Element) -> dict[str, str]:
    """What the head of the page says of it: contents of its meta tags by lower-case name, and its title."""
    found = {"title": " ".join("".join(root.xpath("string(//title)")).split())[:300]}
    for element in root.iter("meta"):
        key = element.get("name", "").lower()
        content = " ".join(element.get("content", "").split())[:300]
        if key and content and key not in found:
            found[key] = content
    return found


def _finished(page: _Page, head: dict[str, str]) -> tuple[list[str], tuple[int, int] | None]:
    """All lines with what only the head says, and the range of the main lines."""
    main = _main(page)
    lines = [line.text for line in page.lines]
    title = head.get("articletitle", "")
    if main:
        main = (_title_line(lines, main[0], [title, *page.headlines, head["title"]]), main[1])
    if title and not any(title in line for line in lines):
        lines.insert(main[0] if main else 0, title)
        main = (main[0], main[1] + 1) if main else None
    lines, main = _labels_joined(lines, main)
    return [*lines, *_head_lines(lines, head)], main


def _main(page: _Page) -> tuple[int, int] | None:
    """The narrowest element that holds most of the sentences of the page, and of those outside of tables."""
    weights = [line.weight() for line in page.lines]
    outside = [0 if "\t" in line.text else weight for line, weight in zip(page.lines, weights, strict=True)]
    sums, prose = [0, *accumulate(weights)], [0, *accumulate(outside)]
    holding = [
        (end - start, start, end)
        for start, end in page.containers
        if sums[end] - sums[start] >= _MAIN_SHARE * sums[-1] and prose[end] - prose[start] >= _PROSE_SHARE * prose[-1]
    ]
    if not sums[-1] or not holding:
        return None
    _length, start, end = min(holding)
    return start, end


def _title_line(lines: list[str], first: int, titles: list[str]) -> int:
    """The line of the title when it stands a little above the main text, else `first`.

    The head often gives the title with the name of the site (某某市人民政府 - 关于…的通知) or without its issuer.
    """
    pieces = (piece.strip() for title in titles for piece in BETWEEN_TITLES.split(title))
    known = [piece for piece in pieces if len(piece) >= _LEAST_TITLE]
    for index in range(first - 1, max(first - 1 - _TITLE_WITHIN, -1), -1):
        text = lines[index].strip()
        if len(text) >= _LEAST_TITLE and not begins_with_label(text) and _is_title(text, known):
            return index
    return first


def _is_title(text: str, known: list[str]) -> bool:
    return any(text in title or (title in text and len(title) * 2 > len(text)) for title in known)


def _labels_joined(lines: list[str], main: tuple[int, int] | None) -> tuple[list[str], tuple[int, int] | None]:
    """Labels on lines of their own meet their values (成文日期： / 2020年2月21日)."""
    joined: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(lines):
        places.append(len(joined))
        line = lines[index]
        # A label without a value above the text itself: its first line is no value of the page.
        text_begins = main is not None and index + 1 == main[0]
        if (
            ends_as_label(line)
            and index + 1 < len(lines)
            and not text_begins
            and is_value(lines[index + 1], label=label_of(line))
        ):
            places.append(len(joined))
            line = f"{label_of(line)}：{lines[index + 1].strip()}"
            index += 1
        joined.append(unpadded(line))
        index += 1
    places.append(len(joined))
    return joined, (places[main[0]], places[main[1]]) if main else None


def _head_lines(lines: list[str], head: dict[str, str]) -> Iterator[str]:
    """Lines for what the head says and the page does not show."""
    for key, label, marks in _HEAD_LINES:
        content = head.get(key, "")
        shown = any(line.lstrip().startswith(marks) for line in lines)
        if content and not shown and (key != "url" or content.startswith("http")):
            yield f"{label}{content}"


def _place(lines: list[str], main: tuple[int, int] | None) -> tuple[int, int] | None:
    """The range of lines as a range of characters of the joined text."""
    if main is None:
        return None
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts[main[0]], starts[main[1]] - 1
