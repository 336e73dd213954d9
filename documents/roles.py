"""What a signed-in person may do with the corpus: four permissions, asked by name; which role holds which is the portal's.

A visitor needs none of them to read what is published. The permissions belong to PolicyDocument (Meta.permissions), so
that the database of every portal knows them after `migrate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

User = AbstractBaseUser | AnonymousUser | None

SEE_UNPUBLISHED = "documents.see_unpublished"
IMPORT = "documents.import_documents"
REVIEW = "documents.review_facts"
PUBLISH = "documents.publish_documents"

PERMISSIONS: list[tuple[str, str | _StrPromise]] = [
    ("see_unpublished", _("查看未发布的文件")),
    ("import_documents", _("导入文件")),
    ("review_facts", _("核对事实")),
    ("publish_documents", _("发布文件")),
]


def may_see_unpublished(user: User) -> bool:
    """Whether `user` sees documents in every state, not the published ones alone."""
    return holds(user, SEE_UNPUBLISHED)


def may_import(user: User) -> bool:
    """Whether `user` may bring documents in and correct what was read from them."""
    return holds(user, IMPORT)


def may_review(user: User) -> bool:
    """Whether `user` may approve, correct, add and reject facts."""
    return holds(user, REVIEW)


def may_publish(user: User) -> bool:
    """Whether `user` may show a document to everybody, or take it back."""
    return holds(user, PUBLISH)


def may_publish_import(user: User, *, owner: int | None) -> bool:
    """Whether `user` may show documents that `owner` imported: not his own where two persons are asked for."""
    return may_publish(user) and not (settings.TWO_PERSON_REVIEW and user is not None and user.pk == owner)


def holds(user: User, permission: str) -> bool:
    """Whether `user` is signed in, active and holds the permission, by group, by name or as superuser.

    Visitors cost no question to the database. Example: holds(request.user, "documents.import_documents").
    """
    if user is None or not user.is_authenticated:
        return False
    has_perm = getattr(user, "has_perm", None)
    return bool(has_perm and has_perm(permission))
