"""Web processes stay light: whatever page is asked for, parser, dictionary and queue stay out of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]


@pytest.mark.sqlite
@pytest.mark.usefixtures("corpus")
def test_a_process_that_served_every_page_holds_neither_parser_nor_dictionary(tmp_path):
    connection.ensure_connection()
    (tmp_path / "walk.sqlite3").write_bytes(connection.connection.serialize())
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'walk.sqlite3'}",
        "PORTAL_VAR_DIR": str(tmp_path),
        "PORTAL_ALLOWED_HOSTS": "testserver",
        "PORTAL_LOG_LEVEL": "ERROR",
    }
    walked = subprocess.run(
        [sys.executable, "-m", "tests.portal.walk"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert walked.returncode == 0, walked.stderr[-3000:]
    found = json.loads(walked.stdout)

    said = found["said"]
    assert [path for path, status in said.items() if status == 500] == []
    assert (said["POST /check/"], said["POST /import/"], said["stored"]) == (200, 302, "stored")
    assert said["read again"] == 200
    assert sum(status == 200 for status in said.values()) > 100
    assert found["loaded"] == []
    assert found["megabytes"] < 150
