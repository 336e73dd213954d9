"""Log lines: one event, one line, whatever a visitor sends."""

import logging
import re
import sys

from portal.logs import OneLine


def line_of(message, *args, exc_info=None):
    record = logging.LogRecord("documents.loading", logging.WARNING, __file__, 1, message, args, exc_info)
    return OneLine().format(record)


def test_a_line_has_time_level_logger_and_message():
    line = line_of("loaded %s", "a.txt")

    assert re.fullmatch(
        r"time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 level=WARNING logger=documents\.loading "
        r'message="loaded a\.txt"',
        line,
    )


def test_line_breaks_escape_sequences_and_bidi_marks_stay_inside_their_quotes():
    line = line_of("Not Found: %s", "/a\r\nlevel=ERROR\x1b[31m\u202e")

    assert line.endswith(r'message="Not Found: /a\r\nlevel=ERROR\u001b[31m\u202e"')


def test_a_traceback_follows_in_the_same_line():
    try:
        raise ValueError("坏值")
    except ValueError:
        line = line_of("failed", exc_info=sys.exc_info())

    assert "\n" not in line
    assert "Traceback" in line
