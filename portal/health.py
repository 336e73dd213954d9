"""The health page: can the portal answer from its database, and from which corpus."""

import logging
from http import HTTPStatus

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.corpus import corpus_version

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 with the number of public documents, or 503 with the part that fails; reasons go to the log only."""
    try:
        if not all_migrations_applied():
            return _answer(HTTPStatus.SERVICE_UNAVAILABLE, database="reachable", migrations="missing")
        corpus = corpus_version(None)
    except DatabaseError:
        logger.exception("The health page cannot reach the database")
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE, database="unreachable")
    return _answer(
        HTTPStatus.OK,
        database="reachable",
        migrations="applied",
        corpus_version=corpus.version,
        documents=corpus.documents,
    )


def all_migrations_applied() -> bool:
    """Tell whether the database has every table and column that this code expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _answer(status: HTTPStatus, **parts: str | int) -> JsonResponse:
    healthy = status == HTTPStatus.OK
    return JsonResponse({"status": "ok" if healthy else "unavailable", **parts}, status=status)
