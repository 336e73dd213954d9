"""The record of what happened to accounts."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.lockout import client_address
from portal.accounts.models import AccountEvent

SHOWN = 20


def record(
    kind: AccountEvent.Kind, *, user: User, request: HttpRequest | None = None, detail: str = ""
) -> AccountEvent:
    """Write down that `kind` happened to `user`; who did it and from where stands in the request.

    Example: record(AccountEvent.Kind.ROLE_GIVEN, user=user, request=request, detail="编辑").
    """
    return AccountEvent.objects.create(
        kind=kind,
        user=user,
        username=user.get_username(),
        detail=detail,
        by=_account(getattr(request, "user", None)),
        at=timezone.now(),
        address=client_address(request) if request else None,
    )


def _account(user: AbstractBaseUser | AnonymousUser | None) -> User | None:
    """The signed-in account itself, without the wrapping of the request."""
    return User.objects.filter(pk=user.pk).first() if user is not None and user.is_authenticated else None


def latest_events(user: User) -> QuerySet[AccountEvent]:
    """What happened to an account lately, the newest first."""
    return AccountEvent.objects.filter(user=user).select_related("by").order_by("-at", "-pk")[:SHOWN]
