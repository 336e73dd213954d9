"""With a replica visitors read from it; whoever writes, or has just written, reads from the database itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portal.database import Pool, database_from_url

ROOT = Path(__file__).parents[2]
# A document that stands in the database and has not reached the replica yet.
JOURNEY = """
import django
django.setup()
from django.test import Client
from django.urls import reverse
from tests.builders import JINAN, build_document
from tests.people import EDITOR, person

build_document(place=JINAN, title="刚入库的方案")
def sees(client):
    return ">刚入库的" in client.get("/documents/").text  # words may break behind it
visitor, writer, editor = Client(), Client(), Client()
editor.force_login(person(EDITOR))
print(sees(visitor), sees(editor))
answer = writer.post(reverse("accounts:sign_in"), {})
cookie = answer.cookies["just_wrote"]
print(sees(writer), cookie["max-age"], cookie["httponly"], cookie["samesite"])
print(sees(visitor))
"""


@pytest.mark.sqlite
def test_a_visitor_reads_the_replica_and_whoever_wrote_does_not(tmp_path):
    main, replica = tmp_path / "main.sqlite3", tmp_path / "replica.sqlite3"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    environment |= {"DATABASE_URL": f"sqlite:///{main}", "PORTAL_ALLOWED_HOSTS": "testserver"}
    run = {"cwd": ROOT, "check": True, "capture_output": True, "text": True}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], env=environment, **run)
    shutil.copy(main, replica)
    environment["DATABASE_REPLICA_URL"] = f"sqlite:///{replica}"

    said = subprocess.run([sys.executable, "-c", JOURNEY], env=environment, **run).stdout

    assert said.splitlines() == ["False True", "True 60 True Lax", "False"]


def test_the_pool_is_as_large_as_the_environment_says():
    url = "postgresql://reader@db/policies"

    database = database_from_url(url, root=ROOT, pool=Pool(least=2, most=30, seconds=4))

    assert database["OPTIONS"]["pool"] == {"min_size": 2, "max_size": 30, "timeout": 4}
