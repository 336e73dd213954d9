"""A damage: what kind, where, and a sentence about it; and a document as the checks look at it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import cached_property

from documents.keeping.alignment import segments_of
from documents.models import PolicyDocument
from documents.parsing.cleaning.layers import CleanText, clean
from documents.parsing.corrections import corrections_for
from documents.parsing.raw import RawText
from documents.parsing.spans import Segment, Span, TracedText


@dataclass(frozen=True, slots=True)
class Damage:
    """One breach of what must hold: Damage("original.hash", "370100-e35f96b6", "原件与入库时的校验值不符…")."""

    code: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.code}  {self.where}  {self.sentence}"


class Looked:
    """One document with what several checks ask of it, fetched once; it is dropped before the next one comes."""

    def __init__(self, document: PolicyDocument) -> None:
        self.document = document
        self.slug = document.slug
        self.original = document.original_text
        self.clean = document.clean_text

    @cached_property
    def segments(self) -> tuple[Segment, ...] | None:
        """How clean text and original belong together; None where the column holds something else."""
        return segments_of(self.document)

    @cached_property
    def traced(self) -> TracedText | None:
        """The clean text that knows its places in the original; None where the alignment is damaged."""
        return None if self.segments is None else TracedText(self.clean, self.segments)

    @cached_property
    def cleaned(self) -> CleanText:
        """What cleaning makes of the original today."""
        document = self.document
        raw = RawText(
            name=document.file_name,
            text=self.original,
            sha256=document.sha256,
            media_type=document.media_type,
            encoding=document.encoding,
        )
        return clean(raw, corrections=corrections_for(document.sha256))

    def holds(self, start: int, end: int) -> bool:
        """Whether a span lies inside the original."""
        return 0 <= start < end <= len(self.original)

    def clean_words(self, start: int, end: int) -> str | None:
        """What stands at a span of the original after cleaning; None where that cannot be told."""
        if self.traced is None:
            return None
        return self.traced.from_source(Span(start, end)).slice(self.clean)
