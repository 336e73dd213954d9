"""Downloads: the table of a page as a file, with what a reader needs to cite it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from documents.corpus import CorpusVersion, corpus_version
from documents.exporters import (
    BREAKDOWN,
    CSV,
    FORMATS,
    LARGE,
    XLSX,
    About,
    Download,
    LargeTable,
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
from documents.views.behind import document_sources, level_counts
from documents.views.streaming import Busy, busy, streamed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# More rows than this are not held in memory: a list is then sent part by part, and no Word file is made of it.
EXPORT_LIMIT = 5_000
# A sheet holds 1,048,575 rows below its header, but a file of a tenth of them takes most programs minutes to open.
WORKBOOK_LIMIT = 100_000
PART_ROWS = 2_500
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
    level: str = "jurisdiction__level"
    """The column of a row that has the level of its place; none where levels are not compared."""
    lines: Callable[..., Iterator[list[bytes]] | None] | None = None
    """Gives the lines of a long CSV file where the database can write them itself: lines(rows, number=…, site=…)."""
    document: str = ""
    """The column that has the key of the document behind a row, where the files name those."""


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
    _name(response, filename, chosen.ending)
    response["Content-Length"] = str(len(content))
    return response


def _name(response: HttpResponseBase, filename: str, ending: str) -> None:
    """Have a file kept under its name, never opened."""
    name = visible(filename).translate(NOT_IN_FILE_NAMES)[:LONGEST_FILE_NAME].strip(" .")
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.{ending}"))
    response["X-Content-Type-Options"] = "nosniff"


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
) -> HttpResponseBase:
    """Download exactly the rows that the page with the same conditions lists, in the same order.

    What is more than can be held is sent part by part, in the formats that can be made so.
    """
    known_format(format, breakdown=bool(export.breakdown))
    if not filterset.is_valid():
        return refused(request, _("有一个条件没有读懂，没有导出。回到列表页重新选择。"))
    ids = list(filterset.qs.values_list("pk", flat=True)[: EXPORT_LIMIT + 1])
    asked = _Asked(request, filterset, export, things)
    if len(ids) > EXPORT_LIMIT:
        return _large(asked, format)
    what = asked.what(len(ids))
    make = export.breakdown if format == BREAKDOWN and export.breakdown else export.make
    listed = make(request, ids, said=what, title=things)
    about = asked.about(what, sources=listed.sources, levels=listed.levels)
    name = _("任务分解表") if format == BREAKDOWN else str(export.filename)
    return export_response(listed.table, format=format, filename=f"{name}-{about.exported_on}", about=about)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One list that is asked for as a file."""

    request: HttpRequest
    filterset: ListFilter
    export: ListExport
    things: str

    def what(self, number: int) -> str:
        """The sentence above the list: 领域为城市治理的任务，12项."""
        said = self.filterset.said(things=self.things, everything=_("全部%(things)s") % {"things": self.things})
        return _("%(said)s，%(number)d%(unit)s") % {"said": said, "number": number, "unit": self.export.unit}

    def about(self, what: str, *, sources: Sequence[Source], levels: Collection[str]) -> About:
        """What travels with the file."""
        query = self.filterset.query(leave_out=self.filterset.of_the_panel())
        address = f"{reverse(self.export.page)}?{query}".rstrip("?&")
        return replace(
            about_export(self.request, address=address, what=what, corpus=corpus_version(self.request.user)),
            conditions=tuple((condition.key, condition.value) for condition in self.filterset.conditions),
            notices=_unlike(levels),
            sources=tuple(sources),
        )

    def read(self, *, with_sources: bool) -> LargeTable:
        """What stands before the rows of a list that is sent part by part, and the way to its rows."""
        rows = self.filterset.qs
        levels = level_counts(rows, self.export.level)
        number = sum(levels.values())
        what = self.what(number)
        sources = document_sources(self.request, rows, self.export.document) if with_sources else ()
        about = self.about(what, sources=sources, levels=[level for level in levels if level])
        site = self.request.build_absolute_uri("/")
        written = self.export.lines
        lines = (lambda: written(rows, number=number, site=site)) if written else (lambda: None)
        return LargeTable(self.part([], said=what), about, number, lambda: self.parts(said=what), lines)

    def part(self, ids: list[int], *, said: str = "") -> Table:
        """The rows with these keys as a table."""
        return self.export.make(self.request, ids, said=said, title=self.things).table

    def parts(self, *, said: str) -> Iterator[Table]:
        """All rows, one table after the other."""
        keys = self.filterset.qs.values_list("pk", flat=True).iterator(chunk_size=PART_ROWS)
        while ids := list(islice(keys, PART_ROWS)):
            yield self.part(ids, said=said)


def _large(asked: _Asked, format: str) -> HttpResponseBase:  # noqa: A002 - the word of the address
    """A list of more rows than are held, part by part; refused where the format or a spreadsheet cannot take it."""
    if format not in LARGE:
        return _too_many_for(asked, FORMATS[format].program, EXPORT_LIMIT)
    if format == XLSX and asked.filterset.qs.order_by().values("pk")[: WORKBOOK_LIMIT + 1].count() > WORKBOOK_LIMIT:
        return _too_many_for(asked, FORMATS[format].program, WORKBOOK_LIMIT)
    chunks = LARGE[format](asked.part([]), lambda: asked.read(with_sources=format != CSV))
    try:
        response = streamed(asked.request, chunks, content_type=FORMATS[format].content_type, says_end=format != XLSX)
    except Busy:
        return busy(asked.request)
    _name(response, f"{asked.export.filename}-{timezone.localdate()}", FORMATS[format].ending)
    return response


def _too_many_for(asked: _Asked, program: str, limit: int) -> HttpResponse:
    words = _("%(program)s文件一次最多%(limit)d%(unit)s。加上条件再导出，或改用CSV、JSON，行数不限。")
    return refused(asked.request, words % {"program": program, "limit": limit, "unit": asked.export.unit})


def _unlike(levels: Collection[str]) -> tuple[str, ...]:
    """What must be known where places of unlike levels stand in one list."""
    if len(set(levels)) < 2:
        return ()
    return (_("层级不同，只并列，不排名。表中有不同层级的地区；百分比要连同分母一起看。"),)
