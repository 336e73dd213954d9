"""What a comparison hands to the exporters: the tables of one view or of all, and what travels with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from comparisons.addresses import comparison as comparison_address
from comparisons.addresses import export as export_address
from comparisons.aspect import Ask, Aspect
from comparisons.builder import build_comparison
from comparisons.comparability import notices
from comparisons.records import ComparedDocument, State
from comparisons.selection import Selection
from comparisons.sentences import title_of
from comparisons.tables import task_breakdown
from documents.corpus import corpus_version
from documents.exporters import BREAKDOWN, XLSX, About, Download, Source, downloads
from documents.tables import Table
from documents.views.exports import about_export


@dataclass(frozen=True, slots=True)
class ComparisonFile:
    """The tables of one file: the first as shown, then what stands behind it."""

    tables: tuple[Table, ...]
    title: str
    said: str
    name: str
    """What the file is, in its name: 按领域, 任务分解表."""
    address: str
    """The page it was made from."""


def one_view(ask: Ask, *, aspect: Aspect, site: str, as_list: bool = False) -> ComparisonFile:
    """The tables of one view; `as_list` gives the list behind the table, one row a fact, where there is one."""
    content = aspect.build(ask)
    tables = aspect.tables(content, site)
    title = title_of(ask.documents)
    return ComparisonFile(
        tables=tables[-1:] if as_list else tables,
        title=f"{title}：{aspect.label}",
        said=content.said,
        name=f"{title}-{aspect.label}",
        address=comparison_address(ask.selection, aspect=aspect.key),
    )


def every_view(ask: Ask, *, aspects: Sequence[Aspect], shown: Aspect, site: str) -> ComparisonFile:
    """The tables of all views of the same columns, that of the page first; only the page's own keeps its settings."""
    plain = replace(ask, selection=replace(ask.selection, settings=()))
    first = one_view(ask, aspect=shown, site=site)
    tables = [_under(shown, table, alone=number == 0) for number, table in enumerate(first.tables)]
    for aspect in aspects:
        if aspect.key != shown.key:
            others = one_view(plain, aspect=aspect, site=site).tables
            tables += [_under(aspect, table, alone=number == 0) for number, table in enumerate(others)]
    title = title_of(ask.documents)
    return replace(first, tables=tuple(tables), title=title, name=_("%(title)s-全部视图") % {"title": title})


def _under(aspect: Aspect, table: Table, *, alone: bool) -> Table:
    """A table named after its view: 目标值, 目标值·清单."""
    return replace(table, title=str(aspect.label) if alone else f"{aspect.label}·{table.title}")


def breakdown(ask: Ask, *, site: str, by_domain: bool = False) -> ComparisonFile:
    """The 任务分解表 of the tasks that the view by domain shows, under their documents or under their domains."""
    comparison = build_comparison(ask.selection, documents=ask.documents, user=ask.user).comparison
    title = _("%(places)s任务分解表") % {"places": title_of(ask.documents).removesuffix(_("对照"))}
    return ComparisonFile(
        tables=(task_breakdown(comparison, site=site, by_place=not by_domain),),
        title=title,
        said=comparison.said,
        name=title,
        address=comparison_address(replace(ask.selection, settings=())),
    )


def about_comparison(
    request: HttpRequest, documents: Sequence[ComparedDocument], *, file: ComparisonFile, remarks: Sequence[str]
) -> About:
    """What travels with a comparison: the guard, what was decided for the reader, states, and the documents."""
    what = file.said.rstrip("。")
    about = about_export(request, address=file.address, what=what, corpus=corpus_version(request.user))
    return replace(
        about,
        title=file.title,
        said=file.said,
        notices=(*(f"{notice.claim}{notice.sentence}" for notice in notices(documents)), *remarks),
        states=tuple((state.words, state.meaning) for state in State),
        sources=tuple(
            Source(
                f"{document.label}（{document.level_words}）：{document.citation}",
                request.build_absolute_uri(document.address),
            )
            for document in documents
        ),
    )


def file_name(file: ComparisonFile) -> str:
    """The name of the file without its ending: 五地对照-按领域-2026-11-22."""
    return f"{file.name}-{localdate().isoformat()}"


def menu(selection: Selection, *, aspect: Aspect, aspects: Sequence[Aspect]) -> tuple[Download, ...]:
    """The entries of the export menu of one view."""
    plain = replace(selection, settings=())

    def address(key: str) -> str:
        return export_address(selection, kind=key, aspect=aspect.key)

    return downloads(
        address,
        breakdowns=(
            (_("任务分解表，按地区"), export_address(plain, kind=BREAKDOWN)),
            (_("任务分解表，按领域"), f"{export_address(plain, kind=BREAKDOWN)}&group=domain"),
        ),
        every_view=f"{address(XLSX)}&views=all" if len(aspects) > 1 else "",
    )
