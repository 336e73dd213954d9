"""Headers that keep visitors safe, on every kind of response."""

import pytest

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
