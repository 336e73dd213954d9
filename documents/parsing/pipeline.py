"""parse(): the order of the stages, and nothing else. Bytes in, one ParsedDocument out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from documents.parsing.citations import find_citations
from documents.parsing.cleaning.layers import CleanText, clean
from documents.parsing.collecting import not_collecting
from documents.parsing.corrections import corrections_for
from documents.parsing.deadlines import HEADED_BY_YEAR, DateContext, heading_deadlines
from documents.parsing.errors import NotAPolicy
from documents.parsing.frame import FramedLine, build_frame
from documents.parsing.gaps import find_gaps, why_no_tasks
from documents.parsing.indicator_tables import find_indicator_targets
from documents.parsing.lines import split_lines
from documents.parsing.metadata import FoundMetadata, find_metadata
from documents.parsing.notices import without_rules
from documents.parsing.outline import OutlineSection, build_outline
from documents.parsing.passages import Passage, moved
from documents.parsing.patterns import pattern
from documents.parsing.places import parents
from documents.parsing.raw import RawText
from documents.parsing.reader import read, read_bytes
from documents.parsing.records import ParsedDeadline, ParsedDocument, ParsedDoubt, ParsedMetadata, ParsedSource
from documents.parsing.row_tasks import row_deadlines, without_repetitions
from documents.parsing.sourcing import Sourcing
from documents.parsing.spans import Span
from documents.parsing.stages import find_stages
from documents.parsing.tables import FoundTables, find_tables
from documents.parsing.targets import FoundTarget, find_targets
from documents.parsing.tasks import FoundTask, find_tasks

CITED_YEAR = pattern("cited_year", r"〔(20\d\d)〕")
STATED_YEAR = pattern("stated_year", r"20\d\d(?=〕| ?年)")
HAN = pattern("han", r"[\u4e00-\u9fff]")
MAX_PREAMBLE = 1_500
_MADE = r"(?:行动|实施|工作|专项)?(?:方案|计划|规划|意见|措施|办法|细则|规定|纲要)"
ANNOUNCES = pattern(
    "preamble_announces",
    rf"(?:特|现|，)(?:研究)?(?:制定|制订|提出|编制)[^。；\n]{{0,40}}{_MADE}|(?:具体)?(?:{_MADE}|(?:有关|相关)(?:事项|工作))(?:通知)?如下[：:。]",
)
SPEAKS = pattern(
    "speaks_like_policy",
    r"各(?:级|部门|单位|县|市|区|乡镇|地)|责任单位|牵头|贯彻|落实|推进|加强|强化|完善|健全|加快|深化|实施|提升|推动|建设|政府|应当|管理|发展|新建|改造|建成|培育|目标|任务|覆盖",
)
READ_FOR_SPEECH, LEAST_SPEECH = 20_000, 0.004
CITING_PARTS = frozenset({"preamble", "body"})


def parse(path: Path) -> ParsedDocument:
    """Read one policy file and return everything found in it.

    Raises the errors of documents.parsing.errors; example: parse(Path("fixtures/corpus/jinan-2018.txt")).
    """
    raw, _data = read(path)
    return parse_text(raw)


def parse_bytes(data: bytes, *, name: str) -> ParsedDocument:
    """Like `parse`, for bytes that a file called `name` held."""
    return parse_text(read_bytes(data, name=name))


@not_collecting()
def parse_text(raw: RawText) -> ParsedDocument:
    """The stages in order: cleaning, tables, frame, outline, metadata, tasks, targets, stages, citations."""
    cleaned = clean(raw, corrections=corrections_for(raw.sha256))
    lines = split_lines(cleaned.text)
    main = _main_text(raw, cleaned)
    found = find_tables(cleaned.text, [line for line in lines if main is None or main.contains(line.span)])
    frame = build_frame(lines, main=main, tables=[table.span for table in found.tables])
    outline = build_outline(frame, text=cleaned.text, tables=found.tables)
    outline = without_repetitions(outline, text=cleaned.text)
    described = find_metadata(frame, text=cleaned.text, script=cleaned.script)
    _refuse_what_is_no_policy(raw, outline, described.metadata, text=cleaned.text)
    outline = without_rules(outline, described.metadata, text=cleaned.text)
    context = _date_context(described.metadata, text=cleaned.text)
    tasks = find_tasks(
        outline,
        text=cleaned.text,
        document_type=described.metadata.document_type,
        place_names=_place_names(described.metadata),
        context=context,
    )
    return _assembled(raw, cleaned, frame, outline, described, tasks, context, found)


def _main_text(raw: RawText, cleaned: CleanText) -> Span | None:
    """The article of a web page in the clean text, None where the whole text is the document."""
    return cleaned.traced.from_source(Span(*raw.main)) if raw.main else None


def _assembled(
    raw: RawText,
    cleaned: CleanText,
    frame: Sequence[FramedLine],
    outline: Sequence[OutlineSection],
    described: FoundMetadata,
    tasks: Sequence[FoundTask],
    context: DateContext,
    tables: FoundTables,
) -> ParsedDocument:
    """Everything found, with spans in the original."""
    sourcing = Sourcing(cleaned.traced, raw.text)
    parsed_tasks = sourcing.tasks(tasks)
    targets = _targets(outline, tasks, cleaned.text, context, tables)
    metadata = described.metadata
    citations = find_citations(
        cleaned.text,
        own_titles=(metadata.title, metadata.notice_title),
        own_number=metadata.document_number,
        stretches=[framed.line.span for framed in frame if framed.part in CITING_PARTS],
    )
    return ParsedDocument(
        source=ParsedSource(raw.name, raw.sha256, raw.media_type, raw.encoding, len(raw.text)),
        original=raw.text,
        clean_text=cleaned.text,
        alignment=cleaned.traced.segments,
        metadata=metadata,
        sections=sourcing.sections(outline),
        tasks=parsed_tasks,
        targets=sourcing.targets(targets, tasks=parsed_tasks, sections=outline),
        stages=sourcing.stages(find_stages(outline, text=cleaned.text)),
        citations=sourcing.citations(citations),
        repairs=cleaned.repairs,
        doubts=(
            *(ParsedDoubt("encoding", message, None) for message in raw.doubts),
            *cleaned.doubts,
            *sourcing.doubts([*described.doubts, *tables.doubts, *find_gaps(frame, outline, text=cleaned.text)]),
            *(() if tasks else [why_no_tasks(outline, document_type=metadata.document_type)]),
        ),
    )


def _targets(
    outline: Sequence[OutlineSection],
    tasks: Sequence[FoundTask],
    text: str,
    context: DateContext,
    tables: FoundTables,
) -> tuple[FoundTarget, ...]:
    """What the sentences and the tables of indicators commit to.

    A row that repeats a task of the text says its dates again; its figures count once by themselves.
    """
    found = find_targets(_passages(outline, tasks, text, context), context=context)
    said = [target for target in found if target.quantity is not None or outline[target.section].repeats is None]
    listed = find_indicator_targets(tables.indicators, sections=outline, text=text, context=context)
    inside = [table.span for table in tables.indicators]
    said = [target for target in said if not any(span.contains(target.span) for span in inside)]
    return tuple(sorted([*said, *listed], key=lambda target: target.span))


def _passages(
    outline: Sequence[OutlineSection], tasks: Sequence[FoundTask], text: str, context: DateContext
) -> list[Passage]:
    """The text of every section, with its notes and the date a heading above gives it.

    Chapters of a rule text are articles: what they demand is no target.
    """
    holds_tasks = bool(tasks)
    notes = {found.task.section: tuple(note.span for note in found.assigned.notes) for found in tasks}
    due = {
        index: row_deadlines(section.row, text=text, context=context)
        for index, section in enumerate(outline)
        if section.row is not None
    }
    dated: list[ParsedDeadline | None] = []
    passages: list[Passage] = []
    for index, section in enumerate(outline):
        above = dated[section.parent] if section.parent is not None else None
        dated.append(_heading_deadline(section, text, context) or above)
        if section.row is not None:
            governing = due.get(index, ())
            role = section.role if section.repeats is None else outline[section.repeats].role
            passages.extend(_row_passages(index, section, role, text, governing[0] if len(governing) == 1 else None))
            continue
        body = text[section.text_start : section.span.end].rstrip()
        role = section.role if holds_tasks or section.role != "task" else "article"
        passages.append(
            Passage(index, role, body, section.text_start, notes.get(index, ()), dated[index], section.parent)
        )
    return passages


def _row_passages(
    index: int, section: OutlineSection, role: str, text: str, deadline: ParsedDeadline | None
) -> Iterator[Passage]:
    """The cells of work of a row; the one date in its column of times governs them."""
    for cell in section.row.content if section.row else ():
        yield Passage(index, role, cell.slice(text), cell.start, (), heading_deadline=deadline)


def _heading_deadline(section: OutlineSection, text: str, context: DateContext) -> ParsedDeadline | None:
    """The one year in a chapter's heading (三、2026年工作安排), or that an item is about (（一）2023年目标): what stands below is due in it."""
    if not section.heading or (section.depth > 1 and not HEADED_BY_YEAR.fullmatch(section.heading.rstrip("。：:"))):
        return None
    found = heading_deadlines(section.heading, context=context)
    place = text.find(section.heading, section.text_start)
    return moved(found[0], place) if len(found) == 1 and place >= 0 else None


def _date_context(metadata: ParsedMetadata, *, text: str) -> DateContext:
    """Dates before the document are history; bare months belong to its year.

    A document without a date is as old as its number or its title says, and not older than what it cites.
    """
    issued = metadata.issued_on or metadata.published_on
    first = issued.year if issued else _year_of(metadata.document_number)
    if first is None:
        first = metadata.period[0] if metadata.period else _year_of(metadata.title)
    if first is None:
        first = max(map(int, CITED_YEAR.findall(text)), default=None)
    return DateContext(first_year=first, bare_year=first, period=metadata.period)


def _year_of(words: str) -> int | None:
    """The one year in a number or title (国办发〔2022〕35号, 做好2021年工作的通知)."""
    years = set(STATED_YEAR.findall(words))
    return int(years.pop()) if len(years) == 1 else None


def _place_names(metadata: ParsedMetadata) -> tuple[str, ...]:
    """Names that local agencies may begin with: the place and those above it, without their class word."""
    place = metadata.jurisdiction
    if place is None:
        return ()
    names = [place.name, *(above.name for above in parents(place.code))]
    return tuple(name.rstrip("省市区县州旗盟") for name in names if len(name) > 2)


def _refuse_what_is_no_policy(
    raw: RawText, outline: Sequence[OutlineSection], metadata: ParsedMetadata, *, text: str
) -> None:
    """A policy shows itself by its title, its number, its signature, its numbered chapters or a table of tasks.

    A page may begin behind all of these: then the preamble says what is made (特制定本计划) and a chapter follows.
    """
    chapters = sum(section.depth == 1 and bool(section.label) and section.rank <= 4 for section in outline)
    signed = metadata.issuers and metadata.issued_on
    divides = any(section.row is not None for section in outline)
    announced = bool(chapters) and ANNOUNCES.search(text, 0, MAX_PREAMBLE) is not None
    signs = (
        metadata.title,
        metadata.document_number,
        metadata.document_type,
        signed,
        chapters >= 2 and _speaks_like_policy(text),
        divides,
        announced,
    )
    if not any(signs):
        raise NotAPolicy("not_a_policy", name=raw.name)
    if _han_share(raw.text) < 0.2:
        raise NotAPolicy("not_chinese", name=raw.name)


def _speaks_like_policy(text: str) -> bool:
    """Whether numbered chapters alone can be a policy's: a recipe or a novel has some too, but not its words."""
    opening = text[:READ_FOR_SPEECH]
    return sum(1 for _word in SPEAKS.finditer(opening)) >= max(1, LEAST_SPEECH * len(opening))


def _han_share(text: str) -> float:
    return len(HAN.findall(text)) / max(sum(map(str.isalnum, text)), 1)
