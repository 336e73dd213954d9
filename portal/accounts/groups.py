"""The three roles of people with an account, as groups; what each may do is decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.apps.registry import apps as current_apps
from django.contrib.auth.management import create_permissions
from django.utils.translation import gettext_lazy

from comparisons.models import DECIDE
from documents.roles import IMPORT, PUBLISH, REVIEW, SEE_UNPUBLISHED, User, holds

EDITOR, REVIEWER, ADMINISTRATOR = "编辑", "核对", "管理员"
MANAGE_ACCOUNTS = "auth.change_user"

_EDITS = (SEE_UNPUBLISHED, IMPORT)
_REVIEWS = (*_EDITS, REVIEW, PUBLISH, DECIDE)
PERMISSIONS_OF: Mapping[str, tuple[str, ...]] = {
    EDITOR: _EDITS,
    REVIEWER: _REVIEWS,
    ADMINISTRATOR: (*_REVIEWS, MANAGE_ACCOUNTS, "auth.add_user", "auth.view_user"),
}
# What holding a permission means, in the order of the page of one's account.
IN_WORDS = (
    (SEE_UNPUBLISHED, gettext_lazy("查看未发布的文件")),
    (IMPORT, gettext_lazy("导入文件，更正读出的内容")),
    (REVIEW, gettext_lazy("核对事实")),
    (DECIDE, gettext_lazy("核定哪些任务说的是同一件事")),
    (PUBLISH, gettext_lazy("发布和撤回文件")),
    (MANAGE_ACCOUNTS, gettext_lazy("管理账号和语料表")),
)
# Administrators also hold every permission on the rows of these parts, which the pages below /admin/ ask for.
ADMINISTERED = ("documents", "comparisons")


def may_manage_accounts(user: User) -> bool:
    """Whether `user` is an administrator: makes accounts, gives roles, unlocks."""
    return holds(user, MANAGE_ACCOUNTS)


def rights_in_words(user: User) -> list[str]:
    """What `user` may do beyond reading, one phrase each: ["查看未发布的文件", "导入文件，更正读出的内容"]."""
    return [str(words) for permission, words in IN_WORDS if holds(user, permission)]


def write_groups(sender: AppConfig, *, apps: Apps = current_apps, using: str = "default", **kwargs: Any) -> None:
    """Give each group exactly the permissions of its role; called after every `migrate` and flush.

    Permissions are made here first: Django makes those of each part only when its turn comes. Does nothing while the
    tables of accounts are not there yet.
    """
    try:
        group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return
    for label in {name.partition(".")[0] for names in PERMISSIONS_OF.values() for name in names} | {*ADMINISTERED}:
        create_permissions(current_apps.get_app_config(label), verbosity=0, using=using, apps=apps)
    known = permission_model.objects.using(using).select_related("content_type")
    rows = {f"{row.content_type.app_label}.{row.codename}": row for row in known}
    for group_name, names in PERMISSIONS_OF.items():
        held = {name for name in rows if name.partition(".")[0] in ADMINISTERED and group_name == ADMINISTRATOR}
        group, _made = group_model.objects.using(using).get_or_create(name=group_name)
        group.permissions.set([rows[name] for name in sorted(held.union(names)) if name in rows])
