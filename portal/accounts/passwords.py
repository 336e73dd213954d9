"""Passwords: what is refused and why, in plain words, and random ones for new accounts."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LEAST_LENGTH = 12
LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
RANDOM_LENGTH = 20

WHY = {
    "password_too_short": gettext_lazy("密码太短，至少12个字符。可以用几个不相干的词连起来。"),
    "password_too_common": gettext_lazy("这个密码太常见，容易被猜中。换一个。"),
    "password_too_similar": gettext_lazy("密码和用户名太像。换一个。"),
    "password_entirely_numeric": gettext_lazy("密码全是数字，容易被猜中。加上字母或汉字。"),
}


def password_problems(password: str, *, user: User) -> list[str]:
    """Sentences that say why a password is refused; none when it is accepted."""
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return [str(WHY.get(error.code or "", _("这个密码不能用。换一个。"))) for error in refused.error_list]
    return []


def random_password() -> str:
    """A password that nobody guesses, of letters and digits that are not taken for one another."""
    return "".join(secrets.choice(LETTERS) for _letter in range(RANDOM_LENGTH))
