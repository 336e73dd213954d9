"""Nothing of a draft leaves through an error or a cache: faults lose their words, reports their values, pages their keeping."""

from __future__ import annotations

import traceback
from collections.abc import Callable, ItemsView
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.debug import SafeExceptionReporterFilter

View = Callable[..., HttpResponse]


class CheckFault(Exception):
    """Something of ours failed during a check; the message holds the kind of fault and its place, no value."""


class NoValues(SafeExceptionReporterFilter):
    """Error pages and mails without what was sent and without variables, whether or not DEBUG is on."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always, also where DEBUG shows values of other pages."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Nothing of what was sent."""
        return {}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> ItemsView[str, Any]:
        """No variable of any frame."""
        return {}.items()


def shielded(view: View) -> View:
    """A view whose faults say where and what kind they are and nothing else, and whose answers nobody keeps."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.exception_reporter_filter = NoValues()
        response, place = _answered(view, request, *args, **kwargs)
        if response is None:
            raise CheckFault(place)
        response["Cache-Control"] = "no-store, private"
        return response

    return wrapped


def _answered(view: View, *args: Any, **kwargs: Any) -> tuple[HttpResponse | None, str]:
    """The answer of a view, or what failed in it: an exception itself may hold words of a draft and goes no further."""
    try:
        return view(*args, **kwargs), ""
    except (Http404, PermissionDenied):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, its words must not travel
        frames = traceback.extract_tb(error.__traceback__)
        return None, f"{type(error).__name__} at " + " < ".join(
            f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:])
        )
