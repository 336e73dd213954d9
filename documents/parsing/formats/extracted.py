"""What a reader of one format hands on: the text, and what a person should know of how it was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file with its media type and encoding.

    `confidence` is that of the text being what was written, 0 to 1. `doubts` are sentences for the reader of the
    document, `notes` say what was left out on purpose (page numbers, running heads). `main` is the stretch
    [start, end) of the text that is the document itself: the article of a web page, the body of a Word file without its
    headers, footers and notes; None where that is the whole text.
    """

    text: str
    media_type: str
    encoding: str
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    main: tuple[int, int] | None = None
