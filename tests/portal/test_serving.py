"""The web server as it is deployed: it starts, answers, counts over its workers, logs, and stops in order."""

import json
import os
import re
import signal
import time
import urllib.request
from urllib.error import HTTPError

from tests.running_portal import free_port, serving, wait_until_it_answers

FIGURE = re.compile(r'portal_requests_total\{method="GET",status="200",view="healthz"\} ([\d.]+)')


def fetch(address):
    """Status, number of the request and text of an answer, over a connection of its own."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.headers["X-Request-ID"], answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.headers["X-Request-ID"], error.read().decode()


def counted(address):
    return float(FIGURE.search(fetch(f"{address}/metrics")[2])[1])


def eventually(true):
    """Whether it comes true within some seconds."""
    for _ in range(200):
        if true():
            return True
        time.sleep(0.05)
    return False


def test_the_deployed_server_answers_counts_over_its_workers_logs_and_stops_in_order(tmp_path):
    # An empty database: what answers without one must do so, and what does not must say why.
    environment = {"PATH": os.environ["PATH"], "PORTAL_VAR_DIR": str(tmp_path), "TMPDIR": str(tmp_path)}
    environment |= {"PORTAL_WEB_WORKERS": "2", "PORTAL_METRICS": "1", "PORTAL_LOG_FORMAT": "json"}
    address, log = f"http://127.0.0.1:{(port := free_port())}", tmp_path / "log"
    with log.open("wb") as file, serving(port, environment=environment, log=file) as server:
        wait_until_it_answers(address, server=server, log=log)
        before = counted(address)
        assert [fetch(f"{address}/healthz")[0] for _ in range(20)] == [200] * 20
        assert counted(address) == before + 20
        status, _, told = fetch(f"{address}/readyz")
        assert (status, json.loads(told)["migrations"]) == (503, "missing")
        status, number, page = fetch(f"{address}/tasks/")
        assert (status, f"<code>{number}</code>" in page) == (500, True)

        (workers,) = list(tmp_path.glob("portal-metrics-*"))
        server.send_signal(signal.SIGHUP)  # new workers take the places of the old ones, and go on counting
        assert eventually(lambda: log.read_text().count("Booting worker") == 4)
        assert eventually(lambda: log.read_text().count("Worker exiting") == 2)
        assert counted(address) == before + 20
        assert {path.name.partition("_worker-")[2] for path in workers.iterdir()} <= {"0.db", "1.db", "2.db", "3.db"}

    assert server.returncode == 0
    assert list(tmp_path.glob("portal-metrics-*")) == []
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    of_failure = [line for line in lines if line.get("request_id") == number]
    assert {line["logger"] for line in of_failure} == {"django.request", "gunicorn.access"}
    assert "no such table" in next(line["traceback"] for line in of_failure if "traceback" in line)
    assert [line["status"] for line in lines if line["message"] == "GET /readyz"] == [503]
