"""The rows that lenses share: places of a page, levels, domains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.addresses import MAX_PAGE
from documents.lenses.crosstab import Head
from documents.models import Domain, Jurisdiction
from documents.querysets import CountedQuerySet

PLACES_PER_PAGE = 25


def places_page(documents: CountedQuerySet, *, number: Any, per_page: int = PLACES_PER_PAGE) -> Page:
    """One page of the places of these documents, in the order of their codes; raises Http404 for one that is not there."""
    places = Jurisdiction.objects.filter(pk__in=documents.values("jurisdiction")).order_by("code")
    try:
        page = Paginator(places.values_list("pk", "code", "name", "level"), per_page).page(number or 1)
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404(_("没有这一页")) from error
    if page.number > MAX_PAGE:
        raise Http404(_("没有这一页"))
    return page


def place_heads(page: Page) -> list[Head]:
    """The places of a page as heads."""
    return [
        Head(pk, code, name, level=level, url=reverse("documents:jurisdiction", args=[code]))
        for pk, code, name, level in page.object_list
    ]


def level_heads(present: Sequence[str]) -> list[Head]:
    """The levels among `present`, from the nation down."""
    return [Head(value, value, str(label)) for value, label in Jurisdiction.Level.choices if value in present]


def domain_heads() -> list[Head]:
    """The top domains in the order of the taxonomy."""
    rows = Domain.objects.filter(parent__isnull=True).order_by("order").values_list("pk", "code", "name")
    return [Head(pk, code, name) for pk, code, name in rows]
