"""Word files give the text Word shows: with its numbers, tables and boxes, without what was deleted."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.parsing.errors import EmptyFile, UnreadableFile
from documents.parsing.formats import limits
from documents.parsing.formats.numbering import chinese
from documents.parsing.pipeline import parse_bytes
from documents.parsing.reader import read_bytes
from tests.documents.parsing.formats.made import add_list, add_numbered, docx_of, part_of, saved, with_part

TITLE = "关于建设数字城市的实施方案"


def text_of(document):
    return read_bytes(saved(document), name="方案.docx").text


def test_the_numbers_that_word_generates_stand_in_the_text():
    document = Document()
    key = add_list(document, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    for text, level in [
        ("总体要求", 0),
        ("指导思想", 1),
        ("主要目标", 1),
        ("重点任务", 0),
        ("建设平台", 1),
        ("政务云", 2),
        ("政务网", 2),
        ("开放数据", 1),
        ("目录", 2),
    ]:
        add_numbered(document, text, key=key, level=level)
    document.add_paragraph("没有编号的一段。")
    add_numbered(document, "保障措施", key=key)

    assert text_of(document).split("\n") == [
        "一、总体要求",
        "（一）指导思想",
        "（二）主要目标",
        "二、重点任务",
        "（一）建设平台",
        "1.政务云",
        "2.政务网",
        "（二）开放数据",
        "1.目录",
        "没有编号的一段。",
        "三、保障措施",
    ]


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        ("decimal", "第%1条", "第1条 "),
        ("chineseCountingThousand", "第%1章", "第一章 "),
        ("decimalEnclosedCircle", "%1", "① "),
        ("upperRoman", "%1.", "I."),
        ("lowerLetter", "%1)", "a)"),
        ("bullet", "●", ""),
        ("none", "", ""),
    ],
)
def test_each_form_of_number_is_shown_as_word_shows_it(kind, text, label):
    document = Document()
    add_numbered(document, "总体要求", key=add_list(document, (kind, text)))

    assert text_of(document) == f"{label}总体要求"


def test_two_lists_count_each_for_itself():
    document = Document()
    first, second = add_list(document, ("chineseCounting", "%1、")), add_list(document, ("decimal", "%1."))
    for key in (first, second, first, second):
        add_numbered(document, "事项", key=key)

    assert text_of(document) == "一、事项\n1.事项\n二、事项\n2.事项"


def test_a_number_may_come_from_the_style():
    document = Document()
    key = add_list(document, ("chineseCounting", "%1、"))
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{key}"/></w:numPr>'))
    document.add_heading("总体要求", level=1)
    document.add_heading("重点任务", level=1)

    assert text_of(document) == "一、总体要求\n二、重点任务"


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (101, "一百零一"), (110, "一百一十")],
)
def test_chinese_counting(number, numeral):
    assert chinese(number) == numeral


def test_a_table_row_is_one_line_and_a_frame_of_one_cell_is_none():
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, [("序号", "任务", "牵头单位"), ("1", "建设平台", "市大数据局")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "第一段。"
    frame.add_paragraph("第二段。")

    assert text_of(document) == "序号\t任务\t牵头单位\n1\t建设平台\t市大数据局\n第一段。\n第二段。"


def test_headers_and_footers_stand_at_the_ends_without_page_numbers():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "某某市人民政府文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph(TITLE)

    raw = read_bytes(saved(document), name="方案.docx")

    assert raw.text == f"某某市人民政府文件\n{TITLE}"
    assert raw.text[slice(*raw.main)] == TITLE


def test_deleted_text_is_not_read_and_inserted_text_is():
    document = Document()
    paragraph = document.add_paragraph("到2025年，")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>旧目标</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新目标</w:t></w:r></w:ins>"))

    raw = read_bytes(saved(document), name="方案.docx")

    assert raw.text == "到2025年，新目标"
    assert raw.notes == ("修订中删除的文字 1 处没有读",)


def test_runs_breaks_links_and_hidden_text():
    document = Document()
    paragraph = document.add_paragraph("一、总")
    paragraph.add_run("体").bold = True
    paragraph.add_run("目标")
    paragraph.add_run("看不见的字").font.hidden = True
    paragraph.add_run().add_break()
    paragraph.add_run("到2025年")
    paragraph._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>见附件</w:t></w:r></w:hyperlink>"))
    paragraph._p.append(
        parse_xml(f'<w:r {nsdecls("w")}><w:instrText>HYPERLINK "http://example.org"</w:instrText></w:r>')
    )

    assert text_of(document) == "一、总体目标\n到2025年见附件"


def test_a_text_box_is_read_once_behind_its_paragraph():
    document = Document()
    box = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p>"
        "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内文字</w:t>"
        "</w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.add_paragraph("框外文字")._p.append(parse_xml(box))

    assert text_of(document) == "框外文字\n框内文字"


def test_footnotes_follow_the_body():
    data = docx_of(TITLE)
    types = part_of(data, "[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.footnotes+xml"/></Types>',
    )
    relations = part_of(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        b'Target="footnotes.xml"/></Relationships>',
    )
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:t>指全市口径。</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    for name, content in (
        ("[Content_Types].xml", types),
        ("word/_rels/document.xml.rels", relations),
        ("word/footnotes.xml", notes.encode()),
    ):
        data = with_part(data, name, content)

    assert read_bytes(data, name="方案.docx").text == f"{TITLE}\n指全市口径。"


# Hostile files ------------------------------------------------------------------------------------------------------


def test_a_doctype_in_any_part_is_refused_and_opens_nothing(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARY", encoding="utf-8")
    data = docx_of(TITLE, "甲", "乙")
    body = part_of(data, "word/document.xml").decode()
    head, rest = body.split("?>", 1)
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    for part, content in (
        ("word/document.xml", f"{head}?>{entity}{rest}".encode()),
        ("word/document.xml", f"{head.replace('UTF-8', 'UTF-16')}?>{entity}{rest}".encode("utf-16")),
        ("word/custom.xml", f"{entity}<x>&e;</x>".encode()),
        ("word/_rels/document.xml.rels", f"{entity}<Relationships/>".encode()),
    ):
        with pytest.raises(UnreadableFile, match="DOCTYPE") as refusal:
            read_bytes(with_part(data, part, content), name="方案.docx")

        assert "CANARY" not in str(refusal.value)


def test_a_part_that_swells_is_refused_before_it_is_read():
    bomb = with_part(docx_of(TITLE), "word/document.xml", b"<a>" + b"0" * (40 * limits.MEGABYTE))

    with pytest.raises(UnreadableFile, match="解压炸弹|解压后超过"):
        read_bytes(bomb, name="方案.docx")


def test_an_external_template_or_embedded_file_is_not_opened():
    data = docx_of(TITLE)
    relations = part_of(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId91" TargetMode="External" Target="http://127.0.0.1:9/x" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/></Relationships>',
    )

    assert read_bytes(with_part(data, "word/_rels/document.xml.rels", relations), name="方案.docx").text == TITLE


def test_a_file_whose_text_stands_in_another_one_inside_it_is_refused():
    document = Document()
    document.add_paragraph(TITLE)
    document.element.body.insert(1, parse_xml(f"<w:altChunk {nsdecls('w')}/>"))

    with pytest.raises(UnreadableFile, match="内嵌别的文件") as refusal:
        read_bytes(saved(document), name="方案.docx")

    assert refusal.value.code == "embedded_document"


def test_a_word_file_without_text_says_what_to_do():
    with pytest.raises(EmptyFile, match="可能只有图片"):
        read_bytes(docx_of(), name="方案.docx")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"])
@pytest.mark.parametrize("content", [b"", b"<", b"<a/>", b"\x00\xff", b"<?xml version='1.0'?><w:document/>"])
def test_a_broken_part_ends_in_words(part, content):
    broken = with_part(docx_of(TITLE), part, content)

    try:
        raw = read_bytes(broken, name="方案.docx")
    except (UnreadableFile, EmptyFile) as refusal:
        assert "请" in str(refusal)  # noqa: PT017 - a part that is not needed may be broken
    else:
        assert TITLE in raw.text


def test_a_word_file_goes_through_the_whole_parser():
    document = Document()
    document.add_paragraph(TITLE)
    key = add_list(document, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
    for text, level in [
        ("总体要求", 0),
        ("重点任务", 0),
        ("建设平台。建设统一平台。（责任单位：市公安局）", 1),
        ("开放数据。开放公共数据。（责任单位：市教育局）", 1),
    ]:
        add_numbered(document, text, key=key, level=level)

    parsed = parse_bytes(saved(document), name="方案.docx")

    assert [(task.locator, task.title) for task in parsed.tasks] == [("二/(一)", "建设平台"), ("二/(二)", "开放数据")]
