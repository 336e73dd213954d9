"""Settings from the environment: what is nonsense is refused, with advice."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.environment import Environment, EnvironmentProblem

ROOT = Path(__file__).parents[2]
LONG_KEY = "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz"


def start(tmp_path, *, check=("check",), **variables):
    """Run `manage.py check` with only these variables set; return its exit code and everything it said."""
    environment = {"PATH": os.environ["PATH"], "PORTAL_VAR_DIR": str(tmp_path), **variables}
    done = subprocess.run(
        [sys.executable, "manage.py", *check],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_portal_without_any_variable_starts_as_a_demonstration(tmp_path):
    code, output = start(tmp_path)

    assert (code, "no issues" in output or "没有发现" in output) == (0, True), output
    assert len((tmp_path / "secret_key").read_text()) >= 50


def test_the_key_of_a_demonstration_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    start(tmp_path)
    first = (tmp_path / "secret_key").read_bytes()
    start(tmp_path)

    assert (tmp_path / "secret_key").read_bytes() == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_key_file_that_was_cut_off_is_told_and_not_used(tmp_path):
    (tmp_path / "secret_key").write_text("")

    code, output = start(tmp_path)

    assert code != 0
    assert "不完整。删除它再启动" in output


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"PORTAL_ENV": "prod"}, "环境变量 PORTAL_ENV 的值是“prod”，只能是：demo、production"),
        (
            {"PORTAL_ENV": "production", "PORTAL_ALLOWED_HOSTS": "a.example.cn"},
            "缺少环境变量 DJANGO_SECRET_KEY。正式运行必须自备密钥",
        ),
        (
            {"PORTAL_ENV": "production", "PORTAL_ALLOWED_HOSTS": "a.example.cn", "DJANGO_SECRET_KEY": "short"},
            "DJANGO_SECRET_KEY 太短",
        ),
        ({"PORTAL_ENV": "production", "DJANGO_SECRET_KEY": LONG_KEY}, "缺少环境变量 PORTAL_ALLOWED_HOSTS"),
        ({"DJANGO_DEBUG": "maybe"}, "环境变量 DJANGO_DEBUG 的值是“maybe”，只能写 1 或 0"),
        ({"DJANGO_DEBUG": "1", "PORTAL_ALLOWED_HOSTS": "a.example.cn"}, "只能在本机使用"),
        (
            {
                "DJANGO_DEBUG": "1",
                "PORTAL_ENV": "production",
                "PORTAL_ALLOWED_HOSTS": "127.0.0.1",
                "DJANGO_SECRET_KEY": LONG_KEY,
            },
            "只能在本机使用",
        ),
        ({"PORTAL_LOG_LEVEL": "LOUD"}, "只能是：DEBUG、INFO、WARNING、ERROR"),
        ({"DATABASE_URL": "mysql://a/b"}, "只支持 sqlite 和 postgresql"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start_and_says_what_to_write(tmp_path, variables, message):
    code, output = start(tmp_path, **variables)

    assert code != 0
    assert message in output


def test_production_settings_pass_every_deployment_check_of_django(tmp_path):
    code, output = start(
        tmp_path,
        check=("check", "--deploy", "--fail-level", "WARNING"),
        PORTAL_ENV="production",
        PORTAL_ALLOWED_HOSTS="portal.example.cn",
        DJANGO_SECRET_KEY=LONG_KEY,
    )

    assert code == 0, output


def test_flags_are_read_in_the_usual_spellings():
    env = Environment({"A": "1", "B": "Off", "C": " TRUE ", "D": ""})

    assert [env.flag(name, default=True) for name in "ABCD"] == [True, False, True, True]


def test_a_number_out_of_bounds_is_refused_with_the_bounds():
    env = Environment({"A": "7", "B": "70", "C": "七"})

    assert env.number("A", default=1, minimum=1, maximum=9) == 7
    assert env.number("missing", default=1, minimum=1, maximum=9) == 1
    for name in ("B", "C"):
        with pytest.raises(EnvironmentProblem, match="应是 1 到 9 之间的整数"):
            env.number(name, default=1, minimum=1, maximum=9)


def test_a_list_is_written_with_commas():
    env = Environment({"HOSTS": "a.example.cn, b.example.cn,,"})

    assert env.words("HOSTS") == ["a.example.cn", "b.example.cn"]
    assert env.words("MISSING", default=("localhost",)) == ["localhost"]


def test_every_variable_that_the_settings_read_stands_in_the_readme():
    source = (ROOT / "portal" / "settings.py").read_text(encoding="utf-8")
    source += (ROOT / "portal" / "secret_key.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert len(names) >= 10
    assert {name for name in names if f"`{name}`" not in readme} == set()


def test_a_secret_may_come_from_a_file(tmp_path):
    secret = tmp_path / "key"
    secret.write_text(f"{LONG_KEY}\n", encoding="utf-8")
    unreadable = tmp_path / "bytes"
    unreadable.write_bytes(b"\xff\xfe")

    assert Environment({"KEY_FILE": str(secret)}).text("KEY") == LONG_KEY
    for values, said in (
        ({"KEY_FILE": str(secret), "KEY": "another"}, "只能写其中一个"),
        ({"KEY_FILE": str(tmp_path / "none")}, "不能读取"),
        ({"KEY_FILE": str(unreadable)}, "不是 UTF-8"),
    ):
        with pytest.raises(EnvironmentProblem, match=said):
            Environment(values).text("KEY")


def test_networks_are_read_as_such_or_refused():
    networks = Environment({"FROM": "10.0.0.0/8, ::1"}).networks("FROM", default=())

    assert [str(network) for network in networks] == ["10.0.0.0/8", "::1/128"]
    with pytest.raises(EnvironmentProblem, match=r"10\.0\.0\.0/8"):
        Environment({"FROM": "office"}).networks("FROM", default=())
