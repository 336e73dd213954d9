"""What matters most in a changed sentence: figures, dates, bodies and words of obligation that differ."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import zip_longest
from pathlib import Path

from django.utils.translation import gettext_lazy

from documents.parsing.spans import Span

DATA = Path(__file__).with_name("data") / "strength_words.json"
DATE, FIGURE, STRENGTH, BODY = "date", "figure", "strength", "body"
KIND_WORDS = {
    FIGURE: gettext_lazy("数值"),
    DATE: gettext_lazy("日期"),
    STRENGTH: gettext_lazy("力度"),
    BODY: gettext_lazy("单位"),
}
_DATE = re.compile(
    r"(?:19|20)\d{2}(?:[—\-–至](?:19|20)\d{2})?年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:[底末初中]|上半年|下半年)?前?"
)
_UNIT = (
    r"(?:%|％|‰|个百分点|平方公里|平方米|公里|分钟|小时|工作日|人次|[万亿千百]*(?:元|人|户|家|个|项|亩|次|台|套|米|辆|条|座|处|所|名|张|件|种|类"
    r"|天|倍|吨|度|位|门|只|批)|TB|PB|GB|[GM]bps|[GMT]|[万亿千百]+)?"
)
_FIGURE = re.compile(rf"\d+(?:[,，]\d{{3}})*(?:\.\d+)?\s?{_UNIT}|百分之[零〇一二三四五六七八九十百点]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A fact of one sentence and what stands for it in the other; empty where nothing does."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, a date, a body or a word of obligation, where it stands in its sentence."""

    kind: str
    words: str
    place: Span


@cache
def _strength() -> re.Pattern[str]:
    words = json.loads(DATA.read_text(encoding="utf-8"))["words"]
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def facts(sentence: str, *, bodies: Sequence[tuple[str, Span]] = ()) -> tuple[Fact, ...]:
    """Dates, figures and words of obligation of a sentence, and the bodies that are known to stand in it.

    >>> [fact.words for fact in facts("2022年底前力争达到80%以上。")]
    ['2022年底前', '80%', '力争']
    """
    dates = [Fact(DATE, found.group(), Span(*found.span())) for found in _DATE.finditer(sentence)]
    taken = {place for fact in dates for place in range(*fact.place)}
    figures = [
        Fact(FIGURE, found.group().strip(), Span(*found.span()))
        for found in _FIGURE.finditer(sentence)
        if found.start() not in taken and not _is_label(sentence, found)
    ]
    strength = [Fact(STRENGTH, found.group(), Span(*found.span())) for found in _strength().finditer(sentence)]
    named = [Fact(BODY, words, place) for words, place in bodies]
    return (*dates, *figures, *strength, *named)


def _is_label(sentence: str, found: re.Match[str]) -> bool:
    """Whether a number counts a heading or an item: 3.智慧停车, （2）, 5G, 〔2022〕18号."""
    before, after = sentence[: found.start()].strip(), sentence[found.end() : found.end() + 1]
    if re.search(r"[A-Za-z〔〕+]\s*$", before) or found.group() in ("5G", "4G", "3G", "6G"):
        return True
    return after in ("号", "条", "款") or (before in ("", "（", "(") and after in (".", "．", "、", "）", ")"))


def changes(left: Sequence[Fact], right: Sequence[Fact]) -> Iterator[Change]:
    """What differs between the facts of two sentences, kind by kind, each set against what stands in its place.

    >>> [(each.before, each.after) for each in changes(facts("力争达到80%。"), facts("确保达到90%。"))]
    [('80%', '90%'), ('力争', '确保')]
    """
    for kind in (FIGURE, DATE, BODY, STRENGTH):
        before = [fact.words for fact in left if fact.kind == kind]
        after = [fact.words for fact in right if fact.kind == kind]
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag != "equal":
                for first, second in zip_longest(before[i1:i2], after[j1:j2], fillvalue=""):
                    yield Change(kind, first, second)
