"""Nothing of a draft stays behind: the whole machine is searched for a word that only the draft holds."""

import io
import logging
import re
import tempfile
from pathlib import Path

import docx
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.utils.log import AdminEmailHandler

from comparisons.draft import views
from comparisons.draft.reading import UnreadableDraft
from comparisons.draft.visitors import Gate

MARKER = "桫椤雒棽畹"
DRAFT = f"""{MARKER}市智慧城市建设实施方案
一、总体要求
到2025年，{MARKER}覆盖率达到80%以上。
二、重点任务
（一）智慧交通。建设{MARKER}交通信号平台，确保路口联网。（牵头单位：市公安局）
（二）智慧教育。推进{MARKER}数字校园建设。
"""
WITHOUT_ROWS = {"documents_grams", "documents_task_keys"}
"""An index of SQLite that cannot be scanned; what it holds stands in its own tables, which are."""
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gate(monkeypatch):
    monkeypatch.setattr(views, "GATE", Gate())


def rows_with(word: str) -> list[str]:
    """Every table with a column that holds the word, searched in the database itself."""
    found = []
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - WITHOUT_ROWS:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(word in repr(row) or word.encode() in repr(row).encode() for row in cursor.fetchall()):
                found.append(table)
    return found


def files_with(word: str, *, since: float) -> list[Path]:
    """Every file of the temporary folder and the portal's own folder that changed since and holds the word."""
    found = []
    for folder in {Path(tempfile.gettempdir()), Path(settings.VAR_DIR)}:
        for path in folder.rglob("*"):
            try:
                if path.is_file() and path.stat().st_mtime >= since and word.encode() in path.read_bytes():
                    found.append(path)
            except OSError:
                continue
    return found


def whole_word(draft: str) -> bytes:
    file = docx.Document()
    for line in draft.split("\n"):
        file.add_paragraph(line)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def sent_ways() -> list[dict]:
    """Every way in which a draft is sent."""
    return [
        {"text": DRAFT},
        {"file": SimpleUploadedFile("草稿.txt", DRAFT.encode())},
        {"file": SimpleUploadedFile("草稿.docx", whole_word(DRAFT))},
        {"file": SimpleUploadedFile("草稿.html", "".join(f"<p>{line}</p>" for line in DRAFT.split("\n")).encode())},
        {"text": DRAFT, "chosen": "1", "find": MARKER},
    ]


@pytest.mark.parametrize("way", range(5))
def test_no_row_file_session_cache_or_log_holds_a_word_of_the_draft(corpus, client, caplog, way, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    client.force_login(_user())
    before = tmp_path.stat().st_mtime - 1
    for address in ("/check/", "/check/report/"):
        response = client.post(address, sent_ways()[way])
        assert response.status_code in (200, 400)
        assert response["Cache-Control"] == "no-store, private"
        assert MARKER not in "".join(f"{name}{value}" for name, value in response.items())
        if address == "/check/":
            assert MARKER in response.content.decode()
    assert rows_with(MARKER) == []
    assert files_with(MARKER, since=before) == []
    assert MARKER not in repr(dict(client.session))
    assert MARKER not in repr(getattr(cache, "_cache", {}))
    logged = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert MARKER not in logged + str([record.exc_info for record in caplog.records])


def test_the_search_of_this_file_bites(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    since = tmp_path.stat().st_mtime - 1
    _user(first_name=MARKER)
    (tmp_path / "spilled").write_text(MARKER, encoding="utf-8")
    assert rows_with(MARKER) == ["auth_user"]
    assert [path.name for path in files_with(MARKER, since=since) if path.parent == tmp_path] == ["spilled"]


def _user(**named):
    return get_user_model().objects.create_user("editor", password="long-enough-for-a-test", **named)


def fails(*_args, **_named):
    held = DRAFT
    raise ValueError(f"cannot read {held}")


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_tells_its_place_and_no_word_of_the_draft(corpus, monkeypatch, caplog, debug):
    monkeypatch.setattr(views, "check_draft", fails)
    client = Client(raise_request_exception=False)
    logger = logging.getLogger("django.request")
    mails = AdminEmailHandler(include_html=True)
    logger.addHandler(mails)
    try:
        with override_settings(DEBUG=debug, ADMINS=[("值班", "duty@example.cn")]):
            response = client.post("/check/", {"text": DRAFT})
    finally:
        logger.removeHandler(mails)
    assert response.status_code == 500
    assert MARKER not in response.content.decode()
    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert "ValueError at fails" in message.body
    assert MARKER not in message.body + "".join(content for content, _kind in message.alternatives)
    assert MARKER not in caplog.text


def test_a_refusal_of_the_parser_loses_the_trace_of_the_child(corpus, client, monkeypatch):
    def stops(*_args, **_named):
        raise UnreadableDraft("草稿：解析用时超过上限")

    monkeypatch.setattr(views, "read_draft", stops)
    response = client.post("/check/", {"text": DRAFT})
    assert response.status_code == 422
    assert "解析用时超过上限" in response.content.decode()
    assert DRAFT.split("\n")[0] in response.content.decode()


def test_no_address_on_the_page_holds_a_word_of_the_draft(corpus, client):
    page = client.post("/check/", {"text": DRAFT}).content.decode()
    addresses = re.findall(r'(?:href|action|formaction|src|data-panel)="([^"]*)"', page)
    assert len(addresses) > 50
    assert [address for address in addresses if MARKER in address or "%E6%A1%AB" in address] == []


def test_the_draft_reaches_no_sql(corpus, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as queries:
        client.post("/check/", {"text": DRAFT})
    assert MARKER not in "".join(query["sql"] for query in queries.captured_queries)
