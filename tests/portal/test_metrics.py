"""Figures for Prometheus: of views and states, never of visitors; for the machine's own monitor or against a token."""

import pytest
from django.test import Client

from documents.models import ImportBatch, ImportItem, PolicyDocument, Upload
from portal.urls import urlpatterns
from tests.builders import build_document

TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture
def _figures(settings):
    settings.METRICS = True
    settings.METRICS_TOKEN = TOKEN
    settings.MIDDLEWARE = [settings.MIDDLEWARE[0], "portal.metrics.middleware.Measured", *settings.MIDDLEWARE[1:]]


def figure(client, name):
    """The figure that stands on the page under this name with its labels."""
    lines = client.get("/metrics").text.splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.rpartition(" ")[0] == name), None)


def test_without_being_asked_for_there_are_no_figures(client):
    # No django_db mark: nothing is asked of the database either.
    assert "metrics" in {pattern.name for pattern in urlpatterns if hasattr(pattern, "name")}
    assert client.get("/metrics").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("_figures")
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "203.0.113.7"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"HTTP_X_REAL_IP": ""}, 404),
        ({"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        ({"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer "}, 404),
        ({"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": TOKEN}, 404),
    ],
)
def test_figures_are_for_this_machine_or_against_the_token(asked, status):
    assert Client(**asked).get("/metrics").status_code == status


@pytest.mark.django_db
@pytest.mark.usefixtures("_figures")
def test_requests_are_counted_by_view_with_their_time_and_their_questions(client):
    view = 'view="documents:tasks"'
    before = figure(client, f'portal_requests_total{{method="GET",status="200",{view}}}') or 0
    asked_before = figure(client, f"portal_database_queries_total{{{view}}}") or 0

    client.get("/tasks/?q=secret")
    client.generic("BREW", "/no/such/page/")

    assert figure(client, f'portal_requests_total{{method="GET",status="200",{view}}}') == before + 1
    assert figure(client, f'portal_request_seconds_bucket{{le="+Inf",{view}}}') >= 1
    assert figure(client, f"portal_database_queries_total{{{view}}}") > asked_before
    assert figure(client, f"portal_database_seconds_total{{{view}}}") > 0
    assert figure(client, 'portal_requests_total{method="other",status="404",view="none"}') >= 1
    said = client.get("/metrics").text
    assert "secret" not in said
    assert "BREW" not in said


@pytest.mark.django_db
@pytest.mark.usefixtures("_figures")
def test_documents_and_imports_are_counted_by_state(client):
    document = build_document()
    PolicyDocument.objects.filter(pk=document.pk).update(state="withdrawn")
    batch = ImportBatch.objects.create(key="k" * 32, expected=1, received_at="2020-01-01T00:00:00Z")
    upload = Upload.objects.create(sha256="0" * 64, size=1, data=b"x")
    ImportItem.objects.create(batch=batch, ordinal=0, name="a.txt", sha256="0" * 64, size=1, upload=upload)

    assert figure(client, 'portal_documents{state="withdrawn"}') == 1
    assert figure(client, 'portal_documents{state="published"}') == 0
    assert figure(client, 'portal_imports{state="waiting"}') == 1
    assert figure(client, "portal_import_oldest_seconds") > 100_000_000
    assert figure(client, 'portal_up{part="database"}') == 1
