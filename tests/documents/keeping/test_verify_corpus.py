"""verify_corpus is silent about a sound corpus and names every damage, whatever was done to it."""

import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from documents.claims import claims_of
from documents.keeping.verifying import damages_of, damages_of_the_whole, differences_of
from documents.loading.reviewed.deciding import Wish, decide
from documents.models import Agency, PolicyDocument, TaskAgency
from tests.documents.keeping.damages import JINAN, MAOJIAN, SQLITE_WAYS, TOLD_BY_THE_FILE, WAYS, YUCHENG
from tests.documents.reviewing.acting import reviewer

pytestmark = pytest.mark.django_db


def ways():
    """All of them on SQLite; on PostgreSQL those of the database as a whole, and a sample of those of one document."""
    if connection.vendor == "sqlite":
        assert len(WAYS) + len(SQLITE_WAYS) >= 70
        return [*WAYS, *SQLITE_WAYS]
    return [way for place, way in enumerate(WAYS) if not way.document or place % 5 == 0]


def named(way, ask=damages_of):
    """The names of what is found once the corpus has been damaged in this way; everything is put back."""
    with transaction.atomic():
        way.do()
        slug = way.document
        keys = PolicyDocument.objects.filter(slug=slug).values_list("pk", flat=True)
        found = [damage for key in keys for damage in ask(key)] if slug else list(damages_of_the_whole())
        transaction.set_rollback(True)
    assert all(damage.where and damage.sentence for damage in found)
    return {damage.code for damage in found}


def test_a_sound_corpus_raises_no_alarm_and_every_damage_is_named(corpus):
    output = io.StringIO()
    call_command("verify_corpus", "--reread", stdout=output)
    assert output.getvalue() == "查过 5 份文件，没有损坏\n"

    missed = {way.said: found for way in ways() if way.code not in (found := named(way))}
    assert missed == {}


def test_what_only_the_file_can_tell_is_told_by_reading_it_again(corpus):
    missed = {way.said: found for way in TOLD_BY_THE_FILE if way.code not in (found := named(way, differences_of))}
    assert missed == {}


def test_the_command_tells_place_and_remedy_and_fails(corpus):
    PolicyDocument.objects.filter(slug=YUCHENG).update(original_bytes=b"?")
    output = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_corpus", "--document", YUCHENG, stdout=output)
    assert stopped.value.code == 1
    assert output.getvalue().splitlines() == [
        "original.hash  371482-7ccd550a  原件已损坏：校验值应为 7ccd550a1857…，现为 8a8de823d5ed…。不要改动，从备份恢复",
        "original.text  371482-7ccd550a  原文与原件不符，从第 1 字起。不要改动，从备份恢复",
        "查过 1 份文件，损坏 2 处",
    ]
    call_command("verify_corpus", "--document", JINAN, stdout=io.StringIO())
    with pytest.raises(CommandError, match="库里没有：999999-00000000"):
        call_command("verify_corpus", "--document", "999999-00000000")


def test_pages_say_that_an_original_is_damaged(corpus, client):
    PolicyDocument.objects.filter(slug=YUCHENG).update(alignment={"a": "b"}, original_bytes=b"?")
    for address in (f"/documents/{YUCHENG}/", f"/documents/{YUCHENG}/original.txt"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "<h1>原件已损坏</h1>" in answer.content.decode()
        assert "371482-7ccd550a：所存的与入库时的不符" in answer.content.decode()
    assert client.get(f"/documents/{JINAN}/original.txt").status_code == 200


def test_what_people_decide_raises_no_alarm(corpus):
    document = PolicyDocument.objects.get(slug=MAOJIAN)
    anna, others = reviewer("甲"), iter(claims_of(document, kinds=["task", "agency", "target"]))
    by_kind = {}
    for each in others:
        by_kind.setdefault(each.claim.kind, []).append(each)
    for kind, verdict, at in (
        ("task", "approve", 0), ("task", "reject", 2), ("agency", "reject", 1), ("agency", "approve", 3),
        ("target", "reject", 0), ("task", "correct", 5),
    ):  # fmt: skip
        found = by_kind[kind][at]
        after = replace(found.claim, says={**found.claim.says, "title": "另一个说法"}) if verdict == "correct" else None
        decide(document.pk, Wish(kind, found.fingerprint, 0, verdict, after), reviewer=anna)
    assert [str(damage) for damage in damages_of_the_whole()] == []
    assert [str(damage) for damage in damages_of(document.pk)] == []
    assert [str(damage) for damage in differences_of(document.pk)] == []


def test_the_index_and_its_triggers_are_made_anew_as_the_migrations_make_them(corpus):
    def machinery():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            else:
                cursor.execute(
                    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
                )
            return cursor.fetchall()

    before = machinery()
    call_command("rebuild_index", stdout=io.StringIO())
    assert machinery() == before
    assert len(before) >= 15
    call_command("verify_corpus", stdout=io.StringIO())
    assert TaskAgency.objects.count() > 0
    assert Agency.objects.count() > 0
