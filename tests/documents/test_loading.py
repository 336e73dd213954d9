"""Loading: once, whole or not at all, and never the same file twice."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from documents.loading import LoadingError, load, load_reference
from documents.loading import facts as facts_module
from documents.loading.outcome import Result
from documents.models import (
    Agency,
    AgencyAlias,
    AgencyFunction,
    Citation,
    Domain,
    Jurisdiction,
    PolicyDocument,
    Repair,
    Section,
    Target,
    Task,
    TaskAgency,
)
from documents.parsing.spans import Span
from documents.parsing.word_lengths import unpacked
from tests.builders import JINAN, LOADED_AT, MAOJIAN, SCHOOLS, TRAFFIC, TaskSpec, build_document, build_parsed

pytestmark = pytest.mark.django_db

EVERY_TABLE = (PolicyDocument, Section, Task, TaskAgency, Target, Agency, Jurisdiction, Repair, Citation)


def rows_of_every_table():
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in EVERY_TABLE}


def test_load_writes_the_document_with_all_its_facts():
    document = build_document()

    assert document.slug == f"420302-{document.sha256[:8]}"
    assert document.jurisdiction.name == "茅箭区"
    assert [task.title for task in document.tasks.order_by("order")] == ["智慧交通", "智慧教育", "加强资金保障"]
    assert [agency.name for agency in Agency.objects.order_by("id")] == ["区交通运输局", "公安茅箭分局", "区教育局"]
    target = document.targets.get(kind="quantity")
    assert (target.indicator, target.operator, str(target.value), target.unit) == (
        "路口信号联网率",
        ">=",
        "80.0000",
        "%",
    )
    assert document.original_text[target.start : target.end] == "路口信号联网率达到80%以上"


def test_load_keeps_place_lead_and_last_deadline_on_the_row_of_the_task():
    task = build_document().tasks.get(title="智慧交通")

    assert task.jurisdiction.name == "茅箭区"
    assert task.lead_agency.name == "区交通运输局"
    assert task.due_year == 2022
    assert build_document().tasks.get(title="智慧教育").due_year is None


def test_load_keeps_the_rule_that_found_each_fact():
    document = build_document()

    assert [task.rule for task in document.tasks.order_by("order")] == [
        "task.numbered_item",
        "task.numbered_item",
        "safeguard.numbered_item",
    ]
    assert document.stages.get().rule == "stage.numbered_item"
    assert document.citations.get().rule == "citation.title_with_number"


def test_a_place_brings_the_places_above_it_and_no_others():
    build_document()

    assert [place.name for place in Jurisdiction.objects.order_by("code")] == ["全国", "湖北省", "十堰市", "茅箭区"]
    assert Jurisdiction.objects.get(name="茅箭区").parent.name == "十堰市"


def test_load_of_the_same_file_again_changes_nothing():
    parsed, data = build_parsed()
    load(parsed, data=data, now=LOADED_AT, parser_version="1")
    before = rows_of_every_table()

    again = load(parsed, data=data, now=datetime(2027, 1, 1, tzinfo=UTC), parser_version="1")

    assert again.result is Result.UNCHANGED
    assert not again.changed
    assert rows_of_every_table() == before


def test_newer_rules_replace_the_facts_and_keep_row_and_address():
    parsed, data = build_parsed()
    first = load(parsed, data=data, now=LOADED_AT, parser_version="1").document
    corrected = replace(parsed.tasks[0], title="智慧交通体系", agencies=parsed.tasks[0].agencies[:1])
    newer = replace(parsed, tasks=(corrected, *parsed.tasks[1:]))

    outcome = load(newer, data=data, now=datetime(2027, 1, 1, tzinfo=UTC), parser_version="2")

    assert outcome.result is Result.REPLACED
    assert (outcome.document.pk, outcome.document.slug) == (first.pk, first.slug)
    assert [task.title for task in Task.objects.order_by("order")] == ["智慧交通体系", "智慧教育", "加强资金保障"]
    assert not Agency.objects.filter(name="公安茅箭分局").exists(), "an agency that no task names any more must go"


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    parsed, data = build_parsed()

    def fail(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(facts_module, "_write_doubts", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        load(parsed, data=data, now=LOADED_AT)

    assert all(rows == [] for rows in rows_of_every_table().values())


def test_a_failure_half_way_through_a_replacement_keeps_the_old_facts(monkeypatch):
    parsed, data = build_parsed()
    load(parsed, data=data, now=LOADED_AT, parser_version="1")
    before = rows_of_every_table()

    def fail(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(facts_module, "_write_doubts", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        load(parsed, data=data, now=LOADED_AT, parser_version="2")

    assert rows_of_every_table() == before


def test_a_document_without_place_is_refused_with_advice():
    parsed, data = build_parsed(place=None)

    with pytest.raises(LoadingError, match="没有找到发布地区.*核对文件"):
        load(parsed, data=data, now=LOADED_AT)

    assert not PolicyDocument.objects.exists()


def test_a_place_that_is_in_no_list_is_refused():
    parsed, data = build_parsed(place=replace(MAOJIAN, code="999999", name="无名区"))

    with pytest.raises(LoadingError, match="999999（无名区）"):
        load(parsed, data=data, now=LOADED_AT)


def test_a_quote_that_does_not_stand_at_its_place_is_refused():
    parsed, data = build_parsed()
    moved = replace(parsed.targets[0], span=Span(0, 5))

    with pytest.raises(LoadingError, match="引文与原文位置不符"):
        load(replace(parsed, targets=(moved,)), data=data, now=LOADED_AT)


def test_bytes_of_another_file_are_refused():
    parsed, _data = build_parsed()

    with pytest.raises(LoadingError, match="不是同一份"):
        load(parsed, data=b"another file", now=LOADED_AT)


def test_a_domain_outside_the_taxonomy_is_refused():
    parsed, data = build_parsed(tasks=(TaskSpec(title="智慧航天", domain="space/rockets"),))

    with pytest.raises(LoadingError, match="space/rockets"):
        load(parsed, data=data, now=LOADED_AT)

    assert not PolicyDocument.objects.exists()


def test_an_agency_is_found_by_an_alias():
    build_document()
    AgencyAlias.objects.create(agency=Agency.objects.get(name="公安茅箭分局"), name="区公安分局")
    other = TaskSpec(title="智慧公安", agencies=(("区公安分局", "lead", "public_security"),))

    build_document(title="茅箭区公安方案", tasks=(other,))

    assert Task.objects.get(title="智慧公安").lead_agency.name == "公安茅箭分局"
    assert not Agency.objects.filter(name="区公安分局").exists()


def test_the_same_name_in_two_places_is_two_agencies():
    build_document()
    build_document(place=JINAN, title="济南市方案", tasks=(SCHOOLS,))

    assert [agency.jurisdiction.name for agency in Agency.objects.filter(name="区教育局").order_by("id")] == [
        "茅箭区",
        "济南市",
    ]


def test_agencies_know_their_function():
    build_document()

    assert Agency.objects.get(name="公安茅箭分局").function.name == "公安"


def test_a_citation_links_to_a_document_loaded_before():
    cited = build_document(title="十堰规划", number="十政办发〔2021〕51号", cites="省政发〔2020〕1号", tasks=(SCHOOLS,))

    citing = build_document(cites="十政办发〔2021〕51号")

    assert citing.citations.get().cited == cited


def test_a_citation_links_to_a_document_loaded_later():
    citing = build_document(cites="十政办发〔2021〕51号")
    assert citing.citations.get().cited is None

    cited = build_document(title="十堰规划", number="十政办发〔2021〕51号", cites="省政发〔2020〕1号", tasks=(SCHOOLS,))

    assert citing.citations.get().cited == cited


def test_a_name_too_long_for_its_column_is_cut_with_an_ellipsis_on_both_databases():
    long = TaskSpec(title="建" * 320)

    task = build_document(tasks=(long,)).tasks.get()

    assert len(task.title) == 300
    assert task.title.endswith("建…")


def test_load_reference_twice_changes_nothing():
    load_reference()
    before = (
        list(Domain.objects.order_by("pk").values_list()),
        list(AgencyFunction.objects.order_by("pk").values_list()),
    )

    load_reference()

    after = list(Domain.objects.order_by("pk").values_list()), list(AgencyFunction.objects.order_by("pk").values_list())
    assert after == before


def test_load_reference_mends_names_and_exchanged_places():
    load_reference()
    traffic, water = Domain.objects.get(code="governance/traffic"), Domain.objects.get(code="governance/water")
    orders = traffic.order, water.order
    Domain.objects.filter(pk=traffic.pk).update(order=30_000, name="出行")
    Domain.objects.filter(pk=water.pk).update(order=orders[0])
    Domain.objects.filter(pk=traffic.pk).update(order=orders[1])

    load_reference()

    traffic.refresh_from_db()
    water.refresh_from_db()
    assert (traffic.name, traffic.order, water.order) == ("交通", *orders)
    assert traffic.parent.code == "governance"


@pytest.mark.django_db(transaction=True)
def test_two_loaders_of_one_file_make_one_document():
    parsed, data = build_parsed(tasks=(TRAFFIC,))
    load_reference()
    gate = threading.Barrier(4)
    results, problems = [], []

    def run():
        gate.wait()
        try:
            results.append(load(parsed, data=data, now=LOADED_AT).result.value)
        except Exception as problem:  # noqa: BLE001 - whatever a loader raises is what this test is about
            problems.append(problem)
        finally:
            connections[connection.alias].close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert sorted(results) == ["created", "unchanged", "unchanged", "unchanged"]
    assert PolicyDocument.objects.count() == 1
    assert Task.objects.count() == 1


def test_the_words_of_the_text_are_kept_with_the_document():
    document = build_document()

    kept = [span.slice(document.clean_text) for span in unpacked(document.word_lengths)]

    assert "".join(kept) == document.clean_text
    assert {"路口", "信号", "联网"} <= set(kept)


def test_a_document_loaded_before_words_were_kept_gets_them_when_it_is_loaded_again():
    document = build_document()
    words = document.word_lengths
    PolicyDocument.objects.update(word_lengths="")

    parsed, data = build_parsed()
    outcome = load(parsed, data=data, now=LOADED_AT, parser_version="test")

    assert outcome.result == Result.UNCHANGED
    assert PolicyDocument.objects.get().word_lengths == words
