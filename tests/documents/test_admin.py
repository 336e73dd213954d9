"""The staff's view: it opens, and changes nothing that was read from a file."""

import pytest
from django.contrib import admin
from django.urls import reverse

from documents.models import PolicyDocument, Task
from tests.builders import build_document
from tests.people import ADMINISTRATOR, person, sign_in_with_code

pytestmark = pytest.mark.django_db

MODELS = [model for model in admin.site._registry if model._meta.app_label == "documents"]


@pytest.fixture
def staff_client(client):
    return sign_in_with_code(client, person(ADMINISTRATOR))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_and_every_page_opens(staff_client, model):
    build_document()
    name = f"admin:documents_{model._meta.model_name}"

    assert staff_client.get(reverse(f"{name}_changelist")).status_code == 200
    assert staff_client.get(reverse(f"{name}_change", args=[model.objects.first().pk])).status_code == 200


def test_a_task_cannot_be_changed_here(staff_client):
    build_document()
    task = Task.objects.first()

    response = staff_client.post(reverse("admin:documents_task_change", args=[task.pk]), {"title": "别的"})

    assert response.status_code == 403
    assert Task.objects.get(pk=task.pk).title == "智慧交通"


def test_a_document_can_be_withdrawn_and_is_gone_from_the_pages(staff_client, client):
    document = build_document()
    address = reverse("admin:documents_policydocument_change", args=[document.pk])

    staff_client.post(address, {"state": "withdrawn", "effect": "unknown", "amends": "", "replaces": ""})

    assert PolicyDocument.objects.get().state == "withdrawn"
    client.logout()
    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_visitor_gets_no_list(client):
    assert client.get(reverse("admin:documents_task_changelist")).status_code == 302
