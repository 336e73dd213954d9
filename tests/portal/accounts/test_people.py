"""What administrators do with accounts, and what they cannot do."""

import re

import pytest
from axes.models import AccessAttempt
from bs4 import BeautifulSoup
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts.models import AccountEvent
from tests.people import ADMINISTRATOR, EDITOR, REVIEWER, person, sign_in_with_code

pytestmark = pytest.mark.django_db
PASSWORD = "河边 骑车 的 第七只 猫"
NEW = "山上 看书 的 第九只 鹤"


@pytest.fixture
def chief(client):
    sign_in_with_code(client, person(ADMINISTRATOR))
    return client


def words_of(response):
    return BeautifulSoup(response.content, "lxml").select_one("main").get_text(" ", strip=True)


def given_password(response):
    return BeautifulSoup(response.content, "lxml").select_one(".given-password code").text


def signed_in(username, password):
    client = Client()
    client.post("/accounts/sign-in/", {"username": username, "password": password})
    return client


def address_of(user):
    return f"/accounts/people/{user.pk}/"


def test_a_new_account_gets_a_password_once_which_the_person_changes_first(chief):
    made = chief.post("/accounts/people/new/", {"username": "王编辑", "role": EDITOR})
    password = given_password(made)
    user = User.objects.get(username="王编辑")
    assert password not in chief.get(address_of(user)).text
    new = signed_in("王编辑", password)
    for address in ("/", "/import/", "/accounts/", "/admin/"):
        assert new.get(address)["Location"] == "/accounts/password/"
    assert "现在的密码是管理员给的。" in new.get("/accounts/password/").text
    new.post("/accounts/password/", {"password": password, "new": NEW, "again": NEW})
    assert new.get("/").status_code == 200
    assert signed_in("王编辑", NEW).get("/").status_code == 200
    assert [event.kind for event in AccountEvent.objects.filter(user=user).order_by("pk")][:2] == ["made", "role_given"]


def test_a_name_is_taken_once_and_made_of_letters(chief):
    person(EDITOR, name="Wang")
    for name, sentence in (("wang", "已有账号用了这个名字。"), ("a b", "用户名只能用"), ("", "没有填写。")):
        assert sentence in words_of(chief.post("/accounts/people/new/", {"username": name, "role": ""}))
    assert User.objects.count() == 2


def test_a_role_is_given_and_taken_and_the_person_signs_in_anew(chief):
    user = person(EDITOR, password=PASSWORD)
    there = signed_in(EDITOR, PASSWORD)
    assert there.get("/import/").status_code == 200
    told = chief.post(address_of(user), {"action": "give_role", "role": ""}, follow=True)
    assert "角色已更改，这个账号要重新登录。" in words_of(told)
    assert there.get("/import/").status_code == 302
    again = signed_in(EDITOR, PASSWORD)
    assert again.get("/import/").status_code == 403
    assert "这一页需要权限" in again.get("/import/").text
    assert chief.post(address_of(user), {"action": "give_role", "role": "皇帝"}).status_code == 404


def test_an_account_is_stopped_and_restored(chief):
    user = person(EDITOR, password=PASSWORD)
    there = signed_in(EDITOR, PASSWORD)
    chief.post(address_of(user), {"action": "deactivate"})
    assert there.get("/accounts/").status_code == 302
    assert signed_in(EDITOR, PASSWORD).get("/accounts/").status_code == 302
    assert "已停用" in words_of(chief.get("/accounts/people/"))
    chief.post(address_of(user), {"action": "activate"})
    assert signed_in(EDITOR, PASSWORD).get("/accounts/").status_code == 200


def test_a_lost_phone_a_lost_password_and_a_lock_are_helped(chief):
    user = person(EDITOR, password=PASSWORD)
    TOTPDevice.objects.create(user=user, confirmed=True)
    for _time in range(5):
        signed_in(EDITOR, "错的")
    page = words_of(chief.get(address_of(user)))
    assert "两步验证已启用。 登录失败次数太多，暂停登录。" in page.replace("。登", "。 登")
    chief.post(address_of(user), {"action": "unlock"})
    assert not AccessAttempt.objects.exists()
    chief.post(address_of(user), {"action": "reset_factor"})
    assert signed_in(EDITOR, PASSWORD).get("/accounts/").status_code == 200
    password = given_password(chief.post(address_of(user), {"action": "reset_password"}))
    assert signed_in(EDITOR, PASSWORD).get("/accounts/")["Location"].startswith("/accounts/sign-in/")
    assert signed_in(EDITOR, password).get("/accounts/")["Location"] == "/accounts/password/"
    kinds = [event.kind for event in AccountEvent.objects.filter(by__username=ADMINISTRATOR, user=user).order_by("pk")]
    assert kinds == ["unlocked", "factor_reset", "password_reset"]


@pytest.mark.parametrize("action", ["deactivate", "give_role"])
def test_administrators_cannot_shut_themselves_out(chief, action):
    user = User.objects.get(username=ADMINISTRATOR)
    told = chief.post(address_of(user), {"action": action, "role": ""}, follow=True)
    assert "不能对自己的账号这样做。" in words_of(told)
    assert chief.get("/accounts/people/").status_code == 200


def test_nothing_but_what_a_form_offers_is_taken(chief):
    user = person(EDITOR)
    chief.post(address_of(user), {"action": "give_role", "role": EDITOR, "is_superuser": "1", "is_staff": "1"})
    assert chief.post(address_of(user), {"action": "delete"}).status_code == 404
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff) == (False, False)


def test_taking_the_role_of_a_superuser_takes_all_of_it(chief):
    user = User.objects.create_superuser("root", password=PASSWORD)
    assert "管理员" in words_of(chief.get("/accounts/people/"))
    chief.post(address_of(user), {"action": "give_role", "role": REVIEWER})
    user.refresh_from_db()
    assert not user.is_superuser
    assert not User.objects.get(pk=user.pk).has_perm("auth.change_user")


def test_the_administration_has_no_door_and_shows_no_account(chief):
    assert {model._meta.app_label for model in admin.site._registry} == {"documents", "comparisons"}
    visitor = Client()
    assert visitor.get("/admin/login/")["Location"].startswith("/accounts/sign-in/")
    answer = visitor.post("/admin/login/", {"username": ADMINISTRATOR, "password": PASSWORD})
    assert answer.status_code == 403
    assert chief.get("/admin/login/")["Location"] == "/admin/"
    assert chief.get("/admin/password_change/")["Location"] == "/accounts/password/"
    assert chief.get("/admin/auth/user/").status_code == 404


def test_demo_accounts_are_made_once_each_with_its_role(capsys):
    call_command("create_demo_users")
    first = capsys.readouterr().out
    passwords = dict(re.findall(r"^(演示-\S+)（\S+）  密码：(\w{20})$", first, re.MULTILINE))
    assert list(passwords) == ["演示-编辑", "演示-核对", "演示-管理"]
    call_command("create_demo_users")
    assert "密码：" not in capsys.readouterr().out
    assert User.objects.count() == 3
    for name, password in passwords.items():
        assert signed_in(name, password).get("/import/").status_code == 200
    assert signed_in("演示-编辑", passwords["演示-编辑"]).get("/review/").status_code == 403
    assert signed_in("演示-核对", passwords["演示-核对"]).get("/review/").status_code == 200


def test_demo_accounts_are_refused_in_production_and_there_are_none_by_themselves(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="这是正式运行的门户，不建立演示账号"):
        call_command("create_demo_users")
    assert not User.objects.exists()
