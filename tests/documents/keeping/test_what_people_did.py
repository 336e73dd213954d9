"""Everything that people did to a document comes back from a backup: decisions, batches, steps, readings, reports, history."""

import pytest
from django.apps import apps

from documents.keeping.digest import corpus_digest
from documents.keeping.tables import NOT_KEPT, corpus_tables
from documents.keeping.verifying import damages_of, damages_of_the_whole
from documents.loading import load
from documents.loading.reviewed.batches import approve_rule, open_finds
from documents.loading.reviewed.reports import report
from documents.loading.reviewed.steps import check, move
from documents.models import Decision, ErrorReport, PolicyDocument, Rereading, ReviewedFact, Task
from documents.parsing.spans import Span
from documents.reviewing.history import history_of
from documents.reviewing.items import items_of
from tests.builders import LOADED_AT, build_parsed
from tests.documents.keeping.test_backup import run
from tests.documents.reviewing.acting import NOW, act, reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
TABLES = {
    "reviewedfact", "decision", "decisionbatch", "documentstep", "rereading", "errorreport",
    "historicalpolicydocument", "historicaltask", "historicaltaskagency", "historicaltarget",
}  # fmt: skip


def work_on_it():
    """What a reviewer does in a day, each kind of it once."""
    parsed, data = build_parsed()
    document = load(parsed, data=data, now=LOADED_AT, parser_version="1", state="in_review").document
    by = reviewer()
    act(document, "牵头 区教育局", "correct", by=by, name="区教育体育局")
    act(document, "2022年底前 路口信号联网率 ≥80%", "correct", by=by, value="85")
    act(document, "配合 公安茅箭分局", "reject", by=by)
    act(document, "智慧教育", "correct", by=by, title="数字校园")
    approve_rule(
        open_finds("note.label.lead", documents=PolicyDocument.objects.all()), document=None, sample=1, reviewer=by
    )
    check(document.pk, approving_rest=True, reviewer=by)
    move(document.pk, "published", shown="in_review", reviewer=by)
    load(parsed, data=data, now=NOW, parser_version="2")
    report(document, span=Span(0, 5), message="不对", contact="", visitor="v", reporter=by)
    return PolicyDocument.objects.get()


def told(document):
    """What the pages tell of it."""
    items = items_of(document, user=None)
    return [(item.headline, item.state, history_of(document, item)) for item in items]


def test_what_people_did_comes_back_as_it_was(tmp_path):
    document = work_on_it()
    before, shown = corpus_digest(), told(document)
    rows = {table.name.rpartition(".")[2]: table.rows for table in before.tables}
    assert {name for name in TABLES if not rows[name]} == set(), "each kind of record is there to be kept"
    assert [each.code for each in (*damages_of_the_whole(), *damages_of(document.pk))] == []

    run("backup", tmp_path / "a.zip")
    for model in (Decision, Rereading, ErrorReport, ReviewedFact, Task):
        model.objects.all().delete()
    assert corpus_digest().content != before.content
    run("restore", tmp_path / "a.zip", "--replace")

    assert corpus_digest() == before
    assert told(PolicyDocument.objects.get()) == shown
    assert [each.code for each in (*damages_of_the_whole(), *damages_of(document.pk))] == []


def test_what_is_not_kept_is_stated():
    every = {
        model._meta.label_lower
        for app in ("documents", "comparisons")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }

    assert every - {model._meta.label_lower for model in corpus_tables()} == NOT_KEPT
    assert "comparisons.tally" in NOT_KEPT
