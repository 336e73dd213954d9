"""The words of a document's text, written with the document, so that comparing needs no segmentation."""

from __future__ import annotations

from documents.parsing.segmentation import every_word
from documents.parsing.word_lengths import packed


def word_lengths_of(text: str) -> str:
    """The words of a text by their lengths; nothing where they would not be the text again."""
    words = every_word(text)
    return packed(words) if "".join(words) == text else ""
