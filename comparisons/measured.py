"""How right the alignment was when it was last measured, as the method page prints it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MEASURED = Path(__file__).resolve().parent / "data" / "alignment_measured.json"
"""Written by `manage.py measure_alignment PAIRS --write`; a test holds it to what the code gives."""


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """One way of aligning: 用相关词表, precision and recall in percent, pairs right, wrong and missed."""

    key: str
    precision: int
    recall: int
    right: int
    wrong: int
    missed: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, on how much."""

    documents: int
    tasks: int
    same: int
    related: int
    disputed: int
    broad_share: int
    named_share: int
    same_from: int
    lines: tuple[MeasuredLine, ...]


@cache
def measured() -> Measured:
    """The figures of the data file, read once."""
    found = json.loads(MEASURED.read_text(encoding="utf-8"))
    lines = (
        _line("baseline", found["baseline"]),
        _line("without_related", found["without_related"]),
        _line("with_related", found["with_related"]),
        _line("left_out", found["with_related"]["left_out_all"]),
    )
    yardstick = found["yardstick"]
    return Measured(
        documents=found["documents"],
        tasks=found["tasks"],
        same=found["same"],
        related=found["pairs"]["related"],
        disputed=found["pairs"]["disputed"],
        broad_share=round(100 * yardstick["broad_share"]),
        named_share=round(100 * yardstick["named_share"]),
        same_from=round(100 * yardstick["same"]),
        lines=lines,
    )


def _line(key: str, figures: dict[str, Any]) -> MeasuredLine:
    return MeasuredLine(
        key,
        precision=round(100 * figures["precision"]),
        recall=round(100 * figures["recall"]),
        right=figures["right"],
        wrong=figures["wrong"],
        missed=figures["missed"],
    )
