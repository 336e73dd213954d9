"""Waits for the database: `PYTHONPATH=. python deploy/wait.py 120` gives up after so many seconds, `infinity` never.

The database may come after the portal when a machine starts, or live on another one. Without waiting, prepare.sh would fail
at once, and systemd would leave all that requires it down for good.
"""

import os
import sys
import time

import psycopg
from django.db import connection

PAUSE = 2  # seconds between two attempts; an attempt itself ends by the connect_timeout of portal/database.py
SILENCE = 30  # seconds after which the same is said once more


def main(seconds: float) -> int:
    """Return 0 as soon as the database lets the portal in, 1 when the time is over; say what it waits for."""
    if connection.vendor != "postgresql":
        return 0  # a file is there or is made
    end = time.monotonic() + seconds
    said = -float(SILENCE)
    while True:
        try:
            # Without the pool of the portal, which keeps the reason to itself.
            psycopg.connect(**connection.get_connection_params()).close()
        except psycopg.OperationalError as problem:
            now = time.monotonic()
            if now >= end:
                sys.stderr.write(f"数据库没有答复，不再等了：{_line(problem)}\n")
                return 1
            if now - said >= SILENCE:
                sys.stderr.write(f"等数据库答复：{_line(problem)}\n")
                said = now
            time.sleep(PAUSE)
        else:
            return 0


def _line(problem: Exception) -> str:
    return " ".join(str(problem).split())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 120))
