"""Reading from a replica: visitors read from it, whoever writes or has just written reads from the database itself."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

DEFAULT, REPLICA = "default", "replica"
READING = frozenset({"GET", "HEAD"})
# Set on whoever sent a form: until then a replica has what was written, if it keeps up at all.
JUST_WROTE, SECONDS = "just_wrote", 60
READS_FROM: ContextVar[str] = ContextVar("reads_from", default=DEFAULT)


class ReplicaRouter:
    """Router of the databases; without a replica everything is in the one there is."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        """Where this request reads."""
        return READS_FROM.get()

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        """Nobody writes to a replica."""
        return DEFAULT

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        """Both hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The replica gets its tables with everything else."""
        return db == DEFAULT


class ReplicaReads:
    """Middleware: decides for each request where it reads. Whoever is signed in may write, and reads what he wrote."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the next layer, as Django hands it over."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the right database, and remember who wrote."""
        if REPLICA not in settings.DATABASES:
            return self.get_response(request)
        token = READS_FROM.set(REPLICA if self._is_visitor(request) else DEFAULT)
        try:
            response = self.get_response(request)
        finally:
            READS_FROM.reset(token)
        if request.method not in READING:
            response.set_cookie(
                JUST_WROTE, "1", max_age=SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        return response

    @staticmethod
    def _is_visitor(request: HttpRequest) -> bool:
        known = {settings.SESSION_COOKIE_NAME, JUST_WROTE} & request.COOKIES.keys()
        return request.method in READING and not known
