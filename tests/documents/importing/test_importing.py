"""Import from the first byte to the document: received, read, corrected beside its text, stored, and seen by whom."""

import io
import re
import subprocess
import sys
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.importing import limits
from documents.importing.desk import leases
from documents.importing.desk.deciding import correct
from documents.importing.desk.storing import store_accepted_items
from documents.importing.desk.sweeping import sweep
from documents.importing.reading import read_waiting_items
from documents.importing.refusals import SENTENCES, ImportRefused
from documents.keeping.verifying import damages_of
from documents.loading.loader import reread
from documents.models import Decision, DocumentStep, ImportBatch, ImportItem, PolicyDocument, Task, TaskAgency, Upload
from documents.parsing.errors import UnreadableFile
from documents.parsing.pipeline import parse_bytes
from tests.people import EDITOR, REVIEWER, person

ROOT = Path(__file__).parents[3]
PLAN = """济南市人民政府办公室
关于印发济南市智慧水务实施方案的通知
济政办发〔2021〕7号
济南市智慧水务实施方案
一、总体目标
到2023年，全市供水管网漏损率降到8%以下。
二、重点任务
（一）建设水务大数据平台。由市水务局牵头，市大数据局配合，2022年底前完成。
（二）推进智慧水表。更换智慧水表20万只。（责任单位：市水务局）
三、保障措施
（一）加强组织领导。成立领导小组。
济南市人民政府办公室
2021年3月5日
"""
OTHER = PLAN.replace("水务", "环保").replace("〔2021〕7号", "〔2021〕9号").replace("供水管网漏损率", "垃圾回收率")


def signed_in(somebody):
    client = Client()
    client.force_login(somebody)
    return client


@pytest.fixture
def editor(db):
    return person(EDITOR)


@pytest.fixture
def as_editor(editor):
    return signed_in(editor)


def file(name, content):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return packed.getvalue()


def send(client, *files, key="a" * 32, **more):
    return client.post(reverse("importing:batches"), {"key": key, "files": list(files), **more})


def read_all():
    return read_waiting_items(parse=parse_bytes)


def items():
    return list(ImportItem.objects.order_by("batch_id", "ordinal"))


def preview(client, number=1, **query):
    return client.get(reverse("importing:item", args=["a" * 32, number]), query)


def act(client, name, number=1, **data):
    item = ImportItem.objects.get(batch__key="a" * 32, ordinal=number - 1)
    return client.post(
        reverse(f"importing:{name}", args=["a" * 32, number]), {"revision": item.revision, **data}, follow=True
    )


def describe(client, **said):
    form = preview(client).context["page"].form
    given = {name: form[name].value() or "" for name in form.fields}
    return act(client, "describe", **{**given, **said})


def test_a_file_is_read_corrected_beside_its_text_and_stored_in_one_piece(as_editor):
    assert send(as_editor, file("水务.txt", PLAN)).url == f"/import/{'a' * 32}/"
    assert read_all() == 1
    shown = preview(as_editor).content.decode()
    assert "建设水务大数据平台" in shown
    assert "供水管网漏损率" in shown
    assert 'class="m-lead"' in shown

    task = preview(as_editor).context["page"].tasks[0]
    support = task.agencies[1]
    act(
        as_editor,
        "correct",
        fact=task.key,
        title="建设水务数据平台",
        category="key_task",
        domain="data",
        role_0="lead",
        name_0="市水务局",
        role_1="responsible",
        name_1="市大数据中心",
    )
    act(as_editor, "leave", out=preview(as_editor).context["page"].tasks[1].key)
    describe(as_editor, document_number="济政办字〔2021〕7号", effect="in_force", issued_on="2021-03-06")
    act(as_editor, "store")

    document = PolicyDocument.objects.get()
    assert (document.state, document.document_number, document.effect) == (
        "in_review",
        "济政办字〔2021〕7号",
        "in_force",
    )
    assert document.issued_on.isoformat() == "2021-03-06"
    first = Task.objects.select_related("domain").get(order=1)
    assert (first.title, first.domain.code, first.origin) == ("建设水务数据平台", "data", "manual")
    assert not Task.objects.filter(title__contains="智慧水表").exists()
    renamed = TaskAgency.objects.select_related("agency").get(as_written=support.name)
    assert (renamed.role, renamed.agency.name, renamed.origin) == ("responsible", "市大数据中心", "manual")
    item = ImportItem.objects.get()
    assert (item.state, item.document, item.upload, item.parsed) == ("stored", document, None, "")
    assert [(each["field"], each["was"], each["now"]) for each in item.corrections][:2] == [
        ("title", "建设水务大数据平台", "建设水务数据平台"),
        ("domain", "other", "data"),
    ]
    assert {each["by"] for each in item.corrections} == {EDITOR}
    assert sweep(now=timezone.now()) == 1
    assert not Upload.objects.exists()


def test_what_was_corrected_at_import_is_a_decision_and_outlives_newer_rules(as_editor):
    send(as_editor, file("水务.txt", PLAN), source_address="https://www.jinan.gov.cn/a.html")
    read_all()
    task, meters = preview(as_editor).context["page"].tasks[:2]
    names = {"name_0": "市水务局", "name_1": "市大数据局", "category": "key_task"}
    roles = {"role_0": "support", "role_1": "support"}
    act(as_editor, "correct", fact=task.key, title="建设水务数据平台", domain="data", **roles, **names)
    act(as_editor, "leave", out=meters.key)
    describe(as_editor, publisher="济南市人民政府")
    act(as_editor, "store")
    document = PolicyDocument.objects.get()
    made = Decision.objects.order_by("pk").values_list("fact__kind", "verdict", "reviewer_name")
    assert list(made) == [
        ("agency", "correct", EDITOR),
        ("task", "correct", EDITOR),
        ("task", "reject", EDITOR),
        ("field", "correct", EDITOR),
    ]

    reread(document.pk, parse_bytes(PLAN.encode(), name="水务.txt"), now=timezone.now(), parser_version="9.9")
    document.refresh_from_db()
    assert document.parser_version == "9.9"
    assert list(document.tasks.order_by("order").values_list("title", flat=True)) == [
        "建设水务数据平台",
        "加强组织领导",
    ]
    assert set(TaskAgency.objects.values_list("role", flat=True)) == {"support"}
    assert document.publisher == "济南市人民政府"
    assert document.source_address == "https://www.jinan.gov.cn/a.html"


def test_the_value_the_unit_and_the_deadline_of_a_target_are_corrected_on_the_spot(as_editor):
    send(as_editor, file("水务.txt", PLAN))
    read_all()
    target = next(each for each in preview(as_editor).context["page"].targets if each.kind == "quantity")
    form = preview(as_editor, edit=target.key).context["page"].editing_form
    shown = {name: form[name].value() or "" for name in form.fields}
    assert (shown["operator"], shown["value"], shown["unit"], shown["deadline"]) == ("<=", "8", "%", "2023")

    wrong = act(as_editor, "correct", fact=target.key, **{**shown, "deadline_words": "2030年底前"})
    assert wrong.status_code == 422
    assert "原文里没有“2030年底前”，照抄原文" in wrong.content.decode()
    empty = act(as_editor, "correct", fact=target.key, **{**shown, "unit": ""})
    assert "数值目标要同时有比较、目标值和单位" in empty.content.decode()
    changed = {"value": "7.5", "deadline": "2022", "deadline_words": "2022年底前", "strength": "must"}
    page = act(as_editor, "correct", fact=target.key, **{**shown, **changed}).content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "目标值： 8 → 7.5" in text
    assert "力度： 平述 → 确保" in text
    act(as_editor, "store")

    document = PolicyDocument.objects.get()

    def stored():
        found = document.targets.get(kind="quantity")
        return (found.value, found.deadline, found.deadline_year, found.deadline_words, found.strength, found.origin)

    expected = (Decimal("7.5"), "2022", 2022, "2022年底前", "must", "manual")
    assert stored() == expected
    assert list(Decision.objects.values_list("fact__kind", "verdict")) == [("target", "correct")]
    reread(document.pk, parse_bytes(PLAN.encode(), name="水务.txt"), now=timezone.now(), parser_version="9.9")
    assert stored() == expected
    assert [damage.code for damage in damages_of(document.pk)] == []


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


def test_a_place_is_asked_for_where_none_was_read_and_the_batch_may_give_it(as_editor):
    text = "关于加快智慧水务建设的实施意见\n一、总体要求\n二、重点任务\n（一）建设平台。2022年底前建成。\n"
    send(as_editor, text=text, name="无地")
    read_all()
    assert act(as_editor, "store").status_code == 422
    assert not PolicyDocument.objects.exists()
    assert "朝阳区" in describe(as_editor, place="朝阳区").content.decode()
    describe(as_editor, place="济南")
    act(as_editor, "store")
    document = PolicyDocument.objects.get()
    assert document.jurisdiction.code == "370100"
    decision = Decision.objects.get()
    assert (decision.before["says"]["value"], decision.after["says"]["value"]) == ("", "370100")
    assert decision.reviewer_name == EDITOR
    reread(document.pk, parse_bytes(text.encode(), name="无地.txt"), now=timezone.now(), parser_version="9.9")
    assert [damage.code for damage in damages_of(document.pk)] == []


def test_of_two_people_who_act_on_one_file_the_second_is_told(as_editor, editor):
    send(as_editor, file("一.txt", PLAN))
    read_all()
    seen = ImportItem.objects.select_related("batch").get()
    assert correct(seen, [("document", "title", "旧", "新标题")], by=editor, now=timezone.now())
    with pytest.raises(ImportRefused, match="刚被别人改过"):
        correct(seen, [("document", "title", "旧", "另一个")], by=editor, now=timezone.now())
    late = as_editor.post(f"/import/{'a' * 32}/1/store/", {"revision": 0})
    assert late.status_code == 409
    assert not PolicyDocument.objects.exists()


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
