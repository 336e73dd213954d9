"""What the database knows about its tables, taken anew after a load, so that it plans questions for their size."""

from __future__ import annotations

from django.db import connection

# Rows of each index that SQLite looks at; more take time and change no plan.
SAMPLE = 1_000


def refresh_statistics() -> None:
    """Let the database count its tables; without this SQLite takes a list of agencies' tasks to be a few rows long."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
        cursor.execute("ANALYZE")
