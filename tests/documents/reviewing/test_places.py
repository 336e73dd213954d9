"""Where a fact stands and where a document belongs, corrected by people: decided, told, and kept by newer rules."""

import pytest
from django.test import Client
from django.urls import reverse

from documents.keeping.verifying import damages_of
from documents.loading import LoadingError, load
from documents.models import Agency, Decision, Jurisdiction, PolicyDocument, ReviewedFact, Target, Task, TaskAgency
from tests.builders import JINAN, LOADED_AT, build_document, build_parsed
from tests.documents.reviewing.acting import NOW, act, claim, reviewer
from tests.documents.reviewing.test_pages import reader_of, shown
from tests.people import REVIEWER, person

pytestmark = pytest.mark.django_db
EDUCATION = "牵头 区教育局"


@pytest.fixture
def desk():
    """A document, a function that posts a correction of the claim with these words, and one that reads it anew."""
    parsed, data = build_parsed()
    document = load(parsed, data=data, now=LOADED_AT, parser_version="1").document
    client = reader_of(person(REVIEWER))

    def correct(words, query="", **fields):
        found = claim(document, words)
        url = reverse("reviewing:item", args=[document.slug, found.claim.kind, found.fingerprint]) + query
        return client.post(url, {"verdict": "correct", "version": "0", **fields})

    def read_anew(version="2"):
        return load(parsed, data=data, now=NOW, parser_version=version).changes

    return document, correct, read_anew


def place_of(document, words, *, last=False):
    text = document.original_text
    start = text.rindex(words) if last else text.index(words)
    return start, start + len(words)


def test_other_characters_are_chosen_by_their_words_and_outlive_newer_rules(desk):
    document, correct, read_anew = desk
    agency = {"role": "lead", "name": "区教育局"}

    nowhere = correct(EDUCATION, **agency, quote="火星教育局")
    moved = correct(EDUCATION, **agency, quote="牵头单位： 区教育局")

    assert (nowhere.status_code, moved.status_code) == (422, 302)
    assert "没有找到这些字" in shown(nowhere)
    link = TaskAgency.objects.get(agency__name="区教育局")
    assert (link.start, link.end) == place_of(document, "牵头单位：区教育局")
    assert (link.as_written, link.origin) == ("牵头单位：区教育局", "manual")
    fact = ReviewedFact.objects.get()
    page = Client()
    page.force_login(person(REVIEWER, name="林"))
    told = shown(page.get(reverse("reviewing:item", args=[document.slug, "agency", fact.fingerprint])))
    start = place_of(document, "牵头单位：区教育局")[0]
    assert f"出处 区教育局（第{start + 6}字） → 牵头单位：区教育局（第{start + 1}字）" in told

    assert not read_anew()
    link = TaskAgency.objects.get(agency__name="区教育局")
    assert (link.start, link.as_written, link.task.title) == (start, "牵头单位：区教育局", "智慧教育")
    assert [damage.code for damage in damages_of(document.pk)] == []


def test_words_that_stand_in_several_places_are_chosen_among_or_by_where_the_selection_begins(desk):
    document, correct, _read_anew = desk
    agency = {"role": "lead", "name": "区教育局", "quote": "智慧"}

    several = correct(EDUCATION, **agency)
    assert several.status_code == 422
    assert "选一处再存" in shown(several)
    start, end = place_of(document, "智慧", last=True)
    assert f'name="choice" value="{start}-{end}"' in several.content.decode()
    assert correct(EDUCATION, **agency, choice="1-3").status_code == 422, "a place where other words stand"

    assert correct(EDUCATION, **agency, choice=f"{start}-{end}").status_code == 302
    link = TaskAgency.objects.get(agency__name="区教育局")
    assert (link.start, link.end, link.as_written) == (start, end, "智慧")

    selected = document.clean_text.index("智慧")
    lead = {"role": "lead", "name": "区交通运输局", "quote": "智慧"}
    assert correct("牵头 区交通运输局", **lead, at=str(selected)).status_code == 302
    assert TaskAgency.objects.get(agency__name="区交通运输局").start == document.original_text.index("智慧")
    elsewhere = correct(
        "配合 公安茅箭分局", role="support", name="公安茅箭分局", quote="公安茅箭分局", at=str(selected)
    )
    assert elsewhere.status_code == 302, "other words begin there: the quote counts"
    assert TaskAgency.objects.get(agency__name="公安茅箭分局").origin == "reviewed"


def test_a_target_and_a_task_take_what_hangs_on_them_along(desk):
    document, correct, read_anew = desk
    target = Target.objects.get(kind="quantity")
    sent = {
        "kind": "quantity", "indicator": "路口信号联网率", "operator": ">=", "value": "80", "unit": "%",
        "strength": "plain", "deadline": "2022-12-31", "deadline_precision": "day", "deadline_words": "2022年底前",
    }  # fmt: skip
    words = target.quote_clean[:-2]
    assert correct("2022年底前 路口信号联网率 ≥80%", **sent, quote=words).status_code == 302
    target.refresh_from_db()
    assert target.quote_clean == words
    assert document.original_text[target.start : target.end] == target.quote

    task = Task.objects.get(title="智慧交通")
    fields = {"title": task.title, "category": "key_task", "domain": task.domain.code, "other_domains": []}
    assert correct("智慧交通", **fields, quote=task.text[:8]).status_code == 302
    task.refresh_from_db()
    assert task.text == document.original_text[task.start : task.end].strip()
    assert task.agency_links.count() == 2, "its agencies stay, wherever they stand"
    assert [damage.code for damage in damages_of(document.pk)] == []

    read_anew()
    assert Task.objects.get(title="智慧交通").text == task.text
    assert TaskAgency.objects.filter(task__title="智慧交通").count() == 2
    assert Target.objects.get(kind="quantity").quote_clean == words
    assert [damage.code for damage in damages_of(document.pk)] == []


def test_nobody_says_twice_what_stands_at_a_place(desk):
    document, _correct, _read_anew = desk
    act(document, "配合 公安茅箭分局", "correct", by=reviewer(), name="区交通运输局", role="lead")
    links = TaskAgency.objects.filter(task__title="智慧交通", agency__name="区交通运输局").order_by("start")
    start, end = links[0].start, links[0].end
    again = ReviewedFact.objects.get()
    url = reverse("reviewing:item", args=[document.slug, "agency", again.fingerprint])
    client = reader_of(person(REVIEWER, name="王"))
    sent = {"verdict": "correct", "version": "1", "role": "lead", "name": "区交通运输局", "quote": "区交通运输局"}
    answer = client.post(url, {**sent, "choice": f"{start}-{end}"})

    assert answer.status_code == 422
    assert "同一处已有一条说的一样" in shown(answer)


def test_a_document_is_given_another_place_with_everything_that_belongs_to_it(desk):
    document, correct, read_anew = desk
    words = "地区：湖北省十堰市茅箭区（420302）"
    build_document(place=JINAN, number="济政发〔2022〕1号", title="济南市智慧城市建设实施方案")

    several = correct(words, value="朝阳区")
    nowhere = correct(words, value="无此地")
    moved = correct(words, value="禹城市")

    assert (several.status_code, nowhere.status_code, moved.status_code) == (422, 422, 302)
    assert "写明其中一处的代码" in shown(several)
    assert "没有找到地区“无此地”" in shown(nowhere)
    document.refresh_from_db()
    assert (document.jurisdiction.name, document.slug[:6]) == ("禹城市", "420302")
    for facts in (document.tasks, document.targets, document.cues):
        assert set(facts.values_list("jurisdiction__name", flat=True)) == {"禹城市"}
    agencies = Agency.objects.filter(task_links__task__document=document)
    assert set(agencies.values_list("jurisdiction__name", flat=True)) == {"禹城市"}
    assert not Agency.objects.filter(jurisdiction__name="茅箭区").exists()
    assert Task.objects.get(title="智慧教育", document=document).lead_agency.jurisdiction.name == "禹城市"
    decision = Decision.objects.get()
    assert (decision.before["says"]["value"], decision.after["says"]["value"]) == ("420302", "371482")

    read_anew()
    document.refresh_from_db()
    assert document.jurisdiction.name == "禹城市"
    assert PolicyDocument.objects.filter(sha256=document.sha256).count() == 1, (
        "the same file is still the same document"
    )
    assert [damage.code for damage in damages_of(document.pk)] == []
    assert Jurisdiction.objects.filter(name="茅箭区").exists()


def test_a_document_cannot_be_without_place_nor_twice_in_one():
    document = build_document()
    act(document, "地区：湖北省十堰市茅箭区（420302）", "correct", by=reviewer(), value="370100")
    PolicyDocument.objects.update(sha256="0" * 64)
    other = build_document()
    PolicyDocument.objects.filter(pk=other.pk).update(sha256="0" * 64)

    with pytest.raises(LoadingError, match="文件要有地区"):
        act(other, "地区：湖北省十堰市茅箭区（420302）", "reject", by=reviewer("林"))
    with pytest.raises(LoadingError, match="济南市已有同一份文件"):
        act(other, "地区：湖北省十堰市茅箭区（420302）", "correct", by=reviewer("王"), value="370100")
