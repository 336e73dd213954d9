"""How strongly a kind of text binds stands in every header, and unlike ones bring the guard."""

from dataclasses import replace

import pytest

from comparisons.binding import binding_words
from comparisons.comparability import notices
from comparisons.tables import header_text
from tests.comparisons.made import JINAN, MAOJIAN


@pytest.mark.parametrize(
    ("document_type", "words"),
    [
        ("指导意见", "指导性"),
        ("意见", "指导性"),
        ("实施意见", "部署性"),
        ("行动计划", "部署性"),
        ("办法", "规范性"),
        ("实施细则", "规范性"),
        ("白皮书", ""),
        ("", ""),
    ],
)
def test_each_kind_of_text_says_how_it_binds(document_type, words):
    assert binding_words(document_type) == words


def test_a_header_names_the_binding_beside_the_kind():
    assert header_text(MAOJIAN).splitlines()[1] == "实施方案 · 部署性"
    assert header_text(replace(MAOJIAN, document_type="白皮书")).splitlines()[1] == "白皮书"


def test_unlike_binding_brings_the_guard_and_a_kind_without_class_does_not():
    ruling = replace(JINAN, document_type="办法")
    unclassed = replace(JINAN, document_type="白皮书")

    (unlike,) = notices((ruling, MAOJIAN))
    (silent,) = notices((unclassed, MAOJIAN))

    assert "约束力" in unlike.claim
    assert "规范性1、部署性1" in unlike.sentence
    assert "约束力" not in silent.claim
