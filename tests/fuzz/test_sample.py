"""A small share of the fuzz run: no hostile file ends in anything but a result or a refusal in words."""

from tests.fuzz.__main__ import run
from tests.fuzz.cases import case

SAMPLE = {"text": 80, "html": 60, "docx": 60, "pdf": 60, "zip": 20}


def test_no_hostile_file_ends_in_anything_but_a_result_or_a_refusal():
    outcomes, failures = run(SAMPLE, first=1_000_000, jobs=1)

    assert failures == []
    assert {kind: found.total() for kind, found in outcomes.items()} == SAMPLE
    assert all(outcomes[kind]["result"] > 5 for kind in ("text", "html", "docx", "pdf"))


def test_a_case_is_always_the_same_file():
    for kind in SAMPLE:
        assert case(kind, 7) == case(kind, 7)
        assert case(kind, 7) != case(kind, 8)
