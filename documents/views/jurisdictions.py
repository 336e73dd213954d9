"""Places: the tree of those with documents, and the page of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.corpus import corpus_version, visible_agencies
from documents.models import PolicyDocument, Target, Task
from documents.rows.agencies import agency_rows
from documents.rows.documents import document_rows
from documents.rows.domains import domain_counts
from documents.rows.jurisdictions import above, place_tree
from documents.rows.targets import target_rows

# What one page lists of a kind; the lists have the rest.
SHOWN = 100


@require_safe
def jurisdictions(request: HttpRequest) -> HttpResponseBase:
    """Show the places with documents as a tree."""
    tree = place_tree(request.user)
    context = {
        "places": tree,
        "with_documents": sum(place.documents > 0 for place in tree),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/jurisdictions.html", context)


@require_safe
def jurisdiction(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show one place: its documents, which domains they cover, its targets and agencies, the places around it."""
    tree = place_tree(request.user)
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
