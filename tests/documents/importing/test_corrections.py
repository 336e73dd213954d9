"""What people correct of a file before it is stored: on the spot, as decisions that newer rules keep."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone

from documents.importing.desk.deciding import correct
from documents.importing.desk.sweeping import sweep
from documents.importing.refusals import ImportRefused
from documents.keeping.verifying import damages_of
from documents.loading.loader import reread
from documents.models import Decision, ImportItem, PolicyDocument, Task, TaskAgency, Upload
from documents.parsing.pipeline import parse_bytes
from tests.documents.importing.sending import PLAN, act, describe, file, preview, read_all, send
from tests.people import EDITOR


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
        found = document.targets.get(kind="quantity", unit="%")
        return (found.value, found.deadline, found.deadline_year, found.deadline_words, found.strength, found.origin)

    expected = (Decimal("7.5"), "2022", 2022, "2022年底前", "must", "manual")
    assert stored() == expected
    assert list(Decision.objects.values_list("fact__kind", "verdict")) == [("target", "correct")]
    reread(document.pk, parse_bytes(PLAN.encode(), name="水务.txt"), now=timezone.now(), parser_version="9.9")
    assert stored() == expected
    assert [damage.code for damage in damages_of(document.pk)] == []


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
