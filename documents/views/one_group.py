"""One facet of the filter panel on its own: what a script asks for while a reader types in it, or opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from documents.filters.base import ListFilter
from documents.filters.facets import Facet
from documents.views.addressing import GROUP


def one_group(
    request: HttpRequest, filterset: ListFilter, *, facets: Callable[[], Iterable[Facet]]
) -> HttpResponse | None:
    """The choices of the facet that a script asks for by the element they go into; None where a page is asked for.

    Raises Http404 for a facet that the list does not have. Example: HX-Target: choices-agency.
    """
    target = request.headers.get("HX-Target", "")
    if not target.startswith(GROUP):
        return None
    facet = next((facet for facet in facets() if facet.name == target.removeprefix(GROUP)), None)
    if facet is None:
        raise Http404(_("没有这组筛选条件"))
    context = {"group": filterset.group(facet), "path": request.path}
    return TemplateResponse(request, "documents/_one_group.html", context)
