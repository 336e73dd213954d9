"""The list of targets and its downloads."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.columns import target_table
from documents.corpus import corpus_version
from documents.filters import TargetFilter
from documents.models import Target
from documents.rows.targets import target_rows
from documents.timeline import timeline_of
from documents.views.addressing import one_address, refused
from documents.views.exports import EXPORT_LIMIT, about_export, export_response
from documents.views.listing import read_listing

UNIT = "个"


@one_address(TargetFilter)
def targets(request: HttpRequest) -> HttpResponseBase:
    """Show the targets that fit the address: indicator with its denominator, value, deadline, quote, source."""
    filterset = _filter(request)
    listing = read_listing(
        request,
        filterset,
        rows=target_rows,
        things=filterset.things,
        everything=_("全部%(things)s") % {"things": filterset.things},
        unit=UNIT,
        total=filterset.of_kind(),
    )
    context = {
        "listing": listing,
        "kind": filterset.kind_shown,
        "is_mixed": len({row.level for row in listing.rows}) > 1,
        "timeline": timeline_of(listing.rows),
        "exports": _export_addresses(filterset),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/targets.html", context)


@one_address(TargetFilter)
def target_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """Download exactly the targets that the page with the same conditions lists, in the same order."""
    filterset = _filter(request)
    if not filterset.is_valid():
        return refused(request, _("有一个条件没有读懂，没有导出。回到目标页重新选择。"))
    ids = list(filterset.qs.values_list("pk", flat=True)[: EXPORT_LIMIT + 1])
    if len(ids) > EXPORT_LIMIT:
        return refused(request, _("一次最多导出%(limit)d个。加上条件后再导出。") % {"limit": EXPORT_LIMIT})
    said = filterset.said(things=filterset.things, everything=_("全部%(things)s") % {"things": filterset.things})
    corpus = corpus_version(request.user)
    what = _("%(said)s，%(number)d个") % {"said": said, "number": len(ids)}
    address = f"{reverse('documents:targets')}?{filterset.query()}".rstrip("?&")
    table = target_table(target_rows(ids), site=request.build_absolute_uri("/"), said=what, title=filterset.things)
    about = about_export(request, address=address, what=what, corpus=corpus)
    return export_response(table, format=format, filename=_("目标-%(day)s") % {"day": about.exported_on}, about=about)


def _filter(request: HttpRequest) -> TargetFilter:
    return TargetFilter(request.GET, queryset=Target.objects.visible_to(request.user), request=request)


def _export_addresses(filterset: TargetFilter) -> dict[str, str]:
    query = filterset.query(leave_out=("page",))
    return {name: f"{reverse('documents:target_export', args=[name])}?{query}".rstrip("?&") for name in ("csv", "xlsx")}
