"""The portal as visitors meet it: gunicorn, hashed static files, the five documents."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[2]


def fetch(address, **headers):
    """Status, headers and text of a page; an error page counts as a page."""
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as response:
            return response.status, response.headers, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def test_the_running_portal_holds_the_five_documents(portal_address):
    status, headers, text = fetch(f"{portal_address}/readyz")

    assert status == 200
    assert json.loads(text)["documents"] == 5
    assert re.fullmatch("[0-9a-f]{32}", headers["X-Request-ID"])


def test_static_files_have_a_hash_in_their_name_and_may_be_kept_for_ever(portal_address):
    _, _, page = fetch(f"{portal_address}/")
    files = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page)

    assert files
    for name in files:
        status, headers, _ = fetch(f"{portal_address}{name}")
        assert (status, bool(re.search(r"\.[0-9a-f]{12}\.(css|js)$", name))) == (200, True), name
        assert "immutable" in headers["Cache-Control"]
        assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_imports_of_scripts_point_to_hashed_files_that_are_there(portal_address):
    _, _, page = fetch(f"{portal_address}/")
    for name in re.findall(r'src="(/static/[^"]+\.js)"', page):
        _, _, script = fetch(f"{portal_address}{name}")
        for imported in re.findall(r'^import[^"\']*["\'](\./[^"\']+)["\']', script, re.MULTILINE):
            folder = name.rsplit("/", 1)[0]
            assert fetch(f"{portal_address}{folder}/{imported[2:]}")[0] == 200, imported
    assert page


def test_a_request_under_a_foreign_name_is_refused(portal_address):
    status, headers, _ = fetch(f"{portal_address}/", Host="evil.example")

    assert status == 400
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def demo(var_dir, *, port):
    """Start `manage.py demo`, wait until it answers, stop it; return what it printed and what its health page said."""
    environment = {"PATH": os.environ["PATH"], "PORTAL_VAR_DIR": str(var_dir), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", port],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        health = wait_for_health(f"http://127.0.0.1:{port}/readyz", server=server)
    finally:
        server.terminate()
        output = server.communicate()[0]
    return output, health


def wait_for_health(address, *, server):
    for _ in range(600):
        if server.poll() is not None:
            return None
        try:
            return json.loads(fetch(address)[2])
        except URLError:
            time.sleep(0.1)
    return None


def test_a_second_demo_loads_nothing_twice(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])

    first, first_health = demo(tmp_path, port=port)
    second, second_health = demo(tmp_path, port=port)

    assert f"门户已就绪：http://127.0.0.1:{port}" in first, first
    assert f"门户已就绪：http://127.0.0.1:{port}" in second, second
    assert first_health == second_health
    assert first_health["documents"] == 5
