"""A draft as a column like those of the corpus: its header, its tasks and touching places, its targets. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from comparisons.cues import passage_about, passages_in
from comparisons.matrix import DocumentFacts
from comparisons.records import ComparedDocument, Mention, NamedAgency, NamedValue, TaskEntry
from comparisons.wording import body_of, split_opening
from documents.parsing.records import ParsedAgency, ParsedDocument, ParsedTarget, ParsedTask
from documents.parsing.spans import TracedText
from documents.tables import plain_decimal

SLUG = "draft"
KEY_TASK, SAFEGUARD, GOAL = "key_task", "safeguard", "goal"
SIGNS = {">=": "≥", "<=": "≤", "~": "≈", "=": "", "range": "", "change": "Δ"}


@dataclass(frozen=True)
class Draft:
    """What was read in a draft, with the ways from a place in it to its line."""

    parsed: ParsedDocument
    level_names: Mapping[str, str]
    strength_names: Mapping[str, str]

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line of the text begins."""
        text = self.parsed.original
        return [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]

    def line(self, start: int) -> int:
        """The number of the line that holds a place of the text, counted from 1."""
        return bisect_right(self.line_starts, start)

    def address(self, start: int) -> str:
        """The fragment that leads to the line of a place."""
        return f"#line-{self.line(start)}"

    @property
    def lines(self) -> list[str]:
        """The text line by line."""
        return self.parsed.original.split("\n")

    @cached_property
    def traced(self) -> TracedText:
        """The clean text with its way back into the text as given."""
        return TracedText(self.parsed.clean_text, self.parsed.alignment)


def line_of(address: str) -> str:
    """The number of the line that an address of the draft leads to; empty for an address of the corpus.

    >>> line_of("#line-12")
    '12'
    """
    return address.removeprefix("#line-") if address.startswith("#line-") else ""


def header_of(draft: Draft) -> ComparedDocument:
    """The header of the draft; its place is its own, even where the corpus holds a document of the same place."""
    parsed, metadata = draft.parsed, draft.parsed.metadata
    place = metadata.jurisdiction
    tasks = [task for task in parsed.tasks if task.category == KEY_TASK]
    quantities = sum(target.kind == "quantity" for target in parsed.targets)
    years = [due.year for task in parsed.tasks for due in task.deadlines]
    years += [target.deadline.year for target in parsed.targets if target.deadline]
    return ComparedDocument(
        pk=0,
        slug=SLUG,
        title=metadata.title or _("未见标题"),
        address="#draft",
        place=place.name if place else "",
        place_code=SLUG,
        place_address="",
        place_order=(0, SLUG),
        level=place.level if place else "",
        level_words=draft.level_names.get(place.level, "") if place else _("层级未读出"),
        path="",
        document_type=metadata.document_type,
        document_number=metadata.document_number,
        issued_on=metadata.issued_on,
        published_on=metadata.published_on,
        period=metadata.period,
        last_year=max(years, default=None),
        reviewed=False,
        source_address="",
        holds_tasks=True,
        label=_("草稿"),
        key_tasks=len(tasks),
        key_tasks_with_lead=sum(any(each.role == "lead" for each in task.agencies) for task in tasks),
        safeguards=len(parsed.tasks) - len(tasks),
        quantities=quantities,
        milestones=len(parsed.targets) - quantities,
        doubts=len(parsed.doubts),
    )


def facts_of(draft: Draft, *, category: str = "all") -> DocumentFacts:
    """The tasks of a category by domain, and what touches on a domain besides, as for documents of the corpus."""
    entries: dict[str, list[TaskEntry]] = defaultdict(list)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for number, task in enumerate(draft.parsed.tasks):
        touched = list(dict.fromkeys(task.other_domains))
        if category in (task.category, "all"):
            entries[task.domain].append(_entry(number, task, draft=draft))
        else:
            touched.insert(0, task.domain)
        for code in touched:
            mentions[code].append(_mention(task, draft=draft, code=code))
    for code, mention in _goals(draft).items():
        mentions[code].append(mention)
    return DocumentFacts(
        label=_("草稿"),
        place_code=SLUG,
        reviewed=False,
        holds_tasks=True,
        entries={code: tuple(found) for code, found in entries.items()},
        mentions={code: tuple(found) for code, found in mentions.items()},
    )


def category_words(category: str) -> str:
    """重点任务 or 保障措施."""
    return _("保障措施") if category == SAFEGUARD else _("重点任务")


def _entry(number: int, task: ParsedTask, *, draft: Draft) -> TaskEntry:
    opening, rest = split_opening(body_of(task.text, title=task.title))
    values = [each for each in draft.parsed.targets if each.task == number and each.kind == "quantity"]
    return TaskEntry(
        title=task.title,
        category=task.category,
        category_words=category_words(task.category),
        domain=task.domain,
        opening=opening,
        rest=rest,
        original=task.span.slice(draft.parsed.original),
        locator=task.locator,
        inferred="~" in task.locator,
        start=task.span.start,
        end=task.span.end,
        address=draft.address(task.span.start),
        panel_address="",
        leads=_agencies(task, role="lead"),
        supports=_agencies(task, role="support"),
        responsibles=_agencies(task, role="responsible"),
        values=tuple(_value(each, draft=draft) for each in values),
        deadlines=tuple(dict.fromkeys(deadline.text for deadline in task.deadlines)),
        origin="automatic",
        origin_words=_("自动抽取"),
    )


def _agencies(task: ParsedTask, *, role: str) -> tuple[NamedAgency, ...]:
    return tuple(_agency(each) for each in task.agencies if each.role == role)


def _agency(agency: ParsedAgency) -> NamedAgency:
    name = _("%(name)s（泛指）") % {"name": agency.name} if agency.collective else agency.name
    return NamedAgency(name, agency.as_written, agency.collective, agency.function, "")


def _value(target: ParsedTarget, *, draft: Draft) -> NamedValue:
    return NamedValue(
        indicator=target.indicator,
        operator=target.operator,
        operator_words=SIGNS.get(target.operator, ""),
        value=value_words(target),
        unit=target.unit,
        strength="" if target.strength == "plain" else draft.strength_names.get(target.strength, ""),
        deadline=target.deadline.text if target.deadline else "",
        quote=target.quote_clean,
        original=target.quote,
        locator=target.locator,
        address=draft.address(target.span.start),
    )


def value_words(target: ParsedTarget) -> str:
    """A number, or both ends of a range: 3—5."""
    if target.value is None:
        return ""
    ends = [target.value] if target.value_max is None else [target.value, target.value_max]
    return "—".join(plain_decimal(end) for end in ends)


def _mention(task: ParsedTask, *, draft: Draft, code: str) -> Mention:
    body = body_of(task.text, title=task.title)
    found = passage_about(code, text=body)
    return Mention(
        kind="safeguard" if task.category == SAFEGUARD else "task",
        kind_words=category_words(task.category),
        title=task.title,
        quote=found.quote if found else split_opening(body)[0],
        locator=task.locator,
        address=draft.address(task.span.start),
        panel_address="",
    )


def _goals(draft: Draft) -> dict[str, Mention]:
    """The first place in the goals that touches on each domain."""
    mentions: dict[str, Mention] = {}
    for section in draft.parsed.sections:
        if section.role != GOAL:
            continue
        inside = draft.traced.from_source(section.span)
        for place in passages_in(inside.slice(draft.traced.text)):
            start = draft.traced.source(inside._replace(start=inside.start + place.start)).start
            mention = Mention(
                kind=GOAL,
                kind_words=_("主要目标"),
                title=section.heading,
                quote=place.quote,
                locator=section.locator,
                address=draft.address(start),
                panel_address="",
            )
            mentions.setdefault(place.code, mention)
    return mentions
