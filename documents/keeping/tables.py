"""The tables that make up the corpus, and the names by which their rows are told apart without a key of the database."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models

Model = type[models.Model]
APPS = ("documents", "comparisons")
# Left out: what the database makes anew, the word by which pages remember and the counts of tasks; counts of visitors,
# which are over after an hour.
NOT_KEPT = frozenset(
    {
        "documents.corpusrevision",
        "documents.taskcount",
        "documents.agencycount",
        "documents.uncounteddocument",
        "comparisons.tally",
    }
)
# What a row is called by where another points to it; a name that is itself a pointer is followed further.
NAMES: dict[str, tuple[str, ...]] = {
    "documents.jurisdiction": ("code",),
    "documents.domain": ("code",),
    "documents.agencyfunction": ("code",),
    "documents.agency": ("jurisdiction", "name"),
    "documents.policydocument": ("slug",),
    "documents.section": ("document", "order"),
    "documents.task": ("document", "order"),
    "documents.reviewedfact": ("document", "kind", "fingerprint"),
    "documents.decisionbatch": ("document", "rule", "made_by_name", "number"),
    "documents.importbatch": ("key",),
    "documents.upload": ("sha256",),
}
# From a row to the document it is a part of; rows of other tables stand for themselves.
OWNERS = ("document", "task__document", "fact__document")
# Kept only where it is asked for; a session never.
ACCOUNT_TABLES = (
    "auth.user",
    "auth.user_groups",
    "accounts.passwordtochange",
    "otp_totp.totpdevice",
    "otp_static.staticdevice",
    "otp_static.statictoken",
)


@cache
def corpus_tables() -> tuple[Model, ...]:
    """Every table of the corpus, those that others point to first."""
    waiting = [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model._meta.label_lower not in NOT_KEPT
    ]
    ordered: list[Model] = []
    while waiting:
        ready = [model for model in waiting if not (_pointed_to(model) - {model}) & set(waiting)]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return tuple(ordered)


@cache
def account_tables() -> tuple[Model, ...]:
    """The tables of accounts, those that others point to first."""
    through = get_user_model().groups.through
    named = {"auth.user_groups": through}
    return tuple(named.get(label) or apps.get_model(label) for label in ACCOUNT_TABLES)


def _pointed_to(model: Model) -> set[Model]:
    return {each for field in pointers(model) if (each := field.related_model) is not None}


def pointers(model: Model) -> Iterator[models.ForeignKey[models.Model]]:
    """The columns of a table that point to rows of tables."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            yield field


def points_to_account(field: models.Field[object, object]) -> bool:
    """Whether a column says which account did something; its name stands in another column where it matters."""
    return field.related_model is get_user_model()


def points_to_group(field: models.Field[object, object]) -> bool:
    """Whether a column names a group of accounts."""
    return field.related_model is Group


def is_history(model: Model) -> bool:
    """Whether a table holds former states of rows (django-simple-history); what it points to may be gone."""
    return model._meta.model_name is not None and model._meta.model_name.startswith("historical")


@cache
def owner_path(model: Model) -> str:
    """The way from a row to the document it is a part of: "task__document"; empty where it is a part of none."""
    if model._meta.label_lower == "documents.policydocument":
        return "pk"
    if is_history(model):
        return ""
    for path in OWNERS:
        first, _, rest = path.partition("__")
        found = {field.name: field for field in pointers(model)}.get(first)
        if found is None or found.null:
            continue
        label = found.related_model._meta.label_lower
        if label == ("documents.policydocument" if not rest else label) and (not rest or _has_document(found)):
            return path
    return ""


def _has_document(field: models.ForeignKey[models.Model]) -> bool:
    return any(each.name == "document" for each in pointers(field.related_model))


@cache
def name_paths(model: Model) -> tuple[str, ...]:
    """The columns that name a row of a table, followed through other tables.

    A task is named by the address of its document and its order: ("document__slug", "order").
    """
    paths: list[str] = []
    for name in NAMES[model._meta.label_lower]:
        field = model._meta.get_field(name)
        if isinstance(field, models.ForeignKey):
            paths += (f"{name}__{path}" for path in name_paths(field.related_model))
        else:
            paths.append(name)
    return tuple(paths)
