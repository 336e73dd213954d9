"""The place that somebody gives a file or a batch: its code, or the refusal of import that says what to write instead."""

from __future__ import annotations

from documents.importing.refusals import ImportRefused
from documents.place_names import UnclearPlace, place_from


def chosen_place(words: str) -> str:
    """The code of the place that is written, empty where nothing is. Raises ImportRefused."""
    try:
        return place_from(words)
    except UnclearPlace as unclear:
        if unclear.places:
            raise ImportRefused("ambiguous_place", words=unclear.words, places=unclear.places) from unclear
        raise ImportRefused("unknown_place", words=unclear.words) from unclear
