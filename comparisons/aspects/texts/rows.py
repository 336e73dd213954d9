"""Two passages become rows: sentences that belong together beside each other, their differences as pieces."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comparisons.addresses import passage_panel, section
from comparisons.aspects.texts.differences import Stretch, differences, plain_words
from comparisons.aspects.texts.pairing import Pair, pair_up
from comparisons.aspects.texts.records import Kind, Mark, Passage, Piece, SentenceText, TextRow
from comparisons.aspects.texts.sentences import label_end, letters, sentences
from documents.parsing.spans import Span

ALIKE = 0.32
ALIKE_IN_PASSAGES = 0.2
"""Two passages were chosen because they speak of one thing; their sentences may be further apart."""
CHANGED = 0.5
"""From this likeness on two sentences are one sentence with changes; below they are only close."""
COMMON_LETTERS = 3
"""Common words of close sentences are marked from this length on."""


@dataclass(frozen=True, slots=True)
class Stretched:
    """A stretch of a passage that is marked: where, as what, and why."""

    place: Span
    mark: Mark
    note: str = ""


class Side:
    """One passage with its sentences; makes the text of a sentence from the marks on it."""

    def __init__(self, passage: Passage, *, shared: Sequence[Stretched] = ()) -> None:
        self.passage = passage
        self.sentences = sentences(passage.text)
        self.letters = [letters(span.slice(passage.text)) for span in self.sentences]
        self.shared = shared
        self._section_starts = [each.start for each in passage.source.sections]
        self._word_starts = [word.start for word in passage.source.words]

    def text(self, number: int) -> str:
        """A sentence, with everything up to the next."""
        return self.sentences[number].slice(self.passage.text)

    def words(self, number: int) -> tuple[str, ...]:
        """The words of a sentence; joined they are the sentence."""
        span = self.sentences[number]
        text = self.text(number)
        if not self._word_starts:
            return tuple(word.slice(text) for word in plain_words(text))
        here = span.shifted(self.passage.place.start)
        first = max(0, bisect_right(self._word_starts, here.start) - 1)
        last = bisect_left(self._word_starts, here.end)
        places = (each.shifted(-here.start) for each in self.passage.source.words[first:last])
        return tuple(text[max(0, start) : end] for start, end in places if end > 0)

    def source(self, span: Span) -> Span:
        """Where a stretch of the passage stands in the original."""
        return self.passage.source.clean.source(span.shifted(self.passage.place.start))

    def sentence(self, number: int, marks: Sequence[Stretched] = ()) -> SentenceText:
        """A sentence with marks, given in places of the sentence."""
        span = self.sentences[number]
        text = self.text(number)
        source = self.source(_trimmed(text).shifted(span.start))
        found = bisect_right(self._section_starts, source.start) - 1
        document = self.passage.source.document
        place = self.passage.source.sections[found] if found >= 0 else None
        return SentenceText(
            pieces=tuple(self._pieces(text, span.start, marks)),
            locator=place.locator if place else "",
            start=source.start,
            end=source.end,
            address=section(document.address, start=place.start) if place else document.address,
            panel_address=passage_panel(document.slug, start=source.start, end=max(source.end, source.start + 1)),
        )

    def alone(self, number: int) -> SentenceText:
        """A sentence without a partner, with the wording that the other passage has somewhere else."""
        span = self.sentences[number]
        return self.sentence(number, tuple(_cut(self.shared, span)))

    def _pieces(self, text: str, start: int, marks: Sequence[Stretched]) -> Iterator[Piece]:
        done = 0
        for place, mark, note in ((each.place, each.mark, each.note) for each in marks):
            if place.start > done:
                yield Piece(text[done : place.start])
            done = place.end
            if words := place.slice(text):
                yield self._marked(words, self.source(place.shifted(start)), mark, note)
        if done < len(text):
            yield Piece(text[done:])

    def _marked(self, words: str, source: Span, mark: Mark, note: str) -> Piece:
        document = self.passage.source.document
        found = bisect_right(self._section_starts, source.start) - 1
        start = self._section_starts[found] if found >= 0 else 0
        panel = passage_panel(document.slug, start=source.start, end=max(source.end, source.start + 1))
        return Piece(words, mark, section(document.address, start=start), panel, note)


def _trimmed(text: str) -> Span:
    """The words of a sentence without the blanks around them."""
    start = len(text) - len(text.lstrip())
    return Span(start, max(start, len(text.rstrip()))) if text.strip() else Span(0, len(text))


def _cut(marks: Sequence[Stretched], span: Span) -> Iterator[Stretched]:
    """The marks of a passage as far as they lie on a sentence, in its places; none on another."""
    done = 0
    for each in marks:
        low, high = max(each.place.start, span.start, done), min(each.place.end, span.end)
        if low < high:
            yield Stretched(Span(low - span.start, high - span.start), each.mark, each.note)
            done = high


def text_rows(left: Side, right: Side) -> tuple[TextRow, ...]:
    """The rows of two passages, in the order of the left one; every sentence of both stands in one of them."""
    whole = left.passage.whole or right.passage.whole
    pairs = pair_up(left.letters, right.letters, alike=ALIKE if whole else ALIKE_IN_PASSAGES)
    order = tuple(_in_order(pairs, len(left.sentences), len(right.sentences)))
    by_right = {pair.right: number for number, (pair, _l, _r) in enumerate(order, start=1) if pair and pair.moved}
    elsewhere = {right_number: number for number, (_p, alone, right_number) in enumerate(order, start=1) if alone < 0}
    return tuple(_row(number, each, left, right, by_right, elsewhere) for number, each in enumerate(order, start=1))


Step = tuple[Pair | None, int, int]
"""A pair; or the number of a sentence that stands alone, -1 on the other side."""


def _in_order(pairs: Sequence[Pair], lefts: int, rights: int) -> Iterator[Step]:
    by_left = {pair.left: pair for pair in pairs}
    waiting = 0
    for number in range(lefts):
        pair = by_left.get(number)
        if pair is None:
            yield None, number, -1
            continue
        if not pair.moved:
            for other in range(waiting, pair.right):
                yield None, -1, other
            waiting = pair.right + 1
        yield pair, pair.left, pair.right
    for other in range(waiting, rights):
        yield None, -1, other


def _row(
    number: int,
    step: Step,
    left: Side,
    right: Side,
    by_right: Mapping[int, int],
    elsewhere: Mapping[int, int],
) -> TextRow:
    pair, first, second = step
    if pair is None and first >= 0:
        return TextRow(number, Kind.LEFT, left.alone(first), None)
    if pair is None and second in by_right:
        return TextRow(number, Kind.ELSEWHERE, None, right.sentence(second), by_right[second])
    if pair is None:
        return TextRow(number, Kind.RIGHT, None, right.alone(second))
    kind = _kind(pair, left.letters[first], right.letters[second])
    marks = _pair_marks(left.words(first), right.words(second), close=kind is Kind.CLOSE)
    return TextRow(
        number,
        kind,
        left.sentence(first, marks[0]),
        right.sentence(second, marks[1]),
        elsewhere.get(second, 0) if pair.moved else 0,
    )


def _kind(pair: Pair, left: str, right: str) -> Kind:
    if pair.moved:
        return Kind.MOVED
    if left == right:
        return Kind.SAME
    return Kind.CHANGED if pair.score >= CHANGED else Kind.CLOSE


def _pair_marks(
    left: Sequence[str], right: Sequence[str], *, close: bool
) -> tuple[tuple[Stretched, ...], tuple[Stretched, ...]]:
    """What is marked on both sides: the words that differ, or, where little is common, the common ones."""
    stretches = differences(left, right)
    texts = "".join(left), "".join(right)
    sides = []
    for side, text in enumerate(texts):
        places = [(each, each.right if side else each.left) for each in stretches]
        sides.append(tuple(_side_marks(places, text, close=close)))
    return sides[0], sides[1]


def _side_marks(places: Sequence[tuple[Stretch, Span]], text: str, *, close: bool) -> Iterator[Stretched]:
    """Marks of one sentence; its number and bare punctuation are no difference worth one."""
    label = label_end(text)
    for stretch, place in places:
        words = letters(place.slice(text)) if place.start >= label else letters(text[label : place.end])
        if stretch.same is not close:
            continue
        if not close and words:
            yield Stretched(Span(max(place.start, label), place.end), Mark.ONLY)
        elif close and len(words) >= COMMON_LETTERS:
            yield Stretched(Span(max(place.start, label), place.end), Mark.COMMON)
