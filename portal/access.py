"""Who may open which address: one table from the name of a view to the least role, and the guard that enforces it.

An address that is not listed is answered like one that does not exist; a system check names it (portal/access_checks.py).
Whoever adds an address adds its line here. What a page shows of drafts is cut off by `visible_to` besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode

from documents.roles import User, may_import, may_review
from portal.accounts.groups import may_manage_accounts
from portal.accounts.limits import SESSION_ENDED


class Role(StrEnum):
    """The least role an address asks for; each may do what the one before may."""

    VISITOR = "visitor"
    ACCOUNT = "account"  # anybody who is signed in
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


class Decision(StrEnum):
    """What the guard says to one person at one address."""

    OPEN = "open"
    SIGN_IN = "sign in"
    SECOND_FACTOR = "second factor"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table."""

    role: Role
    methods: frozenset[str]
    second_factor: bool = False


READ = frozenset({"GET", "HEAD"})
WRITE = frozenset({"POST"})
FORM = READ | WRITE
ANY = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

HOLDS: Mapping[Role, Callable[[User], bool]] = {
    Role.VISITOR: lambda user: True,
    Role.ACCOUNT: lambda user: bool(user is not None and user.is_authenticated),
    Role.EDITOR: may_import,
    Role.REVIEWER: may_review,
    Role.ADMINISTRATOR: may_manage_accounts,
}


def _lines(
    role: Role, methods: frozenset[str], *, namespace: str = "", names: str, second_factor: bool = False
) -> dict[str, Rule]:
    """Lines for the views of one namespace that share a rule; `names` are parted by blanks."""
    before = f"{namespace}:" if namespace else ""
    return {f"{before}{name}": Rule(role, methods, second_factor) for name in names.split()}


ACCESS: dict[str, Rule] = {
    **_lines(Role.VISITOR, READ, names="home healthz readyz metrics"),
    **_lines(
        *(Role.VISITOR, READ),
        namespace="documents",
        names="""
            documents document_export document original passage tasks task_export targets target_export
            agencies agency_export agency function jurisdictions jurisdiction_export jurisdiction
            search search_export found suggest method
        """,
    ),
    **_lines(
        *(Role.VISITOR, READ),
        namespace="lenses",
        names="""
            index cues cue_export sentences sentence_export citations citation_export coverage coverage_export
            leads leads_export years years_export strength strength_export instruments instruments_export
            terms terms_export lineage lineage_export
        """,
    ),
    **_lines(
        *(Role.VISITOR, READ),
        namespace="comparisons",
        names="compare export pins closest snapshot snapshot_export aspect aspect_export",
    ),
    **_lines(Role.VISITOR, FORM, namespace="comparisons", names="take_snapshot"),
    **_lines(Role.REVIEWER, WRITE, namespace="comparisons", names="decide_alignment"),
    **_lines(
        Role.REVIEWER, READ, namespace="reviewing", names="queue document rules reports agreement agreement_export"
    ),
    **_lines(Role.REVIEWER, FORM, namespace="reviewing", names="item add_fact read_again rule"),
    **_lines(Role.REVIEWER, WRITE, namespace="reviewing", names="step undo_batch answer_report"),
    **_lines(Role.VISITOR, READ, namespace="reviewing", names="report_state"),
    **_lines(Role.VISITOR, FORM, namespace="reviewing", names="report_error"),
    **_lines(Role.VISITOR, FORM, namespace="draft", names="check"),
    **_lines(Role.VISITOR, WRITE, namespace="draft", names="report"),
    **_lines(Role.EDITOR, FORM, namespace="importing", names="batches"),
    **_lines(Role.EDITOR, READ, namespace="importing", names="batch item original places"),
    **_lines(
        *(Role.EDITOR, WRITE),
        namespace="importing",
        names="accept_all discard_all describe correct add leave store discard again",
    ),
    **_lines(Role.VISITOR, FORM, namespace="accounts", names="sign_in second_step"),
    **_lines(Role.ACCOUNT, READ, namespace="accounts", names="profile qr_code"),
    **_lines(Role.ACCOUNT, FORM, namespace="accounts", names="password second_factor"),
    **_lines(
        *(Role.ACCOUNT, WRITE),
        namespace="accounts",
        names="sign_out end_others second_factor_off recovery_codes",
    ),
    **_lines(Role.ADMINISTRATOR, READ, namespace="accounts", names="people", second_factor=True),
    **_lines(Role.ADMINISTRATOR, FORM, namespace="accounts", names="new_person person", second_factor=True),
}
# Addresses that another package makes; what is below them is hers to part further, never to open to lesser roles.
NAMESPACES: dict[str, Rule] = {"admin": Rule(Role.ADMINISTRATOR, ANY, second_factor=True)}


def rule_of(view_name: str) -> Rule | None:
    """The line for a view, or that of its namespace, or None. Example: rule_of("documents:tasks").role is VISITOR."""
    return ACCESS.get(view_name) or NAMESPACES.get(view_name.partition(":")[0] if ":" in view_name else "")


def decide(user: User, view_name: str) -> Decision:
    """What to say to `user` at the address of this view."""
    rule = rule_of(view_name)
    if rule is None:
        return Decision.UNKNOWN
    if not HOLDS[rule.role](user):
        return Decision.REFUSED if HOLDS[Role.ACCOUNT](user) else Decision.SIGN_IN
    return Decision.SECOND_FACTOR if rule.second_factor and not gave_code(user) else Decision.OPEN


def gave_code(user: User) -> bool:
    """Whether this sign-in was made with the second factor, as django-otp's middleware found."""
    is_verified = getattr(user, "is_verified", None)
    return bool(is_verified and is_verified())


def may_open(user: User, view_name: str) -> bool:
    """Whether `user` may open the address of this view. Example: may_open(request.user, "importing:batches")."""
    return decide(user, view_name) is Decision.OPEN


class AccessGuard:
    """Middleware: nobody gets to a view past the table; what a signed-in person sees is kept by no cache.

    Visitors are sent to sign in, administrators without their second factor to set it up; a signed-in person without
    the right gets 403, an address that is not listed 404, a method that is not listed 405.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the next layer, as Django hands it over."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and mark answers to signed-in persons as theirs alone."""
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let through (None), or answer instead of the view."""
        view_name = request.resolver_match.view_name if request.resolver_match else ""
        rule = rule_of(view_name)
        if rule is None:
            raise Http404
        decision = Decision.OPEN if rule.role is Role.VISITOR else decide(request.user, view_name)
        if decision is Decision.SIGN_IN and request.method in READ:  # a form cannot be sent again by a redirect
            return _to_sign_in(request)
        if decision is Decision.SECOND_FACTOR:
            return HttpResponseRedirect(f"{reverse('accounts:second_factor')}?required")
        if decision is not Decision.OPEN:
            raise PermissionDenied
        return None if request.method in rule.methods else HttpResponseNotAllowed(sorted(rule.methods))


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in and back; a session that ended on the way here is told."""
    known = {"expired": ""} if getattr(request, SESSION_ENDED, False) else {}
    return HttpResponseRedirect(
        f"{reverse('accounts:sign_in')}?{urlencode({'next': request.get_full_path(), **known})}"
    )
