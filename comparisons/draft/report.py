"""The Word report of a check, made while the visitor waits and kept by nobody."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from comparisons.draft.checking import DraftCheck
from comparisons.draft.tables import report_tables
from documents.corpus import corpus_version
from documents.exporters import FORMATS, About, Source, to_docx
from documents.exporters.formats import DOCX
from documents.views.exports import about_export


def report_response(request: HttpRequest, check: DraftCheck) -> HttpResponse:
    """The report as a download; its name holds the date and nothing of the draft."""
    about = _about(request, check)
    first, *more = report_tables(check.parts, said=check.said)
    content = to_docx(first, about=about, more=more, summary=[point.text for point in check.points])
    response = HttpResponse(content, content_type=FORMATS[DOCX].content_type)
    name = _("核稿报告-%(day)s.docx") % {"day": about.exported_on.isoformat()}
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _about(request: HttpRequest, check: DraftCheck) -> About:
    """Date, corpus version, the guard, and the documents that the draft was set against."""
    address = reverse("draft:check")
    about = about_export(request, address=address, what=check.said.rstrip("。"), corpus=corpus_version(request.user))
    return replace(
        about,
        title=_("核稿报告"),
        said=check.said,
        notices=tuple(f"{notice.claim}{notice.sentence}" for notice in check.notices),
        sources=tuple(
            Source(
                f"{document.label}（{document.level_words}）：{document.citation}",
                request.build_absolute_uri(document.address),
            )
            for document in check.peers
        ),
    )
