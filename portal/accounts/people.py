"""What administrators do with accounts: make them, give roles, stop and restore them, help after a loss."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Exists, OuterRef, Sum
from django.http import HttpRequest
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts import factors, sessions
from portal.accounts.events import record
from portal.accounts.groups import ADMINISTRATOR, EDITOR, REVIEWER
from portal.accounts.models import AccountEvent, PasswordToChange
from portal.accounts.passwords import random_password

Kind = AccountEvent.Kind


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One account in the list of accounts."""

    pk: int
    username: str
    role: str
    is_active: bool
    has_second_factor: bool
    last_login: datetime | None


def person_rows() -> list[PersonRow]:
    """Every account, by name."""
    phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    people = User.objects.annotate(has_phone=Exists(phones)).prefetch_related("groups").order_by("username")
    return [
        PersonRow(user.pk, user.username, role_of(user), user.is_active, user.has_phone, user.last_login)
        for user in people
    ]


def person_named(username: str) -> User | None:
    """The account with this name, if there is one."""
    return User.objects.filter(username=username).first()


def role_of(user: User) -> str:
    """The highest role of an account, as the name of its group; empty for one that only reads."""
    if user.is_superuser:
        return ADMINISTRATOR
    names = {group.name for group in user.groups.all()}
    return next((name for name in (ADMINISTRATOR, REVIEWER, EDITOR) if name in names), "")


def is_locked(user: User) -> bool:
    """Whether signing in with this name has to wait somewhere."""
    recent = AccessAttempt.objects.filter(
        username=user.username, attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME
    )
    by_address = recent.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return bool(by_address.filter(failures__gte=settings.AXES_FAILURE_LIMIT).exists())


@transaction.atomic
def make_person(username: str, *, role: str, request: HttpRequest | None) -> tuple[User, str]:
    """Make an account; return it and the password, which nobody can read again and the person has to change."""
    password = random_password()
    user = User.objects.create_user(username, password=password)
    PasswordToChange.objects.create(user=user)
    record(Kind.MADE, user=user, request=request)
    _put_into(user, role=role, request=request)
    return user, password


def give_role(user: User, *, role: str, request: HttpRequest) -> None:
    """Change the role; the account signs in anew, so that nothing is open that no longer should be."""
    with transaction.atomic():
        _put_into(user, role=role, request=request)
        sessions.end_all(user)


def _put_into(user: User, *, role: str, request: HttpRequest | None) -> None:
    user.groups.set(Group.objects.filter(name=role))
    if user.is_superuser and role != ADMINISTRATOR:
        User.objects.filter(pk=user.pk).update(is_superuser=False)
    record(Kind.ROLE_GIVEN, user=user, request=request, detail=role)


@transaction.atomic
def set_active(user: User, *, active: bool, request: HttpRequest) -> None:
    """Stop an account, which ends its sessions, or restore it; what it did stays on record."""
    User.objects.filter(pk=user.pk).update(is_active=active)
    if not active:
        sessions.end_all(user)
    record(Kind.ACTIVATED if active else Kind.DEACTIVATED, user=user, request=request)


@transaction.atomic
def reset_password(user: User, *, request: HttpRequest) -> str:
    """Give a new password, to be changed at the next sign-in; every session ends."""
    password = random_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    PasswordToChange.objects.get_or_create(user=user)
    sessions.end_all(user)
    record(Kind.PASSWORD_RESET, user=user, request=request)
    return password


@transaction.atomic
def reset_factor(user: User, *, request: HttpRequest | None, detail: str = "") -> None:
    """Take away the second factor of somebody who lost phone and recovery codes; every session ends."""
    factors.remove(user)
    sessions.end_all(user)
    record(Kind.FACTOR_RESET, user=user, request=request, detail=detail)


@transaction.atomic
def unlock(user: User, *, request: HttpRequest) -> None:
    """Forget the failures of this name, wherever they came from."""
    AxesProxyHandler.reset_attempts(username=user.username)
    record(Kind.UNLOCKED, user=user, request=request)
