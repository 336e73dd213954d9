"""The pages of the lenses and their downloads: one way for all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.corpus import corpus_version, visible_jurisdictions
from documents.exporters import Download, downloads
from documents.lenses.catalogue import LENSES
from documents.lenses.filters import LensFilter
from documents.lenses.shown import Lens
from documents.views.addressing import View, one_address, refused
from documents.views.exports import EXPORT_LIMIT, about_export, export_response, known_format, too_many
from documents.views.listing import Link

# Places that the link to shared wording begins with; there the reader chooses others.
PLACES_SIDE_BY_SIDE = 6
SWITCHES = ("by", "role", "kind", "category", "detail", "held")


@dataclass(frozen=True, slots=True)
class Switch:
    """Ways to lay out the same numbers."""

    label: str
    links: tuple[Link, ...]


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Show which lenses there are."""
    places = visible_jurisdictions(request.user).order_by("code").values_list("code", flat=True)[:PLACES_SIDE_BY_SIDE]
    context = {"lenses": LENSES, "places": list(places), "corpus": corpus_version(request.user)}
    return TemplateResponse(request, "documents/lenses/index.html", context)


def page_of(lens: Lens) -> View:
    """The page of one lens."""

    @one_address(lens.filter_class)
    def page(request: HttpRequest) -> HttpResponseBase:
        filterset = lens.filter_class.read(request.GET, user=request.user, request=request)
        shown = lens.read(request, filterset, False)
        context = {
            "lens": lens,
            "shown": shown,
            "form": filterset.form,
            "conditions": filterset.conditions,
            "facets": filterset.facets(),
            "switches": _switches(filterset),
            "hidden": [(name, filterset.given[name]) for name in SWITCHES if filterset.given.get(name)],
            "query": filterset.query(leave_out=("page",)),
            "clear_url": _without_scope(filterset, request.path),
            "tabs": [Link(str(each.title), reverse(each.name), each.key == lens.key) for each in LENSES],
            "downloads": _downloads(lens, filterset),
            "corpus": corpus_version(request.user),
        }
        return TemplateResponse(request, lens.template, context)

    return page


def export_of(lens: Lens) -> View:
    """The downloads of one lens: all its rows, not only those of a page."""

    @one_address(lens.filter_class)
    def export(request: HttpRequest, format: str) -> HttpResponseBase:  # noqa: A002 - the word of the address
        known_format(format, breakdown=False)
        filterset = lens.filter_class.read(request.GET, user=request.user, request=request)
        if not filterset.is_valid():
            return refused(request, _("有一个条件没有读懂，没有导出。回到页面重新选择。"))
        shown = lens.read(request, filterset, True)
        if shown.page is not None and shown.page.paginator.count > EXPORT_LIMIT:
            return too_many(request, _("个地区"))
        address = f"{reverse(lens.name)}?{filterset.query(leave_out=('page',))}".rstrip("?&")
        about = replace(
            about_export(request, address=address, what=shown.said, corpus=corpus_version(request.user)),
            conditions=tuple((condition.key, condition.value) for condition in filterset.conditions),
            notices=shown.notices,
        )
        name = f"{lens.title}-{about.exported_on}"
        return export_response(shown.table, format=format, filename=name, about=about, more=shown.more)

    return export


def _switches(filterset: LensFilter) -> tuple[Switch, ...]:
    """Each choice of layout as links."""
    found = []
    for name in SWITCHES:
        if name not in filterset.filters:
            continue
        before = filterset.query(leave_out=(name, "page"))
        chosen = filterset.chosen(name)
        links = tuple(
            Link(
                str(label),
                f"?{before}".rstrip("&") if value == filterset.defaults[name] else f"?{before}{name}={value}",
                value == chosen,
            )
            for value, label in filterset.filters[name].extra["choices"]
        )
        found.append(Switch(str(filterset.filters[name].label), links))
    return tuple(found)


def _without_scope(filterset: LensFilter, path: str) -> str:
    query = filterset.query(leave_out=("level", "within", "signed", "page"))
    return f"{path}?{query}".rstrip("?&")


def _downloads(lens: Lens, filterset: LensFilter) -> tuple[Download, ...]:
    query = filterset.query(leave_out=("page",))

    def address(key: str) -> str:
        return f"{reverse(f'{lens.name}_export', args=[key])}?{query}".rstrip("?&")

    return downloads(address, word=_("表格，横排，可直接打印"))


VIEWS = {lens.key: (page_of(lens), export_of(lens)) for lens in LENSES}
