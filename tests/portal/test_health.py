"""The health page: 200 with the size of the corpus, 503 when the database cannot be used, never a secret."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from portal import health


@pytest.mark.django_db
def test_a_healthy_portal_says_how_many_documents_it_holds(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["documents"] == 0
    assert "no-store" in response["Cache-Control"]


def test_the_health_page_counts_the_five_documents(client, corpus):
    assert client.get(reverse("healthz")).json()["documents"] == 5


@pytest.mark.django_db
def test_missing_migrations_make_the_portal_unavailable(client, monkeypatch):
    monkeypatch.setattr(health, "all_migrations_applied", lambda: False)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["migrations"] == "missing"


@pytest.mark.django_db
def test_an_unreachable_database_is_said_without_its_address(client, monkeypatch):
    def unreachable():
        raise OperationalError("connection to server at 10.0.0.5 failed for user reader with password geheim")

    monkeypatch.setattr(health, "all_migrations_applied", unreachable)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"
    assert "geheim" not in response.text
    assert "10.0.0.5" not in response.text


@pytest.mark.django_db
def test_the_health_page_only_answers_requests_that_change_nothing(client):
    assert client.post("/healthz").status_code == 405
