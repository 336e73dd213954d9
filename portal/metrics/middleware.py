"""The layer that times each request and its questions to the database; it stands in the settings only when wanted."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.metrics.counting import DATABASE_QUERIES, DATABASE_SECONDS, LATENCY, REQUESTS

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Measured:
    """Counts by the name of the view, never by the address: names are few, addresses are what visitors make up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the next layer, as Django hands it over."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then write down how long it took."""
        database = _DatabaseTime()
        begun = time.perf_counter()
        with ExitStack() as stack:
            for alias in connections:
                stack.enter_context(connections[alias].execute_wrapper(database))
            response = self.get_response(request)
        view = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, response.status_code).inc()
        LATENCY.labels(view).observe(time.perf_counter() - begun)
        if database.queries:
            DATABASE_SECONDS.labels(view).inc(database.seconds)
            DATABASE_QUERIES.labels(view).inc(database.queries)
        return response


class _DatabaseTime:
    """Adds up questions and the time they took, over all databases of one request."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Ask, as Django's execute_wrapper has it."""
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - begun
