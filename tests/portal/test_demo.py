"""`make demo`: a taken port is told before anything else happens; a second run loads nothing twice."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from portal.port import port_problem

ROOT = Path(__file__).parents[2]


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


def test_make_demo_on_a_taken_port_says_so_and_makes_nothing(tmp_path, taken_port):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "portal").mkdir()
    for name in ("__init__.py", "port.py"):
        shutil.copy(ROOT / "portal" / name, tmp_path / "portal")

    done = subprocess.run(
        ["make", "demo", f"PORT={taken_port}"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert f"端口 {taken_port} 已被占用。先停止占用它的程序，或换一个端口" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Makefile", "portal"]


def test_the_command_demo_checks_the_port_before_it_touches_the_database(tmp_path, taken_port):
    database = tmp_path / "portal.sqlite3"

    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--port", taken_port],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}", "PORTAL_VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "已被占用" in done.stderr
    assert not database.exists()


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "８０００", "http"])
def test_what_is_no_port_is_refused_with_an_example(text):
    assert "make demo PORT=8080" in port_problem(text)


def test_a_free_port_is_no_problem(taken_port):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])

    assert port_problem(port) == ""
    assert "已被占用" in port_problem(taken_port)


def test_without_python_311_make_says_what_to_install(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)

    done = subprocess.run(["make", "demo", "PYTHON="], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "没有找到 Python 3.11 或更新的版本" in done.stderr
