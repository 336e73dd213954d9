"""Heights of rows in a workbook: whole text where a program does not fit rows by itself."""

import pytest

from documents.row_heights import row_height


@pytest.mark.parametrize(
    ("cells", "height"),
    [
        ([], 15.0),
        ([("", 16)], 15.0),
        ([("交通", 16)], 15.0),
        ([("智慧交通\n市公安局\n二/(三)/6", 16)], 45.0),
        ([("交通", 16), ("数据共享开放平台建设", 12)], 30.0),
        ([("字" * 5000, 40)], 409.0),
    ],
)
def test_a_row_is_as_high_as_its_longest_text(cells, height):
    assert row_height(cells) == height
