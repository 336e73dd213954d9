"""The guard: unlike documents are set side by side with a word about what sets them apart."""

from dataclasses import replace

from comparisons.comparability import notices
from tests.comparisons.made import JINAN, MAOJIAN


def test_unlike_levels_types_and_periods_are_named_in_one_notice():
    (notice,) = notices((JINAN, MAOJIAN))

    assert notice.claim == "层级、文种、时期不同，只并列，不排名。"
    assert notice.sentence == "地级1、县级1；行动计划1、实施方案1；从2018年到2022年不等。"


def test_documents_of_one_kind_need_no_notice():
    assert notices((JINAN, replace(JINAN, pk=3, place="青岛市", place_code="370200"))) == ()


def test_a_single_document_needs_no_notice():
    assert notices((JINAN,)) == ()


def test_a_missing_type_is_said():
    (notice,) = notices((JINAN, replace(JINAN, document_type="")))

    assert notice.claim == "文种不同，只并列，不排名。"
    assert notice.sentence == "行动计划1、文种不明1。"
