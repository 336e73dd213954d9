"""One line of the bench: what was measured, against which peer, and whether the budget is kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

HEADINGS = ("项目", "语料", "数据库", "本门户", "对照", "对照值", "比值", "预算", "")
MARK = "\x1e"  # a record begins here, so that what a part prints beside its lines does no harm (RFC 7464)
Unit = Literal["毫秒", "秒", "行/秒", "份/秒", "MiB", "字节"]


@dataclass(frozen=True, slots=True)
class Line:
    """Ours against a peer, both in one unit; a budget bounds their ratio, None where a figure is only told."""

    what: str
    size: str
    database: str
    ours: float
    peer_name: str
    peer: float
    unit: Unit = "毫秒"
    budget: float | None = None
    bound: Literal["at most", "at least"] = "at most"
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours divided by the peer's."""
        return self.ours / self.peer if self.peer else float("inf")

    @property
    def kept(self) -> bool:
        """Whether the ratio stays within the budget."""
        if self.budget is None:
            return True
        return self.ratio <= self.budget if self.bound == "at most" else self.ratio >= self.budget

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it stands in the table, one text for each of HEADINGS."""
        sign = {"at most": "≤", "at least": "≥"}[self.bound]
        return (
            self.what + (f"（{self.note}）" if self.note else ""),
            self.size,
            self.database,
            f"{_short(self.ours)} {self.unit}",
            self.peer_name,
            f"{_short(self.peer)} {self.unit}",
            f"{self.ratio:.2f}",
            "" if self.budget is None else f"{sign} {self.budget:g}",
            "" if self.kept else "超出",
        )


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def report(lines: Iterable[Line]) -> None:
    """Hand the lines of a part to the process that asked for it, each as soon as it is there."""
    for line in lines:
        sys.stdout.write(f"{MARK}{json.dumps(asdict(line), ensure_ascii=False)}\n")
        sys.stdout.flush()


def reported(output: str) -> Line | None:
    """Read one line that a part handed over; None for anything else it printed."""
    if not output.startswith(MARK):
        return None
    return Line(**json.loads(output[len(MARK) :]))


def as_record(line: Line) -> dict[str, Any]:
    """The line for `--json`, with what follows from its figures."""
    return {**asdict(line), "ratio": line.ratio, "kept": line.kept}
