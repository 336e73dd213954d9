"""One claim: its kind, its place in the original, what it says; the same claim always has the same fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents.parsing.spans import Span

FIELD, TASK, AGENCY, DEADLINE = "field", "task", "agency", "deadline"
TARGET, STAGE, CITATION = "target", "stage", "citation"
# In this order: a task is written before what stands in it.
KINDS = (FIELD, TASK, AGENCY, DEADLINE, TARGET, STAGE, CITATION)
# Kept with a claim so that it can be written again, but no part of what it says.
KEPT_BESIDE = frozenset({"task", "agencies", "deadlines"})

Says = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about a document that is right or wrong: 牵头 市公安局, at [1203, 1207) of the original."""

    kind: str
    span: Span | None
    """None for what is said of the document as a whole, such as that it bears no number."""
    says: Says
    nth: int = 0
    """Which of several that say the same at the same place; one note may serve two tasks."""

    @property
    def fingerprint(self) -> str:
        """Kind, place and content in 32 digits; equal claims of two readings have equal ones.

        >>> one = Claim("agency", Span(3, 7), {"role": "lead", "name": "市公安局"})
        >>> one.fingerprint == Claim("agency", Span(3, 7), {"name": "市公安局", "role": "lead"}).fingerprint
        True
        """
        whole = json.dumps([*self._whole, self.nth], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()[:32]

    @property
    def _whole(self) -> list[Any]:
        said = {key: value for key, value in self.says.items() if key not in KEPT_BESIDE}
        return [self.kind, list(self.span) if self.span and self.kind != FIELD else None, said]

    def same_as(self, other: Claim) -> bool:
        """Whether both say the same of the same place, whichever of several it is."""
        return self._whole == other._whole

    @property
    def at(self) -> Span:
        """Its place; ValueError for what is said of the document as a whole."""
        if self.span is None:
            raise ValueError(f"a claim of kind {self.kind} without a place")
        return self.span

    @property
    def place(self) -> tuple[object, ...]:
        """What two readings of one thing share even where they read it differently."""
        return (self.kind, self.says["name"]) if self.kind == FIELD else (self.kind, self.span)

    def as_json(self) -> dict[str, Any]:
        """What is kept of it with a decision; `from_json` reads it."""
        return {"kind": self.kind, "span": list(self.span) if self.span else None, "says": dict(self.says)}


def from_json(kept: Mapping[str, Any]) -> Claim:
    """The claim that `as_json` kept."""
    return Claim(kept["kind"], Span(*kept["span"]) if kept["span"] else None, kept["says"])
