"""The taxonomy of domains as the rows of a comparison."""

from __future__ import annotations

from collections import defaultdict

from comparisons.matrix import Topic
from documents.models import Domain


def topics() -> tuple[Topic, ...]:
    """All top domains with their children, in the order of the taxonomy; one query."""
    tops: list[tuple[str, str]] = []
    children: dict[str, list[Topic]] = defaultdict(list)
    for code, name, parent in Domain.objects.order_by("order").values_list("code", "name", "parent__code"):
        if parent:
            children[parent].append(Topic(code, name))
        else:
            tops.append((code, name))
    return tuple(Topic(code, name, tuple(children[code])) for code, name in tops)
