"""What the loader writes without objects, statement by statement or triggers is what they would have written."""

import pytest
from django.db import IntegrityError, connection, transaction

from documents.keeping import machinery
from documents.keeping.verifying import damages_of, damages_of_the_whole
from documents.loading.index import indexed_at_once
from documents.loading.inserting import insert
from documents.models import (
    Agency,
    Citation,
    DocumentIssuer,
    Doubt,
    Passage,
    PolicyDocument,
    Repair,
    Section,
    Stage,
    Target,
    Task,
    TaskAgency,
    TaskCue,
    TaskDeadline,
    TaskProfile,
)
from tests.builders import MAOJIAN, TRAFFIC, build_document

pytestmark = pytest.mark.django_db
WRITTEN = (
    *(Agency, Citation, DocumentIssuer, Doubt, Passage, Repair, Section, Stage),
    *(Target, Task, TaskAgency, TaskCue, TaskDeadline, TaskProfile),
)


def raw(model):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY 1")
        return [tuple((type(value), value) for value in row) for row in cursor.fetchall()]


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_rows_are_those_that_saving_would_write(corpus, model):
    before = raw(model)
    for row in model.objects.all():
        row.save()

    assert before
    assert raw(model) == before


def entries():
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.seen USING fts5vocab(main, documents_grams, instance)")
        cursor.execute("SELECT term, doc FROM temp.seen")
        return set(cursor.fetchall())


@pytest.mark.sqlite
def test_the_index_is_the_one_that_the_database_makes_and_empty_when_all_have_left():
    build_document(place=MAOJIAN, tasks=(TRAFFIC,))
    loaded = entries()
    assert loaded

    machinery.drop()
    machinery.make()
    assert entries() == loaded

    Passage.objects.all().delete()
    assert entries() == set()


@pytest.mark.sqlite
def test_others_enter_the_index_by_themselves_while_one_document_is_written(corpus):
    here, there = PolicyDocument.objects.order_by("pk")[:2]
    row = Passage.objects.filter(document=there).values().first()
    del row["id"]
    with transaction.atomic(), indexed_at_once(here.pk):
        insert(Passage, [{**row, "order": 99_999, "folded": "龘龘"}])

    key = Passage.objects.get(order=99_999).pk
    assert {doc for term, doc in entries() if term == "龘龘".encode().hex()} == {key}


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_leaves_a_document_out_of_the_index_cannot_end():
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO documents_indexing (document_id) VALUES (7)")

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM documents_indexing")
        assert cursor.fetchone() == (0,)


def test_one_document_loaded_after_another_takes_keys_that_nobody_has(corpus):
    held = {model: set(model.objects.values_list("pk", flat=True)) for model in (Agency, Section, Task)}
    Task.objects.order_by("-pk").first().delete()

    document = build_document(place=MAOJIAN, title="新方案", number="", tasks=(TRAFFIC,))

    assert not set(document.tasks.values_list("pk", flat=True)) & held[Task]
    assert not set(document.sections.values_list("pk", flat=True)) & held[Section]
    Task.objects.create(**{**Task.objects.filter(document=document).values().first(), "id": None, "order": 99})
    Task.objects.filter(order=99).delete()
    assert [*damages_of_the_whole(), *damages_of(document.pk)] == []
