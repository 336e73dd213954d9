"""What follows by itself: groups after every `migrate`, the list of devices and the record after every sign-in."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.http import HttpRequest

from portal.accounts import sessions
from portal.accounts.events import record
from portal.accounts.groups import write_groups
from portal.accounts.models import AccountEvent, PasswordToChange

MUST_CHANGE = "accounts.must_change_password"

# Once for each `migrate` and flush, not once for each part of the portal.
post_migrate.connect(write_groups, sender=apps.get_app_config("accounts"), dispatch_uid="portal.accounts.write_groups")


@receiver(user_logged_in, dispatch_uid="portal.accounts.signed_in")
def note_sign_in(sender: object, *, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """List the new session, write the sign-in down, and remember that a given password is to be changed first."""
    sessions.begin(request, user=user)
    record(AccountEvent.Kind.SIGNED_IN, user=user, request=request)
    if PasswordToChange.objects.filter(user=user).exists():
        request.session[MUST_CHANGE] = True


@receiver(user_logged_out, dispatch_uid="portal.accounts.signed_out")
def note_sign_out(sender: object, *, request: HttpRequest, **kwargs: Any) -> None:
    """Take the session that ends off the list."""
    sessions.end(request.session.session_key)


@receiver(user_locked_out, dispatch_uid="portal.accounts.locked")
def note_lock(sender: object, *, request: HttpRequest, username: str, **kwargs: Any) -> None:
    """Write down, once for each lock, that sign-in was stopped; names without an account leave no record."""
    user = User.objects.filter(username=username).first()
    if user is not None and getattr(request, "axes_failures_since_start", None):
        record(AccountEvent.Kind.LOCKED, user=user, request=request)
