"""Figures that stand in the database: documents by state, imports on their way and how long the oldest waits."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from documents.corpus import corpus_figures
from portal.readiness import broker_state

logger = logging.getLogger(__name__)


class StateOfThePortal(Collector):
    """Asked anew each time; a database that cannot be asked is itself a figure."""

    def collect(self) -> Iterator[Metric]:
        """The figures, each with a zero for every state, so that an alarm needs no case for missing ones."""
        up = GaugeMetricFamily("portal_up", "Whether a part answers: 1 or 0.", labels=["part"])
        try:
            yield from _figures()
            up.add_metric(["database"], 1)
        except DatabaseError:
            logger.exception("the figures of the database cannot be read")
            up.add_metric(["database"], 0)
        for part, state in broker_state(getattr(settings, "CELERY_BROKER_URL", "") or "").items():
            up.add_metric([part], state == "reachable")
        yield up


def _figures() -> list[Metric]:
    figures = corpus_figures()
    documents = GaugeMetricFamily("portal_documents", "Documents, by state.", labels=["state"])
    for state, number in figures.documents.items():
        documents.add_metric([state], number)
    imports = GaugeMetricFamily("portal_imports", "Files on their way into the corpus, by state.", labels=["state"])
    for state, number in figures.imports.items():
        imports.add_metric([state], number)
    age = (timezone.now() - figures.oldest_import).total_seconds() if figures.oldest_import else 0
    waits = "Seconds since the oldest file that is on its way was received; 0 when there is none."
    return [documents, imports, GaugeMetricFamily("portal_import_oldest_seconds", waits, value=age)]
