"""Passages come and go with their document, and the index with them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from documents.keywords.query import read_query
from documents.loading import load
from documents.loading.passages import LONGEST, write_missing_passages
from documents.models import Passage, PolicyDocument
from documents.search.asking import holding
from tests.builders import JINAN, LOADED_AT, TaskSpec, build_document, build_parsed

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 1, tzinfo=UTC)


def found(words, user=None):
    passages = holding(Passage.objects.visible_to(user), read_query(words), instead={})
    return list(passages.order_by("document", "order").values_list("text", flat=True))


def test_each_paragraph_is_a_passage_with_its_part_of_the_document():
    document = build_document()

    assert list(document.passages.order_by("order").values_list("text", "part", "heading_length")) == [
        ("茅箭区智慧城市建设实施方案", "title", 13),
        ("根据《数字政府规划》（十政办发〔2021〕51号），制定本方案。", "other", 0),
        ("一、总体要求", "title", 6),
        ("到2025年，建成数字城市。", "goal", 0),
        ("二、重点任务", "title", 6),
        (
            "（一）智慧交通。2022年底前，路口信号联网率达到80%以上。（牵头单位：区交通运输局；配合单位：公安茅箭分局）",
            "task",
            7,
        ),
        ("（二）智慧教育。推进数字校园建设。（牵头单位：区教育局）", "task", 7),
        ("（三）加强资金保障。统筹安排专项资金。", "safeguard", 9),
    ]


def test_a_passage_stands_at_its_place_in_the_original():
    document = build_document()
    passage = document.passages.get(text__startswith="到2025年")

    assert document.original_text[passage.start : passage.end] == "到2025年，建成數(shù)字城市。"


def test_the_address_of_each_passage_is_a_paragraph_of_the_reading_page(client, corpus):
    for document in PolicyDocument.objects.all():
        soup = BeautifulSoup(client.get(document.get_absolute_url()).content, "lxml")
        addresses = set(document.passages.values_list("address", flat=True))

        assert addresses
        assert {address for address in addresses if soup.find(id=address) is None} == set()


def test_a_withdrawn_document_leaves_search_at_once():
    document = build_document()
    assert found("智慧交通")

    PolicyDocument.objects.filter(pk=document.pk).update(state="withdrawn")

    assert found("智慧交通") == []


def test_a_draft_is_found_by_staff_only(admin_user):
    build_document(state="draft")

    assert found("智慧交通") == []
    assert found("智慧交通", admin_user)


def test_a_document_that_is_read_anew_is_found_by_its_new_text_only():
    parsed, data = build_parsed()
    load(parsed, data=data, now=LOADED_AT, parser_version="1")
    other = parsed.clean_text.replace("数字校园", "智慧校园")
    assert found("数字校园")

    load(replace(parsed, clean_text=other), data=data, now=NOW, parser_version="2")

    assert found("数字校园") == []
    assert len(found("智慧校园")) == 1
    assert len(found("智慧交通")) == 1


def test_a_deleted_document_leaves_the_index():
    document = build_document()
    build_document(place=JINAN, title="济南市行动计划")
    document.delete()

    assert found("茅箭") == [
        "（一）智慧交通。2022年底前，路口信号联网率达到80%以上。（牵头单位：区交通运输局；配合单位：公安茅箭分局）"
    ]
    assert found("济南市行动计划") == ["济南市行动计划"]


def test_loading_that_fails_leaves_nothing_to_be_found(monkeypatch):
    parsed, data = build_parsed()
    monkeypatch.setattr("documents.loading.loader.link_citations", lambda document: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load(parsed, data=data, now=LOADED_AT)

    assert found("智慧交通") == []
    assert not Passage.objects.exists()


def test_documents_loaded_before_passages_were_kept_get_them(corpus):
    before = Passage.objects.count()
    Passage.objects.filter(document__jurisdiction__name="济南市").delete()
    assert found("山泉湖河城") == found("泉城") == []

    assert write_missing_passages() == 1

    assert Passage.objects.count() == before
    assert found("泉城")
    call_command("load_documents", str(corpus), verbosity=0)
    assert Passage.objects.count() == before


def test_a_paragraph_of_great_length_is_cut_at_the_end_of_a_sentence():
    sentence = "推进数据共享开放和平台建设，完善运行机制，强化安全保障，提升服务水平。"
    document = build_document(tasks=(TaskSpec(title="长文", text=sentence * 200 + "末尾" + "字" * 4000),))

    texts = list(document.passages.order_by("order").values_list("text", flat=True))

    assert max(map(len, texts)) <= LONGEST
    assert all(text.endswith("。") for text in texts if text.startswith("推进数据"))
    assert "".join(texts).count("推进数据共享开放") == 200
    assert found("末尾字")
    assert (
        len({address for (address,) in document.passages.filter(text__contains="推进数据").values_list("address")}) == 1
    )
