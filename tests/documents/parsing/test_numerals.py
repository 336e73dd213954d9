"""Every ordinal a document can print is read back, all of them generated."""

import pytest

from documents.parsing.headings import read_heading
from documents.parsing.numerals import from_chinese, to_chinese


def test_every_numeral_up_to_999_is_read_back() -> None:
    assert [from_chinese(to_chinese(number)) for number in range(1, 1000)] == list(range(1, 1000))


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (53, "五十三"), (102, "一百零二"), (110, "一百一十")],
)
def test_numeral_is_written_as_documents_print_it(number: int, text: str) -> None:
    assert to_chinese(number) == text


@pytest.mark.parametrize(("text", "number"), [("二〇二〇", 2020), ("二○○七", 2007), ("百", 100), ("两", 2)])
def test_other_spellings_are_read(text: str, number: int) -> None:
    assert from_chinese(text) == number


@pytest.mark.parametrize("text", ["", "智慧", "一步", "1"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert from_chinese(text) is None


def test_every_heading_from_1_to_99_is_read_in_every_form() -> None:
    forms = {"{}、总体要求": "{}", "（{}）总体要求": "({})", "第{}章 总体要求": "第{}章", "第{}条 总体要求": "第{}条"}

    for number in range(1, 100):
        for form, label in forms.items():
            heading = read_heading(form.format(to_chinese(number)))
            assert heading is not None
            assert (heading.label, heading.number) == (label.format(to_chinese(number)), number)
        for form in ("{}.总体要求", "{}、总体要求", "{}．总体要求"):
            arabic = read_heading(form.format(number))
            assert arabic is not None
            assert (arabic.label, arabic.title) == (str(number), "总体要求")


def test_number_outside_the_range_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        to_chinese(1000)
