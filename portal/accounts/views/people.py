"""Pages of administrators: the list of accounts, a new one, and what can be done with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.accounts import factors, sessions
from portal.accounts import people as accounts
from portal.accounts.events import latest_events
from portal.accounts.forms import PersonForm, RoleForm
from portal.accounts.groups import rights_in_words


@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """List every account."""
    return TemplateResponse(request, "accounts/people.html", {"people": accounts.person_rows()})


@never_cache
def new_person(request: HttpRequest) -> HttpResponse:
    """Make an account and show its password this once."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        user, password = accounts.make_person(
            form.cleaned_data["username"], role=form.cleaned_data["role"], request=request
        )
        return _page_of(request, user, password=password)
    return TemplateResponse(request, "accounts/new_person.html", {"form": form})


@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account, and do with it what the form asks for."""
    user = get_object_or_404(User, pk=pk)
    if request.method != "POST":
        return _page_of(request, user)
    action = request.POST.get("action", "")
    if action == "reset_password":
        return _page_of(request, user, password=accounts.reset_password(user, request=request))
    if action not in ACTIONS:
        raise Http404
    if user.pk == request.user.pk and action in NOT_ON_ONESELF:
        messages.error(request, _("不能对自己的账号这样做。由另一位管理员来做。"))
    else:
        messages.success(request, ACTIONS[action](request, user))
    return HttpResponseRedirect(reverse("accounts:person", args=[pk]))


def _page_of(request: HttpRequest, user: User, *, password: str = "") -> HttpResponse:
    role = accounts.role_of(user)
    context = {
        "person": user,
        "role": role,
        "rights": rights_in_words(user),
        "role_form": RoleForm(initial={"role": role}),
        "has_second_factor": factors.has_second_factor(user),
        "locked": accounts.is_locked(user),
        "devices": sessions.devices_of(user, this=None),
        "events": latest_events(user),
        "password": password,
        "is_self": user.pk == request.user.pk,
    }
    return TemplateResponse(request, "accounts/person.html", context)


def _give_role(request: HttpRequest, user: User) -> str:
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Http404
    accounts.give_role(user, role=form.cleaned_data["role"], request=request)
    return _("角色已更改，这个账号要重新登录。")


def _deactivate(request: HttpRequest, user: User) -> str:
    accounts.set_active(user, active=False, request=request)
    return _("账号已停用，已在所有设备退出。")


def _activate(request: HttpRequest, user: User) -> str:
    accounts.set_active(user, active=True, request=request)
    return _("账号已恢复。")


def _reset_factor(request: HttpRequest, user: User) -> str:
    accounts.reset_factor(user, request=request)
    return _("两步验证已重置，下次登录只要密码。")


def _unlock(request: HttpRequest, user: User) -> str:
    accounts.unlock(user, request=request)
    return _("登录暂停已解除。")


ACTIONS: Mapping[str, Callable[[HttpRequest, User], str]] = {
    "give_role": _give_role,
    "deactivate": _deactivate,
    "activate": _activate,
    "reset_factor": _reset_factor,
    "unlock": _unlock,
}
# Nobody shuts oneself out, or makes oneself something else, by mistake: there is always another administrator.
NOT_ON_ONESELF = frozenset({"give_role", "deactivate"})
