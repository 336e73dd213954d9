"""What the view of safeguards shows, with the choices above its table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from comparisons.addresses import comparison as comparison_address
from comparisons.answers import focus_of, passes
from comparisons.aspects.safeguards.points import points
from comparisons.aspects.safeguards.records import (
    SafeguardBand,
    SafeguardComparison,
    SafeguardMaterial,
    SafeguardRow,
)
from comparisons.aspects.safeguards.rows import GUIDANCE, SAFEGUARDS, bands
from comparisons.choices import Option
from comparisons.selection import Selection

KEY = "safeguards"
PARTS = ("all", SAFEGUARDS, GUIDANCE)


@dataclass(frozen=True, slots=True)
class SafeguardsContent:
    """Everything the view of safeguards shows."""

    comparison: SafeguardComparison
    parts: tuple[Option, ...]
    rows: tuple[Option, ...]
    all_rows_address: str
    """The page without the limits on rows, for an empty table."""
    empty_rows_address: str
    problems: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What the table shows, in one sentence."""
        return self.comparison.said


def content_of(material: SafeguardMaterial, *, selection: Selection) -> SafeguardsContent:
    """The comparison as chosen; the points speak of every row, also of those a filter hides."""
    every = bands(material, empty=selection.empty)
    shown = _filtered(every, material=material, selection=selection)
    return SafeguardsContent(
        comparison=SafeguardComparison(
            documents=material.documents,
            bands=shown,
            points=points(
                _rows(every, SAFEGUARDS),
                _rows(every, GUIDANCE),
                documents=material.documents,
                address=_address_of_all(selection),
            ),
            said=_said(every, material=material),
            hidden_rows=sum(len(band.rows) for band in every) - sum(len(band.rows) for band in shown),
        ),
        parts=_part_options(selection),
        rows=_row_options(selection),
        all_rows_address=_address(replace(selection.set("part", ""), rows="all", empty=False)),
        empty_rows_address=_address(replace(selection, empty=not selection.empty)),
    )


def _address(selection: Selection) -> str:
    return comparison_address(selection, aspect=KEY)


def _address_of_all(selection: Selection) -> str:
    """Where every row stands: this page, or, where a filter hides some, the page without it."""
    if selection.rows == "all" and not selection.setting("part"):
        return ""
    return _address(replace(selection.set("part", ""), rows="all"))


def _rows(found: tuple[SafeguardBand, ...], code: str) -> tuple[SafeguardRow, ...]:
    return tuple(row for band in found if band.code == code for row in band.rows)


def _filtered(
    found: tuple[SafeguardBand, ...], *, material: SafeguardMaterial, selection: Selection
) -> tuple[SafeguardBand, ...]:
    focus = focus_of(selection, documents=material.documents)
    part = selection.setting("part")
    kept = (
        replace(band, rows=tuple(row for row in band.rows if passes(row.answers, rows=selection.rows, focus=focus)))
        for band in found
        if part in ("", band.code)
    )
    return tuple(band for band in kept if band.rows)


def _said(found: tuple[SafeguardBand, ...], *, material: SafeguardMaterial) -> str:
    """济南市、茅箭区，2份文件，保障措施12项，基本原则7条。"""
    guidance = _rows(found, GUIDANCE)
    return _("%(places)s，%(documents)s份文件，保障措施%(measures)s项，基本原则%(principles)s条。") % {
        "places": "、".join(document.label for document in material.documents),
        "documents": len(material.documents),
        "measures": sum(sum(band.counts) for band in found if band.code == SAFEGUARDS),
        "principles": sum(len(cell.measures) for cell in guidance[-1].cells) if guidance else 0,
    }


def _part_options(selection: Selection) -> tuple[Option, ...]:
    chosen = selection.setting("part") or "all"
    labels = (("all", _("全部")), (SAFEGUARDS, _("保障措施")), (GUIDANCE, _("指导思想和原则")))
    return tuple(
        Option(value, label, value == chosen, _address(selection.set("part", "" if value == "all" else value)))
        for value, label in labels
    )


def _row_options(selection: Selection) -> tuple[Option, ...]:
    labels = (("all", _("全部")), ("different", _("有差异")), ("common", _("各地都有")), ("single", _("仅一地有")))
    return tuple(
        Option(value, label, value == selection.rows, _address(replace(selection, rows=value)))
        for value, label in labels
    )
