"""Two passages side by side as the page shows them: rows, what a filter hides, long stretches folded, key changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from comparisons.aspects.texts.key_changes import BODY, KIND_WORDS, changes, facts
from comparisons.aspects.texts.records import (
    Block,
    KeyChange,
    Kind,
    Mark,
    Passage,
    Reading,
    SentenceText,
    Shared,
    SharedWording,
    SideHead,
    TextRow,
)
from comparisons.aspects.texts.rows import Side, Stretched, text_rows
from comparisons.aspects.texts.shared import TooRepetitive, Wording
from comparisons.aspects.texts.wordings import found_in
from documents.parsing.spans import Span

COMMON_LEAST = 4
"""In short passages words of four characters that both have are marked as well."""
COMMON_LIMIT = 8_000
FOLD_FROM = 5
# A page of so few rows is read whole.
OPEN_ROWS = 24
PAIRED = (Kind.SAME, Kind.CHANGED, Kind.CLOSE, Kind.MOVED)
SHOWN = {
    "all": tuple(Kind),
    "common": PAIRED,
    "different": (Kind.CHANGED, Kind.CLOSE, Kind.MOVED, Kind.ELSEWHERE, Kind.LEFT, Kind.RIGHT),
    "single": (Kind.LEFT, Kind.RIGHT),
}
COUNTED = (Kind.SAME, Kind.CHANGED, Kind.CLOSE, Kind.MOVED, Kind.LEFT, Kind.RIGHT)


def reading(
    passages: tuple[Passage, Passage],
    heads: tuple[SideHead, SideHead],
    *,
    wordings: Sequence[Wording],
    shared: Shared,
    rows: str,
) -> Reading:
    """Compare two passages; `wordings` are what they share, `shared` the same as listed, `rows` which rows to show."""
    common = _common_words(passages)
    left, right = (
        Side(passage, shared=_merged(marks_of(wordings, shared, side=number), common[number]))
        for number, passage in enumerate(passages)
    )
    every = text_rows(left, right)
    kinds = SHOWN.get(rows, SHOWN["all"])
    shown = [row for row in every if row.kind in kinds]
    counts = Counter(row.kind for row in every)
    return Reading(
        left=heads[0],
        right=heads[1],
        rows=every,
        blocks=tuple(blocks(shown)),
        changes=key_changes(every, passages),
        counts=tuple((kind, counts[kind]) for kind in COUNTED if counts[kind]),
        shared=tuple(shared.every),
        hidden=len(every) - len(shown),
    )


def marks_of(wordings: Sequence[Wording], shared: Shared, *, side: int) -> tuple[Stretched, ...]:
    """Where the shared wordings stand in one passage, longer ones before those inside them."""
    by_words = {each.words: each for each in shared.every}
    found: list[tuple[Span, SharedWording]] = [
        (Span(place.start, place.end), by_words[wording.words])
        for wording in wordings
        for place in wording.places
        if place.text == side and wording.words in by_words
    ]
    marks: list[Stretched] = []
    done = 0
    for span, listed in sorted(found, key=lambda each: (each[0].start, -each[0].end)):
        if span.start >= done:
            mark = Mark.FORMULA if listed.formula else Mark.SHARED
            marks.append(Stretched(span, mark, listed.formula))
            done = span.end
    return tuple(marks)


def _common_words(passages: tuple[Passage, Passage]) -> tuple[tuple[Stretched, ...], tuple[Stretched, ...]]:
    """Where words that both of two short passages use stand; nowhere in whole documents, which share too many."""
    if any(passage.whole for passage in passages) or sum(len(passage.text) for passage in passages) > COMMON_LIMIT:
        return (), ()
    try:
        found = found_in(passages, least=COMMON_LEAST)
    except TooRepetitive:
        return (), ()
    left, right = (
        tuple(
            Stretched(Span(place.start, place.end), Mark.COMMON)
            for wording in found
            for place in wording.places
            if place.text == side
        )
        for side in (0, 1)
    )
    return left, right


def _merged(first: Sequence[Stretched], second: Sequence[Stretched]) -> tuple[Stretched, ...]:
    """Marks that follow each other; where two lie on the same words the first kind, then the longer one, stands."""
    taken: list[Stretched] = list(first)
    for each in sorted(second, key=lambda mark: (mark.place.start - mark.place.end, mark.place.start)):
        if all(each.place.end <= other.place.start or other.place.end <= each.place.start for other in taken):
            taken.append(each)
    return tuple(sorted(taken, key=lambda mark: mark.place))


def blocks(rows: Sequence[TextRow]) -> Iterator[Block]:
    """The rows in blocks: a long stretch that only one side has stands folded between the others."""
    waiting: list[TextRow] = []
    for run in _runs(rows):
        if len(rows) <= OPEN_ROWS or run[0].kind not in (Kind.LEFT, Kind.RIGHT) or len(run) < FOLD_FROM:
            waiting += run
            continue
        if waiting:
            yield Block(tuple(waiting))
        waiting = []
        yield Block(tuple(run), title=_title(run), key=f"fold-{run[0].number}")
    if waiting:
        yield Block(tuple(waiting))


def _runs(rows: Sequence[TextRow]) -> Iterator[list[TextRow]]:
    """Rows of one kind that follow each other."""
    run: list[TextRow] = []
    for row in rows:
        if run and row.kind is not run[-1].kind:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _title(run: Sequence[TextRow]) -> str:
    """仅左32句，一—三/(五)."""
    locators = [found.locator for row in run if (found := row.left or row.right) and found.locator]
    said = _("%(kind)s%(count)s句") % {"kind": run[0].kind.words, "count": len(run)}
    if not locators:
        return said
    first, last = locators[0], locators[-1]
    return f"{said}，{first}" if first == last else f"{said}，{first}—{last}"


def key_changes(rows: Sequence[TextRow], passages: tuple[Passage, Passage]) -> tuple[KeyChange, ...]:
    """The figures, dates, bodies and words of obligation that differ, row by row; first, who leads what.

    Of sentences that are only close the bodies alone count: one 牵头单位 is close to another whatever it names.
    """
    found = list(_bodies_by_role(passages))
    whole = any(passage.whole for passage in passages)
    for row in rows:
        if row.kind not in (Kind.CHANGED, Kind.MOVED, Kind.CLOSE) or row.left is None or row.right is None:
            continue
        sides = zip((row.left, row.right), passages, strict=True)
        bodies = [_bodies(sentence, passage) if whole else [] for sentence, passage in sides]
        left, right = (
            facts(sentence.text, bodies=named) for sentence, named in zip((row.left, row.right), bodies, strict=True)
        )
        found += [
            KeyChange(each.kind, str(KIND_WORDS[each.kind]), each.before, each.after, row.number)
            for each in changes(left, right)
            if row.kind is not Kind.CLOSE or (each.kind == BODY and all(bodies))
        ]
    return tuple(found)


def _bodies(sentence: SentenceText, passage: Passage) -> list[tuple[str, Span]]:
    """The bodies named inside a sentence; their places are not needed further."""
    return [
        (body.as_written, Span(0, 0))
        for body in passage.source.bodies
        if sentence.start <= body.start and body.end <= sentence.end
    ]


def _bodies_by_role(passages: tuple[Passage, Passage]) -> Iterator[KeyChange]:
    """Who leads and who helps in the one passage and in the other, for passages that are not whole documents."""
    if any(passage.whole for passage in passages):
        return
    named = [_named(passage) for passage in passages]
    for role, words in {**named[0][1], **named[1][1]}.items():
        before, after = ("、".join(side.get(role, ())) for side, _words in named)
        if before != after:
            yield KeyChange(BODY, words, before, after, 0)


def _named(passage: Passage) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The bodies of a passage by role, and the words for the roles."""
    span = passage.source.clean.source(passage.place)
    by_role: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for body in passage.source.bodies:
        if span.start <= body.start and body.end <= span.end:
            words[body.role] = body.role_words
            if body.as_written not in by_role.setdefault(body.role, []):
                by_role[body.role].append(body.as_written)
    return by_role, words
