"""Layer: runs of text whose GBK bytes were read one off, repaired as far as the bytes carry.

How the damage arises: a tool that annotates pinyin scans bytes without looking where characters begin. It puts
"(cè)" behind the second byte of 駛 and the first byte of 人; the decoder then eats that byte and the "(" as "?",
leaves "cè)", and reads every later pair one byte off, up to an ASCII letter that is the second half of the last
character. Byte pairs that name no character were dropped on the way; where two halves meet over such a gap,
two characters are lost. What is lost is shown as □, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from documents.parsing.cleaning.script import is_traditional, simplify
from documents.parsing.patterns import pattern
from documents.parsing.spans import Edit

RUN = pattern(
    "shifted_bytes_run",
    r"(?<=[\u4e00-\u9fff])\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)(?P<shifted>[^\x00-\x7f]{2,60})(?P<trail>[@-~])",
)
LOST = "□"
_MIN_READABLE = 0.6


def shifted_byte_edits(text: str) -> Iterator[Edit]:
    """Edits that re-pair the bytes of shifted runs; characters that no byte carries become □.

    >>> [edit.new for edit in shifted_byte_edits("駕駛?cè)擞浄植樵儭⒐卉嚨秸拘畔崟r查詢")]
    ['□記分查詢、□□車到站信□□時']
    """
    runs = list(RUN.finditer(text))
    traditional = bool(runs) and is_traditional(text)
    for match in runs:
        repaired = _repaired(match.group("shifted"), match.group("trail"), traditional=traditional)
        if repaired is not None:
            yield Edit(match.start(), match.end(), repaired, "shifted_bytes", "按 GBK 双字节重新配对")


def _repaired(shifted: str, trail: str, *, traditional: bool) -> str | None:
    """The run read from its true byte, or None when the result does not read as text."""
    try:
        data = shifted.encode("gbk") + trail.encode("ascii")
    except UnicodeEncodeError:
        return None
    pairs = [data[index : index + 2] for index in range(1, len(data) - 1, 2)]
    characters = [_character(pair, traditional=traditional) for pair in pairs]
    readable = sum(character is not None for character in characters)
    if readable < _MIN_READABLE * len(characters):
        return None
    return LOST + "".join(character or LOST * 2 for character in characters)


def _character(pair: bytes, *, traditional: bool) -> str | None:
    """The character of two bytes, or None when it is so odd that two halves must have met over a gap."""
    try:
        character = pair.decode("gbk")
    except UnicodeDecodeError:
        return None
    if len(character) != 1:
        return None
    try:
        simplify(character).encode("gb2312")
    except UnicodeEncodeError:
        return None
    out_of_place = traditional and _is_simplified_only(character)
    return None if out_of_place else character


def _is_simplified_only(character: str) -> bool:
    """Whether `character` is used in Simplified text only (够, 车), so that it is foreign to Traditional text."""
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return "\u4e00" <= character <= "\u9fff"
    return False
