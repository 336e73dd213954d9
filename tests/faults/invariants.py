"""What must hold of the tables whatever happened: each breach is a sentence. And the digest: the corpus in one number.

I1 … I14 are the numbers of the list of invariants in tests/faults/README.md.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import F, Q

from documents.models import (
    DocumentIssuer,
    ImportBatch,
    ImportItem,
    Passage,
    PolicyDocument,
    Section,
    Target,
    Task,
    TaskAgency,
    Upload,
)
from documents.models.imports import ENDS

State = ImportItem.State
# Clocks (every DateTimeField), keys made by counting, and what is on its way are no part of what the corpus says.
LEFT_OUT_MODELS = frozenset({"upload", "importbatch", "importitem", "corpusrevision", "relatedterm"})
LEFT_OUT_FIELDS = frozenset({"id", "history_id"})


def breaches(*, ledger: Mapping[str, list[str]], finished: bool) -> list[str]:
    """Every breach there is. `ledger` holds, for each batch that was acknowledged, the hashes of what was sent.

    With `finished`, everything is expected to have come to its end and everything left behind to be swept.
    """
    return [
        *_acknowledged(ledger),
        *_documents(),
        *_visible(),
        *_items(),
        *(_at_the_end() if finished else ()),
        *_database(),
    ]


def breaches_on_the_way(*, ledger: Mapping[str, list[str]]) -> list[str]:
    """Every breach while others write: all tables as they stood at one moment."""
    begin = "BEGIN DEFERRED" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            return breaches(ledger=ledger, finished=False)
        finally:
            cursor.execute("COMMIT")


class Looks:
    """Breaches of states, each state looked at once: a kill leaves few different ones, and the digest tells them apart."""

    def __init__(self) -> None:
        self.known: dict[str, list[str]] = {}

    def breaches(self, state: str, *, ledger: Mapping[str, list[str]]) -> list[str]:
        """The breaches of the tables, which are in a state that `progress` calls so; the database is always asked."""
        key = f"{state} {sorted(ledger)}"
        if key not in self.known:
            self.known[key] = breaches(ledger=ledger, finished=False)
            return self.known[key]
        return [*self.known[key], *_database()]


def progress() -> str:
    """How far an import is: the corpus, what is public, batches, uploads, and every item with what was read of it."""
    columns = ("batch__key", "ordinal", "state", "code", "sha256", "publish", "parsed", "upload_id", "document__slug")
    items = list(ImportItem.objects.order_by("batch__key", "ordinal").values_list(*columns, "lease_owner"))
    batches = list(ImportBatch.objects.order_by("key").values_list("key", "expected", "owner__username"))
    uploads = [(key, _plain(data)) for key, data in Upload.objects.order_by("sha256").values_list("sha256", "data")]
    said = f"{digest()} {public_count()} {batches} {items} {uploads}"
    return hashlib.sha256(said.encode()).hexdigest()


def _acknowledged(ledger: Mapping[str, list[str]]) -> Iterator[str]:
    """I2: what a sender saw acknowledged is here, byte for byte: as upload, or as the original of a document."""
    for key, hashes in ledger.items():
        batch = ImportBatch.objects.filter(key=key).first()
        if batch is None:
            yield f"I2 batch {key} was acknowledged and is gone"
            continue
        if list(batch.items.order_by("ordinal").values_list("sha256", flat=True)) != hashes:
            yield f"I2 batch {key} does not hold what was sent"
        for item in batch.items.exclude(state=State.DISCARDED).select_related("upload", "document"):
            held = item.upload.data if item.upload else item.document.original_bytes if item.document else None
            if held is not None and hashlib.sha256(bytes(held)).hexdigest() != item.sha256:
                yield f"I2 item {item.name} is held with other bytes"
            elif held is None and item.code != "same_in_batch":
                yield f"I2 item {item.name} ({item.state}) is lost"


def _documents() -> Iterator[str]:
    """I4, I5: every document is whole, its sections tile it, its evidence stands where it says."""
    sections, quotes = _by_document(Section, "start", "end"), _by_document(Target, "start", "end", "quote")
    tasks, passages = _by_document(Task), _by_document(Passage)
    issuers = _by_document(DocumentIssuer)
    for document in PolicyDocument.objects.all():
        text = document.original_text
        if hashlib.sha256(bytes(document.original_bytes)).hexdigest() != document.sha256:
            yield f"I4 {document.slug}: other bytes than its hash"
        place = 0
        for start, end in sections[document.pk]:
            if start != place:
                yield f"I4 {document.slug}: sections do not tile at {place}"
            place = end
        if place != len(text):
            yield f"I4 {document.slug}: sections end at {place} of {len(text)}"
        facts = [len(each[document.pk]) for each in (tasks, passages, issuers)]
        if not all(facts):
            yield f"I4 {document.slug}: half loaded {facts}"
        for start, end, quote in quotes[document.pk]:
            if text[start:end] != quote:
                yield f"I5 {document.slug}: a quote does not stand at {start}"


def _by_document(
    model: type[models.Model], *columns: str, document: str = "document_id"
) -> defaultdict[int, list[tuple[Any, ...]]]:
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *values in model._base_manager.order_by(*columns, "pk").values_list(document, *columns):
        found[key].append(tuple(values))
    return found


def _visible() -> Iterator[str]:
    """I3: of the documents of a batch that are to be published, all are public, or none."""
    for batch in ImportBatch.objects.all():
        stored = batch.items.filter(state=State.STORED, document__isnull=False)
        public = stored.filter(document__state="published").count()
        accepted = batch.items.filter(state=State.ACCEPTED).count()
        if public and (public != stored.count() or accepted):
            yield f"I3 batch {batch.key}: {public} public of {stored.count()} stored and {accepted} accepted"
    for model in (Task, Target, Section, Passage):
        if model.objects.visible_to(None).exclude(document__state="published").exists():
            yield f"I3 {model.__name__} of an unpublished document is public"


def _items() -> Iterator[str]:
    """I1, I6: batches are whole; nothing stored without its document, no document without its item, links agree."""
    for batch in ImportBatch.objects.all():
        ordinals = list(batch.items.order_by("ordinal").values_list("ordinal", flat=True))
        if ordinals != list(range(batch.expected)):
            yield f"I1 batch {batch.key}: {len(ordinals)} of {batch.expected}"
    if ImportItem.objects.filter(state=State.STORED, document__isnull=True).exists():
        yield "I6 an item says stored and has no document"
    if PolicyDocument.objects.exclude(imports__state=State.STORED).exists():
        yield "I6 a document stands in the corpus and no item says stored"
    if TaskAgency.objects.exclude(agency__jurisdiction=F("task__jurisdiction")).exists():
        yield "I4 an agency of another place"
    if PolicyDocument.objects.values("sha256").annotate(number=models.Count("pk")).filter(number__gt=1).exists():
        yield "I7 the same file stands in the corpus twice"


def _at_the_end() -> Iterator[str]:
    """I1, I6, I8 after recovery: all has come to an end, and nothing is left behind."""
    for batch in ImportBatch.objects.all():
        ended = batch.items.filter(state__in=ENDS).count()
        if ended != batch.expected:
            left = list(batch.items.exclude(state__in=ENDS).values_list("ordinal", "state"))
            yield f"I8 batch {batch.key}: {ended} of {batch.expected} ended, left {left}"
    if ImportItem.objects.filter(Q(state=State.REFUSED, code="") | Q(publish=True)).exists():
        yield "I1 refused without a code, or still to be published"
    if Upload.objects.filter(items__isnull=True).exists():
        yield "I6 an upload that no item needs is left"


def _database() -> Iterator[str]:
    """I14: the database itself is sound."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        said = cursor.execute("PRAGMA integrity_check").fetchall()
        if said != [("ok",)]:
            yield f"I14 integrity_check: {said[:3]}"
        if loose := cursor.execute("PRAGMA foreign_key_check").fetchall():
            yield f"I14 foreign_key_check: {loose[:3]}"


def public_count() -> int:
    """How many documents a visitor sees."""
    return PolicyDocument.objects.visible_to(None).count()


def digest() -> str:
    """SHA-256 over all rows of the corpus, each as JSON by the names of what it points at, sorted; no keys, no clocks."""
    models_of_corpus = apps.get_app_config("documents").get_models(include_auto_created=True)
    names = _Names([model for model in models_of_corpus if model._meta.managed and not _is_left_out(model)])
    lines = [line for model in names.rows for line in names.lines(model)]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _is_left_out(model: type[models.Model]) -> bool:
    name = model._meta.model_name or ""
    return name in LEFT_OUT_MODELS or name.startswith("historical")


Row = dict[str, Any]


class _Names:
    """Rows by what they are called, without their keys: a document by its slug, a task by its document and order."""

    def __init__(self, kept: list[type[models.Model]]) -> None:
        self.fields = {model: {field.name: field for field in model._meta.concrete_fields} for model in kept}
        self.rows = {model: self._rows(model) for model in kept}
        self.known: dict[tuple[type[models.Model], Any], str] = {}

    def _rows(self, model: type[models.Model]) -> dict[Any, Row]:
        columns = [field.attname for field in self.fields[model].values()]
        key = model._meta.pk.attname if model._meta.pk else ""
        return {row[key]: row for row in model._base_manager.values(*columns)}

    def lines(self, model: type[models.Model]) -> list[str]:
        """The rows of a model as JSON."""
        kept = [
            field
            for name, field in self.fields[model].items()
            if name not in LEFT_OUT_FIELDS and not isinstance(field, models.DateTimeField)
        ]
        return [
            f"{model._meta.model_name} "
            + json.dumps([self._value(row, field) for field in kept], ensure_ascii=False, default=_plain)
            for row in self.rows[model].values()
        ]

    def _value(self, row: Row, field: Any) -> Any:
        value = row[field.attname]
        return self.name(field.related_model, value) if field.is_relation and value is not None else value

    def name(self, model: type[models.Model], key: Any) -> str:
        """What a row is called."""
        if (model, key) not in self.known:
            row = self.rows.get(model, {}).get(key)
            self.known[model, key] = self._name(model, row) if row else f"{model._meta.model_name} {key}"
        return self.known[model, key]

    def _name(self, model: type[models.Model], row: Row) -> str:
        fields = self.fields[model]
        for name in ("slug", "code", "sha256"):
            if name in fields:
                return str(row[name])
        parts = [
            self._value(row, fields[name])
            for name in ("document", "task", "jurisdiction", "name", "order")
            if name in fields
        ]
        return "/".join(map(str, parts)) or json.dumps(row, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return str(value.normalize()) if hasattr(value, "normalize") else str(value)
