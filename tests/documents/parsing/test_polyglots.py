"""Files that are not what they seem: the content decides what they are, never the name or a borrowed beginning."""

import gzip
import io
import tarfile

import pytest

from documents.parsing.errors import ParsingError
from documents.parsing.reader import read_bytes
from tests.documents.parsing.formats.made import docx_of, pdf_of, set_page, with_part, zip_of

LINES = ("关于建设数字城市的实施方案", "一、总体目标", "到2025年，网上可办率达到95%以上，公共数据实现统一管理。")
TEXT = "\n".join(LINES)
PAGE = f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>"
PDF = pdf_of([set_page(LINES)])
WORD = docx_of(*LINES)
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><foreignObject><p>{TEXT}</p></foreignObject></svg>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def office(folder, *more):
    return zip_of({"[Content_Types].xml": b"<Types/>", f"{folder}/main.xml": b"<x/>", **dict.fromkeys(more, b"x")})


def tar_of(name, content):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


READ = [
    ("页面.txt", PAGE.encode(), "text/html"),
    ("正文.html", TEXT.encode(), "text/plain"),
    ("正文.pdf", TEXT.encode("gbk"), "text/plain"),
    ("正文.docx", TEXT.encode("utf-16"), "text/plain"),
    ("文档.pdf", WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("文档.zip", WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("版式.docx", PDF, "application/pdf"),
    ("版式前有空行.txt", b"\r\n\r\n" + PDF, "application/pdf"),
    ("脚本.pdf", pdf_of([set_page(LINES)], extra=b"\n9 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj"), "application/pdf"),
    ("版式后接压缩包.pdf", PDF + zip_of({"一.txt": b"1"}), "application/pdf"),
    ("版式后接网页.html", PDF + b"<html><script>x()</script></html>", "application/pdf"),
    ("文档后接网页.html", WORD + b"<html><script>x()</script></html>",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("像位图的文字.bmp", b"BMW" + TEXT.encode(), "text/plain"),
]  # fmt: skip

REFUSED = [
    ("空.docx", b"", "empty"),
    ("压缩包.docx", zip_of({"方案.txt": TEXT.encode()}), "zip_archive"),
    ("旧文档.docx", OLE, "legacy_doc"),
    ("旧文档.txt", OLE, "legacy_doc"),
    ("加密文档.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("加密版式.docx", pdf_of([set_page(LINES)], encrypt=True), "encrypted"),
    ("宏文档.docx", with_part(WORD, "word/vbaProject.bin", b"x"), "macro_document"),
    ("宏表格.docx", office("xl", "xl/vbaProject.bin"), "spreadsheet"),
    ("演示.docx", office("ppt"), "presentation"),
    ("矢量图.txt", SVG.encode(), "image"),
    ("矢量图.html", b"<?xml version='1.0'?>" + SVG.encode(), "image"),
    ("图片.pdf", PNG, "image"),
    ("图片里藏网页.html", b"GIF89a" + PAGE.encode(), "image"),
    ("富文本.doc", b"{\\rtf1\\ansi " + TEXT.encode("gbk") + b"}", "rtf"),
    ("程序.txt", b"MZ\x90\x00" + TEXT.encode(), "binary"),
    ("程序里藏压缩包.zip", b"\x7fELF" + zip_of({"一.txt": b"1"}), "binary"),
    ("压缩文字.txt", gzip.compress(TEXT.encode(), mtime=0), "other_archive"),
    ("磁带包.txt", tar_of("方案.txt", TEXT.encode()), "binary"),
    ("网页存档.html", b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n" + PAGE.encode(), "mht"),
    ("数据.html", f"<?xml version='1.0'?><rss><item>{TEXT}</item></rss>".encode(), "xml_data"),
    ("半截文档.docx", WORD[:-200], "damaged_archive"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "media_type"), READ, ids=[row[0] for row in READ])
def test_a_file_is_read_as_what_its_content_is(name, data, media_type):
    raw = read_bytes(data, name=name)

    assert raw.media_type == media_type
    assert LINES[0] in raw.text
    assert "x()" not in raw.text
    assert "app.alert" not in raw.text


@pytest.mark.parametrize(("name", "data", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_file_that_is_not_read_says_which_kind_it_is(name, data, code):
    with pytest.raises(ParsingError) as refusal:
        read_bytes(data, name=name)

    assert refusal.value.code == code
