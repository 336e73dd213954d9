"""Addresses of lists: what is too much is refused with a clear page, what is untidy is redirected."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.addresses import MAX_QUERY_CHARACTERS, RefusedAddress, canonical_query, refuse_excess
from documents.corpus import corpus_version
from documents.filters.base import ListFilter

View = Callable[..., HttpResponseBase]
# The elements of a page that hold the choices of one facet: choices-agency.
GROUP = "choices-"
ASKED_BY_SCRIPT = ("HX-Request", "HX-Target")


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
            address = f"{request.path}?{query}" if query else request.path
            if request.headers.get("HX-Request"):
                return _to_script(_at(request, query), address, lambda: view(request, *args, **kwargs))
            # Compared as pairs: %2F and / are the same address, and a client may write either.
            if parse_qsl(asked, keep_blank_values=True) != parse_qsl(query):
                return HttpResponseRedirect(address)
            response = view(request, *args, **kwargs)
            patch_vary_headers(response, ASKED_BY_SCRIPT)
            return response

        return answer

    return decorate


def _at(request: HttpRequest, query: str) -> HttpRequest:
    """The same request at its canonical address."""
    request.META["QUERY_STRING"] = query
    request.GET = QueryDict(query)
    return request


def _to_script(request: HttpRequest, address: str, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer a script at once and tell it the canonical address, instead of leading it there; a part has no address."""
    response = answer()
    if not request.headers.get("HX-Target", "").startswith(GROUP):
        shown = urlsplit(request.headers.get("HX-Current-URL", ""))
        is_there = parse_qsl(shown.query) == parse_qsl(request.META["QUERY_STRING"])
        response["HX-Push-Url"] = "false" if is_there else address
    patch_vary_headers(response, ASKED_BY_SCRIPT)
    return response


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
