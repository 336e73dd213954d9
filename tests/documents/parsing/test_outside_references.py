"""Files that point outside themselves: no byte of what they point at is read, nothing is asked over the network."""

import socket
import threading

import pytest
from docx import Document

from documents.parsing.errors import UnreadableFile
from documents.parsing.isolation import run_limited
from documents.parsing.reader import read_bytes
from tests.documents.parsing.formats.made import docx_of, part_of, saved, with_part, zip_of

TITLE = "某某市人民政府办公室关于建设数字城市的实施方案"
SECRET = "不该读到的字CANARY"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def asked():
    """A listener on the loopback: the connections it was asked for, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        seen, over = [], threading.Event()

        def listen():
            while not over.is_set():
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    continue
                seen.append(connection.recv(200))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield seen, server.getsockname()[1]
        over.set()
        thread.join()


def in_body(doctype, *, entity="", codec="utf-8"):
    body = part_of(docx_of(TITLE, "甲"), "word/document.xml").decode()
    head, rest = body.split("?>", 1)
    text = f"{head.replace('UTF-8', codec)}?>{doctype}{rest.replace('>甲<', f'>甲{entity}<')}"
    return with_part(docx_of(TITLE), "word/document.xml", text.encode(codec))


def in_relations(part, relation):
    data = docx_of(TITLE)
    relations = part_of(data, "word/_rels/document.xml.rels") if part.endswith("document.xml.rels") else EMPTY_RELATIONS
    return with_part(data, part, relations.replace(b"</Relationships>", relation.encode() + b"</Relationships>"))


EMPTY_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def relation_of(kind, target):
    return f'<Relationship Id="rId91" TargetMode="External" Type="{OFFICE}/{kind}" Target="{target}"/>'


def main_part_with_another_ending(file, url):
    """The main part is called main.bin, so that a look at endings would miss its DOCTYPE."""
    data = in_body(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]>', entity="&e;")
    body, types = part_of(data, "word/document.xml"), part_of(data, "[Content_Types].xml")
    data = with_part(data, "word/main.bin", body)
    data = with_part(data, "word/document.xml", b"")
    data = with_part(data, "[Content_Types].xml", types.replace(b"/word/document.xml", b"/word/main.bin"))
    return with_part(data, "_rels/.rels", part_of(data, "_rels/.rels").replace(b"word/document.xml", b"word/main.bin"))


def xlsx_with_entity(file, url):
    sheet = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]><worksheet>&e;</worksheet>'
    return zip_of(
        {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": sheet.encode()}
    )


def alternative_chunk(file, url):
    document = Document()
    document.add_paragraph(TITLE)
    data = with_part(saved(document), "word/chunk.html", b"<p>x</p>")
    body = part_of(data, "word/document.xml").replace(b"<w:sectPr", b'<w:altChunk r:id="rId91"/><w:sectPr', 1)
    relations = part_of(data, "word/_rels/document.xml.rels")
    relation = relation_of("aFChunk", url).encode()
    data = with_part(
        data, "word/_rels/document.xml.rels", relations.replace(b"</Relationships>", relation + b"</Relationships>")
    )
    return with_part(data, "word/document.xml", body)


REJECTED = {
    "an entity that is a file": (
        "doctype_refused",
        lambda file, url: in_body(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]>', entity="&e;"),
    ),
    "an entity that is an address": (
        "doctype_refused",
        lambda file, url: in_body(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{url}">]>', entity="&e;"),
    ),
    "a parameter entity": (
        "doctype_refused",
        lambda file, url: with_part(
            docx_of(TITLE),
            "word/styles.xml",
            f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{url}"> %p;]><x/>'.encode(),
        ),
    ),
    "a DTD from an address": ("doctype_refused", lambda file, url: in_body(f'<!DOCTYPE w:document SYSTEM "{url}">')),
    "a DOCTYPE in UTF-16": (
        "doctype_refused",
        lambda file, url: in_body(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]>', entity="&e;", codec="utf-16"),
    ),
    "a DOCTYPE in UTF-7": (
        "xml_encoding_refused",
        lambda file, url: with_part(
            docx_of(TITLE),
            "word/document.xml",
            b"<?xml version='1.0' encoding='UTF-7'?>" + f'<!DOCTYPE x SYSTEM "{url}"><x/>'.encode("utf-7"),
        ),
    ),
    "a main part with another ending": ("doctype_refused", main_part_with_another_ending),
    "an XInclude": (
        "include_refused",
        lambda file, url: in_body(
            "", entity=f'</w:t><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/><w:t>'
        ),
    ),
    "an alternative chunk": ("embedded_document", alternative_chunk),
    "a template from an address": (
        "remote_template",
        lambda file, url: in_relations("word/_rels/settings.xml.rels", relation_of("attachedTemplate", url)),
    ),
    "a template from a server of files": (
        "remote_template",
        lambda file, url: in_relations(
            "word/_rels/settings.xml.rels", relation_of("attachedTemplate", "file:///\\\\127.0.0.1\\x\\a.dotm")
        ),
    ),
    "a spreadsheet with an entity": ("spreadsheet", xlsx_with_entity),
}


@pytest.mark.parametrize("case", sorted(REJECTED))
def test_a_file_that_points_outside_is_refused_and_opens_nothing(case, asked, tmp_path):
    seen, port = asked
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    code, made = REJECTED[case]

    with pytest.raises(UnreadableFile) as refusal:
        read_bytes(made((tmp_path / "secret.txt").as_uri(), f"http://127.0.0.1:{port}/x"), name="方案.docx")

    assert refusal.value.code == code
    assert "CANARY" not in str(refusal.value)
    assert seen == []


@pytest.mark.parametrize(
    "target", ["Normal.dotm", "file:///C:\\Users\\zhang\\Normal.dotm", "C:/Templates/公文.dot", "../模板/公文.dotx"]
)
def test_a_template_on_the_disk_of_its_author_is_common_and_does_no_harm(target):
    data = in_relations("word/_rels/settings.xml.rels", relation_of("attachedTemplate", target))

    assert read_bytes(data, name="方案.docx").text == TITLE


@pytest.mark.parametrize("kind", ["hyperlink", "header", "image", "oleObject"])
def test_what_other_relations_point_at_is_not_asked_for(kind, asked):
    seen, port = asked
    data = in_relations("word/_rels/document.xml.rels", relation_of(kind, f"http://127.0.0.1:{port}/x"))

    assert read_bytes(data, name="方案.docx").text == TITLE
    assert seen == []


def test_a_web_page_asks_for_nothing_and_reads_no_file(asked, tmp_path):
    seen, port = asked
    secret, url = tmp_path / "secret.txt", f"http://127.0.0.1:{port}/x"
    secret.write_text(SECRET, encoding="utf-8")
    page = (
        f'<!DOCTYPE html SYSTEM "{url}" [<!ENTITY e SYSTEM "{secret.as_uri()}">]><html><head><base href="{url}"/>'
        f'<link rel="stylesheet" href="{url}"><script src="{url}"></script></head><body><img src="{url}">'
        f'<iframe src="{url}"></iframe><object data="{secret.as_uri()}"></object>'
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}"/><p>{TITLE}&e;</p></body></html>'
    )

    text = read_bytes(page.encode(), name="方案.html").text

    assert TITLE in text
    assert "CANARY" not in text
    assert seen == []


def ask(port, *, name):
    with socket.create_connection(("127.0.0.1", port)):
        return name


def test_the_child_process_can_open_no_connection(asked):
    seen, port = asked

    with pytest.raises(UnreadableFile) as stop:
        run_limited(ask, port, name="方案.docx")

    assert stop.value.code == "parser_fault"
    assert "PermissionError" in "".join(stop.value.__notes__)
    assert seen == []
