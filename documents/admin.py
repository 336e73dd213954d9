"""The corpus in the staff's view: facts are looked at here; texts and files are never edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from documents.models import (
    Agency,
    AgencyAlias,
    AgencyFunction,
    Domain,
    Doubt,
    Jurisdiction,
    PolicyDocument,
    RelatedTerm,
    Target,
    Task,
)
from documents.querysets import LONG_COLUMNS


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that come from the loader alone: shown, searched, never changed here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The loader adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The loader changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The loader deletes."""
        return False


@admin.register(PolicyDocument)
class PolicyDocumentAdmin(admin.ModelAdmin):
    """A document: state, effect and review may be set; what was read from the file may not."""

    list_display = ("title", "jurisdiction", "document_type", "document_number", "issued_on", "state", "reviewed")
    list_filter = ("state", "effect", "reviewed", "document_type")
    search_fields = ("title", "document_number")
    list_select_related = ("jurisdiction",)
    fields = (
        ("title", "jurisdiction"),
        ("state", "effect", "reviewed"),
        ("amends", "replaces"),
        ("document_number", "document_type", "issued_on", "published_on"),
        ("file_name", "sha256", "parser_version", "loaded_at"),
    )
    autocomplete_fields = ("amends", "replaces")
    readonly_fields = (
        *("title", "jurisdiction", "document_number", "document_type", "issued_on", "published_on"),
        *("file_name", "sha256", "parser_version", "loaded_at"),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave the texts in the database: a list of documents needs none of them."""
        return super().get_queryset(request).defer(*LONG_COLUMNS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Documents come in by import and by load_documents."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A document is withdrawn, never deleted: what people decided on it would go with it."""
        return False


@admin.register(Task)
class TaskAdmin(ReadOnlyAdmin):
    """Tasks as read."""

    list_display = ("title", "jurisdiction", "domain", "category", "lead_agency", "due_year", "origin")
    list_filter = ("category", "origin", "domain")
    search_fields = ("title",)
    list_select_related = ("jurisdiction", "domain", "lead_agency")


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin):
    """Targets as read."""

    list_display = ("indicator", "jurisdiction", "kind", "operator", "value", "unit", "deadline", "strength", "origin")
    list_filter = ("kind", "strength", "origin")
    search_fields = ("indicator",)
    list_select_related = ("jurisdiction",)


@admin.register(Doubt)
class DoubtAdmin(ReadOnlyAdmin):
    """Doubts, the list of what wants a person's look."""

    list_display = ("message", "kind", "document")
    list_filter = ("kind",)
    search_fields = ("message",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch the documents' titles with the doubts, not their texts."""
        documents = ("document__id", "document__title", "document__slug")
        return super().get_queryset(request).select_related("document").only("message", "kind", *documents)


class AgencyAliasInline(admin.TabularInline):
    """Other names of an agency, by which the loader finds it too."""

    model = AgencyAlias
    extra = 0


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    """Agencies: function, aliases and successor are knowledge of people."""

    list_display = ("name", "jurisdiction", "function", "collective")
    list_filter = ("collective", "function")
    search_fields = ("name", "aliases__name")
    list_select_related = ("jurisdiction", "function")
    autocomplete_fields = ("successor",)
    readonly_fields = ("jurisdiction", "name")
    inlines = (AgencyAliasInline,)


@admin.register(AgencyFunction)
class AgencyFunctionAdmin(ReadOnlyAdmin):
    """Functions, kept in fixtures/agency_functions.csv."""

    list_display = ("name", "code", "name_en", "order")
    ordering = ("order",)


@admin.register(Domain)
class DomainAdmin(ReadOnlyAdmin):
    """Domains, kept in fixtures/domains.csv."""

    list_display = ("name", "code", "name_en", "parent", "order")
    ordering = ("order",)


@admin.register(Jurisdiction)
class JurisdictionAdmin(ReadOnlyAdmin):
    """Places, kept in fixtures/jurisdictions.csv."""

    list_display = ("name", "code", "level", "kind", "parent")
    list_filter = ("level", "kind")
    search_fields = ("name", "code")


@admin.register(RelatedTerm)
class RelatedTermAdmin(admin.ModelAdmin):
    """Names of the same thing: staff add, correct and remove them; comparisons follow at once."""

    list_display = ("term", "group", "reason")
    list_filter = ("group",)
    search_fields = ("term", "group")
