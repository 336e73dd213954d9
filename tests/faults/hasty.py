"""The work queue with short times, for fault runs: what a killed worker held is taken up after seconds, not minutes.

Run as `celery -A tests.faults.hasty worker`.
"""

from __future__ import annotations

from datetime import timedelta

from documents.importing import limits
from portal.queue import app

# Before the readers are imported: they take this as their default.
limits.LEASE = timedelta(seconds=3)
app.conf.imports = ["tests.faults.hasty_looking"]

__all__ = ["app"]
