"""Signing in, in one step or two, and out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as remember_device

from portal.accounts import factors
from portal.accounts.events import record
from portal.accounts.factors import Found
from portal.accounts.forms import CodeForm, SignInForm, lock_sentence
from portal.accounts.lockout import locked_until
from portal.accounts.models import AccountEvent

WAITING = "accounts.waiting_for_code"
WAITING_SECONDS = 10 * 60
BACKEND = "django.contrib.auth.backends.ModelBackend"
LOCKED = 429


def next_page(request: HttpRequest) -> str:
    """Where to go afterwards: an address of this portal given as `next`, or the overview.

    Only a path counts: "//host", "/\\host" and whatever a browser takes for another host lead to the overview.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_own_path = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_own_path else reverse("home")


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; then for the code, where the account has a second factor."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_page(request))
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid() and form.user is not None:
        if not factors.has_second_factor(form.user):
            return _enter(request, form.user)
        request.session[WAITING] = {
            "user": form.user.pk,
            "since": timezone.now().timestamp(),
            "next": next_page(request),
        }
        return HttpResponseRedirect(reverse("accounts:second_step"))
    context = {"form": form, "next": next_page(request), "expired": "expired" in request.GET}
    return TemplateResponse(request, "accounts/sign_in.html", context, status=LOCKED if form.locked else 200)


def _enter(request: HttpRequest, user: User, *, destination: str = "") -> HttpResponse:
    """Open a session under a new key and go on."""
    login(request, user, backend=BACKEND)
    return HttpResponseRedirect(destination or next_page(request))


@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code of somebody who gave the right password within the last ten minutes."""
    waiting: dict[str, Any] = request.session.get(WAITING) or {}
    fresh = timezone.now().timestamp() - float(waiting.get("since", 0)) < WAITING_SECONDS
    user = User.objects.filter(pk=waiting["user"], is_active=True).first() if fresh else None
    if user is None:
        request.session.pop(WAITING, None)
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        tried = _try(request, user, code=form.cleaned_data["code"])
        if not isinstance(tried, str):
            return _enter_with_device(request, user, tried=tried, destination=waiting["next"])
        form.add_error("code", tried)
    return TemplateResponse(request, "accounts/second_step.html", {"form": form})


def _try(request: HttpRequest, user: User, *, code: str) -> factors.Tried | str:
    """Try a code; return what it opened, or the sentence that says why not. Failures count as those of passwords."""
    until = locked_until(request, username=user.username)
    if until:
        return lock_sentence(until)
    tried = factors.try_code(user, code=code)
    if tried.found is Found.RIGHT:
        return tried
    if tried.found is Found.WAIT:
        return _("试得太快。%(seconds)s秒后再试。") % {"seconds": tried.seconds}
    user_login_failed.send(sender=__name__, credentials={"username": user.username}, request=request)
    until = locked_until(request, username=user.username)
    return lock_sentence(until) if until else _("验证码不对，或已过期。看手机上现在的6位数字。")


def _enter_with_device(request: HttpRequest, user: User, *, tried: factors.Tried, destination: str) -> HttpResponse:
    request.session.pop(WAITING, None)
    response = _enter(request, user, destination=destination)
    remember_device(request, tried.device)
    if tried.by_recovery_code:
        record(AccountEvent.Kind.RECOVERY_CODE, user=user, request=request)
    return response


@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and go to the overview."""
    logout(request)
    return HttpResponseRedirect(reverse("home"))
