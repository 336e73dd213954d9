"""Layer: line ends become one line feed; invisible and control characters go."""

from __future__ import annotations

from collections.abc import Iterator

from documents.parsing.patterns import pattern
from documents.parsing.spans import Edit

INVISIBLE = pattern(
    "invisible_characters",
    r"\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]",
)


def control_edits(text: str) -> Iterator[Edit]:
    """Edits that remove control characters and turn every kind of line end into one line feed."""
    for match in INVISIBLE.finditer(text):
        is_line_end = match.group()[0] in "\r\x85\u2028\u2029"
        yield Edit(match.start(), match.end(), "\n" if is_line_end else "", "control")
