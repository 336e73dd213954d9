"""How much may be imported at once, by one person in a day, and how much may wait."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

MEGABYTE = 1024 * 1024

MAX_SENT = 100
"""Files chosen one by one; Django itself refuses more parts (DATA_UPLOAD_MAX_NUMBER_FILES)."""
MAX_FILES = 200
"""Documents of one batch, members of archives included."""
MAX_BODY = 64 * MEGABYTE
"""One sending, held in memory while it is received; deploy/nginx.conf lets as much through."""
MAX_EXPANDED = 128 * MEGABYTE
"""What the archives of one sending hold."""
MAX_PASTED = 300_000
"""Characters; the longest policy documents met have some 120,000."""
MAX_A_DAY: int = settings.IMPORT_FILES_A_DAY
"""Files of one person in 24 hours; who has more uses load_documents."""
MAX_WAITING: int = settings.IMPORT_WAITING_MB * MEGABYTE
"""Bytes of all files that wait to be stored or discarded."""

LEASE = timedelta(seconds=90)
"""How long one reader may take for one file: the clock of its child (60 seconds) and some."""
PAUSE = timedelta(seconds=30)
"""How long a file waits that could not be written because the disk was full."""
MAX_ATTEMPTS = 5
"""A file whose readers were killed so often is not taken up again by itself."""
REFUSED_KEPT = timedelta(days=30)
"""How long a refused file can be read again."""
