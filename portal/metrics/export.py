"""The figures as text for Prometheus: what the workers have counted, and what the database says now."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from portal.metrics.counting import REGISTRY, SHARED_FOLDER
from portal.metrics.state import StateOfThePortal


def exposition() -> bytes:
    """All figures; those of requests are the sum over the workers where several share a folder."""
    now = CollectorRegistry()
    now.register(StateOfThePortal())
    return generate_latest(_counted()) + generate_latest(now)


def _counted() -> Collector:
    """The counters of this process, or of all workers."""
    if SHARED_FOLDER not in os.environ:
        return REGISTRY
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return shared
