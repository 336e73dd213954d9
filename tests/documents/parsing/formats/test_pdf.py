"""PDFs give whole paragraphs; page numbers and running heads go; scans, passwords and trash are refused in words."""

import pytest

from documents.parsing.errors import UnreadableFile
from documents.parsing.formats import limits
from documents.parsing.pipeline import parse_bytes
from documents.parsing.reader import read_bytes
from tests.documents.parsing.formats.made import SIZE, pdf_of, set_page

TITLE = (150, 780, 22, "关于建设数字城市的实施方案")
FIRST = [
    "为加快推进数字城市建设，提升城市治理能力和公共服务水平，结合工作实际，制定本方案。",
    "一、总体目标",
    "到 2025 年，基本建成全域感知、数据融合、业务协同的运行体系，网上可办率达到 9 5 %以上，",
]
SECOND = [
    "（一）建设统一平台。建设城市运行平台，接入不少于 20 个部门数据。（责任单位：市大数据局、市公安局）",
    "（二）开放公共数据。",
]
PAGES = [
    [TITLE, *set_page(FIRST, number=1, head="某某市人民政府公报 2020年第1期")],
    set_page(SECOND, number=2, head="某某市人民政府公报 2020年第1期"),
    set_page(["（三）加强安全防护。"], number=3, head="某某市人民政府公报 2020年第1期"),
]


def test_paragraphs_come_out_whole_and_furniture_is_counted():
    raw = read_bytes(pdf_of(PAGES), name="方案.pdf")

    assert raw.text.split("\n") == [
        "关于建设数字城市的实施方案",
        "为加快推进数字城市建设，提升城市治理能力和公共服务水平，结合工作实际，制定本方案。",
        "一、总体目标",
        "到2025年，基本建成全域感知、数据融合、业务协同的运行体系，网上可办率达到95%以上，",
        "（一）建设统一平台。建设城市运行平台，接入不少于20个部门数据。（责任单位：市大数据局、市公安局）",
        "（二）开放公共数据。",
        "（三）加强安全防护。",
    ]
    assert raw.notes == ("去掉页眉页脚 3 处", "去掉页码 3 处")
    assert (raw.media_type, raw.doubts) == ("application/pdf", ())


def test_a_paragraph_goes_on_over_the_foot_of_its_page():
    long = "推进跨部门跨层级业务协同，" * 40
    lines = set_page([long])
    first, second = lines[:20], [(x, y + 20 * 28, size, text) for x, y, size, text in lines[20:]]

    raw = read_bytes(pdf_of([[*first, (270, 50, 12, "- 1 -")], [*second, (270, 50, 12, "- 2 -")]]), name="方案.pdf")

    assert raw.text == long


def test_a_title_on_two_lines_is_one():
    title = [(140, 780, 22, "某某市人民政府关于加快推进数字"), (190, 750, 22, "城市建设的实施意见")]
    page = [*title, *((x, y - 40, size, text) for x, y, size, text in set_page(FIRST))]

    assert read_bytes(pdf_of([page]), name="方案.pdf").text.startswith(
        "某某市人民政府关于加快推进数字城市建设的实施意见\n为加快推进"
    )


def test_the_cells_of_a_table_row_are_parted():
    row = [(90, 300, 12, "建设平台"), (250, 300, 12, "市大数据局"), (420, 300, 12, "2025年")]

    raw = read_bytes(pdf_of([[*set_page(FIRST), *row]]), name="方案.pdf")

    assert raw.text.endswith("建设平台\t市大数据局\t2025年")


def test_text_drawn_twice_to_look_bold_is_read_once():
    line = (90, 700, SIZE, "一、总体目标、主要任务以及各项保障措施一览表")
    twice = [line, (90.4, 700, SIZE, line[3])]

    assert read_bytes(pdf_of([twice]), name="方案.pdf").text == line[3]


def test_a_private_point_between_digits_is_read_and_said():
    raw = read_bytes(
        pdf_of([set_page(["到2025年，数字经济规模达到1\ue0102万亿元以上，居全国前列。"])]), name="方案.pdf"
    )

    assert raw.text == "到2025年，数字经济规模达到1．2万亿元以上，居全国前列。"
    assert raw.doubts == ("有 1 处数字之间是字体自造的字形，按小数点读。请对照 PDF",)


def test_what_stands_beside_the_page_is_not_read():
    raw = read_bytes(pdf_of([[*set_page(FIRST), (3000, 500, SIZE, "页面之外的文字")]]), name="方案.pdf")

    assert "页面之外" not in raw.text


def test_a_page_that_is_a_picture_is_said():
    raw = read_bytes(pdf_of([[(100, 300, 1, "□")], *PAGES[:2]]), name="方案.pdf")

    assert raw.doubts == ("第 1 页没有文字层，可能是图片，没有读。请对照 PDF",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf_of([[(100, 300, 1, "□")]]), "没有文字层，是扫描件。请先做文字识别"),
        (pdf_of([[(100, 300, 1, "□")], [(100, 300, 1, "□"), (90, 90, 9, "扫描全能王")]]), "是扫描件"),
        (pdf_of([set_page(FIRST)], encrypt=True), "设有密码。请去掉密码"),
        (pdf_of([set_page(FIRST)])[:300], "已损坏"),
        (b"%PDF-1.7\n%%EOF", "已损坏"),
        (pdf_of([set_page(["\ue123\ue124\ue125" * 60])]), "乱码"),
        (pdf_of([set_page(["嚌銟黷蘶籯爩躔驫麤鱻" * 20])]), "乱码"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why_and_what_to_do(data, words):
    with pytest.raises(UnreadableFile, match=words) as refusal:
        read_bytes(data, name="方案.pdf")

    assert "请" in str(refusal.value)


def test_a_pdf_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PAGES", 2)

    with pytest.raises(UnreadableFile, match="页数超过 2 页。请拆分"):
        read_bytes(pdf_of(PAGES), name="方案.pdf")


def test_a_pdf_goes_through_the_whole_parser():
    parsed = parse_bytes(pdf_of(PAGES), name="方案.pdf")

    assert parsed.metadata.title == "关于建设数字城市的实施方案"
    assert parsed.source.media_type == "application/pdf"
