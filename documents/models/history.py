"""The history of rows (django-simple-history): who changed a document or a fact by hand, when, and what it was.

The loader replaces thousands of rows at once and is told of by Rereading; `without_history` keeps it out of here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from simple_history import register
from simple_history.models import HistoricalRecords

from documents.models.facts import Target, Task, TaskAgency
from documents.models.policies import PolicyDocument

_silent: ContextVar[bool] = ContextVar("history is not written", default=False)
LONG_COLUMNS = ["original_text", "clean_text", "alignment", "word_lengths", "original_bytes"]


class HandsOnly(HistoricalRecords):
    """Writes history for what people do, and nothing while the loader works."""

    def post_save(self, instance: models.Model, created: bool, using: str | None = None, **kwargs: Any) -> None:
        """Keep the row as it was saved."""
        if not _silent.get():
            super().post_save(instance, created, using, **kwargs)

    def post_delete(self, instance: models.Model, using: str | None = None, **kwargs: Any) -> None:
        """Keep the row as it was deleted."""
        if not _silent.get():
            super().post_delete(instance, using, **kwargs)

    def pre_delete(self, instance: models.Model, **kwargs: Any) -> None:
        """Fetch what is needed for a deleted row."""
        if not _silent.get():
            super().pre_delete(instance, **kwargs)


@contextmanager
def without_history() -> Iterator[None]:
    """Write no history inside: what the loader replaces is told of once, as a new reading of the document."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


for kept in (Task, TaskAgency, Target):
    register(kept, app="documents", records_class=HandsOnly)
register(PolicyDocument, app="documents", records_class=HandsOnly, excluded_fields=LONG_COLUMNS)
