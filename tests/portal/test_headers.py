"""Headers that keep visitors safe, on every kind of response."""

import pytest

from tests.people import EDITOR, person

POLICY = {
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/healthz", "/no/such/page/", "/admin/", "/admin/login/", "/compare/"])
def test_every_response_carries_the_strict_policy_and_safe_headers(client, address):
    response = client.get(address)

    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_visitors_get_no_cookie(client):
    assert not client.get("/").cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/tasks/", "/targets/export/csv/", "/search/?q=%E5%B9%B3%E5%8F%B0", "/method/", "/lenses/"]
)
def test_pages_of_visitors_may_be_kept_by_a_cache_and_those_of_others_by_none(client, address):
    answer = client.get(address)
    assert not answer.cookies
    assert "Cookie" in answer["Vary"]
    assert answer["Cache-Control"] == "no-cache", "kept, and asked for again each time (portal/unchanged.py)"

    client.force_login(person(EDITOR))
    answer = client.get(address)
    assert answer["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer


@pytest.mark.django_db
def test_the_bar_costs_visitors_no_question(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/accounts/sign-in/")
    assert page.status_code == 200
    assert 'href="/accounts/sign-in/"' in page.text
