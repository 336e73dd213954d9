"""Setting up the second factor, its recovery codes, and turning it off."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as remember_device
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts import factors, sessions
from portal.accounts.events import record
from portal.accounts.forms import CodeForm, PasswordForm
from portal.accounts.groups import may_manage_accounts
from portal.accounts.models import AccountEvent
from portal.accounts.views.profile import account_of


@never_cache
@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """Offer a key to the phone and confirm it by a code; once it is on, offer new recovery codes and the way to end it."""
    user = account_of(request)
    if factors.has_second_factor(user):
        return _page_when_on(request, form=PasswordForm(user=user))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        codes = factors.confirm(user, code=form.cleaned_data["code"])
        if codes:
            remember_device(request, TOTPDevice.objects.get(user=user, confirmed=True))
            sessions.end_all(user, but=request.session.session_key)  # those were opened without a code
            record(AccountEvent.Kind.FACTOR_ON, user=user, request=request)
            return TemplateResponse(request, "accounts/recovery_codes.html", {"codes": codes, "first": True})
        form.add_error("code", _("验证码不对，或已过期。看手机上现在的6位数字，并核对手机的时间。"))
    context = {
        "form": form,
        "key": factors.key_words(factors.device_to_set_up(user)),
        "required": "required" in request.GET,
    }
    return TemplateResponse(request, "accounts/second_factor.html", context)


def _page_when_on(request: HttpRequest, *, form: PasswordForm) -> HttpResponse:
    user = account_of(request)
    context = {"form": form, "codes_left": factors.codes_left(user), "required": may_manage_accounts(user)}
    return TemplateResponse(request, "accounts/second_factor_on.html", context)


@never_cache
def qr_code(request: HttpRequest) -> HttpResponse:
    """The offered key as an image; there is none once it is confirmed."""
    device = TOTPDevice.objects.filter(user=account_of(request), confirmed=False).first()
    if device is None:
        raise Http404
    return HttpResponse(factors.qr_code(device), content_type="image/svg+xml")


@never_cache
@sensitive_post_parameters()
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Turn the second factor off, after the password was given again."""
    user = account_of(request)
    form = PasswordForm(request.POST, user=user)
    if not form.is_valid():
        return _page_when_on(request, form=form)
    factors.remove(user)
    record(AccountEvent.Kind.FACTOR_OFF, user=user, request=request)
    messages.success(request, _("两步验证已停用。"))
    return HttpResponseRedirect(reverse("accounts:profile"))


@never_cache
@sensitive_post_parameters()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Replace the recovery codes, after the password was given again, and show the new ones this once."""
    user = account_of(request)
    form = PasswordForm(request.POST, user=user)
    if not factors.has_second_factor(user) or not form.is_valid():
        return _page_when_on(request, form=form)
    codes = factors.new_recovery_codes(user)
    record(AccountEvent.Kind.CODES_RENEWED, user=user, request=request)
    return TemplateResponse(request, "accounts/recovery_codes.html", {"codes": codes, "first": False})
