"""Cue words in a text: how strongly it obliges (确保, 鼓励), which policy instruments it names (专项资金, 政府采购).

The words stand in fixtures/policy_cues.csv, the groups in fixtures/policy_cue_groups.csv; both may be edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documents.parsing.records import PlacedCue
from documents.parsing.reference import FIXTURES, ReferenceDataError, Row, read_csv
from documents.parsing.spans import Span, TracedText

STRENGTH, INSTRUMENT = "strength", "instrument"
KINDS = (STRENGTH, INSTRUMENT)
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class CueGroup:
    """A class of cue words: strength/must, 确保、必须; instrument/supply/talent, 人才培养, under 供给型."""

    kind: str
    group: str
    tool: str
    name: str
    description: str

    @property
    def code(self) -> str:
        """must; supply.talent."""
        return f"{self.group}.{self.tool}" if self.tool else self.group


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word of a group, with the reason or source of its row."""

    word: str
    kind: str
    code: str
    note: str


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue word at its place in a text."""

    kind: str
    code: str
    word: str
    span: Span


@dataclass(frozen=True, slots=True)
class CueList:
    """The groups by kind and code, and the words of each kind by their first two characters, longest first."""

    groups: Mapping[tuple[str, str], CueGroup]
    words: tuple[CueWord, ...]
    by_start: Mapping[tuple[str, str], tuple[CueWord, ...]]

    def of_kind(self, kind: str) -> tuple[CueGroup, ...]:
        """The groups of one kind in the order of the file."""
        return tuple(group for group in self.groups.values() if group.kind == kind)


def find_cues(text: str) -> tuple[FoundCue, ...]:
    """The cue words of a text in order; of words of one kind that overlap, the one that begins first, then the longest.

    A word without a group only shields: 技术支持 is no 支持. Example: 鼓励社会资本参与 gives 鼓励 and 社会资本.
    """
    found = [cue for kind in KINDS for cue in _of_kind(text, kind)]
    return tuple(sorted(found, key=lambda cue: (cue.span.start, cue.kind)))


def placed_cues(traced: TracedText, task: Span) -> Iterator[PlacedCue]:
    """The cue words of a task that stands at `task` in the original of `traced`.

    Words are looked for in the text after cleaning, so that 确(què)保 is found, and kept at their place in the original.
    """
    place = traced.from_source(task)
    wording = place.slice(traced.text)
    blanks = len(wording) - len(wording.lstrip())
    taken: set[tuple[str, int]] = set()
    for cue in find_cues(wording):
        source = traced.source(cue.span.shifted(place.start))
        if source.end <= source.start or (cue.kind, source.start) in taken:
            continue  # two words read from one piece of the original that maps as a whole
        taken.add((cue.kind, source.start))
        yield PlacedCue(cue.kind, cue.code, cue.word, max(0, cue.span.start - blanks), source)


def _of_kind(text: str, kind: str) -> list[FoundCue]:
    by_start = cue_list().by_start
    found = []
    position = 0
    while position < len(text) - 1:
        at = by_start.get((kind, text[position : position + SHORTEST]), ())
        word = next((each for each in at if text.startswith(each.word, position)), None)
        if word is None:
            position += 1
            continue
        end = position + len(word.word)
        if word.code:
            found.append(FoundCue(kind, word.code, word.word, Span(position, end)))
        position = end
    return found


@cache
def cue_list(
    path: Path = FIXTURES / "policy_cues.csv", groups_path: Path = FIXTURES / "policy_cue_groups.csv"
) -> CueList:
    """The words and groups, read once; raises ReferenceDataError that names file and line of a bad row."""
    groups = {(group.kind, group.code): group for group in _groups(groups_path)}
    words: list[CueWord] = []
    seen: set[tuple[str, str]] = set()
    for row in read_csv(path, columns=("kind", "group", "tool", "terms", "note")):
        words.extend(_words(row, groups, seen))
    by_start: dict[tuple[str, str], list[CueWord]] = {}
    for word in sorted(words, key=lambda word: -len(word.word)):
        by_start.setdefault((word.kind, word.word[:SHORTEST]), []).append(word)
    return CueList(groups, tuple(words), {start: tuple(found) for start, found in by_start.items()})


def _groups(path: Path) -> list[CueGroup]:
    groups = []
    for row in read_csv(path, columns=("kind", "group", "tool", "name", "description")):
        kind = row.choice("kind", among=KINDS)
        groups.append(CueGroup(kind, row.required("group"), row["tool"], row.required("name"), row["description"]))
    if not groups:
        raise ReferenceDataError(path, problem="没有一组", advice="请从版本库恢复")
    return groups


def _words(row: Row, groups: Mapping[tuple[str, str], CueGroup], seen: set[tuple[str, str]]) -> list[CueWord]:
    kind = row.choice("kind", among=KINDS)
    code = f"{row['group']}.{row['tool']}" if row["tool"] else row["group"]
    if code and (kind, code) not in groups:
        raise row.error(f"没有“{code}”这一组", advice="先在 policy_cue_groups.csv 里写上")
    note = row.required("note")
    words = []
    for word in row.words("terms"):
        if len(word) < SHORTEST:
            raise row.error(f"“{word}”太短，应有两字以上")
        if (kind, word) in seen:
            raise row.error(f"“{word}”重复，一个词只属于一组")
        seen.add((kind, word))
        words.append(CueWord(word, kind, code, note))
    return words
