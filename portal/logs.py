"""Log lines: one line an event on standard error, as name=value pairs or as JSON."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

FORMATS = ("line", "json")
ACCESS_LOGGER = "gunicorn.access"


def facts_of(record: logging.LogRecord) -> dict[str, str | int]:
    """What a line says of a record, in order: a short list, so that no object carried along can tell more than that.

    An access line of gunicorn says method, path, status, time and size. It says neither the words of a search, which
    stand after the question mark, nor address, cookies or program of the reader.
    """
    facts: dict[str, str | int] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
    }
    access = _access(record)
    if number := access.pop("request_id", "") or getattr(record, "request_id", ""):
        facts["request_id"] = number
    facts["message"] = str(access.pop("message", "")) or record.getMessage()
    facts |= access
    if status := getattr(record, "status_code", None):
        facts["status"] = status
    if record.exc_info:
        facts["traceback"] = logging.Formatter().formatException(record.exc_info)
    return facts


def _access(record: logging.LogRecord) -> dict[str, str | int]:
    """The facts of an access line, from what gunicorn hands over by its letters; nothing for any other record."""
    if record.name != ACCESS_LOGGER or not isinstance(record.args, Mapping):
        return {}
    given: Mapping[str, Any] = record.args
    number = given.get("{x-request-id}o") or ""
    return {
        "request_id": number if number != "-" else "",
        "message": f"{given['m']} {given['U']}",
        "status": int(given["s"]),
        "milliseconds": int(given["D"]) // 1000,
        "bytes": int(given["B"] or 0),
    }


class OneLine(logging.Formatter):
    """Writes a record as one line that no logged text can break.

    Values are JSON strings in ASCII, so a line break, an escape sequence or a bidi mark from a user stays inside its
    quotes: `time=2025-01-01T00:00:00.000+00:00 level=WARNING logger=django.request message="Not Found: /\\n"`.
    """

    PLAIN = frozenset({"time", "level", "logger", "request_id"})

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record; a traceback follows inside the same line."""
        pairs = facts_of(record).items()
        return " ".join(f"{name}={value if name in self.PLAIN else json.dumps(value)}" for name, value in pairs)


class JsonLine(logging.Formatter):
    """Writes a record as one JSON object a line, in ASCII, for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: `{"time": "…", "level": "INFO", "logger": "…", "request_id": "…", "message": "…"}`."""
        return json.dumps(facts_of(record))


def logging_settings(*, level: str, form: str) -> dict[str, Any]:
    """The whole of logging, for Django and for gunicorn alike; `form` is one of FORMATS, `level` a name of logging."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "portal.logs.OneLine"}, "json": {"()": "portal.logs.JsonLine"}},
        "filters": {"request_id": {"()": "portal.request_ids.WithRequestId"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request_id"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would write each server error twice; mail to administrators is not set up here.
            "django": {"handlers": [], "propagate": True},
            "axes": {"level": "WARNING"},  # failures and locks; what it cleans up is of no interest
            "gunicorn.error": {"handlers": [], "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": True},
        },
    }
