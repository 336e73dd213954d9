"""Rows of task numbers from the material: profiles weighed, pairs gathered, each task at home. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comparisons.aspects.aligned.closeness import (
    YARDSTICK,
    Closeness,
    Yardstick,
    closeness_of,
    subjects_of,
    weighted_words,
)
from comparisons.aspects.aligned.grouping import Grouped, Pair, at_home, group, guests_of, pair
from comparisons.aspects.aligned.material import Material, RelatedTerms
from comparisons.aspects.aligned.naming import Titled, row_domain


@dataclass(frozen=True, slots=True)
class Weighed:
    """Tasks with what they are about, the closeness of their pairs, and the rows they fall into."""

    titles: tuple[Titled, ...]
    vectors: tuple[Mapping[str, float], ...]
    related: tuple[tuple[str, ...], ...]
    """The related terms in each wording."""
    pairs: Mapping[Pair, Closeness]
    grouped: Grouped

    def together(self, columns: Sequence[int]) -> set[Pair]:
        """Every pair of different columns that the page sets in one row, tasks that are also seen there included."""
        found = set()
        for row, guests in zip(self.grouped.rows, self.grouped.guests, strict=True):
            for number in row:
                for other in (*row, *guests):
                    if columns[number] != columns[other]:
                        found.add(pair(number, other))
        return found


def weigh(material: Material, *, related: RelatedTerms, yardstick: Yardstick = YARDSTICK) -> Weighed:
    """Weigh and gather the tasks; with empty `related` terms nothing but the wording counts."""
    pattern = related.pattern()
    found = tuple(task.related(pattern) for task in material.tasks)
    profiled = [task.profiled(related, found=each) for task, each in zip(material.tasks, found, strict=True)]
    titles = tuple(
        Titled(
            column=task.column,
            title=task.entry.title,
            terms=tuple(term for term in task.terms if term in task.entry.title),
            groups=tuple(dict.fromkeys(related.group_of[term] for term in each if term in task.entry.title)),
            subjects=subjects_of(profile, parents=material.parents, yardstick=yardstick),
        )
        for task, profile, each in zip(material.tasks, profiled, found, strict=True)
    )
    vectors = weighted_words(profiled, background=[other.weighed_words(related, pattern) for other in material.others])
    pairs = closeness_of(profiled, vectors=vectors, parents=material.parents, yardstick=yardstick)
    return Weighed(titles, tuple(vectors), found, pairs, _gathered(material, titles, pairs, yardstick))


def _gathered(
    material: Material, titles: Sequence[Titled], pairs: Mapping[Pair, Closeness], yardstick: Yardstick
) -> Grouped:
    columns = [task.column for task in material.tasks]
    scores = {each: closeness.score for each, closeness in pairs.items()}
    decided = {each: decision.together for each, decision in material.decided.items()}
    grouped = group(columns, scores=scores, decided=decided, same=yardstick.same)
    settled = {number for each in decided for number in each}
    titled = [
        frozenset() if number in settled else frozenset(task.titled) for number, task in enumerate(material.tasks)
    ]
    rows = at_home(grouped, titled=titled, subject=lambda row: row_domain([titles[number] for number in row]))
    return Grouped(tuple(rows), guests_of(rows, columns=columns, scores=scores, decided=decided, same=yardstick.same))
