"""No pattern of the registry takes quadratic time on text that somebody wrote to hurt it."""

import re
import time

import pytest

from documents.parsing import pipeline  # noqa: F401 - registers every pattern of the parser
from documents.parsing.patterns import REGISTRY, pattern

UNITS = [
    "建",
    "（",
    "《",
    "(shè",
    "1",
    "1,",
    "一",
    "十",
    "、",
    "，",
    " ",
    "20",
    "2020年",
    "由各部门",
    "责任单位",
    "：",
    "比2020",
    "a",
    "附件",
    "关于印发",
    "确保力争",
    "〔2020〕",
    "\n",
]
SHORT, LONG = 3_000, 12_000


def _seconds(compiled: re.Pattern[str], text: str, *, repeats: int = 3) -> float:
    best = float("inf")
    for _repeat in range(repeats):
        started = time.process_time()
        for _match in compiled.finditer(text):
            continue
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_pattern_stays_linear_on_hostile_text(name: str) -> None:
    """Four times the text takes about four times as long; sixteen times would be quadratic."""
    compiled = REGISTRY[name]
    slow = []
    for unit in UNITS:
        for ending in ("", "。", "x"):
            long = _seconds(compiled, unit * (LONG // len(unit)) + ending, repeats=1)
            if long > 0.03:
                long = _seconds(compiled, unit * (LONG // len(unit)) + ending)
                short = _seconds(compiled, unit * (SHORT // len(unit)) + ending)
                slow.append((unit, round(long / max(short, 1e-6), 1)))

    assert [entry for entry in slow if entry[1] > 9] == []


def test_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        pattern("day", r"\d")
