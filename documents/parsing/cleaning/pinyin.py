"""Layer: pinyin that an annotation tool left behind characters, 建設(shè) -> 建設.

Toned residues are certain. Toneless ones (關(guan) 於) and neutral tones (的(de)) look like genuine brackets,
so they go only from texts that hold several of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from documents.parsing.patterns import pattern
from documents.parsing.spans import Edit

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_FINALS = (
    "iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|üan|ai|ei|ao|ou|an|en|in|un|vn|ün|er|ia|ie|iu|ua|ue|ui"
    "|uo|ve|üe|a|o|e|i|u|v|ü"
)
_SYLLABLE = f"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:{_FINALS})"

RESIDUE = pattern(
    "pinyin_residue",
    rf"(?<=[\u4e00-\u9fff])[(（] ?[a-zü{_TONED}]{{1,6}}(?: ?[/、,，] ?[a-zü{_TONED}]{{1,6}}){{0,3}} ?[)）]",
)
TONELESS = pattern("pinyin_syllable", rf"{_SYLLABLE}\Z")
MIN_TONELESS = 5


def pinyin_edits(text: str) -> Iterator[Edit]:
    """Edits that remove pinyin residues; (即：…), (2018年) and (NB-IoT) stay.

    >>> [edit.new for edit in pinyin_edits("建設(shè)，總平臺(即:共享)")]
    ['']
    """
    matches = list(RESIDUE.finditer(text))
    toned = [any(character in _TONED for character in match.group()) for match in matches]
    toneless = [not has_tone and _all_syllables(match.group()) for match, has_tone in zip(matches, toned, strict=True)]
    annotated = sum(toned) >= MIN_TONELESS or sum(toneless) >= MIN_TONELESS
    for match, has_tone, has_none in zip(matches, toned, toneless, strict=True):
        if has_tone or (annotated and has_none):
            yield Edit(match.start(), _end_with_space(text, match.end()), "", "pinyin")


def _all_syllables(bracket: str) -> bool:
    readings = bracket.strip("()（） ").replace("、", "/").replace(",", "/").replace("，", "/").split("/")
    return all(TONELESS.match(reading.strip()) for reading in readings)


def _end_with_space(text: str, end: int) -> int:
    """Take along the space that the tool put behind the bracket."""
    return end + 1 if text[end : end + 1] == " " else end
