"""Decisions on alignment in the staff's view: the list of who decided what and when, nothing to be changed here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from comparisons.models import AlignmentDecision


@admin.register(AlignmentDecision)
class AlignmentDecisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Pairs of tasks as decided; deciding and taking back happen on the page of the comparison."""

    list_display = (
        *("first_document", "first_locator", "second_document", "second_locator"),
        *("together", "decided_by", "decided_at", "withdrawn_by", "withdrawn_at"),
    )
    list_filter = ("together",)
    list_select_related = ("first_document", "second_document", "decided_by", "withdrawn_by")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave the texts of the documents in the database."""
        long = ("original_text", "clean_text", "alignment", "original_bytes")
        sides = ("first_document", "second_document")
        return super().get_queryset(request).defer(*(f"{side}__{column}" for side in sides for column in long))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Decisions are made where both wordings are in sight."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A decision is taken back and made anew, never rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was decided stays on record."""
        return False
