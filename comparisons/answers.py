"""What the columns of a row answer: which rows a filter lets through, how many columns answer, counted in what."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from comparisons.records import ComparedDocument, State
from comparisons.selection import Selection


def passes(answers: Sequence[object], *, rows: str, focus: int) -> bool:
    """Whether a row belongs to 各地都有, 有差异, 仅一地有, or looks so from the column in focus; None is no answer.

    ``("lead", None)`` is different and single, ``("lead", "lead")`` is common, ``("lead", "support")`` both common
    and different.
    """
    stated = sum(answer is not None for answer in answers)
    own = answers[focus] is not None
    listed = {
        "common": stated == len(answers),
        "different": stated > 0 and len(set(answers)) > 1,
        "single": stated == 1,
        "only_here": own and stated == 1,
        "missing_here": not own and stated > 0,
    }
    return listed.get(rows, True)


def focus_of(selection: Selection, *, documents: Sequence[ComparedDocument]) -> int:
    """The position of the column set against the others, by code of its place or by slug; else the first."""
    places = [position for position, each in enumerate(documents) if selection.focus in (each.slug, each.place_code)]
    return places[0] if places else 0


def is_inside(code: str, *, domain: str) -> bool:
    """Whether a domain is the chosen one or below it; every domain is where none is chosen."""
    return not domain or code == domain or code.startswith(f"{domain}/")


def labels_with(answers: Sequence[object], *, documents: Sequence[ComparedDocument]) -> list[str]:
    """Labels of the columns that answer."""
    return [document.label for document, answer in zip(documents, answers, strict=True) if answer is not None]


def unit_of(documents: Sequence[ComparedDocument]) -> str:
    """地 where every column is another place, 份 where one place has two documents."""
    return _("地") if len({document.place_code for document in documents}) == len(documents) else _("份")


def silence_of(states: Sequence[State]) -> str:
    """What a column says over rows in which nothing of its own stands: 兼及, or the one kind of silence of all rows.

    ``(NOT_FOUND, TOUCHED)`` gives 兼及; where the kinds of silence differ, the weakest is said: 自动抽取未见.
    """
    if State.TOUCHED in states:
        return State.TOUCHED.words
    return states[0].words if len(set(states)) == 1 else State.NOT_FOUND.words
