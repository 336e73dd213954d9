"""Cue words: which words are found, where in the original, and what a bad list of words is told."""

import pytest
from django.core.management import call_command

from documents.models import PolicyDocument, TaskCue
from documents.parsing.cues import cue_list, find_cues
from documents.parsing.reference import ReferenceDataError
from tests.builders import TaskSpec, build_document
from tests.documents.lenses.made import page, said


def found(text):
    return [(cue.kind, cue.code, cue.word) for cue in find_cues(text)]


def test_words_of_both_kinds_are_found_in_their_order():
    assert found("鼓励社会资本参与，确保完成。") == [
        ("strength", "encourage", "鼓励"),
        ("instrument", "environment.finance", "社会资本"),
        ("strength", "must", "确保"),
    ]


@pytest.mark.parametrize("text", ["提供技术支持能力。", "响应在三分钟内。", "争取国家专项支持政策"])
def test_a_word_inside_another_says_nothing_of_strength(text):
    assert [cue.word for cue in find_cues(text) if cue.kind == "strength"] == []


def test_of_words_that_overlap_the_longest_is_taken():
    assert [cue.word for cue in find_cues("建设公共服务平台")] == ["公共服务平台"]


def test_a_text_of_one_character_or_none_has_no_cue():
    assert find_cues("") == find_cues("应") == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("strength,must,,确保|确保,词表", "重复"),
        ("strength,must,,应,词表", "太短"),
        ("strength,shout,,大喊,词表", "没有“shout”这一组"),
        ("mood,must,,确保,词表", "应为其中之一"),
        ("strength,must,,确保,", "“note”为空"),
    ],
)
def test_a_bad_list_of_words_is_refused_with_its_line(tmp_path, row, words):
    path = tmp_path / "policy_cues.csv"
    path.write_text(f"kind,group,tool,terms,note\n{row}\n", encoding="utf-8")

    with pytest.raises(ReferenceDataError, match="第 2 行") as error:
        cue_list(path)
    assert words in str(error.value)


def test_every_group_has_words_and_every_row_says_where_they_are_from():
    listed = cue_list()

    assert {(word.kind, word.code) for word in listed.words if word.code} == set(listed.groups)
    assert all(word.note for word in listed.words)


@pytest.mark.django_db
def test_a_cue_stands_at_its_characters_of_the_original(corpus):
    jinan = PolicyDocument.objects.get(jurisdiction__name="济南市")
    shared = TaskCue.objects.filter(document=jinan, word="数据共享").first()

    assert jinan.original_text[shared.start : shared.end] == "數(shù)據(jù)共享"
    for cue in TaskCue.objects.select_related("task"):
        assert cue.task.text[cue.offset :].startswith(cue.word)
        assert cue.task.start <= cue.start < cue.end <= cue.task.end


@pytest.mark.django_db
def test_editing_the_list_and_finding_anew_replaces_the_words(capsys):
    build_document(tasks=(TaskSpec("智慧交通", "鼓励企业探索应用。"),))
    before = list(TaskCue.objects.order_by("start").values_list("word", flat=True))
    TaskCue.objects.filter(word="鼓励").delete()

    call_command("find_cues")

    assert before == ["鼓励", "探索"]
    assert list(TaskCue.objects.order_by("start").values_list("word", flat=True)) == before
    assert "找到2处" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_list_shows_each_word_in_its_sentence_with_the_way_to_its_characters(client):
    build_document(tasks=(TaskSpec("智慧交通", "建设平台。鼓励企业参与，2022年完成。推进联网。"),))
    soup = page(client, "/lenses/cues/?code=encourage")
    link = soup.select_one("a.cue")

    assert said(soup) == "鼓励、支持的力度用语，1处。"
    assert soup.select_one(".cue-table .quote").get_text() == "鼓励企业参与，2022年完成。"
    assert link.get_text() == "鼓励"
    assert "鼓励" in page(client, link["href"]).select_one("main").get_text()


@pytest.mark.django_db
def test_a_type_of_instruments_stands_for_its_tools(client):
    build_document(tasks=(TaskSpec("保障", "设立专项资金，培养复合型人才，推行政府采购。"),))

    assert said(page(client, "/lenses/cues/?kind=instrument&code=supply")).startswith("供给型的政策工具，2处")
    assert said(page(client, "/lenses/cues/?kind=instrument&code=demand.procurement")).startswith(
        "政府采购的政策工具，1处"
    )


@pytest.mark.django_db
def test_the_method_page_says_how_lenses_and_drafts_are_read_and_its_outline_leads_there(
    client,
):
    soup = page(client, "/method/")
    ids = {element["id"] for element in soup.select("article [id]")}
    lists = [" ".join(table.get_text(" ").split()) for table in soup.select("table.cue-words")]

    assert {link["href"][1:] for link in soup.select(".outline a")} <= ids
    assert {"searching", "related", "cues", "distinctive", "lineage", "draft"} <= ids
    assert "确保、必须、务必、坚决、不得" in lists[0]
    assert "政府采购、政府购买服务" in lists[1]
    assert "python manage.py find_cues" in soup.get_text()
