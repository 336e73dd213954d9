"""How right the alignment is, on the pairs that two readers graded before it was written."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from comparisons.aspects.aligned.graded import measure, read_graded
from comparisons.aspects.aligned.measuring import Accuracy, accuracy, best_threshold

PAIRS = Path(__file__).with_name("pairs.json")
KEPT = Path(__file__).parents[3] / "comparisons" / "data" / "alignment_measured.json"
FLOOR = 0.85


@pytest.fixture
def measured(corpus):
    """Everything measured on the five documents."""
    return measure(read_graded(PAIRS))


@pytest.mark.django_db
def test_precision_and_recall_reach_their_floors_and_stand_in_the_file_of_the_method_page(measured):
    assert (measured["same"], measured["pairs"]["disputed"]) == (78, 4)
    for way in ("with_related", "without_related"):
        assert measured[way]["precision"] >= FLOOR, measured[way]
        assert measured[way]["recall"] >= FLOOR, measured[way]
        assert measured[way]["left_out_all"]["precision"] >= FLOOR, measured[way]
        assert measured[way]["left_out_all"]["recall"] >= FLOOR, measured[way]
        assert measured[way]["precision"] > measured["baseline"]["precision"] + 0.1
        assert measured[way]["recall"] > measured["baseline"]["recall"] + 0.1
    assert measured == json.loads(KEPT.read_text(encoding="utf-8")), "python manage.py measure_alignment … --write"


@pytest.mark.django_db
def test_the_command_prints_the_baseline_beside_the_method(corpus, capsys):
    call_command("measure_alignment", str(PAIRS))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "5份文件，83项任务；任务对：disputed 4，related 155，same 78（disputed 不计）"
    assert [line.split()[0] for line in lines[2:4]] == ["jieba", "不用相关词表"]
    assert sum("逐份留出" in line for line in lines) == 2


@pytest.mark.django_db
def test_the_command_says_which_documents_are_missing():
    with pytest.raises(CommandError, match="库里没有这些文件：jinan-2018、"):
        call_command("measure_alignment", str(PAIRS))


@pytest.mark.django_db
def test_the_command_says_when_the_pairs_cannot_be_read(tmp_path):
    broken = tmp_path / "pairs.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match="读不出任务对"):
        call_command("measure_alignment", str(broken))


def test_a_disputed_pair_counts_neither_way_and_a_related_one_is_wrong():
    grades = {(0, 1): "same", (0, 2): "related", (1, 2): "disputed", (0, 3): "same"}
    found = accuracy([(0, 1), (0, 2), (1, 2), (2, 3)], grades=grades)
    assert found == Accuracy(right=1, wrong=2, missed=1)
    assert (round(found.precision, 2), found.recall) == (0.33, 0.5)


def test_the_best_threshold_is_the_one_that_serves_these_pairs_best():
    scores = {(0, 1): 0.9, (0, 2): 0.5, (1, 2): 0.4}
    assert best_threshold(scores, grades={(0, 1): "same", (1, 2): "same"}) == (0.4, Accuracy(2, 1, 0))
