"""What the limited child does with the text of a draft; imported there alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from documents.parsing.derived import derived_of
from documents.parsing.pipeline import parse_text
from documents.parsing.raw import RawText
from documents.parsing.records import ParsedDocument


def parse_words(text: str, *, name: str) -> ParsedDocument:
    """The parser on a text as it stands, whatever it looks like, with what comparing needs."""
    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    parsed = parse_text(RawText(name, text, digest, "text/plain", "utf-8"))
    return replace(parsed, derived=derived_of(parsed))
