"""`make test`: style, types, import contracts, then every test on SQLite, and those that ask a database on PostgreSQL.

What cannot run on this machine is reported as "skipped: reason"; with CI=true that counts as a failure.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.postgres import NO_PROGRAMS

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
IN_CI = os.environ.get("CI") == "true"

CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("ruff check", [str(BIN / "ruff"), "check", "--quiet", "."]),
    ("ruff format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("import contracts", [str(BIN / "lint-imports"), "--no-cache"]),
    ("templates", [str(BIN / "djlint"), "templates", "--lint", "--quiet"]),
    ("system checks", [PYTHON, "manage.py", "check", "--fail-level", "WARNING"]),
    ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
    ("types", [str(BIN / "mypy")]),
)
PYTEST = [PYTHON, "-m", "pytest", "-q", "-n", "logical", "--maxprocesses", "4"]
BROWSER = "chromium-headless-shell"
DEBIAN_PACKAGES = [BROWSER, "fonts-noto-cjk"]


def main() -> int:
    """Run everything and go on after a failure; return 0 only when all of it passed."""
    failed = [name for name, command in CHECKS if not passes(name, command=command)]
    if "--without-tests" not in sys.argv:
        install_browser()
        failed += [name for name in ("SQLite", "PostgreSQL") if not tests_pass_on(name)]
    if failed:
        print(f"FAILED: {', '.join(failed)}", file=sys.stderr, flush=True)
    return 1 if failed else 0


def passes(name: str, *, command: list[str]) -> bool:
    """Run one check; show what it says only when it fails."""
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    passed = done.returncode == 0
    print(f"{'ok' if passed else 'FAILED':6} {name} ({time.monotonic() - started:.1f} s)", flush=True)
    if not passed:
        print(done.stdout, flush=True)
    return passed


def tests_pass_on(database: str) -> bool:
    """Run all tests on SQLite, all that ask a database on PostgreSQL; pytest's closing line is the last printed."""
    print(f"\n== tests on {database}", flush=True)
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "TESTS"}}
    command = PYTEST
    if database == "PostgreSQL":
        # The parser and other pure parts, and the browser, would say the same a second time.
        command, environment = [PYTHON, "-m", "tests.postgres", *PYTEST], {**environment, "TESTS": "database"}
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code == NO_PROGRAMS:
        print(f"skipped: all tests on {database}: it does not run on this machine (see above)", flush=True)
        return not IN_CI
    return code == 0


def install_browser() -> None:
    """Install Chromium and a Chinese font where they are missing and this user may.

    Tests take the Chromium with windows where only that is found, and skip without any.
    """
    if shutil.which(BROWSER) and has_chinese_font():
        return
    administrator = administrator_prefix()
    if not shutil.which("apt-get") or administrator is None:
        return
    print("installing Chromium and a Chinese font ...", flush=True)
    apt = [*administrator, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES]):
        subprocess.run([*apt, *step], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


def has_chinese_font() -> bool:
    """Tell whether the system knows a font for Chinese, so that screenshots show text and not boxes."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def administrator_prefix() -> list[str] | None:
    """Return what to put before a command that installs packages; None when this user may not."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main())
