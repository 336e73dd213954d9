"""What is taken anew after a load: the kept counts, and what the database knows of its tables, for its plans."""

from __future__ import annotations

from django.db import connection

from documents.counted import settle_counts

# Rows of each index that SQLite looks at; more take time and change no plan.
SAMPLE = 1_000


def refresh_statistics() -> None:
    """Bring the kept counts up to date and let the database count its tables.

    Without this SQLite takes a list of agencies' tasks to be a few rows long.
    """
    settle_counts()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
        cursor.execute("ANALYZE")
