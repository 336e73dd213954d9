"""Bytes -> text: which encoding the bytes are in, how sure that is, and what did not fit.

That bytes decode without error proves little: short Simplified text in GBK is mostly valid Big5, and the reverse.
So every encoding that can be is tried, and the one whose text reads as Chinese wins: in real text seven
characters of eight are among the 1,200 commonest, in text decoded wrongly about one of six. (charset-normalizer was
tried first; it takes HZ for ASCII without a word, and gives no measure that can be relied on for short texts.)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documents.parsing.errors import UnknownEncoding, UnreadableFile
from documents.parsing.patterns import pattern
from documents.parsing.reference import read_json

CONFIDENT = 0.9
"""Below it the text is held with a doubt."""
READABLE = 0.5
"""Below it the file is refused."""
MAX_REPLACED = 0.01
"""Share of characters that may be unreadable; above it the encoding is not the one."""
HELD_REPLACED = 0.001

REPLACEMENT = "\ufffd"
DECLARED = pattern("declared_charset", r"(?i)(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}([a-z0-9_\-]{2,20})")

_CHARACTERS = Path(__file__).resolve().parents[1] / "data" / "common_characters.json"
_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·％　①②③④⑤⑥⑦⑧⑨⑩－０１２３４５６７８９")
_NEUTRAL = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüɡ\u200b\u200c\u200d\ufeff\xa0•●■◆△▲○×÷±²³℃→↑↓\u3007")
_COMMON_TRUE, _COMMON_FALSE = 0.85, 0.2
_FOR, _AGAINST = math.log(_COMMON_TRUE / _COMMON_FALSE), math.log((1 - _COMMON_TRUE) / (1 - _COMMON_FALSE))
_DAMAGE = -6.0
_DECLARED_BONUS = 3.0
_VALID_BONUS = 1.5
"""Per character: bytes of another encoding are seldom valid UTF-8 even once."""
_MIN_QUALITY = 0.45
_PLAIN_QUALITY = 0.6
_WINDOW = 2_000
_SAMPLE = 64 * 1024
_ASCII = bytes(range(128))

_FAMILIES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "cp936": "gb18030",
    "big5": "big5",
    "big5-hkscs": "big5",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "hz-gb-2312": "hz",
}
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
_REPORTED = {"utf-16-le": "utf-16", "utf-16-be": "utf-16"}
_CODECS = {"utf-8": ("utf-8-sig",), "big5": ("cp950", "big5hkscs")}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with its encoding, how sure that is (0 to 1), and doubts in the words of the reader."""

    text: str
    encoding: str
    confidence: float
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One way to read the bytes: how well its text reads as Chinese."""

    encoding: str
    text: str
    likelihood: float
    quality: float
    characters: int
    replaced: int


def decode(data: bytes, *, name: str, declared: str = "") -> Decoded:
    """The text of `data`; `declared` is the encoding that the file itself claims, which counts but does not decide.

    Example: the GB2312 bytes of 一、总体要求 give that text, "gb18030". Raises UnknownEncoding, UnreadableFile.
    """
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "")
    candidates = _ranked(data, marked=marked, claimed=_FAMILIES.get(declared.lower(), ""))
    best = candidates[0]
    if len(data) > _SAMPLE:
        best = _candidate(data, best.encoding)
    _refuse_binary(best, name)
    strange = _strange_stretch(best.text)
    confidence = _confidence(best, candidates, marked=bool(marked), strange=strange is not None)
    if best.replaced > MAX_REPLACED * max(len(best.text), 1) or confidence < READABLE:
        if b"\x00" in data and not marked:
            raise UnreadableFile("binary", name=name)
        raise UnknownEncoding("unknown_encoding", name=name, encoding=best.encoding)
    encoding = _REPORTED.get(best.encoding, best.encoding)
    return Decoded(best.text, encoding, confidence, tuple(_doubts(best, confidence, strange)))


def _ranked(data: bytes, *, marked: str, claimed: str) -> list[_Candidate]:
    """The ways to read the bytes, likeliest first, judged by what stands after the first non-ASCII byte."""
    start = (len(data) - len(data.lstrip(_ASCII))) & ~1 if len(data) > _SAMPLE else 0
    sample = data[start : start + _SAMPLE]
    found = []
    for encoding in [marked] if marked else _possible(data):
        candidate = _candidate(sample, encoding, claimed=claimed)
        found.append(candidate)
        if encoding == "utf-8" and _proves_itself(candidate):
            break
    return sorted(found, key=lambda candidate: candidate.likelihood, reverse=True)


def _proves_itself(candidate: _Candidate) -> bool:
    """Twenty characters of valid UTF-8 that read as Chinese leave no room for another encoding."""
    complete = candidate.replaced <= 1 and "\ufffd" not in candidate.text[:-1]
    return complete and candidate.characters >= 20 and candidate.quality > _PLAIN_QUALITY


def declared_encoding(data: bytes) -> str:
    """The encoding that a page or XML file claims in its first 4,096 bytes, empty without one.

    >>> declared_encoding(b'<meta charset="gb2312">')
    'gb2312'
    """
    match = DECLARED.search(data[:4096].decode("latin-1"))
    return match.group(1).lower() if match else ""


def _possible(data: bytes) -> Iterator[str]:
    """Encodings the bytes could be in at all."""
    if data.isascii():
        yield "hz" if b"~{" in data else "utf-8"
        if data == data.translate(None, _CONTROLS):
            return
    else:
        yield from ("utf-8", "gb18030", "big5")
    yield from ("utf-16-le", "utf-16-be")


def _candidate(data: bytes, encoding: str, *, claimed: str = "") -> _Candidate:
    text = _decoded(data, encoding)
    counts = Counter(text)
    common, seen, replaced = _tally(counts)
    likelihood = common * _FOR + (seen - common) * _AGAINST + replaced * _DAMAGE
    if counts["\x00"]:
        likelihood += counts["\x00"] * _DAMAGE
    if encoding == "utf-8" and not replaced:
        likelihood += min(seen, 20) * _VALID_BONUS
    if claimed and encoding.startswith(claimed):
        likelihood += _DECLARED_BONUS
    quality = common / seen if seen else 1.0
    return _Candidate(encoding, text, likelihood, quality, seen, replaced)


def _decoded(data: bytes, encoding: str) -> str:
    """The text without error if there is a way, else with � for what does not fit (never left out in silence)."""
    codecs = _CODECS.get(encoding, (encoding,))
    for codec in codecs:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode(codecs[0], errors="replace")


def _tally(counts: Counter[str]) -> tuple[int, int, int]:
    """How many characters are common Chinese ones, how many speak for or against at all, how many are �."""
    common = seen = 0
    known = common_characters()
    for character, count in counts.items():
        if character < "\x80" or character in _NEUTRAL or character == REPLACEMENT:
            continue
        seen += count
        if character in known:
            common += count
    return common, seen, counts[REPLACEMENT]


@cache
def common_characters() -> frozenset[str]:
    """The characters and marks that make up most of any Chinese text, Simplified and Traditional."""
    content = read_json(_CHARACTERS)
    return frozenset("".join(content["simplified"]) + "".join(content["traditional"])) | _MARKS


_TOLD = "".join(sorted({*common_characters(), *_NEUTRAL, REPLACEMENT}))
CONTROL = pattern("control_in_text", r"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")
STRANGE = pattern("strange_stretch", rf"(?:[^\x00-\x7f{_TOLD}][\x00-\x7f{_TOLD}]?){{16}}")
"""Sixteen rare characters with at most one other between any two; the worst stretch of sound text met has eleven."""


def _confidence(best: _Candidate, candidates: Sequence[_Candidate], *, marked: bool, strange: bool) -> float:
    """Probability of the best reading among all that differ from it, lowered where it hardly reads as Chinese."""
    first = candidates[0]
    rivals = [other for other in candidates[1:] if other.text != first.text]
    odds = sum(math.exp(max(other.likelihood - first.likelihood, -50.0)) for other in rivals)
    confidence = 1.0 if marked else 1 / (1 + odds)
    if best.characters >= 4 and best.quality < _MIN_QUALITY:
        confidence *= max(best.quality / _MIN_QUALITY, 0.2)
    share = best.replaced / max(len(best.text), 1)
    return round(min(confidence, 0.8) if share > HELD_REPLACED or strange else confidence, 3)


def _strange_stretch(text: str) -> int | None:
    """Where a stretch begins that does not read as Chinese at all: files glued from two encodings have one."""
    for start in range(0, len(text), _WINDOW):
        common, seen, _replaced = _tally(Counter(text[start : start + _WINDOW]))
        if seen >= _WINDOW // 20 and common < _MIN_QUALITY * seen:
            return start
    found = STRANGE.search(text)
    return found.start() if found else None


def _refuse_binary(best: _Candidate, name: str) -> None:
    """Empty and control bytes in number are no text in any encoding."""
    sample = best.text[:20_000]
    if len(CONTROL.findall(sample)) > max(len(sample) // 50, 1):
        raise UnreadableFile("binary", name=name)


def _doubts(best: _Candidate, confidence: float, strange: int | None) -> Iterator[str]:
    if best.replaced:
        place = best.text.index(REPLACEMENT) + 1
        yield f"有 {best.replaced} 处字节读不出文字，以 � 表示，第一处在第 {place} 字。请对照来源"
    if strange is not None:
        yield f"第 {strange + 1} 字起有一段读出来不像中文，可能混有别的编码。请对照来源"
    elif confidence < CONFIDENT and not best.replaced:
        yield f"文字编码按 {best.encoding} 读，把握不足（{confidence:.0%}）。请核对文字是否正确"
