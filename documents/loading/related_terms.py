"""Related terms from the fixtures: what an empty table begins with; from then on it belongs to the editors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from documents.models import RelatedTerm
from documents.parsing.reference import FIXTURES, read_csv

SHORTEST_TERM = 2


def load_related_terms(path: Path = FIXTURES / "related_terms.csv") -> int:
    """Fill an empty table with the terms of the file; returns how many were written, 0 where some stood there."""
    if RelatedTerm.objects.exists():
        return 0
    return len(RelatedTerm.objects.bulk_create(related_terms(path)))


def related_terms(path: Path = FIXTURES / "related_terms.csv") -> Iterator[RelatedTerm]:
    """The terms of a file, one row for each; ReferenceDataError names the line of a short or repeated term."""
    seen: set[str] = set()
    for row in read_csv(path, columns=("group", "terms", "reason")):
        group, reason = row.required("group"), row.required("reason")
        for term in row.words("terms"):
            if len(term) < SHORTEST_TERM:
                raise row.error(f"“{term}”太短，应有两字以上")
            if term in seen:
                raise row.error(f"“{term}”重复，一个词只属于一组")
            seen.add(term)
            yield RelatedTerm(group=group, term=term, reason=reason)
