"""The second factor: set up with a phone, asked for at sign-in, given back by recovery codes."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts import factors
from portal.accounts.models import AccountEvent
from tests.people import ADMINISTRATOR, EDITOR, person

pytestmark = pytest.mark.django_db
PASSWORD = "河边 骑车 的 第七只 猫"
SETTING_UP = "/accounts/second-factor/"
CODE = "/accounts/sign-in/code/"


def soup_of(response):
    return BeautifulSoup(response.content, "lxml")


def code_of(key_words, *, later=0):
    """What the phone shows for a key written in groups of four."""
    key = key_words.replace(" ", "")
    return f"{totp(b32decode(key + '=' * (-len(key) % 8)), drift=later):06}"


def signed_in(client, role):
    client.post("/accounts/sign-in/", {"username": role, "password": PASSWORD})
    return client


@pytest.fixture
def set_up(client):
    """An editor with a second factor; returns the key in words and the recovery codes."""
    person(EDITOR, password=PASSWORD)
    signed_in(client, EDITOR)
    key = soup_of(client.get(SETTING_UP)).select_one(".key-words").text
    done = client.post(SETTING_UP, {"code": code_of(key)})
    codes = [code.text for code in soup_of(done).select(".recovery-codes code")]
    client.post("/accounts/sign-out/")
    return key, codes


def test_setting_up_shows_one_key_as_image_and_words_until_a_code_confirms_it(client):
    person(EDITOR, password=PASSWORD)
    signed_in(client, EDITOR)
    page = soup_of(client.get(SETTING_UP))
    key = page.select_one(".key-words").text
    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", key)
    image = client.get(page.select_one("img.qr-code")["src"])
    assert image["Content-Type"] == "image/svg+xml"
    assert image.content.startswith(b"<svg")
    assert "no-store" in image["Cache-Control"]
    refused = soup_of(client.post(SETTING_UP, {"code": "000000"}))
    assert "验证码不对" in refused.select_one("[role=alert]").text
    assert refused.select_one(".key-words").text == key
    assert not factors.has_second_factor(TOTPDevice.objects.get().user)
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    done = soup_of(client.post(SETTING_UP, {"code": code_of(key)}))
    codes = [code.text for code in done.select(".recovery-codes code")]
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[a-z2-9]{5}-[a-z2-9]{5}", code) for code in codes)
    assert client.get("/accounts/second-factor/qr.svg").status_code == 404, "the key is shown no more"
    assert not set(StaticToken.objects.values_list("token", flat=True)) & {code.replace("-", "") for code in codes}
    assert [event.kind for event in AccountEvent.objects.order_by("pk")] == ["signed_in", "factor_on"]


def test_the_password_alone_opens_nothing(client, set_up):
    response = client.post("/accounts/sign-in/", {"username": EDITOR, "password": PASSWORD, "next": "/method/"})
    assert response["Location"] == CODE
    assert client.get("/accounts/")["Location"].startswith("/accounts/sign-in/")
    key, _codes = set_up
    assert client.post(CODE, {"code": code_of(key, later=1)})["Location"] == "/method/"
    assert client.get("/accounts/").status_code == 200


def test_a_code_is_good_once(client, set_up):
    key, _codes = set_up
    code = code_of(key, later=1)
    signed_in(client, EDITOR).post(CODE, {"code": code})
    client.post("/accounts/sign-out/")
    again = signed_in(client, EDITOR).post(CODE, {"code": code})
    assert "验证码不对，或已过期" in again.text


def test_a_recovery_code_is_good_once_however_it_is_written(client, set_up):
    _key, codes = set_up
    assert signed_in(client, EDITOR).post(CODE, {"code": f" {codes[0].upper().replace('-', ' ')} "})["Location"] == "/"
    assert "还有9个恢复码" in client.get("/accounts/").text
    assert AccountEvent.objects.filter(kind="recovery_code").count() == 1
    client.post("/accounts/sign-out/")
    assert "验证码不对" in signed_in(client, EDITOR).post(CODE, {"code": codes[0]}).text


def test_wrong_codes_slow_down_and_count_as_failures_of_the_name(client, set_up):
    signed_in(client, EDITOR)
    assert "验证码不对" in client.post(CODE, {"code": "000000"}).text
    assert "试得太快" in client.post(CODE, {"code": "000000"}).text
    for _time in range(4):
        TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(days=1))
        answer = client.post(CODE, {"code": "000000"})
    assert "登录失败次数太多" in answer.text
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    key, _codes = set_up
    assert "登录失败次数太多" in client.post(CODE, {"code": code_of(key, later=1)}).text


def test_the_second_step_without_the_first_or_too_late_leads_back(client, set_up):
    assert client.get(CODE)["Location"] == "/accounts/sign-in/"
    signed_in(client, EDITOR)
    session = client.session
    session["accounts.waiting_for_code"] |= {"since": timezone.now().timestamp() - 601}
    session.save()
    key, _codes = set_up
    assert client.post(CODE, {"code": code_of(key, later=1)})["Location"] == "/accounts/sign-in/"


def test_turning_it_off_and_new_recovery_codes_ask_for_the_password(client, set_up):
    key, codes = set_up
    signed_in(client, EDITOR).post(CODE, {"code": code_of(key, later=1)})
    assert "密码不对" in client.post(f"{SETTING_UP}off/", {"password": "错的"}).text
    assert "密码不对" in client.post(f"{SETTING_UP}recovery-codes/", {"password": "错的"}).text
    renewed = soup_of(client.post(f"{SETTING_UP}recovery-codes/", {"password": PASSWORD}))
    assert not {code.text for code in renewed.select(".recovery-codes code")} & set(codes)
    assert client.post(f"{SETTING_UP}off/", {"password": PASSWORD})["Location"] == "/accounts/"
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()


def test_administrators_set_it_up_before_their_pages_open(client):
    person(ADMINISTRATOR, password=PASSWORD)
    signed_in(client, ADMINISTRATOR)
    for address in ("/admin/", "/accounts/people/"):
        assert client.get(address)["Location"] == "/accounts/second-factor/?required"
    page = soup_of(client.get(f"{SETTING_UP}?required"))
    assert "管理页要先启用两步验证。" in page.text
    client.post(SETTING_UP, {"code": code_of(page.select_one(".key-words").text)})
    for address in ("/admin/", "/accounts/people/"):
        assert client.get(address).status_code == 200


def test_turning_it_on_ends_the_sessions_that_were_opened_without_it(client):
    person(EDITOR, password=PASSWORD)
    elsewhere = signed_in(Client(), EDITOR)
    signed_in(client, EDITOR)
    key = soup_of(client.get(SETTING_UP)).select_one(".key-words").text
    assert elsewhere.get("/accounts/").status_code == 200
    client.post(SETTING_UP, {"code": code_of(key)})
    assert elsewhere.get("/accounts/").status_code == 302
    assert client.get("/accounts/").status_code == 200
