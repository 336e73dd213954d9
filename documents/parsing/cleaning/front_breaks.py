"""Layer: the beginning of a page that a copy ran into one line gets its lines back.

Breadcrumb, title, labels of the page, number, addressee, notice, signature and plan stand behind one another there, with
spaces between them or nothing. The rest of a long text is left to the layer of lost line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from documents.parsing.cleaning.line_breaks import LONG_LINE
from documents.parsing.gazetteer import gazetteer
from documents.parsing.lexicon import genre_words
from documents.parsing.page_header import HEADER_WORDS
from documents.parsing.patterns import pattern
from documents.parsing.spans import Edit

_SPACED = "|".join(r"[ 　]{1,6}".join(word) for word in genre_words().genres if len(word) == 2)
_GENRES = "|".join((*genre_words().genres, _SPACED))
_DAY = r"(?:(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|[一二][零〇○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日|20[012]\d{3,5}(?=[\u4e00-\u9fff]))"
_BODY = r"(?:办公室|办公厅|人民政府|管理委员会|委员会|管委会|办事处|领导小组|国务院|局|厅|委)"
_NUMBER = r"[\u4e00-\u9fff]{1,12}〔(?:19|20)\d\d〕 ?第?\d{1,5} ?号"
_ADDRESSEE = r"(?P<addressee>[^。：《》\d号〕 　]{0,16}各[^。：《》\d]{2,150}：)(?=[ 　]{0,4}[^\s])"
_YEARS = r"(?P<years>（[^（）]{2,30}）)?"
_TITLE_END = rf"(?P<genre>{_GENRES})(?!(?:（[^（）]{{2,30}}）)?[》〉]?(?:的|[和与及、]|（[^（）]{{2,30}}）的|[\u4e00-\u9fff]{{0,6}}[》〉]))"
_NUMBER_ONLY = rf"[ 　]{{0,4}}(?:（?{_NUMBER}）?)?[ 　]{{0,4}}"
# From the surest to the loosest: title, number, addressee; number, addressee; title, words of the page, addressee.
ADDRESSED = (
    pattern("front_addressed", rf"{_TITLE_END}{_YEARS}(?P<page>{_NUMBER_ONLY}){_ADDRESSEE}"),
    pattern("front_addressed_number", rf"(?P<page>{_NUMBER})(?P<genre>)(?P<years>)[ 　]{{0,4}}{_ADDRESSEE}"),
    pattern("front_addressed_page", rf"{_TITLE_END}{_YEARS}(?P<page>[^。；]{{0,260}}?){_ADDRESSEE}"),
)
UNADDRESSED = pattern(
    "front_unaddressed",
    rf"\A(?P<number>{_NUMBER})?[ 　]{{0,4}}(?P<title>(?!为|根据|按照)[^。，；：]{{4,80}}?(?:{_GENRES})){_YEARS}(?P<page>[^。；，]{{0,80}}?)"
    r"(?=为(?:深入|加快|进一步|贯彻|全面|认真|了|推|落实|切实|规范)|根据《|第一章|第一条)",
)
NUMBER_TAIL = pattern("front_number_tail", r"(?P<prefix>[\u4e00-\u9fff]{1,14})〔(?:19|20)\d\d〕 ?第?\d{1,5} ?号")
SIGNED = pattern(
    "front_signed",
    rf"(?<=[。！”）行施实理照])[ 　]{{0,60}}(?P<body>(?:[\u4e00-\u9fff]{{2,30}}?{_BODY}[ 　]{{0,4}}){{1,5}})[ 　]{{0,60}}(?P<day>{_DAY})(?=[ 　]{{0,60}}(?:[\u4e00-\u9fff（]|20\d\d年))",
)
UNSIGNED = pattern(
    "front_unsigned",
    rf"(?<=。)(?P<day>{_DAY})(?=（此件|[^，。；：]{{4,60}}(?:{_GENRES})(?:（[^（）]{{2,30}}）)?(?:为|根据|一、|第一章|目))",
)
TITLE_AT = pattern("front_title", r"(?P<head>[\u4e00-\u9fff（） 　]{0,90}?)(?P<verb>关于|转发|印发)")
OFFICE = pattern("front_office", r"(?:中共)?[省市县区州盟旗](?:人民政府|委)(?:办公[室厅])?\Z")
OBJECT = pattern(
    "front_object",
    r"(?:印发|转发|发布)《?(?P<object>[^《》。；]{4,80}?)》?(?:的|（[^（）]{2,30}）的)(?:通知|函)|《(?P<quoted>[^《》]{4,80})》",
)
CHAPTER = pattern(
    "front_chapter",
    r"(?<=[。：；\u4e00-\u9fff 　])(?=一、[\u4e00-\u9fff]{2})|(?<=[。：；])(?=（一）)|(?=第一章[ 　\u4e00-\u9fff])",
)
LABEL = pattern("front_label", rf"(?:{'|'.join(HEADER_WORDS)})[：:]|[【\[](?:{'|'.join(HEADER_WORDS)})")
# …的意见文章属性•【制定机关】某市人民政府•【公布日期】2001.05.18…正文某市…: an entry of a law database on one line.
LAW_ENTRY = pattern(
    "front_law_entry",
    r"文章属性(?=[•·【])|[•·](?=【[\u4e00-\u9fff]{2,6}】)|(?<=[\u4e00-\u9fff])正文(?=[\u4e00-\u9fff])",
)
LAW_NUMBER = pattern("front_law_number", r"（[^（）]{0,20}[〔（(][^（）]{4,40}）|（[^（）]{4,40}）")
NOTE = pattern("front_note", r"（此件[^（）]{2,10}）")
COLON = pattern("front_colon", r"：")
YEARS = pattern("front_years", r"（[^（）]{2,30}）")
BLANK = pattern("front_blank", r"[ 　\t]+")
GLUED_BEFORE = pattern("front_glued_before", r"[>＞»：:\-—/|→（(\[【《“0-9A-Za-z]\Z")
GLUED_AFTER = pattern("front_glued_after", r"[>＞»：:\-—/|→）)\]】》”、，。；年月日号]|[0-9A-Za-z]+(?![0-9年])")
NEW_WORD = pattern("front_new_word", r"[\u4e00-\u9fff【\[]")
DAY_HERE = pattern("front_day_here", r"(?:19|20)\d\d ?年")
SHORTEST = 120
FRONT = 3000
STRETCH = 600
MOST_COLONS = 20


def front_break_edits(text: str) -> Iterator[Edit]:
    """Insertions of line feeds in lines that hold a title with what follows it, or a signature with the plan behind it.

    Example: …关于印发…的通知 发布时间：2020-11-05 双政办发〔2020〕48号 各乡（镇）人民政府： 《…》… gives each part its line.
    """
    start = 0
    for line in text[:FRONT].split("\n"):
        if "文章属性" in line:
            yield from (Edit(start + place, start + place, "\n", "line_break") for place in _law_entry(line))
            start += len(line) + 1
            continue
        front = _front(line[:FRONT]) if len(line) >= SHORTEST else None
        if front:
            end = _end_of_front(line)
            for place in sorted(set(_places(line[: end + 1], front))):
                if 0 < place <= end:
                    yield Edit(start + place, start + place, "\n", "line_break")
        start += len(line) + 1


def _law_entry(line: str) -> list[int]:
    """Where the labels of a law database, and the title and number behind its word 正文, begin on one line."""
    places = {place for match in LAW_ENTRY.finditer(line) for place in match.span()[: 1 + (match.group() != "•")]}
    title = line[: line.index("文章属性")].strip()
    again = line.find(title, len(title))
    if title and again > 0:
        end = again + len(title)
        numbered = LAW_NUMBER.match(line, end)
        places |= {again, end, *((numbered.end(),) if numbered else ())}
    return sorted(place for place in places if 0 < place < len(line))


def _end_of_front(line: str) -> int:
    """The first chapter of a long line; a short one is a beginning from end to end."""
    chapter = CHAPTER.search(line) if len(line) > LONG_LINE else None
    return chapter.start() if chapter else min(len(line) - 1, FRONT)


@dataclass(frozen=True, slots=True)
class _Front:
    """What shows that a line holds a whole beginning: title and addressee, signatures."""

    addressed: re.Match[str] | None
    unaddressed: re.Match[str] | None
    signatures: Sequence[re.Match[str]]


def _front(line: str) -> _Front | None:
    signatures = [*SIGNED.finditer(line), *UNSIGNED.finditer(line)]
    addressed = _addressed(line)
    unaddressed = UNADDRESSED.match(line) if addressed is None else None
    return _Front(addressed, unaddressed, signatures) if addressed or unaddressed or signatures else None


def _addressed(line: str) -> re.Match[str] | None:
    """The title with the addressee whose colon closes it; only the stretch before that colon is looked at."""
    for colon in islice(COLON.finditer(line), MOST_COLONS):
        if "各" in line[max(0, colon.start() - 170) : colon.start()]:
            stretch = (max(0, colon.start() - STRETCH), colon.end() + 5)
            found = next((match for expression in ADDRESSED if (match := expression.search(line, *stretch))), None)
            if found:
                return found
    return None


def _places(line: str, front: _Front) -> Iterator[int]:
    """Where a line of its own begins."""
    bodies = [match.group("body") for match in front.signatures if "body" in match.re.groupindex]
    title = range(0)
    if front.addressed:
        places = list(_front_places(line, front.addressed, bodies))
        title = range(places[0] + 1, front.addressed.end("genre"))
        yield from places
    if front.unaddressed:
        yield from (front.unaddressed.end(name) for name in ("number", "title", "years", "page"))
    for match in front.signatures:
        yield from (match.start(), match.start("day"), match.end())
        yield from _plan_title(line, match.end())
    for match in NOTE.finditer(line):
        yield from match.span()
    yield from (match.start() for match in CHAPTER.finditer(line))
    yield from (place for place in _blanks(line) if place not in title)


def _front_places(line: str, addressed: re.Match[str], bodies: Sequence[str]) -> Iterator[int]:
    yield _title_start(line, addressed.end("genre"), bodies)
    yield addressed.end("years") if addressed.group("years") else addressed.end("genre")
    yield from addressed.span("addressee")
    for number in NUMBER_TAIL.finditer(line, 0, addressed.start("addressee")):
        if line[number.start() - 1 : number.start()] not in ("（", "《"):
            yield from (number.start() + _own_prefix(number.group("prefix"), line[:400]), number.end())
    yield from (match.start() for match in LABEL.finditer(line, 0, addressed.start("addressee")))


def _title_start(line: str, end: int, bodies: Sequence[str]) -> int:
    """Where the title begins: at the body that signs, at the first body of a place, or at 关于 behind other words."""
    named = [place for body in bodies if (place := line.rfind(body.strip(), 0, end)) >= 0]
    if named:
        return max(named)
    titles = [match for match in TITLE_AT.finditer(line, 0, end) if match.group("verb") == "关于"][-1:]
    if not titles:
        return 0
    head = titles[0].group("head")
    places = [mention.start for mention in gazetteer().mentions(head) if not mention.short]
    office = OFFICE.search(head)
    begin = min(places, default=office.start() if office else len(head))
    return titles[0].start("head") + begin


def _own_prefix(prefix: str, front: str) -> int:
    """Where the number's own prefix begins: the last sign that abbreviates a place of the text (打印本页|黔贵安管发)."""
    index = gazetteer()
    signs = {sign for place in index.places.values() if place.level == "province" for sign in place.number_prefixes}
    for mention in index.mentions(front):
        signs.update(mention.name)
    starts = [
        place for place in range(len(prefix) - 1) if prefix[place] in signs and prefix[place] not in "市县区州省政府办"
    ]
    if not starts:
        return 0
    start = starts[-1]
    while start - 1 in starts:
        start -= 1
    return start


def _plan_title(line: str, place: int) -> Iterator[int]:
    """Both ends of the plan's title behind the signature, known from the notice above it."""
    for match in OBJECT.finditer(line, 0, place):
        title = match.group("object") or match.group("quoted")
        found = line.find(title, place, place + len(title) + 20)
        if found >= 0:
            end = found + len(title)
            years = YEARS.match(line, end)
            yield from (found, years.end() if years else end)
            return


def _blanks(line: str) -> Iterator[int]:
    """Behind a blank, where neither side belongs to the other (首页 > 文件, 2019-06-21 09:12, 来源： 县政府)."""
    for match in BLANK.finditer(line):
        before, after = line[: match.start()][-1:], line[match.end() : match.end() + 8]
        behind_time = before.isdigit() and NEW_WORD.match(after) and after[0] not in "年月日号"
        glued = GLUED_BEFORE.search(before) or GLUED_AFTER.match(after)
        if DAY_HERE.match(after) or behind_time or not glued:
            yield match.end()
