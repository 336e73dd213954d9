"""What a row is called: the words its titles share, else the domain its tasks are about, else its own title. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Titled:
    """One task of a row as naming sees it."""

    column: int
    title: str
    terms: tuple[str, ...]
    """Terms of the field in its title."""
    groups: tuple[str, ...]
    """Groups of related terms that its title names."""
    subjects: Mapping[str, float]


def row_name(tasks: Sequence[Titled], *, domain_names: Mapping[str, str]) -> str:
    """智慧交通 where two places write so, 城市运行中心 where they use names of it, else the domain, else a title."""
    if len({task.column for task in tasks}) < 2:
        return tasks[0].title
    for named in ([task.terms for task in tasks], [task.groups for task in tasks]):
        if shared := _in_two_places(tasks, named):
            return shared
    return domain_names.get(row_domain(tasks), "") or tasks[0].title


def row_domain(tasks: Sequence[Titled]) -> str:
    """The domain that the tasks of a row are about most, over all of them; empty where they are about none."""
    total: Counter[str] = Counter()
    for task in tasks:
        for domain, part in task.subjects.items():
            total[domain] += part  # type: ignore[assignment]
    return min(total, key=lambda domain: (-total[domain], domain), default="")


def _in_two_places(tasks: Sequence[Titled], named: Sequence[Sequence[str]]) -> str:
    """The name that most places use in a title, the longest of them; empty below half of the places."""
    places: dict[str, set[int]] = {}
    for task, names in zip(tasks, named, strict=True):
        for name in names:
            places.setdefault(name, set()).add(task.column)
    least = max(2, (len({task.column for task in tasks}) + 1) // 2)
    common = [name for name, columns in places.items() if len(columns) >= least]
    return min(common, key=lambda name: (-len(places[name]), -len(name), name), default="")
