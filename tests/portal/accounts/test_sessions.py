"""How long one stays signed in, on how many devices, and what ends it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from portal.accounts.models import AccountEvent, SignedInSession
from portal.accounts.sessions import browser_words
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db
PASSWORD = "河边 骑车 的 第七只 猫"
NEW = "山上 看书 的 第九只 鹤"


def signed_in(password=PASSWORD, **headers):
    client = Client(**headers)
    assert client.post("/accounts/sign-in/", {"username": EDITOR, "password": password}).status_code == 302
    return client


def is_in(client):
    return client.get("/accounts/").status_code == 200


@pytest.fixture
def editor():
    return person(EDITOR, password=PASSWORD)


@pytest.mark.parametrize(
    ("column", "within", "beyond"),
    [
        ("seen_at", timedelta(minutes=59), timedelta(minutes=61)),
        ("signed_in_at", timedelta(hours=7, minutes=59), timedelta(hours=8, minutes=1)),
    ],
)
def test_a_session_ends_when_it_is_idle_or_old(editor, column, within, beyond):
    client = signed_in()
    SignedInSession.objects.update(**{column: timezone.now() - within})
    assert is_in(client)
    SignedInSession.objects.update(**{column: timezone.now() - beyond})
    answer = client.get("/accounts/password/")
    assert answer["Location"] == "/accounts/sign-in/?next=%2Faccounts%2Fpassword%2F&expired="
    assert "登录已过期。" in client.get(answer["Location"]).text
    assert not SignedInSession.objects.exists()
    assert client.get("/tasks/").status_code == 200, "reading goes on"


def test_use_is_noted_once_a_minute(editor):
    client = signed_in()
    long_ago = timezone.now() - timedelta(minutes=30)
    SignedInSession.objects.update(seen_at=long_ago)
    is_in(client)
    noted = SignedInSession.objects.get().seen_at
    assert noted > long_ago
    is_in(client)
    assert SignedInSession.objects.get().seen_at == noted


def test_a_sixth_device_ends_the_one_that_signed_in_first(editor):
    devices = [signed_in() for _device in range(6)]
    assert [is_in(device) for device in devices] == [False, True, True, True, True, True]
    assert Session.objects.count() == 5


def test_the_page_lists_the_devices_and_ends_the_others(editor):
    phone = signed_in(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) AppleWebKit/605.1 Version/17 Mobile Safari/604.1")
    desk = signed_in(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")
    page = desk.get("/accounts/").text
    assert "Firefox · Linux" in page
    assert "Safari · iPhone" in page
    assert page.index("Firefox · Linux") < page.index("Safari · iPhone"), "this one stands first"
    assert "其他1台设备已退出。" in desk.post("/accounts/end-others/", follow=True).text
    assert (is_in(phone), is_in(desk)) == (False, True)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36", "Chrome · Android"),
        ("curl/8", "未知浏览器"),
        ("", "未知浏览器"),
    ],
)
def test_a_browser_is_named_in_words(user_agent, words):
    assert browser_words(user_agent) == words


def test_a_new_password_ends_the_other_devices_and_the_old_one_opens_nothing(editor):
    phone, desk = signed_in(), signed_in()
    before = desk.cookies["sessionid"].value
    done = desk.post("/accounts/password/", {"password": PASSWORD, "new": NEW, "again": NEW}, follow=True)
    assert "密码已更换，其他1台设备已退出。" in done.text
    assert (is_in(phone), is_in(desk)) == (False, True)
    assert desk.cookies["sessionid"].value != before
    assert Client().post("/accounts/sign-in/", {"username": EDITOR, "password": PASSWORD}).status_code == 200
    assert is_in(signed_in(NEW))
    assert AccountEvent.objects.filter(user=editor, kind="password_changed").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        (PASSWORD, "短的密码", "短的密码", "密码太短，至少12个字符。"),
        (PASSWORD, "password12345", "password12345", "这个密码太常见"),
        (PASSWORD, "83920174658201", "83920174658201", "密码全是数字"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码和原来的一样。"),
        (PASSWORD, NEW, f"{NEW}！", "两次输入的新密码不一样。"),
        ("错的", NEW, NEW, "密码不对。"),
        (PASSWORD, "", "", "没有填写。"),
        (PASSWORD, "长" * 300, "长" * 300, "太长，至多256个字符。"),
    ],
)
def test_a_password_is_refused_with_the_reason(editor, old, new, again, sentence):
    client = signed_in()
    page = client.post("/accounts/password/", {"password": old, "new": new, "again": again})
    assert sentence in page.text
    assert User.objects.get().check_password(PASSWORD)


def test_a_stopped_account_is_out_at_once(editor):
    client = signed_in()
    User.objects.update(is_active=False)
    assert not is_in(client)
