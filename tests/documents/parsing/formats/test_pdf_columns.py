"""Columns of a PDF page are read one after the other, never across; tables stay rows; what is unclear is said."""

import pytest

from documents.parsing.reader import read_bytes
from tests.documents.parsing.formats.made import HEIGHT, SIZE, pdf_of

TITLE = (170, 790, 22, "关于建设数字城市的实施方案")
PARAGRAPHS = [
    "为加快推进数字城市建设，提升城市治理能力和公共服务水平，结合工作实际，制定本方案。",
    "一、总体目标",
    "到2025年，基本建成全域感知、数据融合、业务协同的运行体系，网上可办率达到95%以上。",
    "二、重点任务",
    "（一）建设统一平台。建设城市运行平台，接入不少于20个部门数据，实现一屏总览。（责任单位：市大数据局、市公安局）",
    "（二）开放公共数据。编制公共数据目录，分批向社会开放，鼓励企业开发利用。（责任单位：市大数据局、市财政局）",
    "（三）加强安全防护。落实等级保护制度，定期开展演练，确保重要系统安全稳定运行。（责任单位：市委网信办、市公安局）",
    "三、保障措施",
    "（一）加强组织领导。成立领导小组，统筹推进各项工作，重大事项及时研究解决，各部门按照分工抓好落实。",
    "（二）加大资金投入。统筹各类资金，优先保障重点项目建设，强化绩效管理，提高全市资金使用效益。",
]


def wrapped(paragraphs, *, per_line):
    """Lines of running text, two characters in where a paragraph begins: (indent, text)."""
    for paragraph in paragraphs:
        text, indent = paragraph, 2
        while text:
            yield indent, text[: per_line - indent]
            text, indent = text[per_line - indent :], 0


def in_columns(lines, *, columns, size=12, leading=18, top=740, drop=0):
    """Pieces of a page whose lines run down one column after the other; `drop` sets each lower than the one before."""
    lines = list(lines)
    each = -(-len(lines) // columns)
    width = 450 / columns
    return [
        (70 + column * (width + 14) + indent * size, top - row * leading - column * drop, size, text)
        for column in range(columns)
        for row, (indent, text) in enumerate(lines[column * each : (column + 1) * each])
    ]


def per_line(columns):
    return int(450 / columns / 12)


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("drop", [0, 7], ids=["level lines", "lines that are not level"])
def test_paragraphs_run_down_one_column_and_on_in_the_next(columns, drop):
    text = in_columns(wrapped(PARAGRAPHS * 2, per_line=per_line(columns)), columns=columns, drop=drop)

    raw = read_bytes(pdf_of([[TITLE, *text, (290, 40, 10, "— 1 —")]]), name="方案.pdf")

    assert raw.text.split("\n") == [TITLE[3], *PARAGRAPHS, *PARAGRAPHS]
    assert raw.doubts == ()
    assert raw.notes == ("去掉页码 1 处",)


def test_a_last_page_with_text_in_its_left_column_only_is_read_as_a_column():
    lines = list(wrapped(PARAGRAPHS * 3, per_line=per_line(2)))
    most = len(lines) - 8
    pages = [in_columns(lines[:most], columns=2), in_columns(lines[most:], columns=1)]

    raw = read_bytes(pdf_of(pages), name="方案.pdf")

    assert raw.text.split("\n") == PARAGRAPHS * 3


def test_running_heads_and_page_numbers_beside_the_middle_are_no_part_of_a_column():
    paragraphs = [paragraph.replace("市", f"{place}市") for place in "甲乙丙丁戊己" for paragraph in PARAGRAPHS]
    lines = list(wrapped(paragraphs, per_line=per_line(2)))
    third = -(-len(lines) // 3)
    pages = [
        [
            (70, HEIGHT - 40, 9, "某某市人民政府公报"),
            (460, HEIGHT - 40, 9, "2020年第1期"),
            *in_columns(lines[index * third : (index + 1) * third], columns=2),
            (480, 40, 10, f"- {index + 1} -"),
        ]
        for index in range(3)
    ]

    raw = read_bytes(pdf_of(pages), name="方案.pdf")

    assert raw.text.split("\n") == paragraphs


def test_text_across_the_page_parts_two_stretches_of_columns():
    first = in_columns(wrapped(PARAGRAPHS[:5], per_line=per_line(2)), columns=2)
    across = (120, 560, SIZE, "附件：数字城市建设三年行动方案重点任务一览")
    second = in_columns(wrapped(PARAGRAPHS[5:], per_line=per_line(2)), columns=2, top=520)

    raw = read_bytes(pdf_of([[*first, across, *second]]), name="方案.pdf")

    assert raw.text.split("\n") == [*PARAGRAPHS[:5], across[3], *PARAGRAPHS[5:]]


def test_rows_of_a_table_are_not_taken_for_columns():
    rows = [(f"建设第{index}个平台", "市大数据局、市公安局") for index in range(1, 13)]
    pieces = [
        (x, 700 - 24 * index, 12, cell)
        for index, row in enumerate(rows)
        for x, cell in zip((80, 320), row, strict=True)
    ]

    raw = read_bytes(pdf_of([pieces]), name="方案.pdf")

    assert raw.text.split("\n") == ["\t".join(row) for row in rows]


def ruled(rows, *, edges=(70, 250, 430, 530), top=700, leading=16, per_cell=14):
    """A table with rules around its cells, their text wrapped."""
    pieces, y = [], top
    for row in rows:
        lines = [[cell[start : start + per_cell] for start in range(0, len(cell), per_cell)] for cell in row]
        high = leading * max(map(len, lines)) + 6
        pieces.append((edges[0], y, edges[-1] - edges[0], "─"))
        pieces += [(x, y - high, high, "│") for x in edges]
        for x, cell in zip(edges, lines, strict=False):
            pieces += [(x + 5, y - 14 - leading * index, 12, line) for index, line in enumerate(cell)]
        y -= high
    return [*pieces, (edges[0], y, edges[-1] - edges[0], "─")]


def test_a_cell_that_wraps_is_never_read_across_its_neighbour():
    rows = [
        ("重点任务", "牵头单位和配合单位", "时限"),
        (
            "建设统一的城市运行平台，接入各部门数据，实现一屏总览",
            "市大数据局牵头，市公安局、市教育局、市财政局配合",
            "2021年",
        ),
        ("编制公共数据目录，分批向社会开放", "市大数据局", "2022年"),
    ]
    before, after = (90, 760, 16, "附件：任务分工表"), (90, 400, 16, "注：年底前为当年12月31日。")

    raw = read_bytes(pdf_of([[before, *ruled(rows), after]]), name="方案.pdf")

    assert raw.text.split("\n") == [before[3], *("\t".join(row) for row in rows), after[3]]


def test_a_rule_under_the_head_of_a_page_makes_no_table():
    text = in_columns(wrapped(PARAGRAPHS, per_line=30), columns=1)
    drawn = [(70, 780, 450, "─"), (70, 776, 450, "─"), (70, 60, 450, "─"), (60, 50, 740, "│"), (540, 50, 740, "│")]

    raw = read_bytes(pdf_of([[*text, *drawn]]), name="方案.pdf")

    assert raw.text.split("\n") == PARAGRAPHS


def test_what_may_be_columns_or_a_table_is_left_as_it_is_and_said():
    left = [(0, "建设统一的城市运行平台并接入数据"), (0, "定期调度通报"), (0, "按月公布结果")] * 6
    right = [(0, "二〇二一年底前由市财政局保障资金"), (0, "市公安局配合"), (0, "市教育局配合")] * 6

    raw = read_bytes(pdf_of([in_columns([*left[:17], *right[:17]], columns=2)]), name="方案.pdf")

    assert raw.doubts == ("第 1 页像是两栏，也像表格，按行读，次序可能有误。请对照 PDF",)
