"""verify_corpus is silent about a sound corpus and names every damage, whatever was done to it."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from documents.keeping.verifying import damages_of, damages_of_the_whole, differences_of
from documents.models import Agency, PolicyDocument, TaskAgency
from tests.documents.keeping.damages import JINAN, SQLITE_WAYS, TOLD_BY_THE_FILE, WAYS, YUCHENG

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
