"""The health page: can the portal answer from its database, and from which corpus."""

import logging
from http import HTTPStatus

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.models import PolicyDocument

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 with the number of public documents, or 503 with the part that fails; reasons go to the log only."""
    try:
        migrated = all_migrations_applied()
        documents = PolicyDocument.objects.visible_to(None).count() if migrated else None
    except DatabaseError:
        logger.exception("The health page cannot reach the database")
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE, database="unreachable", migrations=None, documents=None)
    status = HTTPStatus.OK if migrated else HTTPStatus.SERVICE_UNAVAILABLE
    return _answer(status, database="reachable", migrations="applied" if migrated else "missing", documents=documents)


def all_migrations_applied() -> bool:
    """Tell whether the database has every table and column that this code expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _answer(status: HTTPStatus, **parts: str | int | None) -> JsonResponse:
    healthy = status == HTTPStatus.OK
    return JsonResponse({"status": "ok" if healthy else "unavailable", **parts}, status=status)
