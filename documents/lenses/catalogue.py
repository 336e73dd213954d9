"""The lenses, in the order of their tabs: what each is called, what it asks, how it is read for page and download."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.lenses.coverage import read_coverage
from documents.lenses.cues.counting import read_cues
from documents.lenses.cues.rows import automatic_note
from documents.lenses.filters import (
    CoverageFilter,
    InstrumentsFilter,
    LeadsFilter,
    LensFilter,
    StrengthFilter,
    YearsFilter,
)
from documents.lenses.leads import read_leads
from documents.lenses.lineage.filters import LineageFilter
from documents.lenses.lineage.reading import CITED_PER_PAGE, read_lineage
from documents.lenses.lineage.tables import cited_table
from documents.lenses.places import PLACES_PER_PAGE
from documents.lenses.shown import Lens, Shown
from documents.lenses.tables import cross_table
from documents.lenses.terms.filters import TermsFilter
from documents.lenses.terms.reading import read_terms
from documents.lenses.terms.tables import term_table
from documents.lenses.years import read_years
from documents.rows.cue_words import word_groups
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
    notes: tuple[str, ...] = (
        _("数字是任务数，不是单位数。一项任务由几类单位同任一角色的，在每类各计一次，合计只计一次。"),
        _("职能按单位名称归类；看不出职能的单独成行。"),
    )
    if found.without:
        silent = {"role": role, "places": "、".join(found.without)}
        notes = (_("任务没有写明%(role)s单位的：%(places)s。没有写明不等于没有单位%(role)s。") % silent, *notes)
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
    # The small figures are for the page: a table of a file holds numbers only.
    table = cross_table(found.cross, title=title, said=said, notes=notes[:1], site=request.build_absolute_uri("/"))
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
    counted = {"quantity": _("%(number)d个数值目标"), "milestone": _("%(number)d个里程碑")}
    numbers = {"quantity": found.quantities, "milestone": found.milestones}
    wanted = [kind for kind in counted if lens.chosen("kind") in (kind, "all")]
    said = _said(lens, "，".join(counted[kind] % {"number": numbers[kind]} for kind in wanted))
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


def lineage(request: HttpRequest, lens: Any, whole: bool) -> Shown:
    """What is cited, and by whom."""
    per_page = EXPORT_LIMIT if whole else CITED_PER_PAGE
    found = read_lineage(lens, page=_page(request, whole=whole), per_page=per_page)
    words = {"citing": found.citing, "sources": found.sources, "citations": found.citations}
    said = _said(lens, _("%(citing)d份文件引用了%(sources)d份文件，共%(citations)d处") % words)
    notes = (
        _("按书名号和文号读出；同一份文件被一份文件引用几次，计一次。文号相同的算同一份，没有文号的按名称。"),
        _("被引文件的层级按名称和文号判断，看不出的写明看不出。"),
    )
    table = cited_table(
        found.rows, title=str(LINEAGE.title), said=said, notes=notes, site=request.build_absolute_uri("/")
    )
    parts = {"rows": found.rows, "drawing": found.drawing}
    return Shown(said, table, page=found.page, notes=notes, parts=parts)


def terms(request: HttpRequest, lens: Any, whole: bool) -> Shown:
    """Words of each place that stand out against the others."""
    limits = {"per_page": EXPORT_LIMIT, "most_here": EXPORT_LIMIT} if whole else {}
    found = read_terms(lens, page=_page(request, whole=whole), **limits)
    words = {"places": found.page.paginator.count if found.page else 0, "tasks": found.tasks}
    said = _said(lens, _("%(places)d个地区，按%(tasks)d项重点任务的用词比较") % words)
    notes = [
        _(
            "用词是入库时分出的词和领域词。度量为带先验的对数几率之差除以标准误（Monroe、Colaresi、Quinn，2008），不小于1.28的列出。"
        ),
        _(
            "数的是有这个词的任务，不是出现次数。只见于一项任务的词、只在长词里出现的短词、各地通用的套话、本地和上级的地名不列。"
        ),
    ]
    if found.cut:
        notes.append(_("任务太多，只取最近载入的一部分：%(tasks)d项。地区的任务没有取全的，词也不全。") % words)
    site = request.build_absolute_uri("/")
    table = term_table(found.places, title=str(TERMS.title), said=said, notes=tuple(notes), site=site)
    return Shown(said, table, page=found.page, notes=tuple(notes), parts={"places": found.places})


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
LINEAGE = Lens(
    "lineage",
    gettext_lazy("政策源流"),
    gettext_lazy("哪份文件引用了哪份，哪些上级文件被引得最多。"),
    LineageFilter,
    lineage,
    "documents/lenses/lineage.html",
)
TERMS = Lens(
    "terms",
    gettext_lazy("各地特有的词"),
    gettext_lazy("一个地区的任务比其他地区多用哪些词。"),
    TermsFilter,
    terms,
    "documents/lenses/terms.html",
)
LENSES = (COVERAGE, LEADS, YEARS, STRENGTH, INSTRUMENTS, TERMS, LINEAGE)
