"""What a file is, its content decides; what is not read is refused with what to do."""

import io
import zipfile

import pytest

from documents.parsing.errors import UnreadableFile
from documents.parsing.formats.sniffing import kind_of
from documents.parsing.reader import read_bytes
from tests.documents.parsing.formats.made import docx_of, pdf_of, set_page, with_part, zip_of

TEXT = "关于建设数字城市的实施方案\n一、总体目标\n到2025年，网上可办率达到95%以上，公共数据实现统一管理。"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TEXT.encode(), "text"),
        (TEXT.encode("gbk"), "text"),
        (f"说明：<{TEXT}>".encode(), "text"),
        (b"BMW" + TEXT.encode(), "text"),
        (f"<html><body><p>{TEXT}</p></body></html>".encode(), "html"),
        (f"<div><p>{TEXT}</p><p></p></div>".encode("utf-16"), "html"),
        (f"\ufeff \n<!DOCTYPE HTML><head><title>{TEXT}</title>".encode(), "html"),
        (docx_of(TEXT), "docx"),
        (pdf_of([set_page([TEXT])]), "pdf"),
        (b"\r\n\r\n" + pdf_of([set_page([TEXT])]), "pdf"),
        (zip_of({"a.txt": TEXT.encode()}), "zip_archive"),
    ],
)
def test_content_tells_the_kind(data, kind):
    assert kind_of(data) == kind


@pytest.mark.parametrize("name", ["方案.pdf", "方案.docx", "方案.exe", "方案"])
def test_a_text_with_a_wrong_name_is_read_as_text(name):
    assert read_bytes(TEXT.encode(), name=name).media_type == "text/plain"


def _office(folder, *more):
    return zip_of({"[Content_Types].xml": b"<Types/>", f"{folder}/main.xml": b"<x/>", **dict.fromkeys(more, b"")})


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "旧版 Word（.doc）或 WPS 文件。请用 Word 或 WPS 打开，另存为 .docx",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "设有密码。请去掉密码"),
        (b"{\\rtf1\\ansi \\'d2\\'bb}", "RTF 文件"),
        (zip_of({"OFD.xml": b"<ofd/>", "Doc_0/Document.xml": b""}), "OFD 版式文件"),
        (zip_of({"mimetype": b"application/vnd.oasis", "content.xml": b""}), "OpenDocument"),
        (_office("word", "word/vbaProject.bin"), "带宏的 Word 文件"),
        (_office("xl"), "Excel 表格"),
        (_office("ppt"), "演示文稿"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", ".mht"),
        (b"\x89PNG\r\n\x1a\n", "这是图片"),
        (b"\xff\xd8\xff\xe0", "这是图片"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "这是图片"),
        (b"Rar!\x1a\x07\x00", "请解压"),
        (b"7z\xbc\xaf\x27\x1c", "请解压"),
        (zip_of({"a.txt": b"1"}), "ZIP 压缩包"),
        (b"PK\x03\x04 cut short", "压缩结构已损坏"),
        (b"<?xml version='1.0'?><rss><item></item></rss>", "XML 数据"),
        (b"MZ\x90\x00\x03", "二进制文件"),
        (bytes(range(32)) * 40, "二进制文件"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(data, advice):
    with pytest.raises(UnreadableFile, match=advice) as refusal:
        read_bytes(data, name="方案.docx")

    assert str(refusal.value).startswith("方案.docx：")
    assert "请" in str(refusal.value)


def test_a_word_file_whose_main_part_is_missing_is_refused():
    with pytest.raises(UnreadableFile, match="结构已损坏"):
        read_bytes(_office("word"), name="方案.docx")


def test_a_word_file_that_is_only_renamed_to_txt_is_read():
    assert read_bytes(docx_of(TEXT), name="方案.txt").text == TEXT


def test_a_package_with_a_broken_directory_is_refused():
    data = with_part(docx_of(TEXT), "word/media/a.png", b"x" * 100)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        place = package.start_dir

    with pytest.raises(UnreadableFile):
        read_bytes(data[:place] + b"\x00" * 20 + data[place + 20 :], name="方案.docx")
