"""A page that keeps the database busy for too long is stopped, says how to ask for less, and bounds nobody else."""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path

from portal import access, urls

pytestmark = pytest.mark.django_db
# Counting to a number that takes minutes; a sleep of one second.
SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {steps}) SELECT MAX(i) FROM n",
    "postgresql": "SELECT pg_sleep({steps} / 1000000.0)",
}


def ask(steps):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SLOW[connection.vendor].format(steps=steps))
        return cursor.fetchall()


def slow(request):
    ask(1_000_000_000 if request.method == "GET" else 1_000_000)
    return HttpResponse("完成")


def many(request):
    while True:
        ask(1_000)


urlpatterns = [*urls.urlpatterns, path("slow/", slow), path("many/", many)]
handler500 = urls.handler500


@pytest.fixture
def bounded(settings, monkeypatch):
    settings.REQUEST_SECONDS = 0.3
    settings.ROOT_URLCONF = __name__
    rule = access.Rule(access.Role.VISITOR, access.ANY)
    for view in (slow, many):
        monkeypatch.setitem(access.ACCESS, f"{__name__}.{view.__name__}", rule)


@pytest.mark.parametrize("address", ["/slow/", "/many/"])
def test_a_page_that_takes_too_long_is_stopped_and_says_how_to_ask_for_less(client, bounded, address):
    response = client.get(address)

    assert response.status_code == 503
    assert "查询超时" in response.text
    assert "缩小范围" in response.text
    assert response.headers["Retry-After"] == "5"
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_nobody_who_comes_later_or_writes_is_bounded(client, bounded):
    assert client.get("/slow/").status_code == 503
    assert client.post("/slow/").content.decode() == "完成"
    assert ask(1_000_000)
    assert client.get("/healthz").status_code == 200
