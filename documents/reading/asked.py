"""What a reader asks of the page of a document, and the addresses that ask it: which text, words, hit, marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from documents.reading.texts import CLEAN, MODES

MARKS_OFF = "off"
HIGHEST = 9_999


@dataclass(frozen=True, slots=True)
class Asked:
    """One address of a document's page."""

    path: str
    mode: str = CLEAN
    find: str = ""
    hit: int = 0
    """Which hit the reader stands at, from 1; 0 before the first."""
    marks: bool = True

    def address(self, *, fragment: str = "", **changes: object) -> str:
        """The address with some answers changed; what is usual is not written.

        >>> Asked("/documents/a/", find="5G").address(hit=2, fragment="f2")
        '/documents/a/?find=5G&hit=2#f2'
        """
        wanted = replace(self, **changes)  # type: ignore[arg-type]
        pairs = {
            "text": wanted.mode if wanted.mode != CLEAN else "",
            "find": wanted.find,
            "hit": wanted.hit or "",
            "marks": "" if wanted.marks else MARKS_OFF,
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"{self.path}{f'?{query}' if query else ''}{f'#{fragment}' if fragment else ''}"


def asked_of(data: Mapping[str, str], *, path: str) -> Asked:
    """What an address asks; a value that is none of the choices counts as not given."""
    mode, hit = data.get("text", CLEAN), data.get("hit", "")
    return Asked(
        path=path,
        mode=mode if mode in MODES else CLEAN,
        find=data.get("find", "").replace("\x00", ""),
        hit=int(hit) if hit.isascii() and hit.isdigit() and len(hit) <= len(str(HIGHEST)) else 0,
        marks=data.get("marks") != MARKS_OFF,
    )
