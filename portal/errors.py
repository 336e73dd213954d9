"""Error pages, which need neither the database nor the session."""

import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from portal.database_away import is_database_away
from portal.request_ids import current_request_id

COME_AGAIN = "5"  # seconds: how long a database takes to restart, about


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be understood."""
    return _error_page(HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is not for everyone."""
    return _error_page(HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its token, on the page of a refused request."""
    return _error_page(HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    return _error_page(HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong here, without a word about what, but with the number under which the log knows."""
    if is_database_away(sys.exc_info()[1]):
        response = _error_page(HTTPStatus.SERVICE_UNAVAILABLE)
        response.headers["Retry-After"] = COME_AGAIN
        return response
    return _error_page(HTTPStatus.INTERNAL_SERVER_ERROR)


def took_too_long() -> HttpResponse:
    """Say that a question was stopped for its time, and how to ask for less."""
    response = _error_page(HTTPStatus.SERVICE_UNAVAILABLE, template="slow")
    response.headers["Retry-After"] = COME_AGAIN
    return response


def _error_page(status: HTTPStatus, *, template: str = "") -> HttpResponse:
    """Render templates/errors/<status>.html, or another template there, without a request, so that no context processor asks the database."""
    said = {"request_id": current_request_id()}
    return HttpResponse(render_to_string(f"errors/{template or status.value}.html", said), status=status)
