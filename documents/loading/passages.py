"""The passages of a document, written with it, so that search finds what was loaded and nothing else.

The index over them is kept by the database itself (migration 0004_passages): it cannot fall behind the table.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from django.db import transaction

from documents.keywords.folding import fold
from documents.loading.index import indexed_at_once
from documents.loading.inserting import insert
from documents.loading.widths import fit
from documents.models import Passage, PolicyDocument, Section
from documents.parsing.records import ParsedDocument
from documents.parsing.spans import Segment, Span, TracedText

# A passage is read at a glance and its folded form fits the index; no paragraph of the corpus is as long.
LONGEST = 1_500
LINE_END = re.compile("\n")
SENTENCE_ENDS = "。！？；\n"
BLANKS = " \t\u3000\xa0\r\n"
# What may stand before the words of a heading: （二十一） or 3.
LABEL_REACH = 12
TITLE = Section.Role.TITLE.value
PARTS: Mapping[str, Passage.Part] = {
    Section.Role.TITLE: Passage.Part.TITLE,
    Section.Role.TASK: Passage.Part.TASK,
    Section.Role.SAFEGUARD: Passage.Part.SAFEGUARD,
    Section.Role.GOAL: Passage.Part.GOAL,
}
RANKS: Mapping[str, Passage.Rank] = {
    Section.Role.TITLE: Passage.Rank.TITLE,
    Section.Role.FURNITURE: Passage.Rank.FURNITURE,
}
OF_SECTIONS = ("pk", "start", "end", "role", "heading", "inferred")
CATEGORIES = {"key_task": Passage.Part.TASK, "safeguard": Passage.Part.SAFEGUARD}


def write_passages(document: PolicyDocument) -> None:
    """Write the passages of a document that has none yet; its sections, tasks and targets stand in the tables."""
    _write(document, _Cutter.of(document))


def write_known_passages(document: PolicyDocument, parsed: ParsedDocument, *, sections: Sequence[int]) -> None:
    """Like `write_passages` where what stands in the tables is known; `sections` are keys in the order of the text."""
    _write(document, _Cutter.of_parsed(document, parsed, sections))


def _write(document: PolicyDocument, cutter: _Cutter) -> None:
    rows = cutter.passages()
    with indexed_at_once(document.pk):
        insert(Passage, rows)


def passages_of(document: PolicyDocument) -> list[Passage]:
    """The passages that the text of a document gives, in its order, not written."""
    return [Passage(**row) for row in _Cutter.of(document).passages()]


def delete_passages(document: PolicyDocument) -> None:
    """Remove the passages of a document; they leave the index at once."""
    document.passages.all().delete()


def write_missing_passages() -> int:
    """Write the passages of documents that were loaded before passages were kept; returns of how many."""
    missing = PolicyDocument.objects.filter(passages__isnull=True, sections__isnull=False).distinct()
    keys = list(missing.values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            write_passages(PolicyDocument.objects.defer("original_bytes").get(pk=key))
    return len(keys)


class _Heading(NamedTuple):
    """What cutting needs of a section."""

    key: int
    start: int
    end: int
    role: str
    heading: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts one document into passages; knows its facts once."""

    document: PolicyDocument
    traced: TracedText
    line_starts: tuple[int, ...]
    sections: tuple[_Heading, ...]
    tasks: tuple[tuple[int, int, str], ...]
    targets: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, document: PolicyDocument) -> _Cutter:
        """By what stands in the tables."""
        return cls(
            document=document,
            traced=TracedText(document.clean_text, tuple(Segment(*segment) for segment in document.alignment)),
            line_starts=_line_starts(document.original_text),
            sections=tuple(map(_Heading._make, document.sections.order_by("order").values_list(*OF_SECTIONS))),
            tasks=tuple(document.tasks.order_by("start").values_list("start", "end", "category")),
            targets=tuple(document.targets.order_by("start").values_list("start", "end")),
        )

    @classmethod
    def of_parsed(cls, document: PolicyDocument, parsed: ParsedDocument, sections: Sequence[int]) -> _Cutter:
        """By what has been read, which stands in the tables too."""
        return cls(
            document=document,
            traced=TracedText(parsed.clean_text, parsed.alignment),
            line_starts=_line_starts(parsed.original),
            sections=tuple(
                _Heading(key, *section.span, section.role, fit(section.heading, 300), section.inferred)
                for key, section in zip(sections, parsed.sections, strict=True)
            ),
            tasks=tuple(sorted((*task.span, task.category) for task in parsed.tasks)),
            targets=tuple(sorted((target.span.start, target.span.end) for target in parsed.targets)),
        )

    def passages(self) -> list[dict[str, Any]]:
        """The columns of the passages in the order of the text."""
        found: list[dict[str, Any]] = []
        addresses: Counter[int] = Counter()
        for section in self.sections:
            heading = "" if section.inferred else section.heading
            for line in _lines(self.traced.text, self.traced.from_source(Span(section.start, section.end))):
                number = bisect_right(self.line_starts, self.traced.source(Span(line.start, line.start + 1)).start)
                addresses[number] += 1
                times = addresses[number]
                if not line.slice(self.traced.text).strip():
                    continue  # blanks of another kind: a paragraph of the page, nothing to be found
                address = f"p{number}" if times == 1 else f"p{number}-{times}"
                headed = _heading_length(line.slice(self.traced.text), heading) if heading else 0
                heading = "" if headed else heading
                for piece in _pieces(self.traced.text, line):
                    lead = headed if piece.start == line.start else 0
                    found.append(self._passage(section, piece, len(found), address, lead))
        return found

    def _passage(self, section: _Heading, place: Span, order: int, address: str, lead: int) -> dict[str, Any]:
        text = place.slice(self.traced.text)
        source = self.traced.source(place)
        is_heading = lead >= len(text.rstrip("。.：:；; \u3000"))
        part = Passage.Part.TITLE if is_heading else self._part(section.role, source)
        folded = fold(text)
        return {
            "document_id": self.document.pk,
            "section_id": section.key,
            "order": order,
            "address": address,
            "part": part.value,
            "rank": RANKS.get(section.role, Passage.Rank.TEXT).value,
            "heading_length": len(folded) if section.role == TITLE or is_heading else len(fold(text[:lead])),
            "text": text,
            "folded": folded,
            "start": source.start,
            "end": max(source.end, source.start + 1),
        }

    def _part(self, role: str, source: Span) -> Passage.Part:
        """What the passage is about: the task it belongs to, else its section's role, else a target in it."""
        last = bisect_left(self.tasks, (source.end,)) - 1
        if last >= 0 and self.tasks[last][1] > source.start:
            return CATEGORIES[self.tasks[last][2]]
        if role in PARTS:
            return PARTS[role]
        first = bisect_left(self.targets, (source.start,))
        holds_target = first < len(self.targets) and self.targets[first][1] <= source.end
        return Passage.Part.GOAL if holds_target else Passage.Part.OTHER


def _line_starts(original: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in LINE_END.finditer(original)))


def _lines(text: str, place: Span) -> Iterator[Span]:
    """The lines of a place that say something, without the blanks around them: the paragraphs of the reading page."""
    start = place.start
    for line in place.slice(text).splitlines(keepends=True):
        kept = line.strip(BLANKS)
        if kept:
            first = start + line.index(kept[0])
            yield Span(first, first + len(kept))
        start += len(line)


def _heading_length(line: str, heading: str) -> int:
    """How many characters from the beginning of the line are number and heading; 0 where it does not begin so."""
    place = line.find(heading, 0, LABEL_REACH + len(heading))
    return place + len(heading) if place >= 0 else 0


def _pieces(text: str, line: Span) -> Iterator[Span]:
    """The line, or pieces of it that end with a sentence where it is very long."""
    cuts: list[int] = [line.start]
    while line.end - cuts[-1] > LONGEST:
        ends: Sequence[int] = [text.rfind(mark, cuts[-1], cuts[-1] + LONGEST) for mark in SENTENCE_ENDS]
        cut = max(ends)
        cuts.append(cut + 1 if cut > cuts[-1] else cuts[-1] + LONGEST)
    return (Span(start, end) for start, end in pairwise([*cuts, line.end]))
