"""Two addresses for monitors: `/healthz` says that the process answers, `/readyz` whether it can serve readers."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.readiness import READINESS, Readiness, examine


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 without asking anything else; whoever gets no answer may restart the process."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200, or 503 with the part that fails, within seconds whatever hangs; reasons go to the log only."""
    return answer(READINESS.look(examine))


def answer(found: Readiness) -> JsonResponse:
    """The state in one word, then the parts."""
    status = HTTPStatus.OK if found.ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"status": found.word, **found.parts}, status=status)
