"""Where a title may break: between its words, so that a narrow cell does not part 建 from 设."""

from __future__ import annotations

import json
from pathlib import Path

WORDS = frozenset(
    json.loads((Path(__file__).parent / "data" / "title_words.json").read_text(encoding="utf-8"))["words"]
)
LONGEST = max(map(len, WORDS))
OPENING = frozenset("“‘（《〈〔【([")


def title_words(title: str) -> tuple[str, ...]:
    """The pieces of a title between which a line may break; joined they are the title again.

    The longest known word is taken; what is unknown stays with what stands before it, so that names of places and
    numbers keep together, and a bracket stays with what it opens.

    >>> title_words("济南市新型智慧城市建设行动计划（2018-2020年）")
    ('济南市', '新型', '智慧', '城市', '建设', '行动计划', '（2018-2020年）')
    """
    pieces: list[str] = []
    position = 0
    while position < len(title):
        word = _word_at(title, position)
        opened = bool(pieces) and pieces[-1] in OPENING
        if pieces and (opened or (len(word) == 1 and word not in OPENING)):
            pieces[-1] += word
        else:
            pieces.append(word)
        position += len(word)
    return tuple(pieces)


def _word_at(title: str, position: int) -> str:
    for size in range(LONGEST, 1, -1):
        if title[position : position + size] in WORDS:
            return title[position : position + size]
    return title[position]
