"""Records of accounts end, an operator helps after a loss, and limits come from the environment."""

import runpy
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts import factors
from portal.accounts.models import AccountEvent, SignedInSession
from portal.environment import EnvironmentProblem
from tests.people import EDITOR, person
from tests.portal.accounts.test_sessions import PASSWORD, is_in, signed_in

SETTINGS = Path(__file__).parents[3] / "portal" / "settings.py"


@pytest.mark.django_db
def test_an_operator_takes_a_lost_second_factor_away_and_it_is_written_down(capsys):
    editor = person(EDITOR, password=PASSWORD)
    client = signed_in()
    with pytest.raises(CommandError, match="没有启用两步验证"):
        call_command("reset_second_factor", EDITOR)
    TOTPDevice.objects.create(user=editor, name="phone", confirmed=True)
    factors.new_recovery_codes(editor)

    call_command("reset_second_factor", EDITOR)

    assert "登录中的设备已全部退出" in capsys.readouterr().out
    assert not factors.has_second_factor(editor)
    assert factors.codes_left(editor) == 0
    assert not is_in(client)
    event = AccountEvent.objects.order_by("-pk").first()
    assert (event.kind, event.username, event.by, event.detail) == ("factor_reset", EDITOR, None, "在服务器上用命令")
    assert "重置两步验证：在服务器上用命令" in signed_in().get("/accounts/").text
    with pytest.raises(CommandError, match="没有账号“无此人”"):
        call_command("reset_second_factor", "无此人")


@pytest.mark.django_db
def test_what_is_older_than_is_kept_is_deleted_and_the_rest_stays(capsys):
    person(EDITOR, password=PASSWORD)
    client = signed_in()
    old = timezone.now() - timedelta(days=366)
    AccountEvent.objects.create(kind="made", username=EDITOR, at=old, user=User.objects.get())
    SignedInSession.objects.create(
        user=User.objects.get(), session_key="over", signed_in_at=old, seen_at=old, browser="Firefox"
    )

    call_command("purge_account_records")

    assert "已删去：账号记录1条，登录失败0条，登录中的设备1条" in capsys.readouterr().out
    assert list(AccountEvent.objects.values_list("kind", flat=True)) == ["signed_in"]
    assert is_in(client)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"CACHE_URL": "memcached://a:1"}, "CACHE_URL 只认 Redis"),
        ({"PORTAL_DRAFT_CHECKS_AN_HOUR": "0"}, "应是 1 到 10000 之间的整数"),
        ({"PORTAL_DRAFT_CHECKS_AT_ONCE": "9"}, "（每人）不能大于"),
        ({"PORTAL_SESSION_HOURS": "1", "PORTAL_SESSION_IDLE_MINUTES": "90"}, "没有作用"),
        ({"PORTAL_SIGN_IN_FAILURES_OF_ADDRESS": "4"}, "（同一地址）不能小于"),
        ({"PORTAL_SIGN_IN_FAILURES": "2"}, "应是 3 到 20 之间的整数"),
        ({"PORTAL_ACCOUNT_RECORDS_DAYS": "ever"}, "应是 30 到 3650 之间的整数"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(monkeypatch, tmp_path, variables, message):
    for name, value in {"PORTAL_VAR_DIR": str(tmp_path), **variables}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(EnvironmentProblem, match=message):
        runpy.run_path(str(SETTINGS))


def test_limits_of_the_environment_hold_and_redis_is_used_where_it_is_named(monkeypatch, tmp_path):
    given = {"CACHE_URL": "redis://127.0.0.1:6379/1", "PORTAL_SESSION_HOURS": "4", "PORTAL_ERROR_REPORTS_A_DAY": "3"}
    for name, value in {"PORTAL_VAR_DIR": str(tmp_path), **given}.items():
        monkeypatch.setenv(name, value)

    read = runpy.run_path(str(SETTINGS))

    assert (read["SESSION_COOKIE_AGE"], read["ERROR_REPORTS_A_DAY"]) == (4 * 3600, 3)
    assert read["CACHES"]["limits"]["LOCATION"] == "redis://127.0.0.1:6379/1"
    assert "locmem" in read["CACHES"]["default"]["BACKEND"], "pages are remembered where they were"
