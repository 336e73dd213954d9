"""Layer: texts that lost all line breaks get them back where numbering, titles and signatures show them.

Only texts whose bulk stands in lines of thousands of characters are touched. A label opens a line where it carries
the number that comes next and stands behind the end of a sentence or of a short heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.parsing.lexicon import genre_words, role_words
from documents.parsing.numerals import from_chinese
from documents.parsing.patterns import pattern
from documents.parsing.spans import Edit

LABEL = pattern(
    "inline_label",
    r"(?P<top>[一二三四五六七八九十]{1,3})、|（(?P<bracketed>[一二三四五六七八九十]{1,3})）|(?<!\d)(?P<arabic>\d{1,2})[.．、](?!\d)",
)
SIGNED = pattern(
    "inline_signature",
    r"(?<=[。！”）])(?P<body>[\u4e00-\u9fff]{4,60}?(?:办公室|人民政府|委员会|办公厅|国务院|局|厅))"
    r"(?P<date>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)",
)
HEADLINE = pattern(
    "inline_headline",
    # At the beginning of what it is given only: it tries every genre after every character.
    r"\A(?:[^。，；：]{0,60}?关于[^。；：]{2,80}?的|[^。，；：]{4,60}?)(?P<genre>GENRES)(?=各|为|根据|一、|按照|国|省|市|区|县|[\u4e00-\u9fff]{1,8}〔)".replace(
        "GENRES", "|".join(genre_words().genres)
    ),
)
OPENING = pattern("inline_opening", r"(?:[\u4e00-\u9fff]{1,14}〔(?:19|20)\d\d〕 ?\d{1,5} ?号)")
ADDRESSEE = pattern("inline_addressee", r"各[^。：]{2,150}：")
SINGLE = pattern("inline_single", r"[（(]此件.{2,10}[）)]|附 ?件 ?\d{0,2}[：:]")
NOTE_LABEL = pattern(
    "inline_note_label", r"(?:牵头|参与|配合|责任|落实|负责|协办|主办)(?:部门|单位)：|(?:完成|时间)(?:时限|节点)："
)
LONG_LINE = 1500
# So many characters are looked at for one of the lines at the front, and for a title behind a signature.
FRONT, FRONT_TITLE = 300, 120
SHORT_HEADING = 40
_ENDS = "。；：！？”）\n 　"


@dataclass(slots=True)
class _Numbering:
    """The last number seen at each level."""

    last: dict[str, int] = field(default_factory=lambda: {"top": 0, "bracketed": 0, "arabic": 0})

    def expects(self, level: str, number: int) -> bool:
        restarts = number == 1 and (level != "top" or self.last["top"] > 1)
        return restarts or number == self.last[level] + 1

    def take(self, level: str, number: int) -> None:
        self.last[level] = number


def line_break_edits(text: str) -> Iterator[Edit]:
    """Insertions of line feeds, sorted by place; none for a text that has its lines.

    Example: …制定本方案。一、总体要求（一）指导思想。…（二）基本原则。… gets a line for each label.
    """
    if not _has_lost_its_lines(text):
        return
    places = {*_front_breaks(text), *_label_breaks(text)}
    for place in sorted(places):
        if 0 < place < len(text) and text[place - 1] != "\n":
            yield Edit(place, place, "\n", "line_break")


def _has_lost_its_lines(text: str) -> bool:
    long = sum(len(line) for line in text.split("\n") if len(line) > LONG_LINE)
    return long > 0.6 * len(text)


def _front_breaks(text: str) -> Iterator[int]:
    """Ends of number, title and addressee at the beginning; signatures and single lines anywhere."""
    place = 0
    for expression in (OPENING, HEADLINE, OPENING, ADDRESSEE):
        match = expression.match(text[place : place + FRONT])
        if match:
            place += match.end()
            yield place
    for match in SIGNED.finditer(text):
        yield match.start("body")
        yield match.start("date")
        yield match.end()
        title = HEADLINE.match(text[match.end() : match.end() + FRONT_TITLE])
        if title:
            yield match.end() + title.end()
    for match in NOTE_LABEL.finditer(text):
        if match.start() and text[match.start() - 1] not in "（；，":
            yield match.start()
    for match in SINGLE.finditer(text):
        yield match.start()
        if match.group().endswith(("）", ")")):
            yield match.end()


def _label_breaks(text: str) -> Iterator[int]:
    numbering = _Numbering()
    heading_start = 0
    for match in LABEL.finditer(text):
        level = match.lastgroup or ""
        value = match.group(level)
        number = int(value) if value.isascii() else from_chinese(value) or 0
        follows = match.start() == 0 or text[match.start() - 1] in _ENDS
        behind_heading = heading_start and _is_heading(text[heading_start : match.start()])
        if numbering.expects(level, number) and (follows or behind_heading or _ends_a_note(text, match.start())):
            numbering.take(level, number)
            yield match.start()
            heading_start = match.end()
            cue = _chapter_cue(text, match.end())
            if cue:
                yield match.end() + cue


def _ends_a_note(text: str, place: int) -> bool:
    """Whether a note line ends here: 完成时限：2019年6月底前2.动态调整…."""
    matches = list(NOTE_LABEL.finditer(text, max(0, place - 80), place))
    return bool(matches) and "。" not in text[matches[-1].end() : place]


def _is_heading(text: str) -> bool:
    return len(text) <= SHORT_HEADING and not any(mark in text for mark in "。；")


def _chapter_cue(text: str, place: int) -> int:
    """Length of a chapter name that stands right behind a label and runs into its text (一、总体要求以…)."""
    names = [cue for cues in role_words().chapters.values() for cue in cues if text.startswith(cue, place)]
    length = len(max(names, key=len, default=""))
    following = text[place + length : place + length + 1]
    return length if length and following not in "。：，、（）；和与及 \n" else 0
