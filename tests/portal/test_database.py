"""DATABASE_URL: which addresses are understood, and what is said about the others."""

from pathlib import Path

import pytest

from portal.database import database_from_url
from portal.environment import EnvironmentProblem

ROOT = Path("/")


def test_an_sqlite_address_names_a_file_relative_to_the_project_or_absolute(tmp_path):
    (tmp_path / "data").mkdir()

    relative = database_from_url("sqlite:///data/a.sqlite3", root=tmp_path)
    absolute = database_from_url(f"sqlite:///{tmp_path}/data/a.sqlite3", root=ROOT)

    assert relative["NAME"] == absolute["NAME"] == tmp_path / "data" / "a.sqlite3"


def test_writers_on_sqlite_take_the_lock_at_once_and_wait_twenty_seconds(tmp_path):
    database = database_from_url("sqlite:///a.sqlite3", root=tmp_path)

    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]


def test_a_postgresql_address_gives_every_part_and_a_pool():
    database = database_from_url("postgresql://reader:p%40ss%2F@db.local:5433/policies?sslmode=require", root=ROOT)

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("reader", "p@ss/")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.local", "5433", "policies")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 8
    assert database["OPTIONS"]["tcp_user_timeout"] == "30000"


def test_the_address_may_say_how_soon_a_vanished_server_is_noticed():
    database = database_from_url("postgresql://reader@db.local/policies?tcp_user_timeout=90000", root=ROOT)

    assert (database["OPTIONS"]["tcp_user_timeout"], database["OPTIONS"]["connect_timeout"]) == ("90000", "5")


def test_a_socket_folder_of_postgresql_is_given_as_host_in_the_query():
    database = database_from_url("postgres://portal@/policies?host=%2Frun%2Fpostgresql", root=ROOT)

    assert (database["HOST"], database["PORT"]) == ("/run/postgresql", "")
    assert "host" not in database["OPTIONS"]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://a/b", "以“mysql”开头"),
        ("portal.sqlite3", "以“”开头"),
        ("sqlite:///", "没有写 SQLite 文件的路径"),
        ("sqlite://portal.sqlite3", "没有写 SQLite 文件的路径"),
        ("sqlite:////nowhere/at/all/a.sqlite3", "文件夹 /nowhere/at/all 不存在"),
        ("postgresql://host:port/name", "读不懂"),
        ("postgresql://host:5432/", "没有写 PostgreSQL 的库名"),
        ("postgresql://[::1/name", "读不懂"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_with_an_example(url, message):
    with pytest.raises(EnvironmentProblem, match=message):
        database_from_url(url, root=ROOT)


def test_a_password_does_not_appear_in_the_message_about_a_bad_address():
    with pytest.raises(EnvironmentProblem) as caught:
        database_from_url("postgresql://reader:geheim@host:port/name", root=ROOT)

    assert "geheim" not in str(caught.value)
