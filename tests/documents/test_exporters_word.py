"""Word files that can be handed in: paper, header on every page, whole rows, fonts, links of the portal only."""

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from documents.breakdown import Assignment, breakdown_table
from documents.exporters import About, Source, to_docx
from documents.tables import Column, Line, Lines, Table

ABOUT = About(
    date(2026, 11, 22),
    "2026-11-22·5份",
    "http://127.0.0.1/tasks/",
    "政策对照：任务。",
    notices=("层级不同，只并列，不排名。",),
    sources=(Source("《甲》", "http://127.0.0.1/documents/a/"), Source("《乙》", "javascript:alert(1)")),
)
ROAD = Assignment(
    group="济南市《行动计划》",
    title="市民出行“一路通”",
    wording="联接各类交通管理资源。",
    leads="市公安局",
    responsibles="",
    supports="市城乡交通运输委、市公共交通总公司",
    deadlines="2018年、2019年",
    locator="二/(三)/6",
    address="/documents/370100/#c120",
    silence="自动抽取未见",
)


def opened(table, about=ABOUT):
    return docx.Document(io.BytesIO(to_docx(table, about=about)))


def one_column(*texts, width=40):
    return Table("任务", (Column("text", "文字", lambda row: row, width),), texts, said="全部任务，2项")


def breakdown(*assignments):
    return breakdown_table(assignments, title="任务分解表", said="济南市的任务")


def test_a_breakdown_has_the_columns_in_which_it_is_handed_in():
    table = opened(breakdown(ROAD)).tables[0]

    assert [cell.text for cell in table.rows[0].cells] == [
        *("序号", "任务", "牵头单位", "责任单位", "配合单位", "时限", "出处"),
    ]
    assert [cell.text for cell in table.rows[2].cells] == [
        "1",
        "市民出行“一路通”\n联接各类交通管理资源。",
        "市公安局",
        "自动抽取未见",
        "市城乡交通运输委、市公共交通总公司",
        "2018年、2019年",
        "二/(三)/6",
    ]


def test_the_tasks_of_one_place_stand_under_one_merged_header_and_are_numbered_through():
    other = [ROAD.__class__(**{**fields(ROAD), "group": "茅箭区《方案》", "title": title}) for title in ("甲", "乙")]

    table = opened(breakdown(other[0], ROAD, other[1])).tables[0]

    assert [row.cells[0].text for row in table.rows] == [
        *("序号", "茅箭区《方案》（2项）", "1", "2", "济南市《行动计划》（1项）", "3"),
    ]
    assert table.rows[1]._tr.tc_lst[0].grid_span == 7


def fields(record):
    return {name: getattr(record, name) for name in record.__slots__}


def test_the_header_stands_again_on_every_page_and_short_rows_are_not_broken():
    rows = opened(one_column("短", "很长的文字。" * 2000)).tables[0]._tbl.tr_lst

    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False]
    assert [row.find(f".//{qn('w:cantSplit')}") is not None for row in rows] == [True, True, False]


@pytest.mark.parametrize(("width", "paper"), [(40, (297, 210)), (240, (420, 297))])
def test_the_paper_lies_on_its_side_and_is_as_large_as_the_columns_need(width, paper):
    section = opened(one_column("甲", width=width)).sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == paper
    assert section.orientation == docx.enum.section.WD_ORIENT.LANDSCAPE


def test_chinese_is_set_in_song_and_headings_in_hei():
    document = opened(one_column("甲"))

    fonts = {
        run.text: run._r.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia"))
        for paragraph in [*document.paragraphs, *(cell.paragraphs[0] for cell in document.tables[0]._cells)]
        for run in paragraph.runs
    }
    assert (fonts["任务"], fonts["文字"]) == ("黑体", "黑体")
    assert (fonts["甲"], fonts["全部任务，2项"]) == ("宋体", "宋体")


def test_pages_are_numbered():
    footer = opened(one_column("甲")).sections[0].footer._element.xml

    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer
    assert "语料版本2026-11-22·5份" in footer


def test_title_what_is_shown_and_guard_stand_above_the_table_and_sources_below():
    document = opened(one_column("甲"))

    order = [element.tag.rsplit("}", 1)[-1] for element in document.element.body]
    before = [paragraph.text for paragraph in document.paragraphs[: order.index("tbl")]]
    after = [paragraph.text for paragraph in document.paragraphs[order.index("tbl") :]]
    assert before == ["任务", "全部任务，2项", "层级不同，只并列，不排名。"]
    assert after[:3] == ["所列的文件", "1. 《甲》", "2. 《乙》"]
    assert "引用格式　政策对照：任务。" in after


def test_a_locator_leads_to_its_passage_and_nothing_else_is_a_link():
    document = opened(breakdown(ROAD))

    linked = {
        relation.target_ref for relation in document.part.rels.values() if relation.reltype.endswith("/hyperlink")
    }
    assert linked == {"http://127.0.0.1/documents/370100/#c120", "http://127.0.0.1/documents/a/"}


HOSTILE = ['</w:t></w:r><w:r><w:fldSimple w:instr="x"/>', 'HYPERLINK "http://evil.example"', "http://evil.example"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_field_a_link_or_a_part(text):
    content = zipfile.ZipFile(io.BytesIO(to_docx(one_column(text), about=ABOUT)))

    body = content.read("word/document.xml").decode()
    assert "<w:fldSimple" not in body
    assert "<w:instrText" not in body
    assert "evil.example" not in content.read("word/_rels/document.xml.rels").decode()
    assert opened(one_column(text)).tables[0].rows[1].cells[0].text == text


def test_control_characters_are_shown_and_line_breaks_kept():
    assert opened(one_column("甲\x0b乙\x00\n丙\t丁\ufffe")).tables[0].rows[1].cells[0].text == "甲␋乙␀\n丙\t丁\ufffd"


def test_what_the_page_folds_is_whole_on_paper():
    folded = Table("任务", (Column("text", "文字", lambda row: row, 40),), [Lines(((Line("开头。", rest="其余。"),),))])

    assert opened(folded).tables[0].rows[1].cells[0].text == "开头。其余。"
