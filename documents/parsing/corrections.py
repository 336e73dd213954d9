"""Curated corrections of a document's text, found by the SHA-256 of the document as received."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from documents.parsing.reference import FIXTURES, ReferenceDataError, read_json

_REQUIRED = ("before", "start", "end", "after", "why", "who", "date")


@dataclass(frozen=True, slots=True)
class Correction:
    """One passage of the original text [start, end) that a person corrected, with reason and author."""

    start: int
    end: int
    before: str
    after: str
    why: str
    who: str
    date: str


def corrections_for(sha256: str, *, folder: Path = FIXTURES / "corrections") -> tuple[Correction, ...]:
    """The corrections of the document with this SHA-256, in order of place; empty if there are none.

    Spans are code points of the decoded original. Raises ReferenceDataError for a bad file.
    Example: 济南's 「?cè)擞浄植樵儭…」 reads 人记分查询、公交车到站信息实时.
    """
    return _all_corrections(folder).get(sha256, ())


@cache
def _all_corrections(folder: Path) -> dict[str, tuple[Correction, ...]]:
    found: dict[str, tuple[Correction, ...]] = {}
    for path in sorted(folder.glob("*.json")):
        content = read_json(path)
        sha256 = content.get("sha256", "")
        if len(sha256) != 64:
            raise ReferenceDataError(path, problem="“sha256”应为 64 位", advice="请填写原文的 SHA-256")
        if sha256 in found:
            raise ReferenceDataError(path, problem="同一原文已有更正文件", advice="请合并为一个文件")
        found[sha256] = _in_order(path, [_correction(path, item) for item in content["corrections"]])
    return found


def _correction(path: Path, item: dict[str, Any]) -> Correction:
    missing = [name for name in _REQUIRED if item.get(name) in (None, "")]
    if missing:
        raise ReferenceDataError(path, problem=f"更正缺少{'、'.join(missing)}", advice="请补全")
    correction = Correction(**{name: item[name] for name in _REQUIRED})
    if correction.end - correction.start != len(correction.before):
        raise ReferenceDataError(
            path,
            problem=f"起止位置与原字数不符：“{correction.before}”",
            advice="位置按字符计，从 0 起，止于末字之后",
        )
    return correction


def _in_order(path: Path, corrections: list[Correction]) -> tuple[Correction, ...]:
    ordered = sorted(corrections, key=lambda correction: correction.start)
    for first, second in pairwise(ordered):
        if second.start < first.end:
            raise ReferenceDataError(path, problem=f"两处更正重叠：“{second.before}”", advice="请合并为一处")
    return tuple(ordered)
