"""Places: the tree of those with documents, and the page of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.columns import place_table
from documents.corpus import corpus_version, visible_agencies
from documents.exporters import downloads
from documents.models import PolicyDocument, Target, Task
from documents.querysets import User
from documents.remembered import remembered
from documents.rows.agencies import agency_rows
from documents.rows.documents import document_rows
from documents.rows.domains import domain_counts
from documents.rows.jurisdictions import PlaceRow, above, place_tree
from documents.rows.targets import target_rows
from documents.views.exports import EXPORT_LIMIT, about_export, export_response, known_format, too_many

# What one page lists of a kind; the lists have the rest.
SHOWN = 100


@require_safe
def jurisdictions(request: HttpRequest) -> HttpResponseBase:
    """Show the places with documents as a tree."""
    tree = _tree(request.user)
    context = {
        "places": tree,
        "with_documents": sum(place.documents > 0 for place in tree),
        "downloads": downloads(
            lambda key: reverse("documents:jurisdiction_export", args=[key]), word=_("列表，横排，可直接打印")
        ),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/jurisdictions.html", context)


@require_safe
def jurisdiction_export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002
    """Download the tree of places as the page shows it."""
    known_format(format, breakdown=False)
    tree = _tree(request.user)
    if len(tree) > EXPORT_LIMIT:
        return too_many(request, _("个"))
    what = _("有文件的地区及其上级，%(number)d个") % {"number": len(tree)}
    table = place_table(tree, site=request.build_absolute_uri("/"), said=what, title=_("地区"))
    address = reverse("documents:jurisdictions")
    about = about_export(request, address=address, what=what, corpus=corpus_version(request.user))
    return export_response(table, format=format, filename=f"{_('地区')}-{about.exported_on}", about=about)


@require_safe
def jurisdiction(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show one place: its documents, which domains they cover, its targets and agencies, the places around it."""
    tree = _tree(request.user)
    place = next((row for row in tree if row.code == code), None)
    if place is None:
        raise Http404(_("没有这个地区"))
    documents = PolicyDocument.objects.visible_to(request.user).filter(jurisdiction=place.pk)
    tasks = Task.objects.visible_to(request.user).filter(jurisdiction=place.pk, category=Task.Category.KEY_TASK)
    targets = Target.objects.visible_to(request.user).filter(jurisdiction=place.pk, kind=Target.Kind.QUANTITY)
    agencies = visible_agencies(request.user).filter(jurisdiction=place.pk)
    reviewed = list(documents.values_list("reviewed", flat=True))
    context = {
        "place": place,
        "above": above(tree, place),
        "below": [row for row in tree if row.parent == place.pk],
        "documents": document_rows(list(documents.order_by("id").values_list("pk", flat=True)[:SHOWN])),
        "domains": domain_counts(tasks, query=f"jurisdiction={code}", reviewed=bool(reviewed) and all(reviewed)),
        "targets": target_rows(list(targets.order_by("id").values_list("pk", flat=True)[:SHOWN])),
        "agencies": agency_rows(list(agencies.order_by("id").values_list("pk", flat=True)[:SHOWN]), user=request.user),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/jurisdiction.html", context)


def _tree(user: User) -> list[PlaceRow]:
    """The tree of places, counted once for each state of the corpus."""
    return remembered("places", lambda: place_tree(user), user=user)
