"""Claims in words: one line for a list, label and value for a history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from documents.claims import Claim
from documents.claims.claim import AGENCY, CITATION, DEADLINE, FIELD, STAGE, TARGET, TASK
from documents.claims.standing import PLACE
from documents.models import PolicyDocument, Target, Task, TaskAgency
from documents.models.facts import PRECISION_CHOICES
from documents.models.reviews import FACT_KINDS
from documents.parsing.domains import taxonomy
from documents.place_names import place_words
from documents.rows.values import signed_value

ABSENT = "原文未载"
PRECISIONS = dict(PRECISION_CHOICES)
KIND_LABELS = dict(FACT_KINDS)
PERIOD, ISSUERS = "period", "issuers"


def kind_label(kind: str) -> str:
    """任务, 任务单位, 目标 …"""
    return str(KIND_LABELS[kind])


def field_label(name: str) -> str:
    """What the identity card calls a field of a document."""
    if name == ISSUERS:
        return _("发文机关")
    if name == PERIOD:
        return _("规划期")
    if name == PLACE:
        return _("地区")
    return str(getattr(PolicyDocument._meta.get_field(name), "verbose_name", name))


def field_value(name: str, value: Any) -> str:
    """The value of a field as text, nothing where the source has none.

    >>> field_value("period", [2018, 2020])
    '2018—2020'
    """
    if name == PLACE:
        code, _blank, name = place_words(value).partition(" ")
        return _("%(name)s（%(code)s）") % {"name": name, "code": code} if name else ""
    if isinstance(value, list):
        return ("—" if name == PERIOD else "、").join(map(str, value))
    return str(value)


def headline(claim: Claim) -> str:
    """The claim in one line: 牵头 市公安局."""
    return HEADLINES[claim.kind](claim.says)


def _field(says: Any) -> str:
    return f"{field_label(says['name'])}：{field_value(says['name'], says['value']) or _(ABSENT)}"


def _agency(says: Any) -> str:
    return f"{TaskAgency.Role(says['role']).label} {says['name']}"


def _deadline(says: Any) -> str:
    return f"{says['words']} → {says['date']}"


def value_words(says: Any) -> str:
    """≥80%, 3—5个; nothing for a milestone."""
    if not says["value"]:
        return ""
    number = says["value"] + (f"—{says['value_max']}" if says["value_max"] else "")
    return signed_value(says["operator"], number, says["unit"])


def _target(says: Any) -> str:
    return " ".join(filter(None, (says["deadline_words"], says["indicator"], value_words(says))))


HEADLINES: dict[str, Callable[[Any], str]] = {
    FIELD: _field,
    TASK: lambda says: says["title"],
    AGENCY: _agency,
    DEADLINE: _deadline,
    TARGET: _target,
    STAGE: lambda says: " ".join(filter(None, (says["title"], says["begins"], says["ends"]))),
    CITATION: lambda says: " ".join(filter(None, (says["title"], says["document_number"]))),
}


def pairs(claim: Claim) -> list[tuple[str, str]]:
    """Label and value of everything the claim says; what it does not say is left out."""
    return [(label, value) for label, value in PAIRS[claim.kind](claim.says) if value]


def _field_pairs(says: Any) -> Iterator[tuple[str, str]]:
    yield field_label(says["name"]), field_value(says["name"], says["value"]) or _(ABSENT)


def _task_pairs(says: Any) -> Iterator[tuple[str, str]]:
    yield _("任务"), says["title"]
    yield _("类别"), str(Task.Category(says["category"]).label)
    yield _("领域"), domain_name(says["domain"])
    yield _("兼及领域"), "、".join(map(domain_name, says["other_domains"]))


def domain_name(code: str) -> str:
    """The name of a domain by its code, from the taxonomy; the code itself where it is gone."""
    known = taxonomy().domains.get(code)
    return known.name if known else code


def _agency_pairs(says: Any) -> Iterator[tuple[str, str]]:
    yield _("角色"), str(TaskAgency.Role(says["role"]).label)
    yield _("单位"), says["name"]
    yield _("原文写法"), says["as_written"]
    yield _("泛指"), _("是") if says["collective"] else ""


def _deadline_pairs(says: Any) -> Iterator[tuple[str, str]]:
    yield _("时限"), says["date"]
    yield _("精度"), str(PRECISIONS[says["precision"]])
    yield _("原文写法"), says["words"]


def _target_pairs(says: Any) -> Iterator[tuple[str, str]]:
    yield _("类型"), str(Target.Kind(says["kind"]).label)
    yield _("指标"), says["indicator"]
    yield _("目标值"), value_words(says)
    yield _("力度"), str(Target.Strength(says["strength"]).label)
    yield _("基准年"), str(says["base_year"] or "")
    yield _("时限"), " ".join(filter(None, (says["deadline"], says["deadline_words"])))


def _stage_pairs(says: Any) -> Iterator[tuple[str, str]]:
    yield _("阶段"), says["title"]
    yield _("开始"), says["begins"]
    yield _("结束"), says["ends"]


def _citation_pairs(says: Any) -> Iterator[tuple[str, str]]:
    yield _("被引文件"), says["title"]
    yield _("被引文号"), says["document_number"]


PAIRS: dict[str, Callable[[Any], Iterator[tuple[str, str]]]] = {
    FIELD: _field_pairs,
    TASK: _task_pairs,
    AGENCY: _agency_pairs,
    DEADLINE: _deadline_pairs,
    TARGET: _target_pairs,
    STAGE: _stage_pairs,
    CITATION: _citation_pairs,
}
