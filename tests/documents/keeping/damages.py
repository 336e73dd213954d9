"""Ways to damage the five documents behind the program's back, each with the name that verify_corpus gives it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection

from documents.models import (
    Agency,
    Citation,
    CorpusRevision,
    Decision,
    DecisionBatch,
    DocumentIssuer,
    Domain,
    ImportBatch,
    ImportItem,
    Jurisdiction,
    Passage,
    PolicyDocument,
    Repair,
    ReviewedFact,
    Section,
    Stage,
    Target,
    Task,
    TaskAgency,
    TaskCue,
    TaskDeadline,
    TaskProfile,
    Upload,
)

JINAN, YUCHENG, MAOJIAN = "370100-e35f96b6", "371482-7ccd550a", "420302-02df586f"
MOMENT = datetime(2026, 11, 22, tzinfo=UTC)


class Way(NamedTuple):
    """One damage: what is done, to which document ("" for what belongs to none), and what it must be called."""

    said: str
    document: str
    code: str
    do: Callable[[], Any]


def _set(slug: str, **values: Any) -> Callable[[], Any]:
    """Write into the row of a document; a function is given what stood there."""

    def do() -> None:
        row = PolicyDocument.objects.get(slug=slug)
        made = {name: value(getattr(row, name)) if callable(value) else value for name, value in values.items()}
        PolicyDocument.objects.filter(pk=row.pk).update(**made)

    return do


def _row(model: Any, slug: str, number: int, /, **values: Any) -> Callable[[], Any]:
    """Write into one row of a document."""

    def do() -> None:
        rows = model._base_manager.filter(document__slug=slug, order=number)
        made = {name: value(getattr(rows.get(), name)) if callable(value) else value for name, value in values.items()}
        assert rows.update(**made) == 1

    return do


def _first(rows: Callable[[], Any], **values: Any) -> Callable[[], Any]:
    """Write into the first of some rows."""
    return lambda: rows().model._base_manager.filter(pk=rows().order_by("pk")[0].pk).update(**values)


def _delete(model: Any, slug: str, order: int) -> Callable[[], Any]:
    """Delete one row and nothing that hangs on it, as a statement by hand would."""
    return lambda: _sql(
        f"DELETE FROM {model._meta.db_table} WHERE id = %s",
        model._base_manager.get(document__slug=slug, order=order).pk,
    )


def _sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def _flipped(place: int) -> Callable[[Any], bytes]:
    def flip(data: Any) -> bytes:
        changed = bytearray(bytes(data))
        changed[place] ^= 1
        return bytes(changed)

    return flip


def _other(text: str) -> str:
    """The text with one character in its middle replaced."""
    middle = len(text) // 2
    return f"{text[:middle]}囧{text[middle + 1 :]}"


def _key(model: Any, slug: str, order: int) -> Callable[[Any], int]:
    return lambda _held: model._base_manager.get(document__slug=slug, order=order).pk


def _agency_without_anything() -> None:
    Agency.objects.create(jurisdiction=Jurisdiction.objects.get(code="371482"), name="市无人局")


def _agency_of_maojian() -> None:
    theirs = TaskAgency.objects.filter(task__document__slug=MAOJIAN).earliest("pk").agency_id
    TaskAgency.objects.filter(pk=jinan_links().earliest("pk").pk).update(agency=theirs)


def _passage_deleted_without_the_trigger() -> None:
    _sql("DROP TRIGGER documents_passage_leaves")
    _delete(Passage, YUCHENG, 3)()


def _citation_of_itself() -> None:
    row = Citation.objects.filter(document__slug=YUCHENG).earliest("order")
    Citation.objects.filter(pk=row.pk).update(cited=row.document_id)


def _undecided() -> ReviewedFact:
    """A record that says approved, of a fact that no table holds, without its decision."""
    return ReviewedFact.objects.create(
        document=PolicyDocument.objects.get(slug=YUCHENG), kind="task", fingerprint="f" * 32, standing="f" * 32,
        start=1, end=2, read={}, stands={}, state="approved", version=1,
    )  # fmt: skip


def _decision_lost() -> None:
    fact = _undecided()
    ReviewedFact.objects.filter(pk=fact.pk).update(version=3)
    Decision.objects.create(fact=fact, number=1, verdict="approve", reviewer_name="甲", decided_at=MOMENT)
    Decision.objects.create(fact=fact, number=3, verdict="approve", reviewer_name="甲", decided_at=MOMENT)


def _batch(expected: int) -> ImportBatch:
    return ImportBatch.objects.create(key="k1", received_at=MOMENT, expected=expected)


def _approvals(number: int) -> DecisionBatch:
    return DecisionBatch.objects.create(rule="a", number=number, sample=1, made_by_name="核对", made_at=MOMENT)


def _item(batch: ImportBatch, **values: Any) -> None:
    kept = {"ordinal": 0, "name": "甲.txt", "sha256": "0" * 64, "size": 1, "state": "stored"}
    ImportItem.objects.create(batch=batch, **(kept | values))


def _upload(data: bytes, sha256: str, size: int) -> Upload:
    return Upload.objects.create(data=data, sha256=sha256, size=size)


SHA_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"  # of the letter a
jinan_leads = lambda: Task.objects.filter(document__slug=JINAN, lead_agency__isnull=False)  # noqa: E731
jinan_links = lambda: TaskAgency.objects.filter(task__document__slug=JINAN)  # noqa: E731
jinan_dates = lambda: TaskDeadline.objects.filter(task__document__slug=JINAN)  # noqa: E731
jinan_dated = lambda: Target.objects.filter(document__slug=JINAN).exclude(deadline="")  # noqa: E731
yucheng_cues = lambda: TaskCue.objects.filter(document__slug=YUCHENG)  # noqa: E731

WAYS = (
    Way("one bit of the file", YUCHENG, "original.hash", _set(YUCHENG, original_bytes=_flipped(100))),
    Way("the file cut short", YUCHENG, "original.hash", _set(YUCHENG, original_bytes=lambda data: bytes(data)[:-1])),
    Way("the file emptied", YUCHENG, "original.hash", _set(YUCHENG, original_bytes=b"")),
    Way("another hash", YUCHENG, "original.hash", _set(YUCHENG, sha256="0" * 64)),
    Way("one character of the original", YUCHENG, "original.text", _set(YUCHENG, original_text=_other)),
    Way("the original cut short", YUCHENG, "section.tiling", _set(YUCHENG, original_text=lambda text: text[:-9])),
    Way("the original with another end", YUCHENG, "section.tiling", _set(YUCHENG, original_text=lambda text: text + "完")),
    Way("one character of the clean text", YUCHENG, "clean.text", _set(YUCHENG, clean_text=_other)),
    Way("the clean text cut short", YUCHENG, "clean.alignment", _set(YUCHENG, clean_text=lambda text: text[:-9])),
    Way("no alignment", YUCHENG, "clean.alignment", _set(YUCHENG, alignment=[])),
    Way("an alignment that is none", YUCHENG, "clean.alignment", _set(YUCHENG, alignment={"a": "b"})),
    Way("an alignment moved by one", JINAN, "clean.alignment", _set(JINAN, alignment=lambda kept: [
        [start, end, low + (place == 3), high] for place, (start, end, low, high) in enumerate(kept)
    ])),
    Way("words of one less", YUCHENG, "clean.words", _set(YUCHENG, word_lengths=lambda digits: digits[:-1])),
    Way("words that are none", YUCHENG, "clean.words", _set(YUCHENG, word_lengths="?")),
    Way("a section deleted", YUCHENG, "section.tiling", _delete(Section, YUCHENG, 5)),
    Way("the last section deleted", YUCHENG, "section.tiling", _delete(Section, YUCHENG, 24)),
    Way("a section that ends early", YUCHENG, "section.tiling", _row(Section, YUCHENG, 6, end=lambda end: end - 1)),
    Way("a section that starts early", YUCHENG, "section.tiling", _row(Section, YUCHENG, 6, start=lambda start: start - 1)),
    Way("a section out of order", YUCHENG, "section.order", _row(Section, YUCHENG, 6, order=600)),
    Way("another heading", YUCHENG, "section.heading", _row(Section, YUCHENG, 6, heading="无此小标题")),
    Way("a parent that comes later", YUCHENG, "section.parent", _row(Section, YUCHENG, 3, parent_id=_key(Section, YUCHENG, 9))),
    Way("a parent elsewhere", YUCHENG, "section.parent", _row(Section, YUCHENG, 3, parent_id=_key(Section, JINAN, 2))),
    Way("a repair that replaced something else", YUCHENG, "repair.quote", _row(Repair, YUCHENG, 1, before="囧")),
    Way("a repair deleted", YUCHENG, "repair.count", _delete(Repair, YUCHENG, 2)),
    Way("a task moved", YUCHENG, "task.text", _row(Task, YUCHENG, 1, start=lambda start: start + 1)),
    Way("another text of a task", YUCHENG, "task.text", _row(Task, YUCHENG, 2, text=_other)),
    Way("a task behind the end", YUCHENG, "fact.span", _row(Task, YUCHENG, 2, start=90_000, end=90_001)),
    Way("a task in a section elsewhere", YUCHENG, "fact.section", _row(Task, YUCHENG, 2, section_id=_key(Section, JINAN, 2))),
    Way("a task of another place", YUCHENG, "fact.place", _row(Task, YUCHENG, 2, jurisdiction_id=lambda _held: Jurisdiction.objects.get(code="370100").pk)),
    Way("a task without its lead", JINAN, "task.lead", _first(jinan_leads, lead_agency=None)),
    Way("a task with another year", YUCHENG, "task.due_year", _row(Task, YUCHENG, 1, due_year=1999)),
    Way("a task without profile", YUCHENG, "task.profile", lambda: TaskProfile.objects.filter(task__document__slug=YUCHENG, task__order=1).delete()),
    Way("a task without keys", YUCHENG, "task.keys", lambda: TaskProfile.objects.filter(task__document__slug=YUCHENG, task__order=1).update(keys=None)),
    Way("a task deleted with all its own", YUCHENG, "fact.missing", lambda: Task.objects.filter(document__slug=YUCHENG, order=2).delete()),
    Way("a target deleted", JINAN, "fact.missing", lambda: Target.objects.filter(document__slug=JINAN, order=2).delete()),
    Way("a stage deleted", YUCHENG, "fact.missing", lambda: Stage.objects.filter(document__slug=YUCHENG, order=1).delete()),
    Way("an issuer deleted", MAOJIAN, "fact.missing", lambda: DocumentIssuer.objects.filter(document__slug=MAOJIAN).update(order=2)),
    Way("another quote", JINAN, "target.quote", _row(Target, JINAN, 1, quote=_other)),
    Way("a target moved", JINAN, "target.quote", _row(Target, JINAN, 1, start=lambda start: start + 1)),
    Way("another quote after cleaning", JINAN, "target.quote_clean", _row(Target, JINAN, 1, quote_clean=_other)),
    Way("another deadline of a target", JINAN, "target.deadline", _first(jinan_dated, deadline_words="到2099年")),
    Way("a target of a task elsewhere", JINAN, "fact.task", _row(Target, JINAN, 1, task_id=_key(Task, YUCHENG, 1))),
    Way("an agency written otherwise", JINAN, "agency.words", _first(jinan_links, as_written="市无人局")),
    Way("an agency of a task deleted", JINAN, "fact.missing", lambda: jinan_links().filter(order=1).delete()),
    Way("an agency of another place", JINAN, "agency.place", _agency_of_maojian),
    Way("a deadline written otherwise", JINAN, "deadline.words", _first(jinan_dates, words="2099年底")),
    Way("a cue word deleted", YUCHENG, "cue.list", lambda: yucheng_cues().filter(pk=yucheng_cues().earliest("pk").pk).delete()),
    Way("a citation that cites itself", YUCHENG, "citation.link", _citation_of_itself),
    Way("a passage deleted", YUCHENG, "passage.missing", _delete(Passage, YUCHENG, 3)),
    Way("a passage too many", YUCHENG, "passage.surplus", _row(Passage, YUCHENG, 25, order=77)),
    Way("another text of a passage", YUCHENG, "passage.differs", _row(Passage, YUCHENG, 3, text=_other)),
    Way("what search reads altered", YUCHENG, "passage.differs", _row(Passage, YUCHENG, 3, folded=_other)),
    Way("a public document without passages", YUCHENG, "document.incomplete", lambda: Passage.objects.filter(document__slug=YUCHENG).delete()),
    Way("a record of a fact that is not there", YUCHENG, "review.standing", _undecided),
    Way("a decision lost", YUCHENG, "review.decisions", _decision_lost),
    Way("a state that contradicts", YUCHENG, "review.state", lambda: ReviewedFact.objects.filter(pk=_undecided().pk).update(state="rejected")),
    Way("rows of a task that is gone", "", "row.orphan", _delete(Task, YUCHENG, 2)),
    Way("a document that is gone", "", "row.orphan", lambda: _sql("DELETE FROM documents_policydocument WHERE slug = %s", YUCHENG)),
    Way("an agency that nobody names", "", "agency.unnamed", _agency_without_anything),
    Way("a domain under another", "", "domain.parent", lambda: Domain.objects.filter(code__contains="/").update(parent=None)),
    Way("places in a circle", "", "place.circle", lambda: Jurisdiction.objects.filter(code="370000").update(parent=Jurisdiction.objects.get(code="371482"))),
    Way("a batch of approvals without its decisions", "", "review.batch", lambda: _approvals(3)),
    Way("a batch that lacks a file", "", "import.batch", lambda: _batch(2)),
    Way("a received file altered", "", "upload.hash", lambda: _upload(b"b", SHA_OF_A, 1)),
    Way("a received file of another size", "", "upload.size", lambda: _upload(b"a", SHA_OF_A, 2)),
    Way("a received file that nobody needs", "", "upload.orphan", lambda: _upload(b"a", SHA_OF_A, 1)),
    Way("stored as another document", "", "import.document", lambda: _item(_batch(1), document=PolicyDocument.objects.get(slug=YUCHENG))),
    Way("waiting with another file", "", "import.upload", lambda: _item(_batch(1), state="waiting", upload=_upload(b"a", SHA_OF_A, 1))),
    Way("refused and yet a document", "", "import.state", lambda: _item(_batch(1), state="refused", code="empty", document=PolicyDocument.objects.get(slug=YUCHENG))),
    Way("a trigger dropped", "", "database.machinery", lambda: _sql(
        "DROP TRIGGER documents_task_marks_update" if connection.vendor == "sqlite" else "DROP TRIGGER documents_task_marks ON documents_task"
    )),
    Way("the index of search dropped", "", "database.machinery", lambda: _sql(
        "DROP TABLE documents_grams" if connection.vendor == "sqlite" else "DROP INDEX passage_grams"
    )),
    Way("two revisions", "", "database.revision", lambda: CorpusRevision.objects.create(token="另一个")),
    Way("a migration forgotten", "", "database.migration", lambda: _sql("DELETE FROM django_migrations WHERE app = 'comparisons' AND name LIKE '0002%'")),
)  # fmt: skip
SQLITE_WAYS = (
    Way("a passage that left the index", YUCHENG, "index.missing", lambda: _sql("INSERT INTO documents_grams(documents_grams) VALUES ('delete-all')")),
    Way("a passage left in the index", "", "index.surplus", _passage_deleted_without_the_trigger),
)  # fmt: skip
# Rows whose loss only the file itself can tell: verify_corpus --reread.
TOLD_BY_THE_FILE = (
    Way("the last task deleted", YUCHENG, "reading.lost", lambda: Task.objects.filter(document__slug=YUCHENG).latest("order").delete()),
    Way("another value", YUCHENG, "reading.altered", _row(Target, YUCHENG, 1, indicator="另一个指标")),
    Way("another title", YUCHENG, "reading.altered", _set(YUCHENG, title="另一个标题")),
    Way("other domains forgotten", YUCHENG, "reading.altered", lambda: Task.other_domains.through.objects.filter(task__document__slug=YUCHENG).delete()),
)  # fmt: skip
