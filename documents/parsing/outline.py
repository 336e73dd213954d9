"""CleanText -> sections: the tree of headings with locators and roles; lost chapters are inferred.

Numbering is kept as printed and joined from the outside: 三/(一)/1. Where (一) comes round again without a 一、
above it, a chapter heading was lost: an inferred section ~1, ~2 … takes its place. Unnumbered parts are
located by a word: 标题, 引言, 落款, 附件, 附属.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from documents.parsing.annexes import annex_lines
from documents.parsing.frame import FramedLine
from documents.parsing.headings import (
    ARABIC_RANK,
    ARTICLE_RANK,
    BRACKETED_RANK,
    DECIMAL_RANK,
    INNER_RANK,
    TOP_RANK,
    Heading,
    heading_title,
    is_circled,
    is_plain,
    read_heading,
    read_lettered,
    read_next,
    read_plain,
)
from documents.parsing.notes import find_notes
from documents.parsing.patterns import pattern
from documents.parsing.roles import (
    all_are_stages,
    background_role,
    last_secures,
    role_of_heading,
    role_of_items,
    role_when_divided,
)
from documents.parsing.spans import Span
from documents.parsing.tables import TableRow, TaskTable, title_of

PAGE = pattern("outline_page", r"[ 　.．·…—\-]{1,100}\d{1,4}\Z")
PART_ROLES = {
    "title": "title",
    "number": "title",
    "preamble": "preamble",
    "closing": "closing",
    "attachment": "attachment",
    "furniture": "furniture",
}
AFTER_TABLE = "表后"
TABLE_RANK, GROUP_RANK = 20, 21
"""Inside any heading: a table stands in the section above it, its rows in it or in what heads several of them."""
MAX_GROUP_LABEL = 16
PART_WORDS = {
    "title": "标题",
    "preamble": "引言",
    "closing": "落款",
    "attachment": "附件",
    "furniture": "附属",
}


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section in positions of the clean text; `span` is its own text without its children."""

    locator: str
    label: str
    heading: str
    role: str
    depth: int
    rank: int
    inferred: bool
    confidence: float
    parent: int | None
    span: Span
    text_start: int
    """Where the trimmed text of the section begins."""
    row: TableRow | None = None
    """The row of a table of tasks that this section is."""
    repeats: int | None = None
    """Position of the section of the text whose task this row repeats."""


@dataclass(slots=True)
class _Draft:
    """A section being built."""

    start: int
    text_start: int
    heading: Heading | None
    role: str
    rank: int
    inferred: bool = False
    confidence: float = 1.0
    parent: int | None = None
    children: list[int] = field(default_factory=list)
    word: str = ""
    """What locates a section that has no label."""
    row: TableRow | None = None


def build_outline(
    frame: Sequence[FramedLine], *, text: str, tables: Sequence[TaskTable] = ()
) -> tuple[OutlineSection, ...]:
    """All sections in order of the text; their spans tile it. Each row of `tables` is a section of role task.

    Example: 三、重点任务 / （一）… / 1.通信基础设施 gives the locators 三, 三/(一), 三/(一)/1; a row 附件1/表1/序号3.
    """
    drafts = _with_inferred(list(_drafts(frame, text, {table.span.start: table for table in tables})), frame)
    _link(drafts)
    _name_lost_chapters(drafts)
    _assign_roles(drafts, assigning=_articles_assign(drafts, frame))
    return tuple(_finished(drafts, len(text)))


def _drafts(frame: Sequence[FramedLine], text: str, tables: Mapping[int, TaskTable]) -> Iterator[_Draft]:
    """One draft per heading, per run of frame lines of one role, per table and per row."""
    current_role = ""
    numbered_siblings = 0
    annex = annex_lines(frame)
    for index, (framed, heading) in enumerate(zip(frame, _headings(frame), strict=True)):
        line = framed.line
        if framed.part == "table":
            if line.start in tables:
                yield from _table_drafts(tables[line.start], text)
            current_role = "table"
            continue
        if framed.part != "body" and heading is None:
            role = PART_ROLES[framed.part]
            if role != current_role:
                yield _Draft(line.start, line.span.start, None, role, rank=0)
            current_role = role
            continue
        if heading is None and numbered_siblings >= 2:
            heading = read_lettered(line.text)
        if heading is not None:
            numbered_siblings = numbered_siblings + 1 if heading.rank > BRACKETED_RANK else 0
            role = "attachment" if index in annex else ""
            yield _Draft(line.start, line.span.start, heading, role, rank=heading.rank)
        elif current_role == "table":
            yield _Draft(line.start, line.span.start, None, "", rank=TABLE_RANK, word=AFTER_TABLE)
        elif current_role != "body":
            yield _Draft(line.start, line.span.start, None, "preamble", rank=0)
        current_role = "body"


def _table_drafts(table: TaskTable, text: str) -> Iterator[_Draft]:
    """The table with its head, what heads its rows, and the rows, each with the role that its group gives."""
    name = Heading(table.label, None, TABLE_RANK, table.caption or table.label)
    yield _Draft(table.span.start, table.span.start, name, "attachment", rank=TABLE_RANK)
    above: tuple[Span, ...] = ()
    for row in table.rows:
        start = row.start
        titles = [_head_of_rows(head.slice(text)) for head in row.heads]
        for depth, (head, heading) in enumerate(zip(row.heads, titles, strict=True)):
            if above[: depth + 1] != row.heads[: depth + 1]:
                yield _Draft(start, start, replace(heading, rank=GROUP_RANK + depth), "attachment", GROUP_RANK + depth)
                start = max(start, row.span.start if head == row.heads[-1] else row.start)
        above = row.heads
        safe = any(role_of_heading(heading.title) == "safeguard" for heading in titles)
        rank = GROUP_RANK + len(row.heads)
        title = Heading(row.label, None, rank, title_of(text, row))
        yield _Draft(start, row.span.start, title, "safeguard" if safe else "task", rank, row=row)


def _head_of_rows(words: str) -> Heading:
    """What heads several rows, labelled by its number or else by its own words: 一、夯实数字底座, 智慧交通."""
    numbered = read_heading(words)
    if numbered is not None:
        return numbered
    title = heading_title(words)
    return Heading(title[:MAX_GROUP_LABEL].replace("/", ""), None, GROUP_RANK, title)


def _headings(frame: Sequence[FramedLine]) -> list[Heading | None]:
    """The heading of each line in its company: ① opens no section, 4.22 alone is a date, 2 above 2.1 is a chapter."""
    decimals: set[str] = set()
    found = [_in_company(framed.heading, decimals) for framed in frame]
    for index in _contents(found, frame):
        found[index] = None
    following: Heading | None = None
    for index in range(len(frame) - 1, -1, -1):
        if found[index] is None and frame[index].part in ("body", "preamble"):
            found[index] = read_plain(frame[index].line.text, following=following)
        following = found[index] or following
    plain: Heading | None = None
    number = 0
    for index, heading in enumerate(found):
        if heading is None and frame[index].part == "body":
            line = frame[index].line.text
            heading = read_next(line, number=number + 1) or (read_plain(line, before=plain) if plain else None)
            found[index] = heading
        if heading is not None:
            plain = heading if is_plain(heading, frame[index].line.text) else plain
            number = _row_number(heading, number)
    return found


def _contents(found: Sequence[Heading | None], frame: Sequence[FramedLine]) -> range:
    """Headings that stand in a row without text and come again below: a table of contents that has no title."""
    start = next((index for index, heading in enumerate(found) if heading is not None), len(found))
    names: list[tuple[str, str]] = []
    for heading, framed in zip(found[start:], frame[start:], strict=True):
        if heading is None or "。" in framed.line.text or (names and _entry(heading) == names[0]):
            break
        names.append(_entry(heading))
    again = {_entry(heading) for heading in found[start + len(names) :]}
    repeats = len(names) >= 4 and all(name in again for name in names)
    return range(start, start + len(names)) if repeats else range(0)


def _entry(heading: Heading | None) -> tuple[str, str]:
    """Label and name as the table of contents and the text both print them: without dots and page numbers."""
    return (heading.label, PAGE.sub("", heading.title).replace(" ", "")) if heading else ("", "")


def _row_number(heading: Heading, number: int) -> int:
    """The number of the latest item of rank 1.; a heading of a higher rank opens a new row."""
    if heading.rank == ARABIC_RANK:
        return heading.number or 0
    return 0 if heading.rank < ARABIC_RANK else number


def _in_company(heading: Heading | None, decimals: set[str]) -> Heading | None:
    """A heading that its kind admits; 2.3 counts where 2.1 or another of its row came before."""
    if heading is None or is_circled(heading):
        return None
    if DECIMAL_RANK <= heading.rank < INNER_RANK:
        row = heading.label.rpartition(".")[0]
        if heading.number != 1 and row not in decimals:
            return None
        decimals.add(row)
    return heading


def _with_inferred(drafts: list[_Draft], frame: Sequence[FramedLine]) -> list[_Draft]:
    """Insert an inferred chapter before each run of （一）… that has lost its own."""
    starts = [framed.line.start for framed in frame]
    lost = set(_lost_chapters(drafts))
    result: list[_Draft] = []
    for index, draft in enumerate(drafts):
        if index in lost:
            before = bisect_left(starts, draft.start) - 1
            start = frame[before].line.span.end if before >= 0 else draft.start
            result.append(_Draft(start, start, None, "", rank=TOP_RANK, inferred=True))
        result.append(draft)
    return result


def _lost_chapters(drafts: Sequence[_Draft]) -> Iterator[int]:
    """Positions where the first item of a chapter stands that no heading announces.

    Items are numbered （一） as a rule, 1. where the text has neither 一、 nor （一） left.
    """
    ranks = {draft.rank for draft in drafts if draft.heading is not None}
    item_rank = BRACKETED_RANK if ranks & {TOP_RANK, BRACKETED_RANK} else ARABIC_RANK
    runs: list[list[int]] = [[]]
    for index, draft in enumerate(drafts):
        if draft.heading is None:
            continue
        if draft.rank <= TOP_RANK:
            runs.append([])
        elif draft.rank == item_rank and draft.heading.number == 1:
            runs[-1].append(index)
    headless, *headed = runs
    if len(headless) > 1:
        yield from headless
    for run in headed:
        yield from run[1:]


def _link(drafts: Sequence[_Draft]) -> None:
    """Give every draft its parent: the nearest one before it whose rank lies outside its own."""
    stack: list[int] = []
    for index, draft in enumerate(drafts):
        if draft.rank == 0:
            stack.clear()
            continue
        while stack and drafts[stack[-1]].rank >= draft.rank:
            stack.pop()
        if stack:
            draft.parent = stack[-1]
            drafts[stack[-1]].children.append(index)
        stack.append(index)


def _name_lost_chapters(drafts: Sequence[_Draft]) -> None:
    for draft in drafts:
        if draft.inferred:
            draft.role, draft.confidence = role_of_items([_title(drafts[child]) for child in draft.children])


def _title(draft: _Draft) -> str:
    return draft.heading.title if draft.heading else ""


def _assign_roles(drafts: Sequence[_Draft], *, assigning: bool) -> None:
    """Role by own heading, else the parent's; a top chapter that names no role is thematic and holds tasks."""
    for draft in drafts:
        if draft.role:
            continue
        parent = drafts[draft.parent] if draft.parent is not None else None
        own = (role_when_divided(_title(draft)) if draft.children else None) or role_of_heading(_title(draft))
        if own in (None, "task") and _lays_out_ideas(draft, drafts):
            own = "general"
        if (
            own is None
            and draft.rank <= TOP_RANK
            and all_are_stages([_title(drafts[child]) for child in draft.children])
        ):
            own = "stage"
        if draft.rank == ARTICLE_RANK and not assigning:
            draft.role = "article"
        elif parent is None:
            draft.role = "preamble" if draft.word else own or "task"
        elif parent.role == "general":
            is_goal = own == "task" and _lays_out_ideas(parent, drafts)
            draft.role = "goal" if is_goal else own or "general"
        elif parent.role == "task":
            draft.role = background_role(_title(draft)) or "task"
        else:
            draft.role = parent.role
    _secure_in_the_end(drafts)


def _secure_in_the_end(drafts: Sequence[_Draft]) -> None:
    """The last chapter of a row of chapters of tasks, when its items are safeguards, whatever it is called."""
    chapters = [draft for draft in drafts if draft.parent is None and draft.rank == TOP_RANK and draft.children]
    if not chapters or chapters[-1].role != "task" or role_of_heading(_title(chapters[-1])) == "task":
        return
    before = sum(chapter.role == "task" for chapter in chapters[:-1])
    if last_secures(_title(chapters[-1]), [_title(drafts[child]) for child in chapters[-1].children], before=before):
        below = [chapters[-1]]
        for draft in below:
            draft.role = "safeguard"
            below += (drafts[child] for child in draft.children)


def _lays_out_ideas(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
    """Whether a chapter holds 指导思想 or 基本原则: its 目标任务 then states goals."""
    return any(background_role(_title(drafts[child])) in ("guiding", "principle") for child in draft.children)


def _articles_assign(drafts: Sequence[_Draft], frame: Sequence[FramedLine]) -> bool:
    """Whether 第一条 … are measures and no rules: most of them name who answers for them."""
    starts = [framed.line.start for framed in frame]
    articles = [index for index, draft in enumerate(drafts) if draft.rank == ARTICLE_RANK]
    answered = 0
    for index in articles:
        end = drafts[index + 1].start if index + 1 < len(drafts) else None
        lines = frame[bisect_left(starts, drafts[index].start) : bisect_left(starts, end) if end else len(frame)]
        answered += bool(find_notes("\n".join(framed.line.text for framed in lines)))
    return bool(articles) and 2 * answered >= len(articles)


def _finished(drafts: Sequence[_Draft], length: int) -> Iterator[OutlineSection]:
    """Freeze the drafts: spans tile the text, locators join labels from the outside."""
    sections: list[OutlineSection] = []
    used: dict[str, int] = {}
    inferred = 0
    for index, draft in enumerate(drafts):
        inferred += draft.inferred
        parent = sections[draft.parent] if draft.parent is not None else None
        label = f"~{inferred}" if draft.inferred else draft.heading.label if draft.heading else ""
        own = label or draft.word or PART_WORDS[draft.role]
        locator = f"{parent.locator}/{own}" if parent else own
        used[locator] = used.get(locator, 0) + 1
        section = OutlineSection(
            locator=locator if used[locator] == 1 else f"{locator}#{used[locator]}",
            label=label,
            heading=_title(draft),
            role=draft.role,
            depth=parent.depth + 1 if parent else 1,
            rank=draft.rank,
            inferred=draft.inferred,
            confidence=draft.confidence,
            parent=draft.parent,
            span=Span(0 if index == 0 else draft.start, length),
            text_start=draft.text_start,
            row=draft.row,
        )
        if sections:
            sections[-1] = replace(sections[-1], span=Span(sections[-1].span.start, section.span.start))
        sections.append(section)
    return iter(sections)
