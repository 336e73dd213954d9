"""One spelling for every value, whichever database it comes from: canonical JSON."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

SPELLING = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
# Nearly all values: they are what JSON says already.
SAID = frozenset({str, int, bool, type(None)})


def canonical(values: Any) -> bytes:
    """A value as JSON: keys sorted, no blanks, numbers and moments in one spelling, bytes by their SHA-256.

    PostgreSQL orders the keys of JSON anew and writes 1e16 as a whole number, SQLite keeps what it was given.

    >>> canonical({"任务": Decimal("80.0000"), "a": 2.0}).decode()
    '{"a":2,"任务":"80"}'
    """
    return SPELLING.encode(plain(values)).encode()


def plain(value: Any) -> Any:
    """What JSON can say, in one spelling."""
    if type(value) is float:
        return int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {key: each if type(each) in SAID else plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [each if type(each) in SAID else plain(each) for each in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value
