"""Log lines: one line an event, as name=value pairs, on standard error."""

import json
import logging
from datetime import UTC, datetime


class OneLine(logging.Formatter):
    """Writes a record as one line that no logged text can break.

    Values are JSON strings in ASCII, so a line break, an escape sequence or a bidi mark from a user stays inside its
    quotes: `time=2025-01-01T00:00:00.000+00:00 level=WARNING logger=django.request message="Not Found: /\\n"`.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record; a traceback follows inside the same line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = f"time={time} level={record.levelname} logger={record.name} message={json.dumps(record.getMessage())}"
        if status := getattr(record, "status_code", None):
            line += f" status={status}"
        if record.exc_info:
            line += f" traceback={json.dumps(self.formatException(record.exc_info))}"
        return line
