"""What a comparison is, in words: the title of the page and the sentence above its table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from comparisons.records import Band, ComparedDocument
from comparisons.selection import Selection
from comparisons.wording import count_word


def title_of(documents: Sequence[ComparedDocument]) -> str:
    """The title: 济南市、茅箭区对照, from four on 五地对照."""
    if not documents:
        return _("对照")
    places = list(dict.fromkeys(document.label for document in documents))
    if len(places) <= 3:
        return _("%(places)s对照") % {"places": "、".join(places)}
    distinct = len({document.place_code for document in documents}) == len(documents)
    words = {"count": count_word(len(places))}
    return _("%(count)s地对照") % words if distinct else _("%(count)s份文件对照") % words


def said_line(
    documents: Sequence[ComparedDocument],
    *,
    bands: Sequence[Band],
    selection: Selection,
    domain: str,
    focus: int | None = None,
) -> str:
    """What the table shows: 济南市、茅箭区，领域为交通的重点任务，2份文件，2项。"""
    tasks = sum(len(cell.entries) for band in bands for row in band.rows for cell in row.cells)
    parts = [
        "、".join(document.label for document in documents),
        _scope(selection, domain, documents[focus or 0].label),
    ]
    return _("%(scope)s，%(documents)s份文件，%(tasks)s项任务。") % {
        "scope": "，".join(part for part in parts if part),
        "documents": len(documents),
        "tasks": tasks,
    }


def _scope(selection: Selection, domain: str, place: str) -> str:
    """领域为交通的重点任务，只列有差异的行."""
    kinds = {"key_task": _("重点任务"), "safeguard": _("保障措施"), "all": _("重点任务和保障措施")}
    kind = kinds[selection.category]
    scope = _("领域为%(domain)s的%(kind)s") % {"domain": domain, "kind": kind} if domain else kind
    rows = {
        "common": _("只列各地都写的领域"),
        "different": _("只列有差异的领域"),
        "single": _("只列仅一地写的领域"),
        "only_here": _("只列只有%(place)s写的领域") % {"place": place},
        "missing_here": _("只列他地有而%(place)s没有专项任务的领域") % {"place": place},
    }
    return f"{scope}，{rows[selection.rows]}" if selection.rows in rows else scope
