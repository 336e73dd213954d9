"""The frame around a policy text: title, number, notice, signature, attachments, page furniture.

Every line gets a part: "body" for the text between the first heading and the signature, else title, number,
preamble, closing, attachment or furniture. Works on clean text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.parsing.attachment_list import listed_attachments
from documents.parsing.bodies import bodies_in
from documents.parsing.dates import is_day_line
from documents.parsing.genres import document_type
from documents.parsing.headings import TOP_RANK, Heading, read_heading
from documents.parsing.lexicon import genre_words, role_words
from documents.parsing.lines import Line
from documents.parsing.notice_titles import YEARS_LINE, bare, issues, named_titles
from documents.parsing.page_header import is_header_line, label_tables
from documents.parsing.patterns import pattern
from documents.parsing.spans import Span

FURNITURE = pattern(
    "furniture_line",
    r"(?:[您你]?(?:现在的?|当前的?|所在的?){1,2}位置|广告：|公文时效|题名_|首页|信息来源|文章来源|字号|阅读次数|浏览次数|点击(?:数|下载)|索 ?引 ?号"
    r"|•|公文种类|成文日期|有 ?效 ?性|责任编辑|打印|关闭|分享|扫一扫|上一篇|下一篇|相关(?:链接|附件|文件|阅读)|附件下载|扫描二维码|关注我们|收藏|返回(?:顶部|首页)|下一条|上一条|网站地图|主办单位|联系我们"
    r"|版权所有|https?:/|www\.|m\.)",
)
FURNITURE_INSIDE = pattern("furniture_inside", r"【文件下载】|点击下载|字号：?\[|阅读次数|发布时间：\d{4}|责任编辑：")
ATTACHMENT = pattern("attachment_line", r"附 ?件 ?\d{0,2}[：:]?")
# Behind a work report: 名词解释 / 1.“双招双引”：招商引资、招才引智.
GLOSSARY = pattern(
    "glossary",
    r"(?:附[：: ]?)?(?:有关|相关|部分|报告中?的?)?(?:专有|专业)?(?:名词|术语|用语)(?:解释|注释|说明|释义)[：:]?",
)
NUMBER = pattern(
    "document_number",
    r"(?P<prefix>[\u4e00-\u9fff]{1,14})〔(?P<year>(?:19|20)\d\d)〕 ?第? ?(?P<serial>\d{1,5}) ?号",
)
NUMBER_AFTER_GENRE = pattern(
    "number_after_genre",
    rf"\A(?P<title>[^。；]{{4,90}}(?:{'|'.join(genre_words().genres)}))[ 　]{{0,4}}(?P<number>[\u4e00-\u9fff]{{1,10}}〔(?:19|20)\d\d〕 ?第? ?\d{{1,5}} ?号)",
)
# A prefix that is one by its last sign, or any before 号: 肇府办函〔202157, 粤府201828号.
BROKEN_NUMBER = pattern(
    "broken_number",
    r"(?P<prefix>[\u4e00-\u9fff]{1,8}(?:发|函|字|办|令|规|电|党)(?=.{5,12}\Z)|[\u4e00-\u9fff]{2,10}(?=.{5,12}号\Z))"
    r"[〔（(\[]?(?P<year>20[012]\d)(?P<serial>\d{1,3})[〕）)\]]? ?号?",
)
SIGNED_LINE = pattern(
    "signed_line",
    r"(?P<body>[\u4e00-\u9fff（）]{2,40}(?:办公室|人民政府|政府|委员会|管委会|小组|局|厅|委|部|院))[ 　]{0,12}(?P<day>(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)",
)
PUBLIC_NOTE = pattern("public_note", r"[（(]此件.{2,10}[）)]")
ORDER = pattern(
    "order_number",
    r"[（(]?(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff]{2,20}?)令[ 　]{0,6}(?:（?(?:19|20)\d\d年）?[ 　]{0,4})?第 ?[\d一二三四五六七八九十百]{1,6} ?号[）)]?",
)
# 某市人民政府令 / （第16号）: the order's number on two lines.
ORDER_HEAD = pattern("order_head", r"(?:中华人民共和国)?(?P<body>[\u4e00-\u9fff]{2,20}?)令")
ORDER_TAIL = pattern("order_tail", r"[（(]?第 ?[\d一二三四五六七八九十百]{1,6} ?号[）)]?")
# Who signs an order: 总理　李克强, 市　长　某某; the day may stand behind.
LEADER = pattern(
    "order_leader",
    r"(?:总[ 　]{0,4}理|主[ 　]{0,4}[席任]|[部局署省市州县区厅盟旗镇][ 　]{0,4}长)[ 　：:]{1,16}[\u4e00-\u9fff·][\u4e00-\u9fff· 　]{0,8}[\u4e00-\u9fff]"
    r"(?:[ 　]{1,40}(?P<day>(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日))?\Z",
)
HALF_SIGNATURE = pattern("half_signature", r"[\u4e00-\u9fff]{6,24}（[\u4e00-\u9fff]{2,12}）")
CONTENTS = pattern("contents_line", r"目[ 　]{0,6}[录次]")
PAGE_NUMBER = pattern("contents_page", r"[ 　.．·…—\-]{1,200}\d{1,4}\Z")
TITLE_BEGINNING = pattern("title_beginning", r"[^。；：，]{0,40}关于[^。；：]{0,60}")
PASSED_ON = pattern("title_passed_on", r"[\u4e00-\u9fff]{3,24}(?:转发|批转)[\u4e00-\u9fff、 　]{2,60}")
PAGE_TAIL = pattern(
    "title_page_tail",
    r"[ 　]{0,6}(?:19|20)\d\d(?: ?[-./] ?\d{1,2} ?[-./] ?\d{1,2}|年\d{1,2}月\d{1,2}日?)[ \d:：]{0,20}\Z",
)
# What a page's title bar says behind the title: …的通知_区政府办公室文件_某区人民政府门户网站.
SITE_TAIL = pattern("title_site_tail", r"(?:_[^_。；]{2,30}){1,4}\Z")
LETTER_SPACED = pattern("letter_spaced", r"(?<=[\u4e00-\u9fff])[ 　]{1,6}(?=[\u4e00-\u9fff])")
# Entries of a site's menu that end like a title.
MENU = pattern(
    "menu_entry", r"(?:通知|公示|公告|规划|计划|政策|法规|文件|信息|应急|措施|办法|政务|公开|机关|重要|最新){2,6}"
)
# What is left of a body whose name is set with blanks: 国务院 办公厅.
MAX_TITLE_LINE = 120
MAX_SIGNERS = 30
MAX_LETTER = 1500


@dataclass(frozen=True, slots=True)
class FramedLine:
    """A line with the part of the frame it belongs to and, in the body, the heading it begins with."""

    line: Line
    part: str
    heading: Heading | None


def build_frame(
    lines: Sequence[Line], *, main: Span | None = None, tables: Sequence[Span] = ()
) -> tuple[FramedLine, ...]:
    """Assign every line its part; lines outside `main`, the article of a web page, are its furniture.

    Lines of `tables` are rows, whatever numbers they begin with; the frame is read without them.
    Example: 首页 and 相关文件 around the article are furniture, whatever titles of other documents they name.
    """
    rows = {line.start for line in lines if tables and _is_in(line, tables)}
    article = [line for line in _article(lines, main) if line.start not in rows]
    contents = _table_of_contents(article)
    labels = label_tables([line.text for line in article])
    inside = [line for index, line in enumerate(article) if index not in contents and index not in labels]
    framed = {entry.line.start: entry for entry in _framed(inside, tables)}
    return tuple(
        framed.get(line.start) or FramedLine(line, "table" if line.start in rows else "furniture", None)
        for line in lines
    )


def _is_in(line: Line, tables: Sequence[Span]) -> bool:
    """Whether a line lies in one of the tables, which stand in order."""
    before = bisect_right(tables, line.start, key=lambda table: table.start)
    return before > 0 and line.start < tables[before - 1].end


def _article(lines: Sequence[Line], main: Span | None) -> list[Line]:
    """The lines of the article, with the issuers that stand right above its title."""
    inside = [index for index, line in enumerate(lines) if main is None or main.contains(line.span)]
    if not inside:
        return []
    first = inside[0]
    while first and lines[inside[0]].text.startswith(("关于", "印发", "转发")) and bodies_in(lines[first - 1].text):
        first -= 1
    article = [*lines[first : inside[0]], *(lines[index] for index in inside)]
    return [*_title_outside(lines[:first], article), *article]


def _title_outside(above: Sequence[Line], article: Sequence[Line]) -> list[Line]:
    """The title right above an article that prints none, with nothing but lines of the page (发布时间：…) between."""
    if any(is_title_line(line.text) for line in article[: _first_heading(article)]):
        return []
    nearest = next((line for line in reversed(above[-4:]) if not is_furniture(line.text)), None)
    found = nearest is not None and TITLE_BEGINNING.fullmatch(nearest.text) and is_title_line(nearest.text)
    return [nearest] if nearest is not None and found else []


def _table_of_contents(lines: Sequence[Line]) -> range:
    """Lines of a table of contents: from 目录 to where its first entry comes again as a heading."""
    start = next((index for index, line in enumerate(lines) if CONTENTS.fullmatch(line.text)), None)
    if start is None or start + 2 >= len(lines):
        return range(0)
    entry = _entry(lines[start + 1].text)
    for index in range(start + 2, len(lines)):
        if _entry(lines[index].text) == entry:
            return range(start, index)
    return range(0)


def _entry(text: str) -> str:
    """A heading as the table of contents and the text both print it: without dots, page number and spaces."""
    return "".join(PAGE_NUMBER.sub("", text).split())


def _framed(lines: Sequence[Line], tables: Sequence[Span]) -> tuple[FramedLine, ...]:
    """The body begins at the first heading; what stands before it is title, number, notice or preamble,
    what stands after the last heading may be signature, attachment list or furniture.
    """
    listed = listed_attachments([line.text for line in lines])
    told = [index for index in range(len(lines)) if index not in listed]
    first = next((index for index in told if _is_body_heading(lines[index].text)), len(lines))
    last = next((index for index in reversed(told) if _is_body_heading(lines[index].text)), -1)
    signatures = _signature_lines(lines)
    parts = [
        _front_part(lines, index, signatures) if index < first else _back_part(lines, index, last, signatures)
        for index in range(len(lines))
    ]
    for index in listed:
        parts[index] = "preamble" if index < first else "attachment"
    _further_plans(lines, parts)
    _letter_of_notice(lines, parts, tables)
    _extend_titles(lines, parts)
    _end_of_page(lines, parts)
    return tuple(FramedLine(line, parts[index], _heading_at(lines, parts, index)) for index, line in enumerate(lines))


def _heading_at(lines: Sequence[Line], parts: Sequence[str], index: int) -> Heading | None:
    """The heading a body line begins with; a label alone on its line takes its title from the next."""
    if parts[index] != "body":
        return None
    heading = read_heading(lines[index].text)
    follows = index + 1 < len(lines) and parts[index + 1] == "body"
    if heading is None and follows and len(lines[index].text) <= 6 and read_heading(lines[index + 1].text) is None:
        return read_heading(lines[index].text + lines[index + 1].text)
    return heading


def _is_body_heading(text: str) -> bool:
    return read_heading(text) is not None and not is_furniture(text) and not is_day_line(text)


def _first_heading(lines: Sequence[Line]) -> int:
    return next((index for index, line in enumerate(lines) if _is_body_heading(line.text)), len(lines))


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the host page, not to the document (发布时间：…, 【文件下载】)."""
    return bool(FURNITURE.match(text) or FURNITURE_INSIDE.search(text)) or is_header_line(text)


def _front_part(lines: Sequence[Line], index: int, signatures: set[int]) -> str:
    text = lines[index].text
    if is_furniture(text):
        return "furniture"
    if index in signatures or PUBLIC_NOTE.fullmatch(text):
        return "closing"
    number = NUMBER.match(text)
    if number and (number.end() == len(text) or is_day_line(text[number.end() :].strip("（）() 　"))):
        return "number"
    if BROKEN_NUMBER.fullmatch(text) or ORDER.fullmatch(text):
        return "number"
    if order_on_two(lines, index) or (index and order_on_two(lines, index - 1)):
        return "number"
    return "title" if is_title_line(text) else "preamble"


def order_on_two(lines: Sequence[Line], index: int) -> str:
    """The number of an order that begins on a line and ends on the next: 某市人民政府令 / （第16号）; else empty."""
    if index + 1 >= len(lines) or not lines[index].text.endswith("令"):
        return ""
    whole = ORDER_HEAD.fullmatch(lines[index].text) and ORDER_TAIL.fullmatch(lines[index + 1].text)
    return lines[index].text + lines[index + 1].text.strip("（）()") if whole else ""


def _back_part(lines: Sequence[Line], index: int, last: int, signatures: set[int]) -> str:
    text = lines[index].text
    if index in signatures or PUBLIC_NOTE.fullmatch(text):
        return "closing"
    if (ATTACHMENT.match(text) and "。" not in text) or GLOSSARY.fullmatch(text):
        return "attachment"
    if is_furniture(text) and (index > last or not text.startswith("首页")):
        return "furniture"
    return "body"


def without_page_tail(text: str) -> str:
    """A line without the day and the count of visits that a page prints behind a title (…的通知 2017/04/28).

    A title that stands twice on the line, in cells or divided by a blank, is kept once.
    """
    bare = SITE_TAIL.sub("", PAGE_TAIL.sub("", text.strip(" 　|｜")))
    half = len(bare) // 2
    return bare[:half] if bare[:half] == bare[half + 1 :] and bare[half : half + 1] in " 　|｜" and half > 8 else bare


def is_title_line(text: str) -> bool:
    """Whether a line can be the title of a document: a genre word at its end, no sentence in it."""
    text = without_page_tail(text)
    if (MENU.fullmatch(text) and text not in genre_words().genres) or text in role_words().chapters["safeguard"]:
        return False  # 保障措施 alone on its line heads a chapter.
    if len(text) > MAX_TITLE_LINE or "。" in text or "；" in text or text.endswith("："):
        return False
    behind = NUMBER_AFTER_GENRE.fullmatch(text)
    return bool(document_type(behind.group("title") if behind else LETTER_SPACED.sub("", text)))


def _signature_lines(lines: Sequence[Line]) -> set[int]:
    """Date lines with the bodies that sign right above them, or with （此件公开发布） or the plan's title right below."""
    found: set[int] = set(_undated_signature(lines))
    named = named_titles(lines)
    for index, line in enumerate(lines):
        leader = LEADER.fullmatch(line.text)
        if SIGNED_LINE.fullmatch(line.text) or (leader and leader.group("day")):
            found.add(index)
        if not is_day_line(line.text):
            continue
        above = index - 1
        while above >= 0 and index - above <= MAX_SIGNERS and _signs(lines[above].text):
            found.add(above)
            above -= 1
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if above >= 0 and above < index - 1 and HALF_SIGNATURE.fullmatch(lines[above].text):
            found.add(above)
        ends = all(is_furniture(line.text) for line in lines[index + 1 :])
        if (
            above < index - 1
            or PUBLIC_NOTE.fullmatch(following)
            or ends
            or _title_follows(lines[index + 1 : index + 3], named=named)
        ):
            found.add(index)
    return found


def _signs(text: str) -> bool:
    return bool(bodies_in(text) or LEADER.fullmatch(text))


def _undated_signature(lines: Sequence[Line]) -> Iterator[int]:
    """Bodies on the last lines of a text, below the end of a sentence, though no day stands under them."""
    index = len(lines) - 1
    while index > 0 and is_furniture(lines[index].text):
        index -= 1
    last = index
    while index > 0 and last - index < MAX_SIGNERS and bodies_in(lines[index].text):
        index -= 1
    if index < last and lines[index].text.endswith("。"):
        yield from range(index + 1, last + 1)


def _title_follows(lines: Sequence[Line], *, named: frozenset[str]) -> bool:
    """Whether a title stands next, on one line, or on two of which the first holds 关于 or which the notice names."""
    texts = [line.text for line in lines]
    on_two = len(texts) == 2 and TITLE_BEGINNING.fullmatch(texts[0]) and is_title_line("".join(texts))
    whole = bool(texts) and (bare(texts[0]) in named or bare("".join(texts)) in named)
    return bool(texts) and (is_title_line(texts[0]) or bool(on_two) or whole)


def _extend_titles(lines: Sequence[Line], parts: list[str]) -> None:
    """Years in brackets under a title belong to it, a day there dates it; so does the line above that its genre word completes."""
    for index in range(1, len(lines)):
        if parts[index - 1] == "title" and YEARS_LINE.fullmatch(lines[index].text) and parts[index] == "preamble":
            parts[index] = "closing" if is_dated(lines[index].text) else "title"
    named = named_titles(lines)
    for index in range(len(lines) - 2, -1, -1):
        if parts[index] != "preamble" or parts[index + 1] != "title":
            continue
        if _begins_title(lines, index) or bare(lines[index].text + lines[index + 1].text) in named:
            parts[index] = "title"


def _begins_title(lines: Sequence[Line], index: int) -> bool:
    """Whether the title below begins on this line: 某市人民政府关于…, or the issuer alone above 关于…."""
    text, following = lines[index].text, lines[index + 1].text
    if TITLE_BEGINNING.fullmatch(text) or (PASSED_ON.fullmatch(text) and following.startswith("关于")):
        return True
    continues = following.startswith(("关于", "转发", "印发", "批转")) or bool(bodies_in(following))
    return continues and bool(bodies_in(text.replace("、", " ")))


def is_dated(text: str) -> bool:
    """Whether a line holds a day and nothing else, also in brackets under a title: （2019年11月20日）."""
    return is_day_line(text.strip("（）() 　"))


def _further_plans(lines: Sequence[Line], parts: list[str]) -> None:
    """A title inside the body opens another plan where the numbering begins again with 一、 below it."""
    restart = False
    for index in range(len(lines) - 1, -1, -1):
        if parts[index] != "body":
            continue
        heading = read_heading(lines[index].text)
        if heading is not None:
            restart = heading.rank == TOP_RANK and heading.number == 1
        elif restart and is_title_line(lines[index].text):
            parts[index] = "title"


def _letter_of_notice(lines: Sequence[Line], parts: list[str], tables: Sequence[Span]) -> None:
    """What a notice asks for above its signature is no part of the plan or table that it issues and that follows below.

    关于印发…方案的通知 / 一、各单位要高度重视… / signature / …方案: the numbered lines of the letter are preamble.
    """
    issuing = [lines[index].text for index, part in enumerate(parts) if part == "title" and "印发" in lines[index].text]
    signed = next((index for index, part in enumerate(parts) if part == "closing"), None)
    if not issuing or signed is None or sum(len(line.text) for line in lines[:signed]) > MAX_LETTER:
        return
    named = [index for index in range(signed + 1, len(lines)) if issues(issuing[0], lines[index].text)]
    follows = any(table.start > lines[signed].start for table in tables)
    letter = [index for index in range(signed) if parts[index] == "body"]
    if not letter or parts.index("title") > letter[0] or not (named or "title" in parts[signed:] or follows):
        return
    for index in letter:
        parts[index] = "preamble"
    for index in named[:1]:
        parts[index] = "title"


def _end_of_page(lines: Sequence[Line], parts: list[str]) -> None:
    """After the last signature nothing is body any more, except the text of further plans."""
    closings = [index for index, part in enumerate(parts) if part == "closing"]
    if not closings or "title" in parts[closings[-1] :]:
        return
    below = range(len(lines) - 1, closings[-1], -1)
    # Behind the last line that reads like a heading, whatever part it is of: before it another plan may go on.
    last = next((index for index in below if _is_body_heading(lines[index].text)), -1)
    if any(parts[index] == "body" and _is_body_heading(lines[index].text) for index in below):
        return
    rest = "attachment" if "attachment" in parts else "furniture"
    for index in range(max(closings[-1], last) + 1, len(lines)):
        if parts[index] == "body":
            parts[index] = rest
