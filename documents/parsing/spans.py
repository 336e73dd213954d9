"""Text that remembers where it came from: spans and texts that carry source offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range [start, end) of code points.

    >>> Span(2, 4).slice("到2022年")
    '22'
    """

    start: int
    end: int

    def slice(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Span:
        """The same span, `offset` characters further on."""
        return Span(self.start + offset, self.end + offset)

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement that a cleaning layer asks for, in positions of the text it was given."""

    start: int
    end: int
    new: str
    kind: str
    reason: str = ""


class Segment(NamedTuple):
    """A stretch of text that maps to a stretch of its source.

    Segments of equal length on both sides map character by character; others map as a whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class TracedText:
    """A text in which every character knows the span of the original it was read from.

    `segments` tile `text` from left to right. Deleted source characters belong to no segment;
    a span that surrounds them covers them in the source as well.
    """

    text: str
    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, text: str) -> TracedText:
        """The original itself: every character maps to its own place."""
        segments = (Segment(0, len(text), 0, len(text)),) if text else ()
        return cls(text, segments)

    def apply(self, edits: Iterable[Edit]) -> TracedText:
        """Return the text with `edits` carried out in one pass, offsets carried along.

        Edits must be sorted and must not overlap; otherwise ValueError names the first offender.

        >>> TracedText.of("建設(shè)").apply([Edit(2, 6, "", "pinyin")]).text
        '建設'
        """
        checked = _in_order(edits)
        if all(len(edit.new) == edit.end - edit.start for edit in checked):
            return TracedText(_replaced(self.text, checked), self.segments)
        pieces: list[str] = []
        segments: list[Segment] = []
        done = length = 0
        for edit in self._whole(checked):
            segments.extend(self._cut(done, edit.start, length - done))
            pieces.append(self.text[done : edit.start])
            length += edit.start - done
            if edit.new:
                source = self.source(Span(edit.start, edit.end))
                segments.append(Segment(length, length + len(edit.new), source.start, source.end))
                pieces.append(edit.new)
                length += len(edit.new)
            done = edit.end
        segments.extend(self._cut(done, len(self.text), length - done))
        pieces.append(self.text[done:])
        return TracedText("".join(pieces), tuple(_merged(segments)))

    def _whole(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """The edits widened to the segments that map as a whole: such a segment is never cut in two."""
        group: list[Edit] = []
        start = end = 0
        for edit in edits:
            low, high = self._segment_edge(edit.start, 0), self._segment_edge(edit.end, 1)
            if group and low < end:
                group.append(edit)
                end = max(end, high)
                continue
            if group:
                yield self._joined(group, start, end)
            group, start, end = [edit], low, high
        if group:
            yield self._joined(group, start, end)

    def _segment_edge(self, position: int, side: int) -> int:
        """`position`, or the start (side 0) or end (side 1) of the whole-mapped segment it lies inside."""
        index = bisect_right(self.segments, position, key=lambda segment: segment.start) - 1
        segment = self.segments[max(index, 0)] if self.segments else Segment(0, 0, 0, 0)
        inside = segment.start < position < segment.end
        return segment[side] if inside and not _is_linear(segment) else position

    def _joined(self, group: Sequence[Edit], start: int, end: int) -> Edit:
        """One edit of [start, end) that does what the edits of the group do."""
        return Edit(start, end, _replaced(self.text[:end], group)[start:], group[0].kind, group[0].reason)

    def _cut(self, start: int, end: int, shift: int) -> Iterable[Segment]:
        """The segments inside [start, end), moved by `shift` on the text side."""
        index = bisect_right(self.segments, start, key=lambda segment: segment.start) - 1
        while 0 <= index < len(self.segments) and self.segments[index].start < end:
            segment = self.segments[index]
            index += 1
            low, high = max(start, segment.start), min(end, segment.end)
            if low >= high:
                continue
            if _is_linear(segment):
                offset = segment.source_start - segment.start
                yield Segment(low + shift, high + shift, low + offset, high + offset)
            else:
                yield Segment(low + shift, high + shift, segment.source_start, segment.source_end)

    def source(self, span: Span) -> Span:
        """The span of the original that `span` of this text was read from.

        An empty span maps to the empty place before its character.
        """
        if not self.segments:
            return Span(0, 0)
        start = self._source_of(span.start)
        if span.end <= span.start:
            return Span(start[0], start[0])
        return Span(start[0], self._source_of(span.end - 1)[1])

    def _source_of(self, position: int) -> tuple[int, int]:
        """Source range of one character; the end of the text maps to the end of the source."""
        index = bisect_right(self.segments, position, key=lambda segment: segment.start) - 1
        segment = self.segments[max(index, 0)]
        if position >= segment.end:
            return segment.source_end, segment.source_end
        if _is_linear(segment):
            place = segment.source_start + position - segment.start
            return place, place + 1
        return segment.source_start, segment.source_end

    def from_source(self, span: Span) -> Span:
        """The span of this text that lies inside `span` of the original (the inverse of `source`)."""
        start = self._first_from(span.start)
        return Span(start, max(start, self._end_before(span.end)))

    def _first_from(self, source_position: int) -> int:
        """Position of the first character read from `source_position` or later."""
        index = bisect_left(self.segments, source_position + 1, key=lambda segment: segment.source_end)
        if index >= len(self.segments):
            return len(self.text)
        segment = self.segments[index]
        if source_position <= segment.source_start:
            return segment.start
        if _is_linear(segment):
            return segment.start + source_position - segment.source_start
        return segment.start

    def _end_before(self, source_position: int) -> int:
        """Position behind the last character read from before `source_position`."""
        index = bisect_left(self.segments, source_position, key=lambda segment: segment.source_start) - 1
        if index < 0:
            return 0
        segment = self.segments[index]
        if _is_linear(segment):
            return min(segment.end, segment.start + source_position - segment.source_start)
        return segment.end


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    checked: list[Edit] = []
    done = 0
    for edit in edits:
        if edit.start < done or edit.end < edit.start:
            raise ValueError(f"edits overlap or run backwards at {edit}")
        done = edit.end
        checked.append(edit)
    return checked


def _replaced(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits that keep every length: places do not move, so segments stay as they are."""
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += (text[done : edit.start], edit.new)
        done = edit.end
    return "".join([*pieces, text[done:]])


def _is_linear(segment: Segment) -> bool:
    return segment.end - segment.start == segment.source_end - segment.source_start


def _merged(segments: Sequence[Segment]) -> Iterable[Segment]:
    """Join neighbours that continue each other, so that the list stays short."""
    current: Segment | None = None
    for segment in segments:
        if (
            current is not None
            and _is_linear(current)
            and _is_linear(segment)
            and current.end == segment.start
            and current.source_end == segment.source_start
        ):
            current = Segment(current.start, segment.end, current.source_start, segment.source_end)
            continue
        if current is not None:
            yield current
        current = segment
    if current is not None:
        yield current
