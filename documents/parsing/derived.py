"""What comparing needs of a document beside its facts: its words, the profile and the cue words of each task."""

from __future__ import annotations

from dataclasses import replace

from documents.parsing.cues import placed_cues
from documents.parsing.pipeline import parse_bytes
from documents.parsing.profiles import profile
from documents.parsing.records import Derived, ParsedDocument, TaskProfile
from documents.parsing.segmentation import every_word
from documents.parsing.spans import TracedText
from documents.parsing.word_lengths import packed


def parse_whole(data: bytes, *, name: str) -> ParsedDocument:
    """Like `pipeline.parse_bytes`, with what comparing needs.

    Example: parse_whole(data, name="方案.txt").derived.profiles has one profile for each task.
    """
    parsed = parse_bytes(data, name=name)
    return replace(parsed, derived=derived_of(parsed))


def derived_of(parsed: ParsedDocument) -> Derived:
    """What comparing needs of a parsed document; it costs about as much as parsing, nearly all for segmenting."""
    traced = TracedText(parsed.clean_text, parsed.alignment)
    return Derived(
        words=word_lengths_of(parsed.clean_text),
        profiles=tuple(profile(task.title, task.text, category=task.category) for task in parsed.tasks),
        cues=tuple(tuple(placed_cues(traced, task.span)) for task in parsed.tasks),
    )


def derived_again(parsed: ParsedDocument, *, name: str) -> Derived:
    """`derived_of` as a child is asked for it; `name` is the file that messages speak of."""
    return derived_of(parsed)


def profile_again(title: str, text: str, category: str, *, name: str) -> TaskProfile:
    """`profiles.profile` as a child is asked for it."""
    return profile(title, text, category=category)


def word_lengths_of(text: str) -> str:
    """The words of a text by their lengths; nothing where they would not be the text again."""
    words = every_word(text)
    return packed(words) if "".join(words) == text else ""
