"""Signing in: by name and password, back to where one came from, not by guessing."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from bs4 import BeautifulSoup
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone

from portal.accounts.lockout import client_address
from portal.accounts.models import AccountEvent
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db
PASSWORD = "河边 骑车 的 第七只 猫"
PAGE = "/accounts/sign-in/"
WRONG = "用户名或密码不对。注意大小写。"


@pytest.fixture
def editor():
    return person(EDITOR, password=PASSWORD)


def sign_in(client, *, username=EDITOR, password=PASSWORD, following="", **headers):
    return client.post(PAGE, {"username": username, "password": password, "next": following}, **headers)


def alert(response):
    return BeautifulSoup(response.content, "lxml").select_one("[role=alert]").get_text(strip=True)


def test_the_right_password_opens_a_session_under_a_new_key_and_leads_back(client, editor):
    client.get(PAGE)
    client.cookies["sessionid"] = "chosen-by-somebody-else-0000000"
    response = sign_in(client, following="/tasks/?domain=data")
    assert (response.status_code, response["Location"]) == (302, "/tasks/?domain=data")
    assert client.cookies["sessionid"].value != "chosen-by-somebody-else-0000000"
    assert client.cookies["sessionid"]["httponly"] is True
    assert client.cookies["sessionid"]["samesite"] == "Lax"
    page = client.get("/tasks/")
    assert "编辑" in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert client.get(PAGE)["Location"] == "/", "who is signed in has nothing to do here"


def test_signing_out_is_a_form_and_the_old_key_opens_nothing_afterwards(client, editor):
    sign_in(client)
    key = client.cookies["sessionid"].value
    assert client.get("/accounts/sign-out/").status_code == 405
    assert client.post("/accounts/sign-out/")["Location"] == "/"
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get("/accounts/")["Location"] == "/accounts/sign-in/?next=%2Faccounts%2F"


@pytest.mark.parametrize(
    "following",
    [
        *(
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
        ),
        *(
            "https:evil.example",
            "https:///evil.example",
            "http://evil.example",
            "HTTP://evil.example",
            "ftp://evil.example",
        ),
        *("javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "http://testserver@evil.example"),
        *(
            "//testserver@evil.example",
            "／／evil.example",
            "http://testserver/",
            "evil.example",
        ),
        *(" //evil.example", "\x00//evil.example", "?next=//evil.example", "", "..//evil"),
    ],
)
def test_nobody_is_led_to_another_site(client, editor, following):
    assert sign_in(client, following=following)["Location"] == "/"


def test_an_unknown_name_a_wrong_password_and_a_stopped_account_are_told_alike(client, editor, monkeypatch):
    person(name="停用", password=PASSWORD)
    User.objects.filter(username="停用").update(is_active=False)
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(given) or encode(*given))
    told = []
    for username, password in ((EDITOR, "错的"), ("没有这个人", "错的"), ("停用", PASSWORD)):
        hashed.clear()
        response = sign_in(client, username=username, password=password)
        told.append((response.status_code, alert(response), len(hashed)))
    assert told == [(200, WRONG, 1)] * 3


def test_five_failures_stop_a_name_at_one_address_and_nobody_else(client, editor):
    other = person(name="另一位", password=PASSWORD)
    for _time in range(4):
        assert alert(sign_in(client, password="错的")) == WRONG
    fifth = sign_in(client, password="错的")
    assert fifth.status_code == 429
    until = timezone.localtime(AccessAttempt.objects.get().attempt_time + timedelta(minutes=16)).strftime("%H:%M")
    assert alert(fifth) == f"登录失败次数太多，{until}以后可以再试。"
    assert sign_in(client).status_code == 429, "the right password does not help now"
    assert sign_in(client, headers={"x-forwarded-for": "203.0.113.9"}).status_code == 429, "nor does a made-up address"
    assert AccountEvent.objects.filter(user=editor, kind="locked").count() == 1
    assert sign_in(Client(), username=other.username).status_code == 302
    assert sign_in(Client(), REMOTE_ADDR="203.0.113.9").status_code == 302


def test_an_unknown_name_is_stopped_like_a_known_one(client):
    answers = [sign_in(client, username="没有这个人", password="错的") for _time in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert not AccountEvent.objects.exists()


def test_the_stop_ends_after_fifteen_minutes_however_often_one_tries_meanwhile(client, editor):
    for _time in range(5):
        sign_in(client, password="错的")
    stopped_at = AccessAttempt.objects.get().attempt_time
    for _time in range(10):
        assert sign_in(client, password="错的").status_code == 429
    assert AccessAttempt.objects.get().attempt_time == stopped_at
    AccessAttempt.objects.update(attempt_time=stopped_at - timedelta(minutes=15, seconds=1))
    assert sign_in(client).status_code == 302
    assert not AccessAttempt.objects.exists(), "the failures are forgotten with the sign-in"


def test_an_address_that_tries_many_names_is_stopped_for_all(client, editor):
    answers = [sign_in(client, username=f"某人{number}", password="错的").status_code for number in range(30)]
    assert answers == [200] * 29 + [429]
    assert sign_in(client).status_code == 429
    assert sign_in(Client(), REMOTE_ADDR="203.0.113.9").status_code == 302


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (False, "203.0.113.9", "192.0.2.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (True, "", "192.0.2.1"),
        (True, "no address", None),
        (True, "2001:db8::0:7", "2001:db8::7"),
    ],
)
def test_behind_a_proxy_only_what_the_proxy_wrote_is_believed(settings, behind_proxy, forwarded, address):
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/", headers={"x-forwarded-for": forwarded})
    assert client_address(request) == address


def test_the_page_is_kept_nowhere_and_tells_no_password_back(client, editor):
    response = sign_in(client, password="错的-7f3a")
    assert "no-store" in response["Cache-Control"]
    assert "错的-7f3a" not in response.text
    assert "错的-7f3a" not in repr(list(AccessAttempt.objects.values()))


@pytest.mark.parametrize("name", ["", "名\x00字", "x" * 200])
def test_a_name_that_cannot_be_one_is_refused_in_words(client, name):
    response = sign_in(client, username=name)
    assert response.status_code == 200
    assert alert(response)
