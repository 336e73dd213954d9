"""Downloads: the table of a page as CSV or XLSX, with what a reader needs to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from documents.corpus import CorpusVersion
from documents.exporters import About, to_csv, to_xlsx
from documents.tables import Table

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# More rows than this are not made while a visitor waits.
EXPORT_LIMIT = 5_000


def export_response(
    table: Table,
    *,
    format: str,  # noqa: A002 - the word of the address
    filename: str,
    about: About,
    more: Sequence[Table] = (),
    paper: Literal["A4", "A3"] = "A4",
) -> HttpResponse:
    """The table as a file called `filename`, without its ending; Http404 for a format that is not offered."""
    if format == "csv":
        content = b"".join(to_csv(table))
    elif format == "xlsx":
        content = to_xlsx(table, about=about, more=more, paper=paper)
    else:
        raise Http404(_("没有这种格式"))
    response = HttpResponse(content, content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = content_disposition_header(True, f"{filename}.{format}")
    response["Content-Length"] = str(len(content))
    return response


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
    return About(exported_on=today, corpus_version=corpus.label, address=absolute, cite=cite)
