"""Downloads: the table of a page as a file, with what a reader needs to cite it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from documents.corpus import CorpusVersion, corpus_version
from documents.exporters import (
    BREAKDOWN,
    FORMATS,
    About,
    Download,
    Source,
    downloads,
    to_csv,
    to_docx,
    to_json,
    to_markdown,
    to_xlsx,
)
from documents.exporters.texts import visible
from documents.filters.base import ListFilter
from documents.tables import Table
from documents.views.addressing import refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# More rows than this are not made while a visitor waits.
EXPORT_LIMIT = 5_000
LONGEST_FILE_NAME = 80
# What Windows does not take in a name.
NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\t\n\r', " "))


@dataclass(frozen=True, slots=True)
class Listed:
    """A list made into a table, with the documents behind it and the levels of the places in it."""

    table: Table
    sources: tuple[Source, ...] = ()
    levels: tuple[str, ...] = ()


# Makes a table of the rows with these keys: maker(request, ids, said=…, title=…).
Maker = Callable[..., Listed]


@dataclass(frozen=True, slots=True)
class ListExport:
    """How one list leaves the portal."""

    page: str
    """The name of its page: documents:tasks."""
    export: str
    """The name of its download."""
    filename: StrOrPromise
    unit: StrOrPromise
    make: Maker
    breakdown: Maker | None = None
    """Makes the 任务分解表, where there is one."""


def export_response(
    table: Table,
    *,
    format: str,  # noqa: A002 - the word of the address
    filename: str,
    about: About,
    more: Sequence[Table] = (),
) -> HttpResponse:
    """The table as a file called `filename`, without its ending; Http404 for a format that is not offered.

    `more` tables stand beside it where a format holds several (Excel, JSON, Markdown).
    """
    makers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: b"".join(to_csv(table, about=about)),
        "xlsx": lambda: to_xlsx(table, about=about, more=more),
        "docx": lambda: to_docx(table, about=about),
        "breakdown": lambda: to_docx(table, about=about),
        "json": lambda: to_json(table, about=about, more=more),
        "md": lambda: to_markdown(table, about=about, more=more),
    }
    known_format(format)
    content = makers[format]()
    chosen = FORMATS[format]
    response = HttpResponse(content, content_type=chosen.content_type)
    name = visible(filename).translate(NOT_IN_FILE_NAMES)[:LONGEST_FILE_NAME].strip(" .")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{chosen.ending}")
    response["Content-Length"] = str(len(content))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def known_format(format: str, *, breakdown: bool = True) -> None:  # noqa: A002 - the word of the address
    """Raise Http404 for a format that is not offered, before anything is read for it."""
    if format not in FORMATS or (format == BREAKDOWN and not breakdown):
        raise Http404(_("没有这种格式"))


def about_export(request: HttpRequest, *, address: str, what: str, corpus: CorpusVersion) -> About:
    """What travels with an export: `address` is the page it was made from, `what` the sentence above its list."""
    today = timezone.localdate()
    absolute = request.build_absolute_uri(address)
    cite = _("政策对照：%(what)s。语料版本%(version)s，%(day)s导出。%(address)s") % {
        "what": what,
        "version": corpus.label,
        "day": today.isoformat(),
        "address": absolute,
    }
    return About(exported_on=today, corpus_version=corpus.label, address=absolute, cite=cite, said=what)


def too_many(request: HttpRequest, unit: StrOrPromise) -> HttpResponse:
    """The page that refuses an export of too many rows and says what to do."""
    words = _("一次最多导出%(limit)d%(unit)s。加上条件后再导出。") % {"limit": EXPORT_LIMIT, "unit": unit}
    return refused(request, words)


def list_downloads(filterset: ListFilter, export: ListExport) -> tuple[Download, ...]:
    """The entries of the export menu of a list, under the conditions of its page."""
    query = filterset.query(leave_out=("page", "show", *filterset.of_the_panel()))

    def address(key: str) -> str:
        return f"{reverse(export.export, args=[key])}?{query}".rstrip("?&")

    breakdowns = [(_("任务分解表：牵头、责任、配合、时限"), address(BREAKDOWN))] if export.breakdown else []
    return downloads(address, breakdowns=breakdowns, word=_("列表，横排，可直接打印"))


def export_list(
    request: HttpRequest,
    filterset: ListFilter,
    *,
    export: ListExport,
    format: str,  # noqa: A002 - the word of the address
    things: str,
) -> HttpResponse:
    """Download exactly the rows that the page with the same conditions lists, in the same order."""
    known_format(format, breakdown=bool(export.breakdown))
    if not filterset.is_valid():
        return refused(request, _("有一个条件没有读懂，没有导出。回到列表页重新选择。"))
    ids = list(filterset.qs.values_list("pk", flat=True)[: EXPORT_LIMIT + 1])
    if len(ids) > EXPORT_LIMIT:
        return too_many(request, export.unit)
    said = filterset.said(things=things, everything=_("全部%(things)s") % {"things": things})
    what = _("%(said)s，%(number)d%(unit)s") % {"said": said, "number": len(ids), "unit": export.unit}
    make = export.breakdown if format == BREAKDOWN and export.breakdown else export.make
    listed = make(request, ids, said=what, title=things)
    address = f"{reverse(export.page)}?{filterset.query(leave_out=filterset.of_the_panel())}".rstrip("?&")
    about = replace(
        about_export(request, address=address, what=what, corpus=corpus_version(request.user)),
        conditions=tuple((condition.key, condition.value) for condition in filterset.conditions),
        notices=_unlike(listed.levels),
        sources=listed.sources,
    )
    name = _("任务分解表") if format == BREAKDOWN else str(export.filename)
    return export_response(listed.table, format=format, filename=f"{name}-{about.exported_on}", about=about)


def _unlike(levels: Sequence[str]) -> tuple[str, ...]:
    """What must be known where places of unlike levels stand in one list."""
    if len(set(levels)) < 2:
        return ()
    return (_("层级不同，只并列，不排名。表中有不同层级的地区；百分比要连同分母一起看。"),)
