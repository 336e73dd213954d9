"""Addresses of lists: what is too much is refused with a clear page, what is untidy is redirected."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.addresses import MAX_QUERY_CHARACTERS, RefusedAddress, canonical_query, refuse_excess
from documents.corpus import corpus_version
from documents.filters.base import ListFilter

View = Callable[..., HttpResponseBase]


def one_address(filter_class: type[ListFilter]) -> Callable[[View], View]:
    """Let a list answer at one address only: parameters known, in order, each value once, none empty."""

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            asked = request.META.get("QUERY_STRING", "")
            try:
                query = _canonical(request, asked, filter_class)
            except RefusedAddress as refusal:
                return refused(request, str(refusal))
            # Compared as pairs: %2F and / are the same address, and a client may write either.
            if parse_qsl(asked, keep_blank_values=True) != parse_qsl(query):
                return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
            return view(request, *args, **kwargs)

        return answer

    return decorate


def _canonical(request: HttpRequest, asked: str, filter_class: type[ListFilter]) -> str:
    if len(asked) > MAX_QUERY_CHARACTERS:  # before Django takes the trouble to read it
        raise RefusedAddress(
            _("地址里的条件太长，最多%(limit)d个字符。去掉一些条件再试。") % {"limit": MAX_QUERY_CHARACTERS}
        )
    refuse_excess(asked, request.GET)
    return canonical_query(request.GET, order=filter_class.parameters(), defaults=filter_class.defaults)


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """A page that says why a request is not answered and what to do, with status 400."""
    context = {"why": why, "back": request.path, "corpus": corpus_version(request.user)}
    return TemplateResponse(request, "documents/refused.html", context, status=400)
