"""Log lines: one event, one line, whatever a visitor sends; each with the number of its request, none with a secret."""

import io
import json
import logging
import re
import sys

import pytest
from django.conf import settings
from django.urls import path

from comparisons.draft import views
from comparisons.draft.visitors import Gate
from portal import access, urls
from portal.logs import JsonLine, OneLine
from portal.request_ids import WithRequestId
from tests.people import EDITOR, person


def line_of(message, *args, exc_info=None):
    record = logging.LogRecord("documents.loading", logging.WARNING, __file__, 1, message, args, exc_info)
    return OneLine().format(record)


def test_a_line_has_time_level_logger_and_message():
    line = line_of("loaded %s", "a.txt")

    assert re.fullmatch(
        r"time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 level=WARNING logger=documents\.loading "
        r'message="loaded a\.txt"',
        line,
    )


def test_line_breaks_escape_sequences_and_bidi_marks_stay_inside_their_quotes():
    line = line_of("Not Found: %s", "/a\r\nlevel=ERROR\x1b[31m\u202e")

    assert line.endswith(r'message="Not Found: /a\r\nlevel=ERROR\u001b[31m\u202e"')


def test_a_traceback_follows_in_the_same_line():
    try:
        raise ValueError("坏值")
    except ValueError:
        line = line_of("failed", exc_info=sys.exc_info())

    assert "\n" not in line
    assert "Traceback" in line


WORDS = "桫椤雒棽畹"


@pytest.fixture
def lines():
    """What both forms write while the test runs, at the most talkative level."""
    stream = io.StringIO()
    handlers = [logging.StreamHandler(stream), logging.StreamHandler(stream)]
    root, before = logging.getLogger(), logging.getLogger().level
    for handler, formatter in zip(handlers, (OneLine(), JsonLine()), strict=True):
        handler.setFormatter(formatter)
        handler.addFilter(WithRequestId())
        root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: stream.getvalue().splitlines()
    root.setLevel(before)
    for handler in handlers:
        root.removeHandler(handler)


def fail(request):
    logging.getLogger("portal.test").warning("about to fail")
    raise RuntimeError("inside reason")


urlpatterns = [*urls.urlpatterns, path("fail/", fail)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.mark.urls(__name__)
def test_the_number_of_a_request_stands_in_its_answer_on_its_error_page_and_in_each_of_its_lines(
    client, monkeypatch, lines
):
    monkeypatch.setitem(access.ACCESS, f"{__name__}.fail", access.rule_of("home"))
    client.raise_request_exception = False

    first, second = (client.get("/fail/", headers={"x-request-id": "f" * 32}) for _ in range(2))
    logging.getLogger("portal.test").warning("between requests")

    numbers = [first["X-Request-ID"], second["X-Request-ID"]]
    assert len(set(numbers)) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", number) and number != "f" * 32 for number in numbers)
    assert f"<code>{numbers[0]}</code>" in first.text
    told = [json.loads(line) for line in lines() if line.startswith("{")]
    of_first = [line for line in told if line.get("request_id") == numbers[0]]
    assert [line["message"] for line in of_first] == ["about to fail", "Internal Server Error: /fail/"]
    assert (of_first[1]["status"], "inside reason" in of_first[1]["traceback"]) == (500, True)
    assert "request_id" not in next(line for line in told if line["message"] == "between requests")
    assert any(f"request_id={numbers[1]} message=" in line for line in lines())


def test_the_number_of_the_proxy_is_kept_only_when_there_is_a_proxy_and_it_is_one(client, settings):
    settings.BEHIND_PROXY = True
    given = {"F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6": True, "{urn:uuid:----}": False, "a" * 31: False, "界" * 32: False}

    kept = {text: client.get("/healthz", headers={"x-request-id": text})["X-Request-ID"] for text in given}

    assert kept["F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"] == "f81d4fae7dec11d0a76500a0c91e6bf6"
    assert all(re.fullmatch("[0-9a-f]{32}", number) for number in kept.values())


def test_an_access_line_of_the_server_says_what_was_asked_and_nothing_of_who_asked_for_which_words():
    atoms = {"m": "GET", "U": "/search/", "q": f"q={WORDS}", "s": "200", "D": 12345, "B": 700, "h": "203.0.113.7"}
    atoms |= {"{x-request-id}o": "0" * 32, "{cookie}i": "sessionid=geheim", "a": "Mozilla", "f": f"/search/?q={WORDS}"}
    record = logging.LogRecord("gunicorn.access", logging.INFO, __file__, 1, "%(h)s %(r)s", (atoms,), None)

    told = json.loads(JsonLine().format(record))

    assert told.pop("time")
    assert told == {
        "level": "INFO",
        "logger": "gunicorn.access",
        "request_id": "0" * 32,
        "message": "GET /search/",
        "status": 200,
        "milliseconds": 12,
        "bytes": 700,
    }


def test_no_line_of_either_form_holds_a_draft_a_password_a_cookie_or_a_token(corpus, client, lines, monkeypatch):
    monkeypatch.setattr(views, "GATE", Gate())
    user = person(EDITOR)
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    text = f"{WORDS}市方案\n一、重点任务\n（一）智慧交通。建设{WORDS}平台。（牵头单位：市公安局）\n"

    assert client.post("/check/", {"text": text}).status_code == 200
    monkeypatch.setattr(views, "check_draft", lambda *_args, **_named: (_ for _ in ()).throw(ValueError(text)))
    client.raise_request_exception = False
    assert client.post("/check/", {"text": text}).status_code == 500
    client.post("/accounts/sign-in/", {"username": "editor", "password": f"{WORDS}-falsch"})

    said = "\n".join(line for line in lines() if "django.db" not in line)
    assert "Internal Server Error: /check/" in said
    for secret in (WORDS, json.dumps(WORDS)[1:-1], cookie, "csrfmiddlewaretoken"):
        assert secret not in said
