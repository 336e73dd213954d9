"""The facts of a document: each stands where it says, says what stands there, and belongs to this document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from documents.keeping.checks.damage import Damage, Looked
from documents.loading.cues import cues_of
from documents.loading.profiles import keys_of_profile
from documents.models import (
    Citation,
    DocumentIssuer,
    Doubt,
    ErrorReport,
    Passage,
    PolicyDocument,
    Repair,
    ReviewedFact,
    Section,
    Stage,
    Target,
    Task,
    TaskAgency,
    TaskCue,
    TaskDeadline,
    TaskProfile,
)
from documents.models.provenance import Origin

REREAD = "用 reread_documents 重读这一份"
# Every row with a place in the original: the way to its document, and the columns of further places.
PLACED: tuple[tuple[type[models.Model], str, tuple[tuple[str, str], ...]], ...] = (
    (Section, "document", ()),
    (Task, "document", ()),
    (TaskAgency, "task__document", (("rule_start", "rule_end"),)),
    (TaskDeadline, "task__document", ()),
    (Target, "document", (("deadline_start", "deadline_end"),)),
    (Stage, "document", ()),
    (Citation, "document", ()),
    (Repair, "document", ()),
    (Passage, "document", ()),
    (TaskCue, "document", ()),
    (Doubt, "document", ()),
    (ReviewedFact, "document", ()),
    (ErrorReport, "document", ()),
)
IN_SECTIONS: tuple[type[models.Model], ...] = (Task, Target, Stage, Passage)
WITH_PLACE: tuple[type[models.Model], ...] = (Task, Target, TaskCue)
NUMBERED: tuple[tuple[type[models.Model], str], ...] = (
    (Task, "document"),
    (Target, "document"),
    (Stage, "document"),
    (Citation, "document"),
    (Repair, "document"),
    (Doubt, "document"),
    (DocumentIssuer, "document"),
)


def _where(looked: Looked, row: Any) -> str:
    kind = row._meta.verbose_name
    order = getattr(row, "order", row.pk)
    return f"{looked.slug} {kind}{order}“{str(row)[:20]}”"


def spans_lie_inside(looked: Looked) -> Iterator[Damage]:
    """No place lies outside the original, none ends before it starts."""
    for model, path, further in PLACED:
        for row in model._base_manager.filter(**{path: looked.document}).order_by("pk"):
            for start, end in (("start", "end"), *further):
                low, high = getattr(row, start), getattr(row, end)
                if (low, high) != (None, None) and (None in (low, high) or not looked.holds(low, high)):
                    yield Damage(
                        "fact.span",
                        _where(looked, row),
                        f"出处 {low}–{high} 不在原文之内（共 {len(looked.original)} 字）",
                    )


def quotes_stand_at_their_place(looked: Looked) -> Iterator[Damage]:
    """The quote of a target is the original between its offsets, before and after cleaning."""
    for target in Target.objects.filter(document=looked.document).order_by("order"):
        if looked.original[target.start : target.end] != target.quote:
            yield Damage("target.quote", _where(looked, target), f"引文与原文第 {target.start + 1} 字处不符。{REREAD}")
        elif _differs(looked, target, target.quote_clean):
            yield Damage("target.quote_clean", _where(looked, target), f"整理后的引文与整理后文本不符。{REREAD}")
        if target.deadline_words and target.deadline_start is not None:
            words = looked.clean_words(target.deadline_start, target.deadline_end or 0)
            if words is not None and not _same(words, target.deadline_words):
                yield Damage(
                    "target.deadline", _where(looked, target), f"时限“{target.deadline_words}”不在所记之处。{REREAD}"
                )


def words_stand_at_their_place(looked: Looked) -> Iterator[Damage]:
    """What rules read of tasks, agencies and deadlines is what stands at their place; what people wrote may differ."""
    document = looked.document
    for task in Task.objects.filter(document=document).order_by("order"):
        if _differs(looked, task, task.text):
            yield Damage("task.text", _where(looked, task), f"任务内容与整理后文本不符。{REREAD}")
    links = TaskAgency.objects.filter(task__document=document).exclude(origin=Origin.MANUAL)
    for link in links.order_by("pk"):
        if _differs(looked, link, link.as_written):
            yield Damage("agency.words", _where(looked, link), f"单位写法与原文不符。{REREAD}")
    for deadline in TaskDeadline.objects.filter(task__document=document).order_by("pk"):
        if _differs(looked, deadline, deadline.words):
            yield Damage("deadline.words", _where(looked, deadline), f"时限写法与原文不符。{REREAD}")


def _differs(looked: Looked, row: Any, words: str) -> bool:
    found = looked.clean_words(row.start, row.end)
    return found is not None and looked.holds(row.start, row.end) and not _same(found, words)


def _same(found: str, kept: str) -> bool:
    """Whether a text is kept as it stands, or its beginning with an ellipsis (documents.loading.widths)."""
    found, kept = found.strip(), kept.strip()
    return found == kept or (kept.endswith("…") and found.startswith(kept[:-1]))


def facts_belong_together(looked: Looked) -> Iterator[Damage]:
    """Section, task and place of a fact are those of its document."""
    document = looked.document
    for model in IN_SECTIONS:
        strays = model._base_manager.filter(document=document).exclude(section__document=document)
        for row in strays.order_by("pk"):
            yield Damage("fact.section", _where(looked, row), "所属章节在另一份文件里")
    for model in WITH_PLACE:
        strays = model._base_manager.filter(document=document).exclude(jurisdiction=document.jurisdiction_id)
        for row in strays.order_by("pk"):
            yield Damage("fact.place", _where(looked, row), "地区与文件的地区不同")
    strays = Target._base_manager.filter(document=document, task__isnull=False).exclude(task__document=document)
    for row in strays.order_by("pk"):
        yield Damage("fact.task", _where(looked, row), "所属任务在另一份文件里")
    for cue in TaskCue._base_manager.filter(document=document).exclude(task__document=document).order_by("pk"):
        yield Damage("fact.task", _where(looked, cue), "所属任务在另一份文件里")
    links = TaskAgency._base_manager.filter(task__document=document)
    for link in links.exclude(agency__jurisdiction=document.jurisdiction_id).order_by("pk"):
        yield Damage("agency.place", _where(looked, link), "单位属于另一个地区")


def rows_are_numbered(looked: Looked) -> Iterator[Damage]:
    """Facts of one kind begin with 1; what is missing between them was rejected by somebody, or is lost."""
    rejected = set(looked.document.reviewed_facts.filter(standing="").values_list("kind", flat=True))
    kinds = {Task: "task", Target: "target", Stage: "stage", Citation: "citation", DocumentIssuer: "field"}
    for model, path in NUMBERED:
        orders = list(
            model._base_manager.filter(**{path: looked.document}).order_by("order").values_list("order", flat=True)
        )
        missing = sorted(
            set(range(orders[0] if model is Doubt and orders else 1, (orders[-1] if orders else 0) + 1)) - set(orders)
        )
        if missing and kinds.get(model) not in rejected:
            name = model._meta.verbose_name
            yield Damage(
                "fact.missing",
                f"{looked.slug} {name}",
                f"缺第 {'、'.join(map(str, missing[:5]))} 条，没有人驳回过。{REREAD}",
            )


def agencies_and_deadlines_are_numbered(looked: Looked) -> Iterator[Damage]:
    """Those of a task are numbered from 1; what is missing between them was rejected by somebody, or is lost."""
    rejected = set(looked.document.reviewed_facts.filter(standing="").values_list("kind", flat=True))
    for model, kind in ((TaskAgency, "agency"), (TaskDeadline, "deadline")):
        orders: dict[int, list[int]] = {}
        rows = model._base_manager.filter(task__document=looked.document).order_by("task__order", "order")
        for task, order in rows.values_list("task__order", "order"):
            orders.setdefault(task, []).append(order)
        for task, found in orders.items():
            if found != list(range(1, len(found) + 1)) and kind not in rejected:
                name = model._meta.verbose_name
                yield Damage("fact.missing", f"{looked.slug} 任务{task}的{name}", f"次序断开，没有人驳回过。{REREAD}")


def cues_are_those_of_the_tasks(looked: Looked) -> Iterator[Damage]:
    """Looking for cue words anew finds those that stand in the table."""
    if looked.traced is None:
        return
    columns = ("task_id", "kind", "code", "start", "end", "word")
    wanted = {tuple(getattr(cue, name) for name in columns) for cue in cues_of(looked.document)}
    standing = set(TaskCue.objects.filter(document=looked.document).values_list(*columns))
    if wanted != standing:
        yield Damage(
            "cue.list",
            looked.slug,
            f"线索词与任务不符：缺 {len(wanted - standing)} 个，多 {len(standing - wanted)} 个。运行 find_cues",
        )


def tasks_repeat_their_own(looked: Looked) -> Iterator[Damage]:
    """What a task repeats for lists is what its agencies and deadlines say; it has its profile, and that its keys."""
    tasks = (
        Task.objects.filter(document=looked.document).prefetch_related("agency_links", "deadlines").order_by("order")
    )
    profiles = {row.pk: row for row in TaskProfile.objects.filter(task__document=looked.document)}
    for task in tasks:
        leads = {link.agency_id for link in task.agency_links.all() if link.role == TaskAgency.Role.LEAD}
        if (task.lead_agency_id is None) != (not leads) or (leads and task.lead_agency_id not in leads):
            yield Damage("task.lead", _where(looked, task), f"所记牵头单位与任务单位不符。{REREAD}")
        last = max((deadline.year for deadline in task.deadlines.all()), default=None)
        if task.due_year != last:
            yield Damage(
                "task.due_year", _where(looked, task), f"所记最后时限 {task.due_year} 与任务时限 {last} 不符。{REREAD}"
            )
        if task.pk not in profiles:
            yield Damage("task.profile", _where(looked, task), f"没有用于对齐的特征。{REREAD}")
        elif profiles[task.pk].keys != keys_of_profile(profiles[task.pk]):
            yield Damage("task.keys", _where(looked, task), "相近任务的索引键缺少或不符。用 rebuild_index 重建")


def citations_cite_their_document(looked: Looked) -> Iterator[Damage]:
    """A citation leads to a document of the number it cites, and not to its own."""
    rows = Citation.objects.filter(document=looked.document, cited__isnull=False).select_related("cited")
    for row in rows.order_by("order"):
        cited: PolicyDocument | None = row.cited
        if cited is not None and (cited.pk == looked.document.pk or cited.document_number != row.document_number):
            yield Damage("citation.link", _where(looked, row), f"引用指向了文号不同的文件 {cited.slug}。{REREAD}")
