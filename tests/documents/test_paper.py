"""Paper that a table can be read on: A4 while it fits, then A3, then several parts beside each other."""

import pytest

from documents.exporters.paper import A3, paper_for, parts
from documents.tables import Column


def columns_of(*widths):
    return tuple(Column(f"c{number}", str(number), str, width) for number, width in enumerate(widths))


@pytest.mark.parametrize(
    ("widths", "paper"),
    [((), "A4"), ((28, 44, 44), "A4"), ((188,), "A4"), ((189,), "A3"), ((28, *[44] * 5), "A3")],
)
def test_small_tables_are_printed_on_a4_and_wide_ones_on_a3(widths, paper):
    assert paper_for(columns_of(*widths)).name == paper


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, [1]), (1, [2]), (5, [6]), (6, [4, 4]), (11, [5, 5, 4]), (12, [5, 5, 5])],
)
def test_places_that_do_not_fit_beside_each_other_follow_in_even_parts(count, sizes):
    assert [len(part) for part in parts(columns_of(28, *[44] * count), fixed=1)] == sizes


@pytest.mark.parametrize("count", range(80))
def test_however_many_columns_each_is_in_one_part_and_each_part_fits(count):
    columns = columns_of(24, *[44] * count)

    several = parts(columns, fixed=1)

    assert [column for part in several for column in part[1:]] == list(columns[1:])
    assert all(part[0] == columns[0] and sum(column.width for column in part) <= A3.room * 1.12 for part in several)


def test_a_column_wider_than_the_paper_has_a_part_of_its_own():
    assert [len(part) for part in parts(columns_of(24, 400, 400), fixed=1)] == [2, 2]
