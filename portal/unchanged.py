"""Pages that have not changed are not made again: who holds a page is told so, others get it as it was made before.

A visitor without a session sees of an address what the corpus, the code and the day make of it; these give the page
its tag. Whoever is signed in, or was told something once (a message, a token of a form), gets no tag and keeps none.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.timezone import localdate
from django.utils.translation import get_language

from documents.arrivals import standing
from portal.access import READ, Role, rule_of
from portal.kept_pages import keep, kept, timed

# Addresses that show the corpus and nothing besides. A snapshot is no part of it: it goes when it is deleted.
PARTS = frozenset({"documents", "lenses", "comparisons"})
BESIDES = frozenset({"comparisons:snapshot", "comparisons:snapshot_export"})
# What a page can depend on apart from its address; pieces for scripts are never tagged.
VARIES = ("Cookie", "HX-Request", "HX-Target", "X-Panel")
FOR_SCRIPTS = ("HX-Request", "X-Panel")
CODE = (".py", ".html", ".json", ".txt", ".css", ".js", ".svg", ".mo")


class UnchangedPages:
    """Middleware: tag what the corpus alone decides; answer 304 where the reader holds it.

    While documents arrive (documents.arrivals) no page is tagged. The revision is read before the page is made: a page newer than its tag is made once more, never kept too long.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the next layer, as Django hands it over."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the tag where there may be one; what holds a token of a form is for one reader."""
        response, was_dear = timed(self.get_response, request)
        if request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            if not response.has_header("Cache-Control") and settings.SESSION_COOKIE_NAME not in request.COOKIES:
                patch_cache_control(response, private=True, no_cache=True)
            return response
        tag = getattr(request, "page_tag", "")
        if not tag or response.status_code != 200 or response.cookies:
            return response
        if response.has_header("ETag") and isinstance(response, HttpResponse):  # a file with a tag of its own
            patch_cache_control(response, no_cache=True)
            return get_conditional_response(request, etag=response["ETag"], response=response) or response
        if was_dear and request.method == "GET" and not response.has_header("Content-Disposition"):
            keep(tag, response)
        return _tagged(response, tag)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answer instead of the view where nothing has changed or the page is kept; else remember its tag."""
        if not _is_of_the_corpus_alone(request):
            return None
        stands = standing(now=time.time())
        if stands.since:  # its numbers may be those of a moment ago: no tag may vouch for them
            return None
        tag = _tag(request, stands.token)
        request.page_tag = tag  # type: ignore[attr-defined]
        unchanged = get_conditional_response(request, etag=tag)
        if not isinstance(unchanged, HttpResponseNotModified):
            return kept(tag)
        _tagged(unchanged, tag)
        return unchanged


def _tagged(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, VARIES)
    return response


def _is_of_the_corpus_alone(request: HttpRequest) -> bool:
    """Whether the address, asked by a reader of whom nothing is known, is answered from the corpus alone."""
    match = request.resolver_match
    if settings.DEBUG or match is None or request.method not in READ or match.view_name in BESIDES:
        return False
    rule = rule_of(match.view_name)
    is_public = rule is not None and rule.role is Role.VISITOR and rule.methods == READ
    is_known = any(request.COOKIES.get(name) for name in (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name))
    for_a_script = any(name in request.headers for name in FOR_SCRIPTS)
    shows_corpus = match.view_name == "home" or match.namespace in PARTS
    return is_public and shows_corpus and not is_known and not for_a_script


def _tag(request: HttpRequest, revision: str) -> str:
    """The tag of a page: weak, because compression on the way changes bytes and nothing that is read."""
    parts = (
        revision,
        request.build_absolute_uri(),
        get_language() or "",
        localdate().isoformat(),
        code_version(),
    )
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


@cache
def code_version() -> str:
    """A word for the code that makes the pages: another one after every change of a module, template or style."""
    digest = hashlib.sha256(django.get_version().encode())
    for part in ("portal", "comparisons", "documents", "templates"):
        for path in sorted(Path(settings.BASE_DIR, part).rglob("*")):
            if path.suffix in CODE:
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
