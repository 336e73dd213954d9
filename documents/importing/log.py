"""The corrections of an item in words: what was changed, from what to what, by whom and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from documents.claims.claim import from_json
from documents.importing.additions import ADDED
from documents.importing.corrections import DOCUMENT, LEFT_OUT, agency_keys, deadline_keys, target_keys, task_keys
from documents.importing.found import domain_name
from documents.models import PolicyDocument, Target, Task, TaskAgency
from documents.models.facts import PRECISION_CHOICES
from documents.parsing.records import ParsedDocument
from documents.place_names import place_words
from documents.reviewing.wording import headline, kind_label

# Where the words of a deadline stand follows from the words.
UNTOLD = frozenset({"deadline_span"})
CHOICES: dict[str, dict[str, Any]] = {
    "effect": dict(PolicyDocument.Effect.choices),
    "role": dict(TaskAgency.Role.choices),
    "category": dict(Task.Category.choices),
    "kind": dict(Target.Kind.choices),
    "operator": dict(Target.Operator.choices),
    "strength": dict(Target.Strength.choices),
    "deadline_precision": dict(PRECISION_CHOICES),
}


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction; `what` is the fact and the field, in words."""

    what: str
    was: str
    now: str
    by: str
    at: datetime


def correction_lines(parsed: ParsedDocument, corrections: list[dict[str, Any]]) -> tuple[CorrectionLine, ...]:
    """The corrections, the latest first."""
    names = _names(parsed)
    names |= {each["fact"]: kind_label(each["now"]["kind"]) for each in corrections if each["field"] == ADDED}
    return tuple(_line(each, names) for each in reversed(corrections) if each["field"] not in UNTOLD)


def _line(correction: Mapping[str, Any], names: Mapping[str, str]) -> CorrectionLine:
    field = correction["field"]
    fact = "" if correction["fact"] == DOCUMENT else names.get(correction["fact"], _("规则更新后已不在"))
    return CorrectionLine(
        what=" · ".join(filter(None, (fact, _field(field)))),
        was=_words(field, correction["was"]),
        now=_words(field, correction["now"]),
        by=correction["by"],
        at=datetime.fromisoformat(correction["at"]),
    )


def _names(parsed: ParsedDocument) -> dict[str, str]:
    """What each fact is called: the title of a task, the name of an agency, the indicator of a target."""
    names = {}
    for key, task in zip(task_keys(parsed), parsed.tasks, strict=True):
        names[key] = task.title
        for agency_key, agency in zip(agency_keys(key, task.agencies), task.agencies, strict=True):
            names[agency_key] = f"{task.title} · {agency.name}"
        for deadline_key, deadline in zip(deadline_keys(key, task.deadlines), task.deadlines, strict=True):
            names[deadline_key] = f"{task.title} · {deadline.text}"
    for key, target in zip(target_keys(parsed), parsed.targets, strict=True):
        names[key] = target.indicator
    return names


def _field(field: str) -> str:
    return {
        "title": _("标题"),
        "place": _("地区"),
        "document_number": _("文号"),
        "document_type": _("文种"),
        "issuers": _("发文机关"),
        "publisher": _("发布机构"),
        "issued_on": _("成文日期"),
        "published_on": _("发布日期"),
        "period": _("规划期"),
        "effect": _("效力"),
        "source_url": _("来源地址"),
        "domain": _("领域"),
        "role": _("角色"),
        "name": _("单位"),
        "category": _("类别"),
        "kind": _("类型"),
        "indicator": _("指标"),
        "operator": _("比较"),
        "value": _("目标值"),
        "value_max": _("目标值上限"),
        "unit": _("计量单位"),
        "strength": _("力度"),
        "base_year": _("基准年"),
        "deadline": _("时限"),
        "deadline_precision": _("时限精度"),
        "deadline_words": _("时限原文"),
        LEFT_OUT: _("剔除"),
        ADDED: _("补录"),
    }.get(field, field)


def _words(field: str, value: Any) -> str:
    if field == LEFT_OUT:
        return _("剔除") if value else _("保留")
    if field == ADDED and value:
        return headline(from_json(value))
    if value in ("", None, []):
        return _("未载")
    if field == "domain":
        return domain_name(value)
    if field == "place":
        return place_words(value)
    if field in CHOICES:
        return str(CHOICES[field][value])
    return ("—" if field == "period" else "、").join(map(str, value)) if isinstance(value, list) else str(value)
