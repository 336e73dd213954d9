"""Error pages: plain words, the right status, no database, no inside information."""

import sqlite3

import psycopg
import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.test import RequestFactory
from django.urls import path

from portal import access, errors, urls
from portal.database_away import is_database_away

REQUEST = RequestFactory().get("/")


def fail(request):
    raise RuntimeError("SELECT secret FROM var")


def forbid(request):
    raise PermissionDenied("inside reason")


def suspect(request):
    raise SuspiciousOperation("inside reason")


def lose_the_database(request):
    raise OperationalError("connection failed") from psycopg.OperationalError(
        "FATAL: the database system is shutting down"
    )


urlpatterns = [
    *urls.urlpatterns,
    path("fail/", fail),
    path("away/", lose_the_database),
    path("forbid/", forbid),
    path("suspect/", suspect),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status"),
    [("/fail/", 500), ("/away/", 503), ("/forbid/", 403), ("/suspect/", 400), ("/no/such/page/", 404)],
)
def test_an_error_page_has_its_status_and_no_inside_information(client, monkeypatch, address, status):
    for view in (fail, lose_the_database, forbid, suspect):
        monkeypatch.setitem(access.ACCESS, f"{__name__}.{view.__name__}", access.rule_of("home"))
    client.raise_request_exception = False

    response = client.get(address)

    assert response.status_code == status
    assert '<html lang="zh-Hans"' in response.text or '<html lang="zh-hans"' in response.text
    assert "SELECT" not in response.text
    assert "inside reason" not in response.text
    assert "FATAL" not in response.text
    assert response.get("Retry-After") == ("5" if status == 503 else None)
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_error_pages_are_made_without_the_database():
    # No django_db mark: any query would fail this test.
    assert errors.page_not_found(REQUEST, Http404()).status_code == 404
    assert errors.server_error(REQUEST).status_code == 500
    assert errors.csrf_failure(REQUEST).status_code == 403


def test_a_request_for_an_unknown_host_is_refused(client):
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (psycopg.OperationalError("server closed the connection unexpectedly"), True),
        (psycopg.errors.AdminShutdown("terminating connection"), True),
        (psycopg.InterfaceError("the connection is closed"), True),
        (psycopg.errors.DeadlockDetected("deadlock"), False),
        (psycopg.errors.DiskFull("could not extend file"), False),
        (sqlite3.OperationalError("no such table: documents"), False),
        (ValueError("SELECT"), False),
    ],
)
def test_only_a_database_that_will_be_back_makes_a_visitor_come_again(error, away):
    assert is_database_away(error) is away


def test_a_database_that_is_locked_makes_a_visitor_come_again(tmp_path):
    one, other = (sqlite3.connect(tmp_path / "busy.sqlite3", timeout=0, isolation_level=None) for _ in range(2))
    one.execute("BEGIN EXCLUSIVE")

    with pytest.raises(sqlite3.OperationalError) as locked:
        other.execute("BEGIN IMMEDIATE")

    assert is_database_away(locked.value)
    one.close()
    other.close()
