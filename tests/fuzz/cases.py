"""One hostile file for each (kind, number), always the same: sound files of every format, damaged inside their container.

Bytes flipped in a whole Word file only break its ZIP; so parts are taken out, damaged, and packed again.
"""

import copy
import io
import random
import re
import zipfile
from functools import cache

from docx import Document
from lxml import etree

from tests.documents.parsing.formats.made import add_list, add_numbered, pdf_of, saved, set_page, zip_of

KINDS = ("text", "html", "docx", "pdf", "zip")
ENDINGS = {"text": "txt", "html": "html", "docx": "docx", "pdf": "pdf", "zip": "zip"}

TITLE = "某某市人民政府办公室关于印发数字城市建设三年行动方案（2020—2022年）的通知"
PARAGRAPHS = (
    TITLE,
    "某政办发〔2020〕12号",
    "各县（市、区）人民政府，市政府各部门：",
    "现将《某某市数字城市建设三年行动方案（2020—2022年）》印发给你们，请认真组织实施。",
    "一、总体目标",
    "到2022年，建成20个应用场景，网上可办率达到95%以上，万人5G基站数比2019年提高15%以上。",
    "二、重点任务",
    "（一）建设城市平台。建设统一的城市运行平台。（牵头单位：市大数据局；配合单位：市公安局、市教育局，各县〔市、区〕政府）",
    "（二）开放公共数据。2021年底前，开放数据集不少于500个。（责任单位：市大数据局、市市场监管局）",
    "1. 编制目录。由市财政局负责，6月底前完成。",
    "三、保障措施",
    "（一）加强组织领导。成立领导小组，统筹推进各项工作。",
    "附件：任务分工表",
    "某某市人民政府办公室",
    "2020年3月1日",
)
TEXT = "\n".join(PARAGRAPHS)
CODECS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "gbk",
    "big5",
    "hz",
    "utf-7",
    "shift_jis",
)

ODD = (
    "\x00", "\x0b", "\x0c", "\x1b", "\x85", "\xa0", "\xad", "\u200b", "\u202e", "\u2066", "\u2028", "\u2029", "\ufeff", "\ufffd",
    "\ufffe", "\U000e0041", "𠮷", "㘵", "㈠", "①", "⼀", "é", "ｱ", "😀", "〔", "〕", "（", "）", "《", "》", "“", "：", "；", "、", "。",
    "〇", "一", "十百千", "第章", "第一条", "（责任单位：", "牵头", "2020", "%", "万亿", "到年", "(shè)", "\t", "\r", "\r\n", "\n\n", " ",
)  # fmt: skip
MARKUP = (
    "<p>", "</p>", "<div>", "</div>", "<table><tr><td>", "</td></tr></table>", "<td>", "<tr>", "<script>alert(1)</script>", "<script>",
    "<style>", "<!--", "-->", "<![CDATA[", "]]>", "&", "&nbsp;", "&#0;", "&#xD800;", "&#x110000;", "&lt;", "<br/>", "<", ">", "\"", "'",
    "<svg onload=x>", "<iframe src=x>", "<template>", "<pre>", "<h1>", "<a href='javascript:x'>", "<ol><li>", "<select><option>", "<base>",
    "<meta charset=big5>", "<meta name=PubDate content='9999-99-99'>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<plaintext>", "<b><i></b>",
    "<td colspan=99999999>", "<p style='display:none'>", "<body>", "</html>", "<noscript>", "<math>", "<frameset>", "\x00",
)  # fmt: skip
XML_BITS = (
    b"<w:p>", b"</w:p>", b"<w:tbl/>", b"<w:tr>", b"<w:t>", b"</w:t>", b"<w:del>", b"<w:txbxContent/>", b"<w:br/>", b"<w:numPr/>", b"&#0;",
    b"&x;", b"<!DOCTYPE a>", b"<!ENTITY a 'b'>", b"<![CDATA[", b"-1", b"99999999999999999999", b"%1%2%9", b"NaN", b"", b"<x:y/>", b"\x00",
    b"w:val=\"\"", b"\xff\xfe", b"<w:altChunk/>", b"<w:sdt><w:sdtContent>", b"<mc:Fallback>", b" xmlns:w='urn:x'", b"word/document.xml", b"..",
)  # fmt: skip
PDF_BITS = (
    b"0", b"-1", b"99999999999", b"1e308", b"null", b"<<", b">>", b"[", b"]", b"(", b")", b"<", b">", b"q ", b"Q ", b"BT ", b"ET ", b" Tj ",
    b" Td ", b" Tf ", b" Tm ", b" cm ", b" Do ", b"1 0 R", b"3 0 R", b"99 0 R", b"obj", b"endobj", b"stream\n", b"endstream", b"/Kids",
    b"/Count", b"/Parent", b"/Encoding /Identity-H", b"/UniGB-UCS2-H", b"/Rotate 90", b"/Filter /FlateDecode", b"/MediaBox [0 0 0 0]",
    b"/MediaBox [-1e9 -1e9 1e9 1e9]", b"/Encrypt << >>", b"/Length 999999", b"\x00", b"%%EOF", b"xref", b"startxref", b"feff", b"d800",
)  # fmt: skip


def case(kind, number):
    """The bytes of one hostile file."""
    chance = random.Random(f"{kind} {number}")
    return _MAKERS[kind](chance)


def _text(chance):
    text = _damaged_text(chance, TEXT, ODD)
    data = text.encode(chance.choice(CODECS), errors=chance.choice(("replace", "ignore", "xmlcharrefreplace")))
    return _damaged_bytes(chance, data) if chance.random() < 0.6 else data


def _html(chance):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = (
        f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><table><tr><td>索引号：</td><td>1</td></tr></table>"
        f"<div class=TRS_Editor>{body}</div><div><a href=/>首页</a>版权所有</div></body></html>"
    )
    page = _damaged_text(chance, page, (*MARKUP, *MARKUP, *ODD))
    data = page.encode(chance.choice(("utf-8", "utf-8", "utf-8", "gbk", "utf-16")), errors="replace")
    return _damaged_bytes(chance, data) if chance.random() < 0.3 else data


@cache
def _docx_parts():
    document = Document()
    key = add_list(document, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    for paragraph in PARAGRAPHS[:4]:
        document.add_paragraph(paragraph)
    for text, level in (
        ("总体目标", 0),
        (PARAGRAPHS[5], 1),
        ("重点任务", 0),
        (PARAGRAPHS[7][3:], 1),
        (PARAGRAPHS[8][3:], 1),
    ):
        add_numbered(document, text, key=key, level=level)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "建设平台", "市大数据局"
    document.sections[0].header.paragraphs[0].text = "某某市人民政府公报"
    for paragraph in PARAGRAPHS[-2:]:
        document.add_paragraph(paragraph)
    with zipfile.ZipFile(io.BytesIO(saved(document))) as package:
        return {name: package.read(name) for name in package.namelist()}


def _docx(chance):
    parts = dict(_docx_parts())
    for _time in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice(("word/document.xml",) * 5 + ("word/numbering.xml",) * 2 + tuple(parts))
        if name not in parts:
            continue
        if chance.random() < 0.75:
            parts[name] = _damaged_tree(chance, parts[name])
        else:
            parts[name] = _damaged_parts(chance, parts[name], XML_BITS, rb"[<>\"=/ ]|w:\w+")
        if chance.random() < 0.03:
            parts.pop(name, None)
    data = zip_of(parts, method=zipfile.ZIP_STORED)
    return _damaged_bytes(chance, data) if chance.random() < 0.1 else data


@cache
def _pdf_base():
    pages = [
        set_page(PARAGRAPHS[:7], number=1, head="某某市人民政府公报"),
        set_page(PARAGRAPHS[7:], number=2, head="某某市人民政府公报"),
    ]
    return pdf_of(pages)


def _pdf(chance):
    data = _damaged_parts(chance, _pdf_base(), PDF_BITS, rb"[0-9]+|/\w+|[<>\[\]()]| [A-Z][a-z*]? ")
    return _damaged_bytes(chance, data) if chance.random() < 0.2 else data


def _zip(chance):
    files = {}
    for index in range(chance.randint(1, 3)):
        kind = chance.choice(("text", "html", "pdf"))
        name = (
            f"件{index}"
            + "".join(chance.choice((*ODD, "../", "\\", "方案", "a")) for _part in range(3))
            + f".{ENDINGS[kind]}"
        )
        files[name.encode("utf-8", errors="replace").decode()] = _MAKERS[kind](chance)
    data = zip_of(files, method=chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))
    data = zip_of({"内.zip": data}) if chance.random() < 0.2 else data
    return _damaged_bytes(chance, data) if chance.random() < 0.4 else data


_MAKERS = {"text": _text, "html": _html, "docx": _docx, "pdf": _pdf, "zip": _zip}


def _damaged_text(chance, text, bits):
    """Characters put in, taken out, repeated, moved: one to thirty times."""
    for _time in range(chance.choice((0, 1, 1, 3, 10, 30))):
        place = chance.randrange(len(text) + 1)
        end = min(len(text), place + chance.choice((1, 2, 5, 40, 200)))
        match chance.randrange(6):
            case 0 | 1:
                text = text[:place] + chance.choice(bits) + text[place:]
            case 2:
                text = text[:place] + text[end:]
            case 3:
                text = text[:place] + text[place:end] * chance.choice((2, 3, 20)) + text[end:]
            case 4:
                text = text[:place] + chance.choice(bits) * chance.choice((2, 50, 500)) + text[place:]
            case _:
                text = text[end:] + text[place:end] + text[:place]
    return text


def _damaged_parts(chance, data, bits, places):
    """Bits put in or over others at the joints of a format."""
    for _time in range(chance.choice((1, 1, 2, 5, 15))):
        joints = [match.span() for match in re.finditer(places, data[:200_000])]
        if not joints:
            return data
        start, end = chance.choice(joints)
        match chance.randrange(5):
            case 0:
                data = data[:start] + chance.choice(bits) + data[end:]
            case 1:
                data = data[:start] + chance.choice(bits) + data[start:]
            case 2:
                data = data[:start] + data[chance.choice(joints)[1] :]
            case 3:
                other, until = sorted(chance.choice(joints)[0] for _side in range(2))
                data = data[:start] + data[other : min(until, other + 4_000)] * chance.choice((1, 2, 5)) + data[start:]
            case _:
                data = data[:start] + data[end:]
    return data


def _damaged_tree(chance, part):
    """Elements taken out, doubled, moved, renamed, their attributes and texts changed: XML that is still well-formed."""
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return part
    for _time in range(chance.choice((1, 2, 5, 15))):
        elements = [element for element in root.iter() if element is not root]
        if not elements:
            break
        element, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(6):
            case 0:
                element.getparent().remove(element)
            case 1:
                element.addnext(copy.deepcopy(element))
            case 2:
                other.append(copy.deepcopy(element)) if len(elements) < 5_000 else None
            case 3:
                element.tag = other.tag
            case 4:
                for key in element.attrib:
                    element.set(
                        key, chance.choice(("", "-1", "99999999999", "0", "x", "%1%2", "http://127.0.0.1:9/", "../a"))
                    )
            case _:
                element.text = _storable(chance.choice(ODD)) * chance.choice((1, 3, 300))
    return etree.tostring(root)


def _storable(text):
    return "".join(character for character in text if character >= " " and character < "\ufff0")


def _damaged_bytes(chance, data):
    """Bytes flipped, cut out, cut off."""
    changed = bytearray(data)
    for _time in range(chance.choice((1, 2, 8, 40))):
        if not changed:
            break
        place = chance.randrange(len(changed))
        match chance.randrange(8):
            case 0:
                del changed[place:]
            case 1:
                del changed[place : place + chance.choice((1, 2, 3, 100))]
            case _:
                changed[place] = chance.randrange(256)
    return bytes(changed)
