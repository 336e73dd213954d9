"""The facts of one document, read from the tables in a fixed number of questions, grouped by section."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import PolicyDocument, Repair, Target, TaskAgency, TaskDeadline
from documents.models.provenance import Origin
from documents.parsing.lexicon import rule_sentences
from documents.parsing.spans import Span
from documents.rows.named import Named
from documents.rows.values import value_text

# More terms than this add nothing to the reason.
TERMS_SHOWN = 5
# Repairs that changed what is said are underlined and explained; residues and brackets are counted only.
EXPLAINED = frozenset({Repair.Kind.SHIFTED_BYTES.value, Repair.Kind.CORRECTION.value})
# A deadline that is a whole year, alone.
YEAR = re.compile(r"(\d{4})年?", re.ASCII)


@dataclass(frozen=True, slots=True)
class TargetNote:
    """A target as the margin shows it; the span is that of its quote in the original."""

    kind: str
    indicator: str
    operator: str
    value_text: str
    unit: str
    deadline_words: str
    span: Span
    deadline_span: Span | None
    origin: str


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """One agency named in the text."""

    role: str
    named: Named
    span: Span
    origin: str = Origin.AUTOMATIC


@dataclass(frozen=True, slots=True)
class TaskNote:
    """A task as the margin shows it."""

    pk: int
    title: str
    category: str
    domain: Named
    other_domains: tuple[Named, ...]
    deciding_terms: tuple[str, ...]
    """What the rules went by: 标题“智慧交通”, the ones that spoke for the main domain."""
    rule_sentence: str
    """What made it a task: 任务部分中最深一层的编号条目."""
    origin: str
    span: Span
    agencies: tuple[AgencyMention, ...]
    deadlines: tuple[tuple[str, Span], ...]

    def of_role(self, role: str) -> tuple[Named, ...]:
        """Agencies of one role, in the order of the text."""
        return tuple(mention.named for mention in self.agencies if mention.role == role)

    @property
    def agency_origins(self) -> tuple[str, ...]:
        """Who vouches for its agencies, each once."""
        return tuple(dict.fromkeys(mention.origin for mention in self.agencies))

    @property
    def lead(self) -> tuple[Named, ...]:
        """牵头."""
        return self.of_role(TaskAgency.Role.LEAD)

    @property
    def support(self) -> tuple[Named, ...]:
        """配合."""
        return self.of_role(TaskAgency.Role.SUPPORT)

    @property
    def responsible(self) -> tuple[Named, ...]:
        """责任."""
        return self.of_role(TaskAgency.Role.RESPONSIBLE)

    @property
    def deadline_words(self) -> tuple[str, ...]:
        """The date phrases, each once."""
        return tuple(dict.fromkeys(words for words, _span in self.deadlines))

    @property
    def years(self) -> tuple[str, ...]:
        """The whole years among the date phrases, in their order of time: 2018, 2019, 2020."""
        return tuple(sorted({year[1] for words in self.deadline_words if (year := YEAR.fullmatch(words))}))

    @property
    def dates_in_words(self) -> tuple[str, ...]:
        """The other date phrases, as the source has them."""
        return tuple(words for words in self.deadline_words if not YEAR.fullmatch(words))


@dataclass(frozen=True, slots=True)
class RepairFact:
    """One change of the text."""

    kind: str
    label: str
    before: str
    after: str
    reason: str
    span: Span
    number: int = 0
    """Its number among the repairs that changed what is said, from 1; 0 for residues, which are counted only."""

    @property
    def is_explained(self) -> bool:
        """Whether it changed what is said, so that the reader is told what stood there and why."""
        return self.number > 0


@dataclass(frozen=True, slots=True)
class SectionFact:
    """A section with its place in the original and in the tree."""

    pk: int
    parent: int | None
    locator: str
    label: str
    heading: str
    role: str
    depth: int
    inferred: bool
    confidence: float
    span: Span


@dataclass(frozen=True, slots=True)
class DoubtFact:
    """Something uncertain or missing, in words, with its place where it has one."""

    message: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Everything found in one document: sections in order, facts by the key of their section."""

    sections: tuple[SectionFact, ...]
    tasks: Mapping[int, Sequence[TaskNote]]
    targets: Mapping[int, Sequence[TargetNote]]
    repairs: tuple[RepairFact, ...]
    doubts: tuple[DoubtFact, ...]

    @property
    def all_tasks(self) -> list[TaskNote]:
        """Tasks of every section."""
        return [task for tasks in self.tasks.values() for task in tasks]

    @property
    def all_targets(self) -> list[TargetNote]:
        """Targets of every section."""
        return [target for targets in self.targets.values() for target in targets]

    @property
    def explained_repairs(self) -> tuple[RepairFact, ...]:
        """The repairs that changed what is said, in the order of their numbers."""
        return tuple(repair for repair in self.repairs if repair.is_explained)

    @property
    def repairs_by_kind(self) -> Counter[str]:
        """How many repairs of each kind, in words."""
        return Counter(repair.label for repair in self.repairs)


def read_facts(document: PolicyDocument) -> DocumentFacts:
    """The facts of a document whose visibility has been settled."""
    return DocumentFacts(
        _sections(document), _tasks(document), _targets(document), _repairs(document), _doubts(document)
    )


def _sections(document: PolicyDocument) -> tuple[SectionFact, ...]:
    rows = document.sections.order_by("start", "order").values_list(
        "id", "parent_id", "locator", "label", "heading", "role", "depth", "inferred", "confidence", "start", "end"
    )
    return tuple(SectionFact(*row[:-2], span=Span(*row[-2:])) for row in rows)


def _tasks(document: PolicyDocument) -> dict[int, list[TaskNote]]:
    agencies = _agencies(document)
    deadlines = _deadlines(document)
    found: dict[int, list[TaskNote]] = defaultdict(list)
    for task in document.tasks.select_related("domain").prefetch_related("other_domains").order_by("order"):
        found[task.section_id].append(
            TaskNote(
                pk=task.pk,
                title=task.title,
                category=task.category,
                domain=_domain(task.domain),
                other_domains=tuple(_domain(domain) for domain in task.other_domains.all()),
                deciding_terms=_deciding_terms(task.domain_terms, task.domain.code),
                rule_sentence=_rule_sentence(task.rule),
                origin=task.origin,
                span=Span(task.start, task.end),
                agencies=tuple(agencies[task.pk]),
                deadlines=tuple(deadlines[task.pk]),
            )
        )
    return dict(found)


def _deciding_terms(terms: list[dict[str, str]], code: str) -> tuple[str, ...]:
    """The terms that spoke for a domain or for one below it, each once, with where they stand."""
    places = {"title": _("标题“%s”"), "text": _("正文“%s”")}
    spoke = [term for term in terms if term["domain"] == code or term["domain"].startswith(f"{code}/")]
    words = dict.fromkeys(places.get(term["where"], "“%s”") % term["term"] for term in spoke)
    return tuple(words)[:TERMS_SHOWN]


def _rule_sentence(code: str) -> str:
    """The sentence of a rule; a rule of an earlier version that has none any more gives nothing."""
    known = rule_sentences().get(code)
    return known.sentence if known else ""


def _domain(domain: Any) -> Named:
    return Named(domain.name, f"{reverse('documents:tasks')}?domain={domain.code}")


def _agencies(document: PolicyDocument) -> dict[int, list[AgencyMention]]:
    found: dict[int, list[AgencyMention]] = defaultdict(list)
    named: dict[int, Named] = {}
    links = TaskAgency.objects.filter(task__document=document).order_by("task_id", "order")
    for task, role, agency, name, start, end, origin in links.values_list(
        "task_id", "role", "agency_id", "agency__name", "start", "end", "origin"
    ):
        if agency not in named:  # a long document names few agencies many times
            named[agency] = Named(name, reverse("documents:agency", args=[agency]))
        found[task].append(AgencyMention(role, named[agency], Span(start, end), origin))
    return found


def _deadlines(document: PolicyDocument) -> dict[int, list[tuple[str, Span]]]:
    found: dict[int, list[tuple[str, Span]]] = defaultdict(list)
    rows = TaskDeadline.objects.filter(task__document=document).order_by("task_id", "order")
    for task, words, start, end in rows.values_list("task_id", "words", "start", "end"):
        found[task].append((words, Span(start, end)))
    return found


def _targets(document: PolicyDocument) -> dict[int, list[TargetNote]]:
    found: dict[int, list[TargetNote]] = defaultdict(list)
    for target in Target.objects.filter(document=document).order_by("order"):
        found[target.section_id].append(
            TargetNote(
                kind=target.kind,
                indicator=target.indicator,
                operator=target.operator,
                value_text=value_text(target.value, target.value_max),
                unit=target.unit,
                deadline_words=target.deadline_words,
                span=Span(target.start, target.end),
                deadline_span=_span(target.deadline_start, target.deadline_end),
                origin=target.origin,
            )
        )
    return dict(found)


def _repairs(document: PolicyDocument) -> tuple[RepairFact, ...]:
    labels = dict(Repair.Kind.choices)
    rows = document.repairs.order_by("start", "order")
    numbers = count(1)
    return tuple(
        RepairFact(
            kind,
            str(labels.get(kind, _("修复"))),
            before,
            after,
            reason,
            Span(start, end),
            next(numbers) if kind in EXPLAINED else 0,
        )
        for kind, before, after, reason, start, end in rows.values_list(
            "kind", "before", "after", "reason", "start", "end"
        )
    )


def _doubts(document: PolicyDocument) -> tuple[DoubtFact, ...]:
    rows = document.doubts.order_by("order").values_list("message", "start", "end")
    return tuple(DoubtFact(message, _span(start, end)) for message, start, end in rows)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)
