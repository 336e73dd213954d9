"""Newer rules read a document anew: what people decided stays, what they have to look at again is said."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from documents.loading import load, reread
from documents.management.commands import reread_documents
from documents.models import DocumentStep, PolicyDocument, Rereading, ReviewedFact, Target, Task, TaskAgency
from documents.reviewing.wording import headline
from tests.builders import LOADED_AT, build_parsed
from tests.documents.reviewing.acting import act, again, reviewer, said

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 1, 1, tzinfo=UTC)


def loaded():
    parsed, data = build_parsed()
    return load(parsed, data=data, now=LOADED_AT, parser_version="1").document, parsed, data


def read_anew(parsed, data, **changed):
    """Load the same file as newer rules read it; returns what changed."""
    return load(replace(parsed, **changed), data=data, now=LATER, parser_version="2").changes


def words(claims):
    return [headline(claim) for claim in claims]


def test_the_same_reading_again_keeps_every_decision_and_changes_nothing():
    document, parsed, data = loaded()
    by = reviewer()
    act(document, "智慧教育", "approve", by=by)
    act(document, "牵头 区教育局", "correct", by=by, name="区教育体育局")
    act(document, "配合 公安茅箭分局", "reject", by=by)
    act(document, "文种：实施方案", "correct", by=by, value="行动方案")
    before = said(document)

    changes = read_anew(parsed, data)

    document.refresh_from_db()
    assert said(document) == before
    assert document.document_type == "行动方案"
    assert not changes, "nothing gained, nothing lost"
    assert words(changes.kept) == ["文种：行动方案", "牵头 区教育体育局", "配合 公安茅箭分局"]
    assert {task.title: task.origin for task in Task.objects.all()} == {
        "智慧交通": "automatic", "智慧教育": "reviewed", "加强资金保障": "automatic",
    }  # fmt: skip
    assert TaskAgency.objects.get(agency__name="区教育体育局").origin == "manual"
    assert ReviewedFact.objects.filter(newer__isnull=False).count() == 0


def test_what_newer_rules_no_longer_read_stays_when_a_person_vouched_for_it():
    document, parsed, data = loaded()
    act(document, "智慧教育", "approve", by=reviewer())
    target = replace(parsed.targets[0], task=None, section=2)

    changes = read_anew(parsed, data, tasks=parsed.tasks[2:], targets=(target, *parsed.targets[1:]))

    assert [task.title for task in Task.objects.order_by("order")] == ["智慧教育", "加强资金保障"]
    assert TaskAgency.objects.get().agency.name == "区教育局", "it comes back with its agencies"
    assert words(changes.kept) == ["智慧教育"]
    assert words(changes.lost) == ["智慧交通", "牵头 区交通运输局", "配合 公安茅箭分局", "2022年底前 → 2022-12-31"]


def test_what_newer_rules_read_otherwise_waits_in_the_queue_beside_what_people_decided():
    document, parsed, data = loaded()
    by = reviewer()
    fact = act(document, "2022年底前 路口信号联网率 ≥80%", "correct", by=by, value="85")
    rejected = act(document, "配合 公安茅箭分局", "reject", by=by)
    other = replace(parsed.targets[0], indicator="信号联网率")
    agencies = (parsed.tasks[0].agencies[0], replace(parsed.tasks[0].agencies[1], role="responsible"))
    task = replace(parsed.tasks[0], agencies=agencies)

    changes = read_anew(parsed, data, targets=(other, *parsed.targets[1:]), tasks=(task, *parsed.tasks[1:]))

    kept = Target.objects.get(kind="quantity")
    assert (kept.indicator, kept.value, kept.origin) == ("路口信号联网率", 85, "manual")
    assert [(headline(was), headline(now)) for was, now in changes.conflicts] == [
        ("配合 公安茅箭分局", "责任 公安茅箭分局"),
        ("2022年底前 路口信号联网率 ≥85%", "2022年底前 信号联网率 ≥80%"),
    ]
    assert not TaskAgency.objects.filter(agency__name="公安茅箭分局").exists(), "rejected, until somebody looks"
    fact.refresh_from_db()
    rejected.refresh_from_db()
    assert fact.newer["says"]["indicator"] == "信号联网率"
    assert rejected.newer["says"]["role"] == "responsible"

    again(document, fact, "approve", by=by)
    fact.refresh_from_db()
    assert fact.newer is None, "who approves has looked"


def test_when_newer_rules_read_what_a_person_wrote_the_two_agree():
    document, parsed, data = loaded()
    act(document, "智慧教育", "correct", by=reviewer(), title="数字校园")
    task = replace(parsed.tasks[1], title="数字校园")

    changes = read_anew(parsed, data, tasks=(parsed.tasks[0], task, parsed.tasks[2]))

    assert not changes.conflicts
    assert Task.objects.get(title="数字校园").origin == "manual"
    assert Task.objects.count() == 3


def test_what_was_gained_and_changed_is_listed_and_the_document_has_to_be_read_again():
    document, parsed, data = loaded()
    PolicyDocument.objects.update(reviewed=True)
    fresh = replace(parsed.tasks[1], title="教育数字化")
    agencies = parsed.tasks[0].agencies[:1]

    read_anew(parsed, data, tasks=(replace(parsed.tasks[0], agencies=agencies), fresh, parsed.tasks[2]))

    told = Rereading.objects.get()
    assert (told.version_before, told.version_after, told.made_at) == ("1", "2", LATER)
    assert [each["says"]["name"] for each in told.changes["lost"]] == ["公安茅箭分局"]
    assert [[was["says"]["title"], now["says"]["title"]] for was, now in told.changes["changed"]] == [
        ["智慧教育", "教育数字化"]
    ]
    document.refresh_from_db()
    assert not document.reviewed
    assert DocumentStep.objects.get().action == "unchecked"


def test_a_document_read_the_same_stays_checked():
    document, parsed, data = loaded()
    PolicyDocument.objects.update(reviewed=True)

    read_anew(parsed, data)

    document.refresh_from_db()
    assert document.reviewed
    assert not Rereading.objects.exists()


def test_what_was_corrected_on_import_without_a_record_is_kept_too():
    _document, parsed, data = loaded()
    Task.objects.filter(title="智慧教育").update(title="数字校园", origin="manual")

    changes = read_anew(parsed, data)

    assert [task.title for task in Task.objects.order_by("order")] == ["智慧交通", "数字校园", "加强资金保障"]
    assert [headline(now) for _was, now in changes.conflicts] == ["智慧教育"]


def test_a_trial_tells_what_would_change_and_changes_nothing():
    document, parsed, _data = loaded()
    before = said(document)

    changes = reread(document.pk, replace(parsed, tasks=parsed.tasks[:1]), now=LATER, dry_run=True)

    assert words(changes.lost) == ["智慧教育", "加强资金保障", "牵头 区教育局"]
    assert said(document) == before
    assert not Rereading.objects.exists()
    assert PolicyDocument.objects.get().parser_version == "1"


def test_reading_anew_keeps_the_place_that_a_person_gave():
    document, parsed, _data = loaded()

    reread(document.pk, replace(parsed, metadata=replace(parsed.metadata, jurisdiction=None)), now=LATER)

    assert PolicyDocument.objects.get().jurisdiction.name == "茅箭区"


def test_the_command_lists_what_changed_and_stores_it_unless_it_is_a_trial(monkeypatch, capsys):
    document, parsed, _data = loaded()
    Task.objects.filter(title="智慧教育").update(title="旧读法")
    monkeypatch.setattr(reread_documents, "parse_isolated", lambda data, name: parsed)

    call_command("reread_documents", "--dry-run")
    assert "任务 旧读法 → 智慧教育" in capsys.readouterr().out
    assert Task.objects.filter(title="旧读法").exists()
    call_command("reread_documents", "--document", document.slug)
    assert "共1份，未重读0份" in capsys.readouterr().out
    assert not Task.objects.filter(title="旧读法").exists()
    call_command("reread_documents")
    assert "共0份" in capsys.readouterr().out, "read by the rules of today already"
    with pytest.raises(CommandError, match="库里没有：nowhere"):
        call_command("reread_documents", "--document", "nowhere")
