"""What the rules did not read is entered in the preview, at its place in the text, and stored as a decision of who did it."""

import re
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from documents.keeping.verifying import damages_of
from documents.loading.loader import reread
from documents.models import Decision, ImportItem, PolicyDocument, Task, TaskAgency, TaskDeadline
from documents.parsing.pipeline import parse_bytes
from tests.documents.importing.sending import PLAN, act, file, preview, read_all, send
from tests.people import EDITOR

MISSED = PLAN.replace(
    "到2023年，全市供水管网漏损率降到8%以下。",
    "到2023年，全市供水管网漏损率降到8%以下。\n到2023年，培训水务人员五百人次。\n各单位另行开展节水宣传，由市教育局参加，今年六月前办完。",
)


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def begun(client, kind, quote, **more):
    """The preview with the form at the one place of the words; what it would send as it stands."""
    page = preview(client, add=kind, quote=quote, **more).context["page"]
    entering = page.entering
    assert not entering.problem
    fields = {name: entering.form[name].value() or "" for name in entering.form.fields}
    place = {"start": entering.span.start, "end": entering.span.end, "within": entering.within}
    return {**fields, **place, "add": kind, "quote": quote}


def _places_are_said(client, meters):
    """Words that stand nowhere or in several places are said so; within a task there is one place."""
    assert "原文里没有找到这些字" in words_of(preview(client, add="task", quote="建设图书馆"))
    assert "是第2处" in words_of(preview(client, add="agency", quote="市水务局"))
    assert preview(client, add="agency", quote="水", within=meters.key).context["page"].entering.places, (
        "of a last task"
    )
    here = preview(client, add="agency", quote="市水务局", within=meters.key).context["page"].entering
    assert "这一处已有一条任务单位" in here.problem
    assert "这一处不在任何任务里" in preview(client, add="agency", quote="市教育局").context["page"].entering.problem


def _enter_all(client, before, meters):
    """A task with agency and deadline, and a target; one agency taken back, and a deadline read wrongly left out."""
    task = begun(client, "task", "各单位另行开展节水宣传，由市教育局参加，今年六月前办完。")
    shown = act(client, "add", **{**task, "title": "开展节水宣传", "domain": "ecology"})
    assert "开展节水宣传 补" in words_of(shown)
    own = next(each for each in shown.context["page"].tasks if each.is_added)
    agency = begun(client, "agency", "市教育局", within=own.key)
    act(client, "add", **{**agency, "role": "support"})
    wrong = begun(client, "deadline", "今年六月前", within=own.key)
    assert "日期没有读懂" in words_of(act(client, "add", **{**wrong, "date": "2021-13"}))
    act(client, "add", **{**wrong, "date": "2021-06", "precision": "month"})
    target = begun(client, "target", "培训水务人员五百人次")
    number = {"kind": "quantity", "indicator": "培训水务人员", "operator": "=", "value": "500", "unit": "人次"}
    assert "数值目标要同时有" in words_of(act(client, "add", **{**target, **number, "unit": ""}))
    act(client, "add", **{**target, **number})
    spoken = begun(client, "agency", "更换智慧水表", within=meters.key)
    page = act(client, "add", **spoken).context["page"]
    mistaken = next(line for each in page.tasks for line in each.added if "更换智慧水表" in line.words)
    act(client, "leave", out=mistaken.key)
    platform = next(each for each in before.tasks if each.deadlines)
    return act(client, "leave", out=platform.deadlines[0].key).context["page"]


def test_facts_that_were_missed_are_entered_beside_the_text_and_stored_with_it(as_editor):
    send(as_editor, file("水务.txt", MISSED))
    read_all()
    before = preview(as_editor).context["page"]
    meters = next(task for task in before.tasks if "水表" in task.title)

    _places_are_said(as_editor, meters)
    page = _enter_all(as_editor, before, meters)

    assert [line.words for each in page.tasks for line in each.added] == ["配合 市教育局", "今年六月前 → 2021-06"]
    assert (page.kept_tasks, page.kept_targets) == (before.kept_tasks + 1, before.kept_targets + 1)
    assert "补录" in words_of(preview(as_editor))
    assert ImportItem.objects.get().summary["targets"] == len(before.targets) + 1
    act(as_editor, "store")

    document = PolicyDocument.objects.get()

    def stored():
        added = Task.objects.select_related("domain").get(title="开展节水宣传")
        quantity = document.targets.get(indicator="培训水务人员")
        return (
            (added.domain.code, added.origin, added.text),
            list(TaskAgency.objects.filter(task=added).values_list("role", "agency__name", "origin")),
            list(TaskDeadline.objects.values_list("task__title", "date", "words")),
            (quantity.value, quantity.unit, quantity.origin, quantity.quote),
        )

    expected = (
        ("ecology", "manual", "各单位另行开展节水宣传，由市教育局参加，今年六月前办完。"),
        [("support", "市教育局", "manual")],
        [("开展节水宣传", "2021-06", "今年六月前")],
        (Decimal(500), "人次", "manual", "培训水务人员五百人次"),
    )
    assert stored() == expected
    verdicts = Decision.objects.order_by("pk").values_list("fact__kind", "verdict", "reviewer_name")
    assert sorted(verdicts) == [
        ("agency", "add", EDITOR),
        ("deadline", "add", EDITOR),
        ("deadline", "reject", EDITOR),
        ("target", "add", EDITOR),
        ("task", "add", EDITOR),
    ]
    reread(document.pk, parse_bytes(MISSED.encode(), name="水务.txt"), now=timezone.now(), parser_version="9.9")
    assert stored() == expected
    assert [damage.code for damage in damages_of(document.pk)] == []


def test_what_is_no_form_of_the_page_adds_nothing(as_editor):
    send(as_editor, file("水务.txt", PLAN))
    read_all()
    for sent in (
        {},
        {"add": "stage"},
        {"add": "task"},
        {"add": "task", "start": "9", "end": "3"},
        {"add": "task", "start": "٣"},
    ):
        act(as_editor, "add", **sent)
        assert preview(as_editor, **sent).status_code == 200
    assert as_editor.post(reverse("importing:add", args=["a" * 32, 1]), {"revision": "99"}).status_code in (302, 409)
    assert ImportItem.objects.get().corrections == []
