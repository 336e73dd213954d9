"""The lenses, in the order of their tabs: what each is called, what it asks, how it is read for page and download."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.lenses.coverage import read_coverage
from documents.lenses.cues.counting import read_cues
from documents.lenses.cues.rows import automatic_note
from documents.lenses.cues.words import word_groups
from documents.lenses.filters import (
    CoverageFilter,
    InstrumentsFilter,
    LeadsFilter,
    LensFilter,
    StrengthFilter,
    YearsFilter,
)
from documents.lenses.leads import read_leads
from documents.lenses.places import PLACES_PER_PAGE
from documents.lenses.shown import Lens, Shown
from documents.lenses.tables import cross_table
from documents.lenses.years import read_years
from documents.views.exports import EXPORT_LIMIT

UNLIKE = gettext_lazy("层级不同，只并列，不排名。数目多少与文件篇幅、体例有关，不是工作多少。")


def _said(lens: LensFilter, number: str) -> str:
    """全部文件，5份；5个地区的58项重点任务."""
    scope = lens.said(things=_("文件"), everything=_("全部文件"))
    return _("%(scope)s：%(number)s") % {"scope": scope, "number": number}


def _page(request: HttpRequest, *, whole: bool) -> Any:
    return 1 if whole else request.GET.get("page", 1)


def coverage(request: HttpRequest, lens: Any, whole: bool) -> Shown:
    """Places or levels by domain."""
    per_page = EXPORT_LIMIT if whole else PLACES_PER_PAGE
    found = read_coverage(lens, page=_page(request, whole=whole), per_page=per_page)
    said = _said(lens, _("%(places)d个地区，%(tasks)d项重点任务") % {"places": found.places, "tasks": found.tasks})
    notes = (
        _("数字是专项任务数；一项任务只归入一个领域。一个地区有几份文件的，合在一起数。"),
        _("没有专项任务的，写明是其他任务兼及、已核对没有，还是自动抽取未见。"),
    )
    table = cross_table(
        found.cross, title=str(COVERAGE.title), said=said, notes=notes, site=request.build_absolute_uri("/")
    )
    return Shown(said, table, page=found.page, notes=notes, notices=(str(UNLIKE),), parts={"cross": found.cross})


def leads(request: HttpRequest, lens: Any, whole: bool) -> Shown:
    """Functions by level, place or domain."""
    options = {"per_page": EXPORT_LIMIT} if whole else {}
    found = read_leads(lens, page=_page(request, whole=whole), **options)
    role = dict(lens.filters["role"].extra["choices"])[lens.chosen("role")]
    words = {"of": found.of, "tasks": found.tasks, "role": role}
    said = _said(lens, _("%(of)d项重点任务，其中%(tasks)d项写明%(role)s单位") % words)
    notes = (
        _("数字是任务数，不是单位数。一项任务由几类单位同任一角色的，在每类各计一次，合计只计一次。"),
        _("职能按单位名称归类；看不出职能的单独成行。"),
    )
    table = cross_table(
        found.cross, title=str(LEADS.title), said=said, notes=notes, site=request.build_absolute_uri("/")
    )
    return Shown(said, table, page=found.page, notes=notes, notices=(str(UNLIKE),), parts={"cross": found.cross})


def _cues(request: HttpRequest, lens: Any, whole: bool, kind: str, title: str) -> Shown:
    """Cue words of one kind by place, level or domain."""
    per_page = EXPORT_LIMIT if whole else PLACES_PER_PAGE
    found = read_cues(lens, kind=kind, page=_page(request, whole=whole), per_page=per_page)
    words = {"words": found.words, "tasks": found.tasks, "of": found.of}
    said = _said(lens, _("%(words)d处，见于%(of)d项任务和措施中的%(tasks)d项") % words)
    notes = (
        automatic_note(),
        _("大字是出现的次数，小字是见于几项、共几项。篇幅长的文件次数自然多，看几项中有几项更可比。"),
    )
    table = cross_table(found.cross, title=title, said=said, notes=notes, site=request.build_absolute_uri("/"))
    parts = {"cross": found.cross, "words": word_groups(kind)}
    return Shown(said, table, page=found.page, notes=notes, notices=(str(UNLIKE),), parts=parts)


def strength(request: HttpRequest, lens: Any, whole: bool) -> Shown:
    """How strongly tasks oblige."""
    return _cues(request, lens, whole, "strength", str(STRENGTH.title))


def instruments(request: HttpRequest, lens: Any, whole: bool) -> Shown:
    """Which policy instruments tasks name."""
    return _cues(request, lens, whole, "instrument", str(INSTRUMENTS.title))


def years(request: HttpRequest, lens: Any, whole: bool) -> Shown:
    """Targets and milestones by year."""
    per_page = EXPORT_LIMIT if whole else PLACES_PER_PAGE
    found = read_years(lens, page=_page(request, whole=whole), per_page=per_page)
    said = _said(
        lens,
        _("%(quantities)d个数值目标，%(milestones)d个里程碑")
        % {"quantities": found.quantities, "milestones": found.milestones},
    )
    notes = (
        _("按时限所在的年份数；写明几个年份的，每个时限各是一个目标。没有写时限的单列一栏。"),
        _("数值目标是带单位的数字，里程碑是有日期而没有数值的承诺。"),
    )
    table = cross_table(
        found.cross, title=str(YEARS.title), said=said, notes=notes, site=request.build_absolute_uri("/")
    )
    words = [
        _("%(year)s年：数值目标%(first)d个，里程碑%(second)d个")
        % {"year": bar.label, "first": bar.first, "second": bar.second}
        for bar in found.bars.bars
    ]
    parts = {"cross": found.cross, "bars": found.bars, "said_bars": "；".join(words)}
    return Shown(said, table, page=found.page, notes=notes, notices=(str(UNLIKE),), parts=parts)


COVERAGE = Lens(
    "coverage",
    gettext_lazy("领域覆盖"),
    gettext_lazy("各地在哪些领域有专项任务，哪些领域没有。"),
    CoverageFilter,
    coverage,
    "documents/lenses/cross.html",
)
LEADS = Lens(
    "leads",
    gettext_lazy("谁来牵头"),
    gettext_lazy("同一类任务，各地、各级由哪一类单位牵头、配合、负责。"),
    LeadsFilter,
    leads,
    "documents/lenses/cross.html",
)
STRENGTH = Lens(
    "strength",
    gettext_lazy("力度用语"),
    gettext_lazy("任务用了多少“确保”“应当”“力争”“鼓励”“探索”一类的词。"),
    StrengthFilter,
    strength,
    "documents/lenses/cue_numbers.html",
)
INSTRUMENTS = Lens(
    "instruments",
    gettext_lazy("政策工具"),
    gettext_lazy("任务提到的手段：供给型、环境型、需求型。"),
    InstrumentsFilter,
    instruments,
    "documents/lenses/cue_numbers.html",
)
YEARS = Lens(
    "years",
    gettext_lazy("目标与年份"),
    gettext_lazy("哪一年有多少目标到期，哪些没有写时限。"),
    YearsFilter,
    years,
    "documents/lenses/years.html",
)
LENSES = (COVERAGE, LEADS, YEARS, STRENGTH, INSTRUMENTS)
