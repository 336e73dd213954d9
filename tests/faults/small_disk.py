"""A small disk for the database on PostgreSQL: a file system in memory, mounted for the run; needs the right to mount."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from tests.faults.server import Server
from tests.faults.stand import PostgresStand

MEGABYTES = 64
BALLAST = "ballast"


class NoSmallDisk(RuntimeError):
    """Nothing can be mounted here."""


class SmallDisk:
    """Where the database under test may stand: filled up to so many bytes, and emptied again."""

    def __init__(self, folder: Path, stand: PostgresStand) -> None:
        self.folder = folder
        self.stand = stand

    def move_here(self) -> None:
        """Put the database of the stand on this disk; a restore of the stand takes it away again."""
        with psycopg.connect(self.stand.admin, autocommit=True) as server:
            server.execute(f'ALTER DATABASE "{self.stand.database}" SET TABLESPACE small')

    def fill(self, *, left: int) -> None:
        """Leave so many bytes."""
        status = os.statvfs(self.folder)
        (self.folder / BALLAST).write_bytes(b"\1" * max(0, status.f_bavail * status.f_frsize - left))

    def make_space(self) -> None:
        """There is space again."""
        (self.folder / BALLAST).unlink(missing_ok=True)


@contextmanager
def small_disk(stand: PostgresStand) -> Iterator[SmallDisk]:
    """A disk of 64 MB with a tablespace "small" on it. Raises NoSmallDisk."""
    owner = Server(stand.admin).data.stat()
    words = f"size={MEGABYTES}m,uid={owner.st_uid},gid={owner.st_gid},mode=0755"
    with TemporaryDirectory(prefix="portal-faults-disk-") as name:
        Path(name).chmod(0o755)
        said = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", words, "tmpfs", name], capture_output=True, text=True, check=False
        )
        if said.returncode:
            raise NoSmallDisk(said.stderr.strip())
        try:
            space = Path(name) / "space"
            space.mkdir(mode=0o700)
            os.chown(space, owner.st_uid, owner.st_gid)
            _execute(stand, f"CREATE TABLESPACE small LOCATION '{space}'")
            yield SmallDisk(Path(name), stand)
            stand.restore("empty")
            _execute(stand, "DROP TABLESPACE small")
        finally:
            subprocess.run(["umount", "--lazy", name], check=False)


def _execute(stand: PostgresStand, statement: str) -> None:
    with psycopg.connect(stand.admin, autocommit=True) as server:
        server.execute(statement)
