"""Accounts for trying the portal out, one for each role."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import Group, User

from portal.accounts.events import record
from portal.accounts.groups import ADMINISTRATOR, EDITOR, REVIEWER
from portal.accounts.models import AccountEvent
from portal.accounts.passwords import random_password

DEMO_USERS: Mapping[str, str] = {"演示-编辑": EDITOR, "演示-核对": REVIEWER, "演示-管理": ADMINISTRATOR}


def make_demo_user(name: str, *, role: str) -> str:
    """Make an account in the group of its role and return its random password, or "" where there is one already."""
    if User.objects.filter(username=name).exists():
        return ""
    password = random_password()
    user = User.objects.create_user(name, password=password)
    user.groups.set(Group.objects.filter(name=role))
    record(AccountEvent.Kind.MADE, user=user, detail=role)
    return password
