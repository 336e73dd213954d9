"""Forms of accounts; what is wrong is said in one sentence, alike whether or not there is such an account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.groups import PERMISSIONS_OF
from portal.accounts.lockout import locked_until
from portal.accounts.passwords import password_problems

WRONG = {
    "required": gettext_lazy("没有填写。"),
    "max_length": gettext_lazy("太长，至多%(limit_value)d个字符。"),
    "null_characters_not_allowed": gettext_lazy("其中有看不见的字符。重新输入。"),
}
MOST_LETTERS = 150
MOST_OF_PASSWORD = 256  # hashing longer ones costs more than any person needs


def _input(kind: str, *, autocomplete: str, **attributes: str | bool) -> forms.Widget:
    """A field as the pages draw it; `autocomplete` tells password managers what belongs here."""
    attrs = {"class": "input", "autocomplete": autocomplete, **attributes}
    return forms.PasswordInput(attrs=attrs) if kind == "password" else forms.TextInput(attrs=attrs)


def _password(label: Any, *, autocomplete: str, **attributes: str | bool) -> forms.CharField:
    """A password: kept as typed, not cut, not too long to be hashed."""
    widget = _input("password", autocomplete=autocomplete, **attributes)
    return forms.CharField(label=label, strip=False, max_length=MOST_OF_PASSWORD, error_messages=WRONG, widget=widget)


def lock_sentence(until: datetime) -> str:
    """When one may try again: 登录失败次数太多，14:32以后再试。"""
    # A minute that has begun is not over: 14:31:20 reads 14:32.
    minute = timezone.localtime(until).replace(second=0, microsecond=0) + timedelta(minutes=1)
    return _("登录失败次数太多，%(time)s以后可以再试。") % {"time": minute.strftime("%H:%M")}


class SignInForm(forms.Form):
    """Name and password; `user` holds the account when both are right, `locked` says that trying was stopped."""

    username = UsernameField(
        label=gettext_lazy("用户名"),
        max_length=MOST_LETTERS,
        error_messages=WRONG,
        widget=_input("text", autocomplete="username", autofocus=True, spellcheck="false"),
    )
    password = _password(gettext_lazy("密码"), autocomplete="current-password")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        """Take the request, whose address the lock belongs to."""
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None
        self.locked = False

    def clean(self) -> dict[str, Any]:
        """Ask for the account; refuse in the same words and time whatever is wrong."""
        given = super().clean() or {}
        if self.errors:
            return given
        user = authenticate(self.request, username=given["username"], password=given["password"])
        if isinstance(user, User):
            self.user = user
            return given
        until = locked_until(self.request, username=given["username"])
        self.locked = until is not None
        raise ValidationError(lock_sentence(until) if until else _("用户名或密码不对。注意大小写。"))


class CodeForm(forms.Form):
    """Six digits from the phone, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("验证码"),
        max_length=40,
        error_messages=WRONG,
        widget=_input("text", autocomplete="one-time-code", autofocus=True, spellcheck="false", autocapitalize="none"),
    )


class PasswordForm(forms.Form):
    """The password again, before something that weakens the account."""

    password = _password(gettext_lazy("现在的密码"), autocomplete="current-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Take the account whose password is asked for."""
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse a wrong password."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError(_("密码不对。"))
        return password


class NewPasswordForm(PasswordForm):
    """The old password and, twice, the new one."""

    new = _password(gettext_lazy("新密码"), autocomplete="new-password")
    again = _password(gettext_lazy("再输一遍新密码"), autocomplete="new-password")

    def clean_new(self) -> str:
        """Refuse what is easily guessed, and the old password itself."""
        new: str = self.cleaned_data["new"]
        problems = password_problems(new, user=self.user)
        if not problems and self.user.check_password(new):
            problems = [_("新密码和原来的一样。换一个。")]
        if problems:
            raise ValidationError(problems)
        return new

    def clean(self) -> dict[str, Any]:
        """Refuse two new passwords that differ."""
        given = super().clean() or {}
        if given.get("new") and given.get("again") and given["new"] != given["again"]:
            self.add_error("again", _("两次输入的新密码不一样。"))
        return given


ROLES = [("", gettext_lazy("只看，没有角色")), *((name, name) for name in PERMISSIONS_OF)]


class PersonForm(forms.Form):
    """A new account: name and role; the password is made by the portal."""

    username = UsernameField(
        label=gettext_lazy("用户名"),
        max_length=MOST_LETTERS,
        error_messages=WRONG,
        widget=_input("text", autocomplete="off", spellcheck="false"),
        validators=[UnicodeUsernameValidator(message=gettext_lazy("用户名只能用汉字、字母、数字和@.+-_。"))],
    )
    role = forms.ChoiceField(
        label=gettext_lazy("角色"), choices=ROLES, required=False, widget=forms.Select(attrs={"class": "select"})
    )

    def clean_username(self) -> str:
        """Refuse a name that is taken, whatever its case."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("已有账号用了这个名字。换一个。"))
        return name


class RoleForm(forms.Form):
    """The role of an account."""

    role = forms.ChoiceField(
        label=gettext_lazy("角色"),
        choices=ROLES,
        required=False,
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={"invalid_choice": gettext_lazy("没有这个角色。从列表中选。")},
    )
