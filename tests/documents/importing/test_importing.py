"""Import from the first byte to the document: received, read, corrected beside its text, stored, and seen by whom."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from documents.importing import limits
from documents.importing.desk import leases
from documents.importing.desk.storing import store_accepted_items, store_item
from documents.importing.desk.sweeping import sweep
from documents.importing.reading import read_waiting_items
from documents.importing.refusals import SENTENCES
from documents.models import DocumentStep, ImportBatch, ImportItem, PolicyDocument, Upload
from documents.parsing.errors import UnreadableFile
from documents.parsing.pipeline import parse_bytes
from documents.remembered import remembered
from tests.documents.importing.sending import OTHER, PLAN, act, file, items, read_all, send, signed_in, zipped
from tests.people import EDITOR, REVIEWER, person

ROOT = Path(__file__).parents[3]


def test_nothing_of_a_batch_is_public_before_it_is_published_and_then_all_of_it_is(db):
    client = signed_in(person(REVIEWER))
    send(client, file("两份.zip", zipped(水务=PLAN, 环保=OTHER)))
    read_all()
    ImportItem.objects.update(summary={"place": "济南市", "title": "方案", "doubts": 0, "alike": []})
    client.post(reverse("importing:accept_all", args=["a" * 32]), {"publish": "1"})
    assert not PolicyDocument.objects.exists()

    first = ImportItem.objects.get(ordinal=1)
    ImportItem.objects.filter(pk=first.pk).update(lease_until=timezone.now() + timedelta(minutes=1))
    store_accepted_items(now=timezone.now())
    assert list(PolicyDocument.objects.values_list("state", flat=True)) == ["in_review"]

    ImportItem.objects.filter(pk=first.pk).update(lease_until=None)
    store_accepted_items(now=timezone.now())
    assert list(PolicyDocument.objects.values_list("state", flat=True)) == ["published", "published"]
    assert [item.name for item in items()] == ["两份.zip/水务.txt", "两份.zip/环保.txt"]
    steps = DocumentStep.objects.values_list("action", "state_before", "state_after", "made_by_name", "note")
    assert list(steps) == [("published", "in_review", "published", REVIEWER, "随导入发布")] * 2
    page = client.get(reverse("reviewing:document", args=[PolicyDocument.objects.first().slug])).content.decode()
    assert "<b>发布</b>" in page
    assert "<b>入库</b>" in page


def test_what_visitors_are_told_stands_while_a_batch_is_stored_and_is_asked_anew_when_it_is_published(db):
    client, answers = signed_in(person(REVIEWER)), iter(["before", "after"])
    send(client, file("水务.txt", PLAN), file("环保.txt", OTHER))
    read_all()
    ImportItem.objects.update(state="accepted", publish=True)

    def told() -> str:
        return remembered("what is told", lambda: next(answers), user=None)

    assert told() == "before"
    assert store_item(ImportItem.objects.order_by("pk")[0].pk, now=timezone.now())
    assert told() == "before"
    store_accepted_items(now=timezone.now())
    assert told() == "after"


def test_an_editor_cannot_publish_and_a_visitor_sees_nothing_of_an_import(as_editor, client):
    send(as_editor, file("水务.txt", PLAN))
    read_all()
    act(as_editor, "store", publish="1")
    assert PolicyDocument.objects.get().state == "in_review"
    slug = PolicyDocument.objects.get().slug

    assert client.get(f"/documents/{slug}/").status_code == 404
    assert client.get(f"/import/{'a' * 32}/").status_code == 302


def test_a_batch_is_seen_by_its_sender_and_by_reviewers_alone(as_editor):
    send(as_editor, file("水务.txt", PLAN))
    read_all()
    client = signed_in(person(EDITOR, name="别的编辑"))
    addresses = [f"/import/{'a' * 32}/", f"/import/{'a' * 32}/1/", f"/import/{'a' * 32}/1/original/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert client.post(f"/import/{'a' * 32}/1/store/", {"revision": 0}).status_code == 404
    assert "水务.txt" not in client.get("/import/").content.decode()

    client = signed_in(person(REVIEWER))
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
    assert "水务.txt" in client.get("/import/").content.decode()


def test_duplicates_are_told_by_content_not_by_name(as_editor):
    send(as_editor, file("一.txt", PLAN), file("二.txt", PLAN), text=OTHER, name="粘贴")
    read_all()
    assert [(item.name, item.state) for item in items()] == [
        ("一.txt", "read"),
        ("二.txt", "duplicate"),
        ("粘贴.txt", "read"),
    ]
    act(as_editor, "store")

    send(as_editor, file("三.txt", PLAN), file("四.txt", PLAN.replace("\n", "\r\n\r\n")), key="b" * 32)
    read_all()
    again, reset = items()[3:]
    assert (again.state, again.document) == ("duplicate", PolicyDocument.objects.get())
    assert reset.state == "read"
    assert [each["kind"] for each in reset.summary["alike"]] == ["same_text"]
    page = as_editor.get(f"/import/{'b' * 32}/").content.decode()
    assert "内容与库中的文件逐字节相同" in page
    assert "与已入库的文件正文相同" in page


def test_a_file_that_another_person_stored_while_it_was_read_is_a_duplicate_and_nobody_need_decide(as_editor):
    send(as_editor, file("一.txt", PLAN))
    read_all()
    send(as_editor, file("二.txt", PLAN), key="b" * 32)

    def slowly(data, *, name):
        act(as_editor, "store")
        return parse_bytes(data, name=name)

    read_waiting_items(parse=slowly)

    assert [(item.state, item.code, item.upload) for item in items()] == [
        ("stored", "", None),
        ("duplicate", "same_bytes", None),
    ]


def test_the_same_form_sent_twice_makes_one_batch_and_belongs_to_its_sender(as_editor):
    send(as_editor, file("一.txt", PLAN))
    assert send(as_editor, file("一.txt", PLAN)).status_code == 302
    assert ImportBatch.objects.count() == 1

    client = signed_in(person(EDITOR, name="别的编辑"))
    assert send(client, file("一.txt", PLAN)).status_code == 409
    assert re.fullmatch(r"/import/[0-9a-f]{32}/", send(client, file("../一\u202e.txt", PLAN), key="../x").url)
    assert items()[-1].name == "一.txt"


def test_what_is_too_much_is_refused_with_a_sentence_and_nothing_of_it_kept(as_editor, monkeypatch):
    assert "没有收到文件" in send(as_editor).content.decode()
    monkeypatch.setattr(limits, "MAX_FILES", 1)
    assert "一次最多1份，这次有2份" in send(as_editor, file("a.zip", zipped(甲=PLAN, 乙=OTHER))).content.decode()
    monkeypatch.setattr(limits, "MAX_BODY", 1000)
    assert send(as_editor, file("一.txt", "字" * 2000)).status_code == 413
    monkeypatch.setattr(limits, "MAX_A_DAY", 0)
    assert send(as_editor, text="一、总则").status_code == 429
    assert "没有找到地区“无此地”" in send(as_editor, text=PLAN, place="无此地").content.decode()
    assert not ImportBatch.objects.exists()
    assert not Upload.objects.exists()


def test_a_file_that_cannot_be_read_says_why_and_its_neighbours_go_on(as_editor):
    send(as_editor, file("坏.pdf", b"%PDF-1.4 x"), file("好.txt", PLAN), file("坏.zip", b"PK\x03\x04 broken"))
    read_all()
    assert [(item.name, item.state, item.code) for item in items()] == [
        ("坏.pdf", "refused", "damaged_pdf"),
        ("好.txt", "read", ""),
        ("坏.zip", "refused", "damaged_archive"),
    ]
    page = as_editor.get(f"/import/{'a' * 32}/").content.decode()
    assert "PDF 已损坏，打不开" in page
    act(as_editor, "again")
    assert items()[0].state == "waiting"
    act(as_editor, "discard")
    as_editor.post(reverse("importing:discard_all", args=["a" * 32]))
    sweep(now=timezone.now())
    assert not Upload.objects.exists()


def test_a_reader_that_comes_too_late_changes_nothing_and_a_killed_one_is_replaced(as_editor):
    send(as_editor, file("一.txt", PLAN))
    dead = leases.take("dead", lease=timedelta(seconds=-1))
    assert read_waiting_items(parse=parse_bytes, owner="living") == 1
    assert not leases.finish(dead, owner="dead", state="refused", code="late")
    assert items()[0].state == "read"
    assert read_all() == 0


def test_a_file_that_kills_its_readers_is_given_up(as_editor):
    send(as_editor, file("一.txt", PLAN))
    for _ in range(limits.MAX_ATTEMPTS):
        assert leases.take("dead", lease=timedelta(seconds=-1))
    assert read_all() == 0
    assert (items()[0].state, items()[0].code) == ("refused", "reading_broken")


def test_a_full_disk_leaves_a_file_waiting_and_the_page_says_so(as_editor, monkeypatch):
    send(as_editor, file("一.txt", PLAN), file("二.txt", OTHER))

    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(leases, "finish", full)
        assert read_all() == 0
    assert [item.state for item in items()] == ["waiting", "waiting"]
    assert "磁盘已满，腾出空间后自动继续" in as_editor.get(f"/import/{'a' * 32}/").content.decode()


def test_a_reader_that_is_stopped_gives_its_file_back(as_editor):
    send(as_editor, file("一.txt", PLAN))

    def stopped(data, *, name):
        raise SystemExit(0)

    with pytest.raises(SystemExit):
        read_waiting_items(parse=stopped)
    assert items()[0].state == "waiting"


def test_a_refusal_of_the_parser_is_kept_with_its_code(as_editor):
    send(as_editor, file("一.txt", PLAN))

    def refusing(data, *, name):
        raise UnreadableFile("encrypted", name=name)

    read_waiting_items(parse=refusing)
    assert items()[0].code == "encrypted"


def test_every_refusal_stands_in_the_papers():
    shown = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    rows = {
        code: (int(status), words)
        for code, status, words in re.findall(r"^\| `(\w+)` \| (\d+) \| (.+) \|$", shown, re.MULTILINE)
    }
    assert rows == {
        code: (status, re.sub(r"%\(\w+\)s", "…", str(sentence))) for code, (status, sentence) in SENTENCES.items()
    }


def test_the_tables_refuse_to_lose_an_upload_that_is_needed(as_editor):
    send(as_editor, file("一.txt", PLAN))
    with pytest.raises(ProtectedError):
        Upload.objects.get().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportItem.objects.update(upload=None)
    assert sweep(now=timezone.now()) == 0


@pytest.mark.sqlite
def test_a_sample_of_kills_loses_nothing_and_the_harness_bites():
    """A few of `make faults`: killed at some points of an import, and an importer broken on purpose that is caught."""
    kinds = ["points", "broken-row_by_row"]
    words = ["--sample", "--database", "sqlite", "--only", *kinds]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.count("struck")) == (0, 2), done.stdout + done.stderr
