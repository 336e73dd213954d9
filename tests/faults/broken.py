"""Importers broken on purpose: each mistake is one that somebody might make; a harness that finds none of them proves nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from documents.importing.desk import storing
from documents.loading import loader
from documents.models import ImportItem, PolicyDocument
from tests.faults import importing


class NoTransaction:
    """Stands in for django.db.transaction: every statement is committed as it comes."""

    @staticmethod
    @contextlib.contextmanager
    def atomic(*_args: Any, **_kwargs: Any) -> Iterator[None]:
        """No transaction at all."""
        yield

    @staticmethod
    def on_commit(work: Callable[[], Any], **_options: Any) -> None:
        """Everything is committed already."""
        work()


def row_by_row() -> None:
    """A document is written without a transaction around it."""
    _set(QuerySet, "select_for_update", lambda rows, **_options: rows)
    _set(storing, "transaction", NoTransaction)
    _set(loader, "transaction", NoTransaction)


def said_stored_too_early() -> None:
    """An item says stored, and is committed so, before its document is."""

    def stored(key: int, *, now: datetime) -> bool:
        ImportItem.objects.filter(pk=key).update(state="stored")
        with transaction.atomic():
            ImportItem.objects.filter(pk=key).update(state="accepted")
            return storing.store_item(key, now=now)

    _set(storing, "_stored", stored)


def published_one_by_one() -> None:
    """Each document is public as soon as it stands, not all of a batch at one moment."""
    real: Callable[..., Any] = loader.load

    def load(*args: Any, **how: Any) -> Any:
        return real(*args, **{**how, "state": PolicyDocument.State.PUBLISHED})

    _set(storing, "load", load)


def acknowledged_before_kept() -> None:
    """The sender hears that all is well before batch and uploads are committed."""
    _set(importing, "ACKNOWLEDGED_FIRST", True)


def _set(where: Any, name: str, value: Any) -> None:
    """Only ever done in a child that ends afterwards."""
    setattr(where, name, value)


MISTAKES: tuple[Callable[[], None], ...] = (
    row_by_row,
    said_stored_too_early,
    published_one_by_one,
    acknowledged_before_kept,
)
