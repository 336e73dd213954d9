"""Generated documents: the same for the same seed, read by the real parser as what they were written to be."""

import hashlib
from collections import Counter
from random import Random

import pytest
from django.core.management import CommandError, call_command

from documents.generating.corpus import generate
from documents.generating.damage import with_pinyin, without_chapters
from documents.generating.material import read_material
from documents.generating.places import seats
from documents.generating.writing import numeral
from documents.models import PolicyDocument, Task
from documents.parsing.pipeline import parse_bytes


def digest(*, documents: int, seed: int) -> str:
    whole = b"".join(each.name.encode() + each.data for each in generate(documents=documents, seed=seed))
    return hashlib.sha256(whole).hexdigest()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert digest(documents=8, seed=7) == digest(documents=8, seed=7)
    assert digest(documents=8, seed=7) != digest(documents=8, seed=8)


def test_a_larger_corpus_begins_with_the_smaller_one() -> None:
    assert list(generate(documents=6, seed=3))[:3] == list(generate(documents=3, seed=3))


@pytest.fixture(scope="module")
def read():
    return [parse_bytes(each.data, name=each.name) for each in generate(documents=12, seed=1)]


def test_every_document_is_read_with_its_place_date_kind_and_title(read) -> None:
    for document in read:
        meta = document.metadata
        assert meta.jurisdiction is not None
        assert meta.jurisdiction.name in meta.title
        assert meta.issued_on is not None
        assert meta.document_type in ("实施方案", "实施意见", "行动计划", "工作方案", "指导意见")
        if meta.document_number:
            assert f"〔{meta.issued_on.year}〕" in meta.document_number


def test_documents_hold_tasks_of_many_domains_with_agencies_deadlines_and_targets(read) -> None:
    tasks = [task for document in read for task in document.tasks]
    assert 40 <= len(tasks) / len(read) <= 90
    assert len({task.domain for task in tasks}) > 20
    assert sum(bool(task.agencies) for task in tasks) > len(tasks) / 2
    assert sum(bool(task.deadlines) for task in tasks) > len(tasks) / 4
    assert {target.unit for document in read for target in document.targets} >= {"%", "个"}


def test_some_domains_and_agencies_are_far_more_frequent_than_others(read) -> None:
    domains = Counter(task.domain for document in read for task in document.tasks)
    [(_first, most), *others] = domains.most_common()
    assert most > 5 * others[len(others) // 2][1]


def test_some_files_are_traditional_carry_pinyin_or_have_lost_their_chapters() -> None:
    texts = [each.data.decode() for each in generate(documents=150, seed=1)]
    assert any("總體要求" in text and "(shè)" not in text for text in texts)
    assert any("設(shè)" in text for text in texts)
    assert any("重点任务" not in text and "指导思想" in text for text in texts)


def test_no_sentence_names_a_place_of_the_five_documents() -> None:
    sentences = [sentence for several in read_material().sentences.values() for sentence in several]
    assert len(sentences) > 70
    for name in ("济源", "茅箭", "禹城", "济南", "四川", "泉城", "十堰", "成都"):
        assert not [sentence for sentence in sentences if name in sentence]


def test_three_thousand_places_of_three_levels_issue_documents() -> None:
    assert len(seats()) == 3000
    assert {seat.level for seat in seats()} == {"province", "prefecture", "county"}


def test_damage_is_what_it_says() -> None:
    assert without_chapters("一、总体要求\n(一)目标。\n二、重点任务\n1.平台。") == "(一)目标。\n1.平台。"

    class Always(Random):
        def random(self) -> float:
            return 0.0

    assert with_pinyin("建設", random=Always()) == "建設(shè)"


@pytest.mark.parametrize(("number", "written"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")])
def test_numbers_of_headings_are_written_in_chinese(number: int, written: str) -> None:
    assert numeral(number) == written


@pytest.mark.django_db
def test_the_command_loads_what_it_generates(capsys) -> None:
    call_command("generate_corpus", documents=2, seed=5, load=True, verbosity=0)
    assert PolicyDocument.objects.count() == 2
    assert Task.objects.count() > 20


def test_the_command_writes_files_that_are_the_same_each_time(tmp_path, capsys) -> None:
    for name in ("a", "b"):
        call_command("generate_corpus", documents=3, seed=5, into=tmp_path / name)
    first, second = ([path.read_bytes() for path in sorted((tmp_path / name).iterdir())] for name in ("a", "b"))
    assert len(first) == 3
    assert first == second


def test_the_command_refuses_what_makes_no_sense_with_advice(tmp_path) -> None:
    with pytest.raises(CommandError, match="--documents 0 不在 1 到"):
        call_command("generate_corpus", documents=0, into=tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="不是文件夹"):
        call_command("generate_corpus", documents=1, into=tmp_path / "file")
