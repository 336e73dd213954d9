"""The list of cue words as the page shows it: group, words, where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.parsing.cues import cue_list


@dataclass(frozen=True, slots=True)
class WordGroup:
    """One group with its words and their source."""

    name: str
    words: tuple[str, ...]
    note: str


def word_groups(kind: str) -> tuple[WordGroup, ...]:
    """The groups of a kind in their order, then the words that only shield."""
    listed = [word for word in cue_list().words if word.kind == kind]
    found = []
    for group in cue_list().of_kind(kind):
        words = [word for word in listed if word.code == group.code]
        name = f"{group.description}·{group.name}" if group.tool else group.name
        found.append(WordGroup(name, tuple(word.word for word in words), words[0].note if words else ""))
    shields = [word for word in listed if not word.code]
    if shields:
        found.append(WordGroup(_("遮挡"), tuple(word.word for word in shields), shields[0].note))
    return tuple(found)
