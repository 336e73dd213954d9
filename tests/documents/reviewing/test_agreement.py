"""Agreement of two reviewers: figures reckoned by hand, and which decisions count."""

from types import SimpleNamespace

import pytest

from documents.reviewing.agreement import agreement_of, agreement_table, agreements
from tests.builders import build_document
from tests.documents.reviewing.acting import act, again, reviewer

A, C, R = "approve", "correct", "reject"


@pytest.mark.parametrize(
    ("pairs", "percent", "kappa"),
    [
        # 50 facts: 20 both approve, 15 both reject, 5 and 10 apart: p = 0.7, e = (25·30 + 25·20)/2500 = 0.5
        ([(A, A)] * 20 + [(R, R)] * 15 + [(A, R)] * 5 + [(R, A)] * 10, 70.0, 0.4),
        # 10 facts in three kinds of verdict: p = 0.7, e = (6·5 + 2·3 + 2·2)/100 = 0.4
        ([(A, A)] * 4 + [(C, C)] * 2 + [(R, R), (A, C), (A, R), (R, A)], 70.0, 0.5),
        # by chance exactly: p = 0.5, e = 0.5
        ([(A, A), (A, R), (R, A), (R, R)], 50.0, 0.0),
        # worse than by chance: p = 0, e = 0.5
        ([(A, R), (R, A)], 0.0, -1.0),
        # both always approve: kappa says nothing
        ([(A, A)] * 3, 100.0, None),
        ([], None, None),
    ],
    ids=["two verdicts", "three verdicts", "chance", "worse than chance", "no spread", "nothing"],
)
def test_kappa_is_reckoned_as_by_hand(pairs, percent, kappa):
    found = agreement_of("任务", pairs)

    assert (found.percent, found.kappa) == (percent, kappa)


@pytest.mark.django_db
def test_only_independent_decisions_count_and_two_corrections_agree_when_they_say_the_same():
    document = build_document()
    first, second = reviewer("陈"), reviewer("林")
    same = act(document, "牵头 区教育局", "correct", by=first, role="support")
    apart = act(document, "牵头 区交通运输局", "correct", by=first, role="support")
    approved = act(document, "智慧教育", "approve", by=first)
    seen = act(document, "智慧交通", "approve", by=first)
    again(document, same, "correct", by=second, blind=True, role="support")
    again(document, apart, "correct", by=second, blind=True, role="responsible")
    again(document, approved, "approve", by=second, blind=True)
    again(document, seen, "reject", by=second)

    lines = agreements(first.user)

    assert [(line.label, line.pairs, line.same) for line in lines] == [
        ("任务", 1, 1), ("任务单位", 2, 1), ("合计", 3, 2),
    ]  # fmt: skip
    table = [[cell.text for cell in cells] for cells in agreement_table(lines).cells()]
    assert table[-1][:4] == ["合计", "3", "2", "66.7"]
    assert agreements(SimpleNamespace(is_authenticated=False, pk=None))[-1].pairs == 3, "the document is public"
