"""Named questions one may ask of the tables; `visible_to` is asked by every page, facet, API and export."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models

PUBLISHED = "published"


def _sees_all(user: AbstractBaseUser | AnonymousUser | None) -> bool:
    return bool(user is not None and user.is_authenticated and getattr(user, "is_staff", False))


class PolicyDocumentQuerySet(models.QuerySet):
    """Questions about policy documents."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser | None) -> Self:
        """Published documents for everybody; every state for staff."""
        return self if _sees_all(user) else self.filter(state=PUBLISHED)


class DocumentFactQuerySet(models.QuerySet):
    """Questions about facts that belong to one document (tasks, targets, stages, sections …)."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser | None) -> Self:
        """Facts of documents that `user` may see."""
        return self if _sees_all(user) else self.filter(document__state=PUBLISHED)
