"""What is counted of each request, in files that all workers share.

Loaded only when figures are asked for. django-prometheus is not used: it would replace the database engines, counts some
twenty things with labels that visitors choose, and leaves a file behind for every worker that was ever started.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, values

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SLOT = "PORTAL_WORKER_SLOT"
SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
REGISTRY = CollectorRegistry()


def slot() -> str:
    """Under which name this process counts: its place among the workers (deploy/gunicorn.conf.py), or its number.

    A worker that takes the place of another goes on with its figures, so files do not grow in number.
    """
    return os.environ.get(SLOT) or f"process-{os.getpid()}"


if SHARED_FOLDER in os.environ:
    values.ValueClass = values.MultiProcessValue(slot)  # type: ignore[no-untyped-call]

REQUESTS = Counter(
    "portal_requests", "Requests answered, by view, method and status.", ["view", "method", "status"], registry=REGISTRY
)
LATENCY = Histogram(
    "portal_request_seconds",
    "Seconds until an answer was ready; the sending of a stream comes after it.",
    ["view"],
    buckets=SECONDS,
    registry=REGISTRY,
)
DATABASE_SECONDS = Counter(
    "portal_database_seconds",
    "Seconds spent waiting for the database until an answer was ready.",
    ["view"],
    registry=REGISTRY,
)
DATABASE_QUERIES = Counter(
    "portal_database_queries", "Questions asked of the database until an answer was ready.", ["view"], registry=REGISTRY
)
