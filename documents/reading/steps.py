"""Steps through a document: from hit to hit of the words looked for, from task to task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.reading.asked import Asked
from documents.reading.finding import Found


@dataclass(frozen=True, slots=True)
class Steps:
    """Where the reader stands among so many, and the addresses before and behind; empty at the ends."""

    number: int
    total: int
    previous_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class HitBar:
    """The words looked for, the steps through their hits, and the address without them."""

    words: str
    problem: str
    steps: Steps
    clear_url: str


def hit_name(number: int) -> str:
    """The fragment of a hit: f1 for the first."""
    return f"f{number}"


def hit_bar(found: Found, *, asked: Asked) -> HitBar:
    """The bar for what was found; a hit beyond the last counts as the last."""
    total = len(found.hits)
    number = min(asked.hit, total)

    def url(hit: int) -> str:
        inside = 1 <= hit <= total
        return asked.address(find=found.asked, hit=hit, fragment=hit_name(hit)) if inside else ""

    steps = Steps(number, total, url(number - 1), url(number + 1))
    return HitBar(found.asked, found.problem, steps, asked.address(find="", hit=0))


def task_steps(fragments: Sequence[str]) -> tuple[Steps, ...]:
    """For each of the fragments, in the order of the text, the steps from it."""
    urls = ["", *(f"#{fragment}" for fragment in fragments), ""]
    return tuple(
        Steps(number, len(fragments), urls[number - 1], urls[number + 1]) for number in range(1, len(urls) - 1)
    )


def first_step(fragments: Sequence[str]) -> Steps | None:
    """The step of a reader who stands before all of the fragments; None where there are none."""
    return Steps(0, len(fragments), "", f"#{fragments[0]}") if fragments else None
