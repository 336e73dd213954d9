"""What the page of aligned tasks offers and says: category, related terms, least places, order, decisions. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.addresses import comparison as comparison_address
from comparisons.addresses import side_by_side, stretch
from comparisons.aspects.aligned.material import Material, TaskWording
from comparisons.aspects.aligned.records import AlignedRow, Alignment, RowBand
from comparisons.choices import Option
from comparisons.records import ComparedDocument, Part, Point
from comparisons.selection import MAX_COLUMNS, Selection, Setting
from comparisons.wording import count_word

KEY = "aligned"
SORTS = ("score", "places", "first")
SETTINGS = (
    Setting("sort", gettext_lazy("排列"), SORTS),
    Setting("least", gettext_lazy("最少几地"), tuple(str(number) for number in range(1, MAX_COLUMNS + 1))),
    Setting("related", gettext_lazy("相关词"), ("on", "off")),
)
NAMED_ROWS = 3


@dataclass(frozen=True, slots=True)
class AlignedContent:
    """Everything the view of aligned tasks shows."""

    alignment: Alignment
    selection: Selection
    points: tuple[Point, ...]
    problems: tuple[str, ...]
    categories: tuple[Option, ...]
    leasts: tuple[Option, ...]
    sorts: tuple[Option, ...]
    related: bool
    may_decide: bool
    decide_address: str
    all_rows_address: str

    @property
    def said(self) -> str:
        """What the table shows, in one sentence."""
        return self.alignment.said


def content_of(
    rows: Sequence[AlignedRow], *, material: Material, selection: Selection, may_decide: bool
) -> AlignedContent:
    """Put page and tools together from all rows; those of too few places are counted, not shown."""
    least = int(selection.setting("least") or 1)
    shown = tuple(row for row in rows if row.places >= least)
    several = tuple(row for row in shown if row.places > 1)
    single = tuple(row for row in shown if row.places < 2)
    bands = (RowBand("several", _("多地都有"), several), RowBand("single", _("只有一地"), single))
    alignment = Alignment(
        documents=material.documents,
        bands=tuple(band for band in bands if band.rows),
        said=said_of(rows, material=material, selection=selection),
        hidden=len(rows) - len(shown),
    )
    return AlignedContent(
        alignment=alignment,
        selection=selection,
        points=points_of(several, single, documents=material.documents),
        problems=_problems(material),
        categories=_categories(selection),
        leasts=_leasts(selection, columns=len(material.documents)),
        sorts=tuple(_sort(each, selection) for each in SORTS),
        related=selection.setting("related") != "off",
        may_decide=may_decide,
        decide_address=f"{reverse('comparisons:decide_alignment')}?{selection.query}",
        all_rows_address=comparison_address(selection.set("least", ""), aspect=KEY),
    )


def said_of(rows: Sequence[AlignedRow], *, material: Material, selection: Selection) -> str:
    """What is shown: 五份文件的重点任务58项，归为41行：18行多地都有，23行只有一地。"""
    kinds = {"key_task": _("重点任务"), "safeguard": _("保障措施"), "all": _("重点任务和保障措施")}
    several = sum(row.places > 1 for row in rows)
    if len(material.documents) == 1:
        return _("一份文件的%(kind)s%(tasks)s项。") % {"kind": kinds[selection.category], "tasks": len(material.tasks)}
    said = _(
        "%(documents)s份文件的%(kind)s%(tasks)s项，归为%(rows)s行：%(several)s行多地都有，%(single)s行只有一地"
    ) % {
        "documents": count_word(len(material.documents)),
        "kind": kinds[selection.category],
        "tasks": len(material.tasks),
        "rows": len(rows),
        "several": several,
        "single": len(rows) - several,
    }
    least = selection.setting("least")
    limited = _("，只列%(count)s地以上的行") % {"count": least} if least else ""
    without = _("，不用相关词表") if selection.setting("related") == "off" else ""
    return f"{said}{limited}{without}。"


def points_of(
    several: Sequence[AlignedRow], single: Sequence[AlignedRow], *, documents: Sequence[ComparedDocument]
) -> tuple[Point, ...]:
    """Sentences above the table, each part a link to its row: what all places have, what names differ most."""
    everywhere = [row for row in several if row.places == len({each.pk for each in documents})]
    points = []
    if everywhere and len(documents) > 2:
        points.append(_listed(_("各地都有："), everywhere))
    renamed = [row for row in several if len({task.entry.title for cell in row.cells for task in cell.tasks}) > 2]
    if renamed:
        points.append(_listed(_("叫法不一，说的是一件事："), renamed[:NAMED_ROWS], titles=True))
    for column, document in enumerate(documents):
        alone = [row for row in single if row.cells[column].tasks]
        if alone and len(documents) > 1:
            points.append(_listed(_("只有%(place)s列为专项：") % {"place": document.label}, alone))
    return tuple(points)


def _listed(lead: str, rows: Sequence[AlignedRow], *, titles: bool = False) -> Point:
    parts = [Part(lead)]
    for at, row in enumerate(rows):
        parts.append(Part(_titles(row) if titles else row.name, f"#{row.anchor}"))
        parts.append(Part("；" if titles and at < len(rows) - 1 else "、" if at < len(rows) - 1 else "。"))
    return Point(tuple(parts))


def _titles(row: AlignedRow) -> str:
    """The names of one subject in different places: 智慧交通 ↔ 市民出行“一路通”."""
    return " ↔ ".join(dict.fromkeys(task.entry.title for cell in row.cells for task in cell.tasks))


def _problems(material: Material) -> tuple[str, ...]:
    said = []
    if material.without_profile:
        places = "、".join(material.without_profile)
        said.append(_("%(places)s的任务是旧版入库的，还不能对齐；重新载入文件后再来。") % {"places": places})
    if material.outdated:
        said.append(_("%(count)s条人工核定对应的原文已有变动，未采用，待重新核定。") % {"count": material.outdated})
    return tuple(said)


def _categories(selection: Selection) -> tuple[Option, ...]:
    labels = (("key_task", _("重点任务")), ("safeguard", _("保障措施")), ("all", _("两类都列")))
    return tuple(Option(value, label, value == selection.category) for value, label in labels)


def _leasts(selection: Selection, *, columns: int) -> tuple[Option, ...]:
    chosen = selection.setting("least") or "1"
    every = [Option("1", _("地数：不限"), chosen == "1")]
    numbers = sorted({*range(2, columns + 1), int(chosen)} - {1})
    return (
        *every,
        *(Option(str(each), _("%(count)s地以上") % {"count": each}, chosen == str(each)) for each in numbers),
    )


def _sort(each: str, selection: Selection) -> Option:
    labels = {"score": _("按接近度"), "places": _("按地数"), "first": _("按首列次序")}
    value = "" if each == SORTS[0] else each
    address = comparison_address(selection.set("sort", value), aspect=KEY)
    return Option(each, labels[each], selection.setting("sort") == value, address)


def compare_address(
    selection: Selection, documents: Sequence[ComparedDocument], first: TaskWording, second: TaskWording
) -> str:
    """The page that sets two passages of the same columns side by side."""
    left, right = (
        stretch(documents[task.column].slug, start=task.entry.start, end=task.entry.end) for task in (first, second)
    )
    return side_by_side(selection, left=left, right=right)


def inside(rows: Sequence[AlignedRow], domain: str) -> tuple[AlignedRow, ...]:
    """The rows of one domain or of those below it; all of them where none is asked for."""
    if not domain:
        return tuple(rows)
    return tuple(row for row in rows if row.domain == domain or row.domain.startswith(f"{domain}/"))


def without_domain(selection: Selection) -> Selection:
    """The selection with rows of every domain."""
    return replace(selection, domain="")
