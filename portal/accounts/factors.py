"""The second factor: six digits from a phone (RFC 6238), and ten recovery codes for the day the phone is lost."""

from __future__ import annotations

import io
import math
import secrets
from base64 import b32encode
from dataclasses import dataclass
from enum import StrEnum

import segno
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

NUMBER_OF_CODES = 10
# Without letters and digits that are taken for one another.
CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 10


class Found(StrEnum):
    """What became of a code that was entered."""

    RIGHT = "right"
    WRONG = "wrong"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Tried:
    """A code as tried: what became of it, the device that took it, and how many seconds to wait before the next."""

    found: Found
    device: Device | None = None
    seconds: int = 0
    by_recovery_code: bool = False


def has_second_factor(user: User) -> bool:
    """Whether signing in asks this account for a code."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def device_to_set_up(user: User) -> TOTPDevice:
    """The key that is offered to the phone; the same one until it is confirmed."""
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=user, name="phone", confirmed=False)


def key_words(device: TOTPDevice) -> str:
    """The key to be typed by hand, in groups of four: "JBSW Y3DP …"."""
    key = b32encode(device.bin_key).decode("ascii").rstrip("=")
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def qr_code(device: TOTPDevice) -> bytes:
    """The key as an SVG image, black on white in either colour scheme."""
    image = io.BytesIO()
    segno.make(device.config_url, error="m").save(
        image, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False
    )
    return image.getvalue()


@transaction.atomic
def confirm(user: User, *, code: str) -> list[str]:
    """Turn the second factor on when `code` is that of the offered key; return the recovery codes, or nothing."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(plain(code)):
        return []
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Replace the recovery codes of an account by ten new ones, each good for one sign-in; shown this once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [
        "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH)) for _code in range(NUMBER_OF_CODES)
    ]
    for code in codes:
        device.token_set.create(token=_kept(code))
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def codes_left(user: User) -> int:
    """How many recovery codes have not been used."""
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def remove(user: User) -> None:
    """Turn the second factor off: the phone's key and the recovery codes are gone."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


@transaction.atomic
def try_code(user: User, *, code: str) -> Tried:
    """Try six digits on the phone's key, anything else on the recovery codes; failures slow the next try down."""
    entered = plain(code)
    by_recovery_code = not (entered.isascii() and entered.isdigit())
    kind = StaticDevice if by_recovery_code else TOTPDevice
    device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return Tried(Found.WRONG)
    allowed, why = device.verify_is_allowed()
    if not allowed:
        seconds = (why["locked_until"] - timezone.now()).total_seconds()
        return Tried(Found.WAIT, seconds=max(1, math.ceil(seconds)))
    if device.verify_token(_kept(entered) if by_recovery_code else entered):
        return Tried(Found.RIGHT, device=device, by_recovery_code=by_recovery_code)
    return Tried(Found.WRONG)


def plain(code: str) -> str:
    """A code without blanks and hyphens, in small letters: "123 456" gives "123456"."""
    return "".join(code.split()).replace("-", "").lower()


def _kept(code: str) -> str:
    """A recovery code as the database keeps it: who reads the table cannot sign in with it."""
    return salted_hmac("portal.accounts.recovery", code, algorithm="sha256").hexdigest()[:16]
