"""The site below /admin/: for administrators with their second factor, without a door of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

SHOWN = frozenset({"documents", "comparisons"})


class StaffSite(AdminSite):
    """Tables of the corpus; accounts have pages of their own, and keys of second factors are shown to nobody."""

    site_header = site_title = "政策对照 · 管理"
    index_title = "语料"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what other packages bring: users, groups, keys, failed sign-ins."""
        models: Iterable[type[Model]] = (
            [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        )
        shown = [model for model in models if model._meta.app_label in SHOWN]
        if shown:
            super().register(shown, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever came past the guard (portal/access.py) may enter; each table asks for its permission besides."""
        return bool(request.user.is_authenticated and request.user.is_active)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one sign-in, at accounts:sign_in; whoever gets here has passed it."""
        return HttpResponseRedirect(reverse("admin:index"))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Passwords are changed on the page of the account."""
        return HttpResponseRedirect(reverse("accounts:password"))


class StaffConfig(AdminConfig):
    """Django's administration with this site."""

    default_site = "portal.accounts.staff.StaffSite"
