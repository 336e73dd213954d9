"""Whether the clean text of a document still has its places in the original; asked by the checks and by each page."""

from __future__ import annotations

from documents.models import PolicyDocument
from documents.parsing.spans import Segment


def segments_of(document: PolicyDocument) -> tuple[Segment, ...] | None:
    """How clean text and original belong together; None where the column holds something else."""
    try:
        segments = tuple(Segment(*map(int, segment)) for segment in document.alignment)
    except (TypeError, ValueError):
        return None
    whole = _is_whole(segments, text=document.clean_text, original=document.original_text)
    return segments if whole else None


def _is_whole(segments: tuple[Segment, ...], *, text: str, original: str) -> bool:
    """Whether the segments tile the clean text and go forward through the original."""
    place = source = 0
    for segment in segments:
        if segment.start != place or segment.end <= segment.start:
            return False
        if segment.source_start < source or segment.source_end < segment.source_start:
            return False
        place, source = segment.end, segment.source_end
    return place == len(text) and source <= len(original)
