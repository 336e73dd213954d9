"""Two addresses for monitors: /healthz answers whatever is wrong, /readyz tells what is, in time and without a secret."""

import socket
from threading import Event

import pytest
from django.db import OperationalError

from portal import health, readiness
from portal.readiness import Lookout, Readiness, examine


@pytest.fixture
def _lookout(monkeypatch):
    """A look of its own for each test: what another test has found is not told again."""
    monkeypatch.setattr(health, "READINESS", Lookout(seconds=20))


def test_the_health_page_answers_without_a_database(client):
    # No django_db mark: any query would fail this test.
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405


@pytest.mark.usefixtures("_lookout")
@pytest.mark.django_db
def test_a_portal_that_can_serve_says_so(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json().items() >= {"status": "ok", "database": "reachable", "migrations": "applied"}.items()
    assert "broker" not in response.json()
    assert "no-store" in response["Cache-Control"]


def test_readiness_counts_the_five_documents(corpus, monkeypatch):
    monkeypatch.setattr(readiness.connections, "close_all", lambda: None)

    assert examine().parts["documents"] == 5


@pytest.mark.usefixtures("_lookout")
@pytest.mark.django_db
def test_missing_migrations_make_the_portal_unavailable(client, monkeypatch):
    monkeypatch.setattr(readiness, "all_migrations_applied", lambda: False)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "reachable", "migrations": "missing"}


@pytest.mark.usefixtures("_lookout")
@pytest.mark.django_db
def test_an_unreachable_database_is_said_without_its_address(client, monkeypatch):
    def unreachable():
        raise OperationalError("connection to server at 10.0.0.5 failed for user reader with password geheim")

    monkeypatch.setattr(readiness, "all_migrations_applied", unreachable)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "unreachable"}


@pytest.mark.django_db
def test_a_kept_connection_that_no_longer_answers_counts_as_none(monkeypatch):
    monkeypatch.setattr(readiness.connections["default"], "is_usable", lambda: False)

    assert (examine().ready, examine().parts) == (False, {"database": "unreachable"})


@pytest.mark.usefixtures("_lookout")
@pytest.mark.django_db
def test_without_its_broker_the_portal_still_serves_readers_and_says_that_it_is_degraded(client, settings):
    with socket.create_server(("127.0.0.1", 0)) as broker:
        port = broker.getsockname()[1]
        settings.CELERY_BROKER_URL = f"redis://:geheim@127.0.0.1:{port}/0"
        assert examine().parts["broker"] == "reachable"

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json().items() >= {"status": "degraded", "broker": "unreachable"}.items()
    assert "geheim" not in response.text


def test_a_database_that_hangs_is_waited_for_once_and_not_for_long():
    hanging, looks = Event(), []

    def look():
        looks.append(1)
        hanging.wait(20)
        return Readiness(ready=True, parts={})

    lookout = Lookout(seconds=0.05)
    found = [lookout.look(look) for _ in range(3)]
    hanging.set()

    assert [(each.ready, each.parts) for each in found] == [(False, {"database": "slow"})] * 3
    assert len(looks) == 1


def test_what_was_found_is_told_again_instead_of_looked_for_again():
    answers = iter([Readiness(ready=True, parts={"look": 1}), Readiness(ready=True, parts={"look": 2})])

    kept = Lookout(kept_seconds=3600)
    assert [kept.look(lambda: next(answers)).parts["look"] for _ in range(2)] == [1, 1]

    fresh = Lookout(kept_seconds=0)
    assert fresh.look(lambda: next(answers)).parts["look"] == 2
    assert fresh.look(lambda: next(answers)).parts == {"portal": "failing"}
