"""One's own account: role, password, devices, record."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts import factors, sessions
from portal.accounts.events import latest_events, record
from portal.accounts.forms import NewPasswordForm
from portal.accounts.groups import rights_in_words
from portal.accounts.models import AccountEvent, PasswordToChange
from portal.accounts.people import role_of
from portal.accounts.signals import MUST_CHANGE


def account_of(request: HttpRequest) -> User:
    """The account that is signed in, as its row; the guard lets nobody else come here."""
    return User.objects.get(pk=cast(User, request.user).pk)


@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Show the account: who it is, what it may do, where it is signed in, what happened to it."""
    user = account_of(request)
    context = {
        "username": user.username,
        "role": role_of(user),
        "rights": rights_in_words(user),
        "has_second_factor": factors.has_second_factor(user),
        "codes_left": factors.codes_left(user),
        "limits": {
            "idle": settings.SESSION_IDLE // timedelta(minutes=1),
            "hours": settings.SESSION_LONGEST // timedelta(hours=1),
            "most": settings.SESSIONS_AT_ONCE,
        },
        "devices": sessions.devices_of(user, this=request.session.session_key),
        "events": latest_events(user),
    }
    return TemplateResponse(request, "accounts/profile.html", context)


@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other device has to sign in anew."""
    user = account_of(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        with transaction.atomic():
            user.set_password(form.cleaned_data["new"])
            user.save(update_fields=["password"])
            PasswordToChange.objects.filter(user=user).delete()
            ended = _keep_only_this_session(request, user)
            record(AccountEvent.Kind.PASSWORD_CHANGED, user=user, request=request)
        messages.success(request, _("密码已更换，其他%(count)s台设备已退出。") % {"count": ended})
        return HttpResponseRedirect(reverse("accounts:profile"))
    context = {"form": form, "given": bool(request.session.get(MUST_CHANGE))}
    return TemplateResponse(request, "accounts/password.html", context)


def _keep_only_this_session(request: HttpRequest, user: User) -> int:
    """End the other sessions and go on in this one under a new key; return how many ended."""
    request.session.pop(MUST_CHANGE, None)
    ended = sessions.end_all(user, but=request.session.session_key)
    sessions.end(request.session.session_key)
    update_session_auth_hash(request, user)
    sessions.begin(request, user=user)
    return ended


@never_cache
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    user = account_of(request)
    ended = sessions.end_all(user, but=request.session.session_key)
    record(AccountEvent.Kind.OTHERS_ENDED, user=user, request=request)
    messages.success(request, _("其他%(count)s台设备已退出。") % {"count": ended})
    return HttpResponseRedirect(reverse("accounts:profile"))
