"""What a target measures: two targets share a row only where name, denominator, basis and dimension of unit agree."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from comparisons.aspects.targets.vocabulary import indicator_words

CHANGE = "change"
TOTAL = "total"
SHARE_ENDING = "比重"
# Only what begins a name may leave out 每: 千人口托位数, but 3岁以下婴幼儿每千人口托位数.
PER_PEOPLE = re.compile(r"(?:\A每?|每)(?P<number>十万|百万|千|万|百)(?:常住)?(?:人口|人)(?:拥有)?(?=.)")
LATIN_ASIDE = re.compile(r"\([a-z0-9.&_\-{}]{1,12}\)")
SHARE_OF = re.compile(r"(?P<part>.+?)(?:占|与|相当于)(?P<whole>.{2,}?)(?P<ending>比重|比例|占比|份额|比率|之比|的比)?")
WORD = re.compile(r"[a-z0-9.&+]+|.")
MARKS = str.maketrans(dict.fromkeys("“”\"'‘’《》「」【】 \u3000·,，;；"))
COLOURLESS = frozenset("市城中东西南北区县省郊新州")
ENDINGS_OF_PLACES = re.compile(r"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|自治州|自治县|省|市|区|县|州|盟|旗)\Z")
MAX_VERBS = 4
# A name or the short name of a place has two characters at least.
LEAST = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes targets comparable; all five parts must be equal."""

    core: tuple[str, ...]
    """The words of the name after unifying, in no order: 行政村5G通达率 and 5G行政村通达率 are one."""
    whole: tuple[str, ...]
    """Of what it is a share (占…比重); empty where the name has no second part."""
    per: str
    """千人, 人: for how many people it is counted."""
    basis: str
    """total, added, renewed, yearly; for changes: up or down, against which year."""
    dimension: str
    """share, money, count …; a unit of no known dimension is its own."""
    name: str
    """The unified name in reading order, for finding names that look alike."""

    @property
    def key(self) -> tuple[object, ...]:
        """What two targets of one row have in common."""
        return (self.core, self.whole, self.per, self.basis, self.dimension)


def identity_of(
    indicator: str, *, wording: str, operator: str, unit: str, place: str = "", base_year: int | None = None
) -> Identity:
    """Read what a target measures from its indicator, its wording and its unit.

    全市GDP年均增长5% of one place and 地区生产总值年均增长6%左右 of another give equal keys; a growth and a level,
    % and 个百分点, 新建 and 累计 give unlike ones.
    """
    plain = without_place(unified(indicator), place=place)
    bare, _led_by = _without_verbs(plain)
    per, counted = _per_people(bare)
    name = _short(counted)
    part, whole = parts_of(name)
    basis = _change_basis(wording, base_year) if operator == CHANGE else _level_basis(indicator, wording)
    return Identity(
        core=_words(without_count(part)),
        whole=_words(whole),
        per=per,
        basis=basis,
        dimension=dimension_of(unit),
        name=name,
    )


def unified(text: str) -> str:
    """One spelling: half width, lower case, no quotation marks, no 的, no Latin aside.

    >>> unified("细颗粒物（PM2.5）的“年均”浓度")
    '细颗粒物年均浓度'
    """
    text = unicodedata.normalize("NFKC", text).lower().translate(MARKS).replace("的", "")
    return LATIN_ASIDE.sub("", text)


def without_place(text: str, *, place: str) -> str:
    """The name without the place of its own document, which says nothing: 全市, 我省, 济南市, 四川特色.

    >>> without_place("济南市常住人口城镇化率", place="济南市")
    '常住人口城镇化率'
    """
    short = ENDINGS_OF_PLACES.sub("", place)
    own = [place] if place else []
    if len(short) >= LEAST and not COLOURLESS.issuperset(short):
        own.append(short)
        text = text.replace(f"{short}特色", "特色")
    own_first = next((word for word in own if text.startswith(word)), "")
    text = _without_first(text, own_first)
    return _without_first(text, next((word for word in indicator_words().scopes if text.startswith(word)), ""))


def _without_first(text: str, word: str) -> str:
    """The text without the word it begins with, where enough is left to be a name."""
    return text.removeprefix(word) if len(text) >= len(word) + LEAST else text


def _without_verbs(text: str) -> tuple[str, tuple[str, ...]]:
    """The name without the verbs that lead it (建设5G基站), and those verbs."""
    words = indicator_words()
    led_by: list[str] = []
    for _time in range(MAX_VERBS):
        if any(text.startswith(word) for word in words.not_verbs):
            break
        verb = next((verb for verb in words.lead_verbs if text.startswith(verb) and len(text) > len(verb) + 1), "")
        if not verb:
            break
        led_by.append(verb)
        text = text.removeprefix(verb)
    return text, tuple(led_by)


def _per_people(text: str) -> tuple[str, str]:
    """For how many people something is counted, and what is counted: 千人, 托位数."""
    if found := PER_PEOPLE.search(text):
        return f"{found['number']}人", text[: found.start()] + text[found.end() :]
    if text.startswith("人均") and not text.startswith("人均预期寿命"):
        return "人", text.removeprefix("人均")
    return "", text


def _short(text: str) -> str:
    """The name with other names and short forms replaced; once more after 占比 and 比例 have become 比重."""
    words = indicator_words()
    text = _replaced(text)
    ending = next((ending for ending in words.share_endings if text.endswith(ending)), "")
    return _replaced(f"{text.removesuffix(ending)}{SHARE_ENDING}") if ending else text


def _replaced(text: str) -> str:
    for old, new in indicator_words().synonyms:
        text = text.replace(old, new)
    return text


def parts_of(name: str) -> tuple[str, str]:
    """A share and its whole (占…比重); a name of one part has no whole."""
    found = SHARE_OF.fullmatch(name)
    if not found or not ("占" in name or found["ending"]):
        return name, ""
    return found["part"], found["whole"]


def without_count(text: str) -> str:
    """5G站址数 and 5G站址 count the same."""
    words = indicator_words()
    if any(text.endswith(ending) for ending in words.not_count_endings):
        return text
    ending = next((end for end in words.count_endings if text.endswith(end) and len(text) > len(end) + 1), "")
    return text.removesuffix(ending)


def _words(text: str) -> tuple[str, ...]:
    """The characters in no order, numbers and Latin words whole, so that word order does not part what is one."""
    return tuple(sorted(WORD.findall(text)))


def _level_basis(indicator: str, wording: str) -> str:
    """新增 and 改造 count what is done, others what stands at the end; 每年 counts one year."""
    plain, words = unified(wording), indicator_words()
    at = plain.find(unified(indicator)) if indicator else -1
    before = plain[: max(at, 0)] + "".join(_without_verbs(unified(indicator))[1])
    listed = (("added", words.added), ("renewed", words.renewed), ("yearly", words.yearly))
    found = [(before.find(word), basis) for basis, said in listed for word in said if word in before]
    return min(found, default=(0, TOTAL))[1]


def _change_basis(wording: str, base_year: int | None) -> str:
    """up or down, and against what: the year before on average, a year that is named, or nothing that is said."""
    plain, words = unified(wording), indicator_words()
    way = "down" if any(word in plain for word in words.falling) else "up"
    against = str(base_year) if base_year else "yearly" if any(word in plain for word in words.yearly) else ""
    return f"{CHANGE} {way} {against}".strip()


def dimension_of(unit: str) -> str:
    """The dimension of a unit: 亿元 is money; a unit of no known dimension is its own."""
    known = indicator_words().units.get(unit)
    return known[0] if known else unit
