"""One batch of files made to hurt, with sound ones between: each bad one ends in words, each good one is read."""

import io
import zipfile
import zlib

import pytest

from documents.parsing.errors import ParsingError
from documents.parsing.isolation import Limits, parse_isolated, run_limited
from documents.parsing.reader import read_bytes
from tests.documents.parsing.formats.made import docx_of, part_of, pdf_of, set_page, with_part, zip_of

SOUND = (
    "某某市人民政府办公室关于建设数字城市的实施方案\n一、总体目标\n到2025年，网上可办率达到95%以上。\n二、重点任务\n"
    "（一）建设平台。建设统一平台。（责任单位：市公安局）\n某某市人民政府办公室\n2020年1月1日\n"
)
TIGHT = Limits(cpu_seconds=20, wall_seconds=60)


def raw_pdf(content, *, extra=b"", filters=b""):
    """A PDF of one page with the given content stream."""
    return (
        b"%%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>\n"
        b"endobj\n4 0 obj\n<< /Length %d %s >>\nstream\n%s\nendstream\nendobj\n%s\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF"
        % (len(content), filters, content, extra)
    )


def deflated(data):
    return zlib.compress(data, 9)


def laughs(levels=12):
    entities = "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' if level else '<!ENTITY a0 "哈哈">' for level in range(levels)
    )
    return f"<?xml version='1.0'?><!DOCTYPE x [{entities}]>"


def swollen_docx():
    body = part_of(docx_of("甲"), "word/document.xml")
    paragraph = "<w:p><w:r><w:t>一、总体要求</w:t></w:r></w:p>".encode()
    return with_part(docx_of("甲"), "word/document.xml", body.replace(b"<w:body>", b"<w:body>" + paragraph * 3_000_000))


def varied_docx():
    """Paragraphs that all differ: forty megabytes that pack to four."""
    body = part_of(docx_of("甲"), "word/document.xml")
    paragraphs = "".join(f"<w:p><w:r><w:t>{index:x}</w:t></w:r></w:p>" for index in range(1_000_000)).encode()
    return with_part(docx_of("甲"), "word/document.xml", body.replace(b"<w:body>", b"<w:body>" + paragraphs))


def deep_docx():
    body = part_of(docx_of("甲"), "word/document.xml")
    nested = b"<w:tbl><w:tr><w:tc>" * 50_000 + b"</w:tc></w:tr></w:tbl>" * 50_000
    return with_part(docx_of("甲"), "word/document.xml", body.replace(b"<w:body>", b"<w:body>" + nested))


def quoted_overlap():
    """A thousand directory entries that share one member."""
    data = zip_of({"一.txt": b"0" * 100_000})
    start = data.index(b"PK\x01\x02")
    entry = data[start : data.index(b"PK\x05\x06")]
    end = bytearray(data[data.index(b"PK\x05\x06") :])
    end[8:12] = (1000).to_bytes(2, "little") * 2
    end[12:16] = (len(entry) * 1000).to_bytes(4, "little")
    return data[:start] + entry * 1000 + bytes(end)


def forged_sizes():
    """A Word file whose directory promises ten bytes for a part of millions."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr("word/document.xml", b"<a>" + b" " * 50_000_000)
    data = bytearray(out.getvalue())
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def unpacked(package):
    """The same parts without compression, so that no ratio gives them away."""
    with zipfile.ZipFile(io.BytesIO(package)) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    return zip_of(parts, method=zipfile.ZIP_STORED)


HOSTILE = {  # name: (code of the refusal, its bytes)
    "百万个 q.pdf": ("no_text_layer", lambda: raw_pdf(b"q " * 1_000_000)),
    "压缩流炸弹.pdf": (
        "no_text_layer",
        lambda: raw_pdf(deflated(b"q Q " * 25_000_000), filters=b"/Filter /FlateDecode"),
    ),
    "双重压缩.pdf": (
        "no_text_layer",
        lambda: raw_pdf(deflated(deflated(b"0" * 100_000_000)), filters=b"/Filter [/FlateDecode /FlateDecode]"),
    ),
    "表单自引.pdf": (
        "no_text_layer",
        lambda: raw_pdf(
            b"/X Do",
            extra=b"5 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>\n"
            b"stream\n/X Do\nendstream\nendobj",
        ),
    ),
    "页树成环.pdf": ("no_text_layer", lambda: raw_pdf(b"").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")),
    "页数谎报.pdf": ("no_text_layer", lambda: raw_pdf(b"").replace(b"/Count 1", b"/Count 99999999")),
    "巨大页面.pdf": ("no_text_layer", lambda: raw_pdf(b"").replace(b"[0 0 595 842]", b"[0 0 1e30 1e30]")),
    "嵌套数组.pdf": (
        "no_text_layer",
        lambda: raw_pdf(b"").replace(b"/MediaBox [0 0 595 842]", b"/MediaBox " + b"[" * 200_000),
    ),
    "自引交叉表.pdf": ("no_text_layer", lambda: raw_pdf(b"") + b"\nstartxref\n9\n%%EOF\ntrailer << /Prev 9 >>"),
    "一页百万字.pdf": ("no_text_layer", lambda: pdf_of([[(90, 700, 16, "一" * 30_000)] * 34])),
    "加密.pdf": ("encrypted", lambda: pdf_of([set_page([SOUND])], encrypt=True)),
    "十亿笑.html": ("not_a_policy", lambda: (laughs() + "<html><body>&a11;</body></html>").encode()),
    "十亿笑.docx": (
        "doctype_refused",
        lambda: with_part(docx_of("甲"), "word/document.xml", (laughs() + "<x>&a11;</x>").encode()),
    ),
    "深层.html": ("nested_too_deep", lambda: b"<html><body>" + b"<div>" * 1_000_000),
    "深层.docx": ("ratio", deep_docx),
    "膨胀.docx": ("ratio", swollen_docx),
    "深层不压缩.docx": ("damaged", lambda: unpacked(deep_docx())),
    "膨胀不重复.docx": ("expanded_too_large", varied_docx),
    "谎报大小.docx": ("damaged_archive", forged_sizes),
    "重叠.zip": ("zip_archive", quoted_overlap),
    "空.txt": ("empty", lambda: b""),
    "只有零.txt": ("binary", lambda: bytes(1_000_000)),
    "二十一兆.txt": ("too_large", lambda: b"1" * (21 * 1024 * 1024)),
    "四百万字.txt": ("too_long", lambda: ("一" * 4_000_000).encode()),
    "百万单元格.html": ("too_many_elements", lambda: b"<html><body><table><tr>" + b"<td>1</td>" * 1_000_000),
    "百万属性.html": ("page_without_text", lambda: b"<html><body><p " + b"a='1' " * 1_000_000 + b">"),
    "可执行.docx": ("binary", lambda: b"MZ\x90\x00" + bytes(1000)),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_file_made_to_hurt_ends_in_a_coded_refusal(name):
    code, made = HOSTILE[name]

    with pytest.raises(ParsingError) as refusal:
        parse_isolated(made(), name=name, within=TIGHT)

    assert refusal.value.code == code
    assert str(refusal.value).startswith(f"{name}：")


def test_sound_files_between_hostile_ones_are_read():
    read = []
    for name in ("百万个 q.pdf", "深层不压缩.docx", "重叠.zip", "只有零.txt", "深层.html"):
        with pytest.raises(ParsingError):
            parse_isolated(HOSTILE[name][1](), name=name, within=TIGHT)
        read.append(len(parse_isolated(SOUND.encode(), name="方案.txt").tasks))

    assert read == [1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    "text",
    [
        SOUND.replace("\n", "\r"),
        SOUND.replace("\n", "\u2028"),
        SOUND + "\n" * 500_000,
        SOUND + "。" * 200_000,
        SOUND + "（" * 20_000,
        SOUND + "一、" * 20_000,
    ],
    ids=["returns", "line separators", "empty lines", "one long line", "open brackets", "numerals"],
)
def test_odd_line_ends_and_endless_lines_lose_no_character(text):
    raw = run_limited(read_bytes, text.encode(), name="方案.txt", within=TIGHT)

    assert raw.text == text
    assert parse_isolated(text.encode(), name="方案.txt", within=TIGHT).source.characters == len(text)
