"""Framed lines -> metadata: titles, number, issuers, publisher and dates of a document, with what contradicts.

The title is that of the policy text, not of the notice that issues it; the date under the signature wins over
the header of the page (codebook: Metadata of a document).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.parsing.bodies import bodies_in
from documents.parsing.dates import day_before, find_day
from documents.parsing.document_numbers import day_beside_number, own_number, without_number
from documents.parsing.frame import LEADER, SIGNED_LINE, FramedLine, is_dated, without_page_tail
from documents.parsing.gazetteer import is_place_name
from documents.parsing.genres import RULE_TEXTS, document_type, period
from documents.parsing.issuers import signing_bodies, stated_bodies
from documents.parsing.notice_titles import bare
from documents.parsing.page_header import header_values
from documents.parsing.page_values import page_day, page_value, stated_day
from documents.parsing.patterns import pattern
from documents.parsing.places import Place, PlaceReading, find_place
from documents.parsing.records import ParsedDoubt, ParsedMetadata, ParsedPlace
from documents.parsing.spans import Span

ISSUED_TITLE = pattern(
    "issued_title",
    r"《(?P<title>[^《》]{4,100}(?:《[^《》]{2,60}》[^《》]{0,40})?)》(?:（以下[^（）]{2,30}）)?(?:已经|业经|已由|经|已)",
)
ISSUED_OBJECT = pattern(
    "issued_object", r"关于(?:印发|转发|发布|公布|下发)《?(?P<object>[^《》]{4,100}?)》?的(?:通知|函|公告|通告)"
)
PRINTED_NOTICE = pattern("printed_notice", r"关于(?:印发|转发|发布|公布|下发)[^。；]{2,120}?的(?:通知|公告|通告)")
# What pages print before or behind a title: 附件1：…, 转载：…, …_某市人民政府.
TITLE_LABEL = pattern(
    "title_label",
    r"\A(?:附 ?件 ?\d{0,2}[：:]? ?|(?:title|转载|转发|标题|名称|题名|政策原文|原文|文件)[：:丨｜|] ?|【[^【】]{1,12}】|\[[^\[\]]{1,12}\]|[\u4e00-\u9fff]{2,40}：(?=关于))",
)
EFFECT_MARK = pattern("effect_mark", r"[（(【\[](?:已|现已|全文)?(?:废止|失效|有效|现行有效|修改|作废)[）)】\]]\Z")
"""What a site says of a text behind its title: …的通知（已废止）."""
LIST_TITLE = pattern(
    "list_title",
    r"[^。；：]{4,60}(?:任务|工作|责任|目标|项目|事项|问题|整改|重点)[\u4e00-\u9fff]{0,6}(?:清单|分解表|分工表|任务表|一览表|台账|计划表|责任分解|任务分解|任务分工)(?:[（(][^（）()]{2,40}[）)])?",
)
LIST_OPENING = 6
ANNOUNCING_LINES = 8
QUOTED_TITLE = pattern("quoted_title", r"《(?P<title>[^《》]{4,110}(?:《[^《》]{2,60}》[^《》]{0,40})?)》")
# 中共中央办公厅 国务院办公厅印发《关于…的意见》: how a news agency heads the text it prints whole.
PROCLAIMED = pattern(
    "proclaimed_title",
    r"[\u4e00-\u9fff、]{2,40}?(?:人民政府|政府|国务院|中央|委员会|办公[厅室]|[厅局委部])(?:近日|日前|联合|正式)?印发(?:《(?P<title>[^《》]{4,90}(?:《[^《》]{2,60}》[^《》]{0,40})?)》|(?P<bare_title>(?!关于)[^《》]{4,80}))",
)
# 6月12日，西安市教育局发布《关于…的通知》，具体内容如下: how a news page opens the text it prints whole.
ANNOUNCED = pattern(
    "announced_title",
    r"(?P<body>[\u4e00-\u9fff]{2,24}(?:人民政府|政府|办公[厅室]|[厅局委部]))(?:近日|日前|联合|正式)?(?:发布|印发|出台|公布|下发)了?"
    r"《(?P<title>[^《》]{4,110}(?:《[^《》]{2,60}》[^《》]{0,40})?)》[^。；]{0,12}(?:内容|全文|原文)如下",
)
MEETING = pattern(
    "meeting_line",
    r"[（(](?P<day>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)在(?P<place>[\u4e00-\u9fff]{2,15}?)第[\u4e00-\u9fff\d]{1,6}届[\u4e00-\u9fff\d]{2,30}上[）)]",
)
SPACED = pattern("spaced_characters", r"(?<=[\u4e00-\u9fff])[ 　]{1,4}(?=[\u4e00-\u9fff])")
MADE_HERE = pattern(
    "made_here",
    r"(?:制定|制订|提出|印发|作出|发布)(?:了|本|以下|如下){1,2}(?P<genre>[\u4e00-\u9fff]{2,6}?)(?=[。：:，（]|$)"
    r"|(?:特|现|特此)(?:研究)?(?:制定|制订|提出|编制)(?!本|以下|如下)(?P<named>[^。；：]{4,60}?)(?=[。：:]|$)"
    r"|(?:具体|现将)(?:的)?(?P<told>[\u4e00-\u9fff]{2,6}?)(?:公布)?如下(?=[。：:，]|$)",
)
GIVEN_TO_YOU = pattern(
    "given_to_you", r"现将《(?P<title>[^《》]{4,100}(?:《[^《》]{2,60}》[^《》]{0,40})?)》(?:印发|转发|下发|发)"
)
ADDRESS = pattern("address", r"https?://[^\s）)，。；]{4,300}")
BARE_HOST = pattern("bare_host", r"(?:[A-Za-z0-9\-]{1,40}\.){1,4}(?:com|cn|net|org|info|top|xyz)(?![A-Za-z0-9])")
TOLD_HERE = pattern("told_here", r"(?:情况|事项|内容|实事)?(?:通知|公布)如下[：。]?\Z")
OFFICIAL_HOST = ".gov.cn"
NAMING = 3000
"""Within so many signs a text says what it is."""
SURE_END = 6
"""So many signs at the end of a title prove that a notice issues it."""


@dataclass(frozen=True, slots=True)
class FoundMetadata:
    """Metadata with the doubts of reading it; spans lie in the clean text."""

    metadata: ParsedMetadata
    doubts: tuple[ParsedDoubt, ...]


def find_metadata(frame: Sequence[FramedLine], *, text: str, script: str) -> FoundMetadata:
    """Read the metadata of a document from its framed lines.

    Example: 茅政办发〔2022〕18 号 / 关于印发《…实施方案》的通知 / … gives number 茅政办发〔2022〕18号, the title of the 方案
    and the notice title.
    """
    titles = list(_titles(frame))
    body = "\n".join(framed.line.text for framed in frame if framed.part in ("preamble", "body", "closing"))
    notice = _notice(titles) or _printed_notice(frame) or _header_notice(frame)
    announced = _announced(frame)
    title = _own_title(titles, frame, notice) or (announced[1] if announced else "")
    proclaimed = PROCLAIMED.fullmatch(title)
    title = (proclaimed.group("title") or proclaimed.group("bare_title")) if proclaimed else title
    meeting = MEETING.search(title)
    title = MEETING.sub("", title)
    number = own_number(frame)
    signed = _signed_on(frame) or _signed_before(frame, limit=page_day(frame, kind="published"))
    issuers = (
        signing_bodies(frame, title=notice or title)
        or ((f"{meeting.group('place')}人民政府",) if meeting else ())
        or stated_bodies(frame, title=title, number=number, body=body)
        or (announced[:1] if announced and title == announced[1] else ())
    )
    publisher = page_value(frame, kind="publisher")
    reading = find_place(title=title, issuers=issuers, document_number=number or None, body=body)
    reading = _place_of_publisher(publisher, issuers=issuers, reading=reading) or reading
    metadata = ParsedMetadata(
        title=title,
        notice_title=notice if notice != title else "",
        document_number=number,
        issuers=issuers,
        publisher=publisher,
        issued_on=signed
        or (find_day(meeting.group("day")) if meeting else None)
        or day_beside_number(frame)
        or stated_day(frame),
        published_on=page_day(frame, kind="published"),
        jurisdiction=_parsed_place(reading.place) if reading.place else None,
        document_type=document_type(title) or _named_type(body),
        period=period(title),
        source_url=_source_address(frame),
        script=script,
    )
    doubts = [ParsedDoubt("jurisdiction", message, None) for message in reading.doubts]
    return FoundMetadata(metadata, (*doubts, *_doubts(frame, metadata, signed)))


def _place_of_publisher(publisher: str, *, issuers: tuple[str, ...], reading: PlaceReading) -> PlaceReading | None:
    """The place of who publishes, where the text names none: 区人民政府办公室 signs, 江汉区人民政府办公室 publishes.

    What a body of text alone suggests gives way only to a publisher that is the signing body with its place.
    """
    same = bool(issuers) and publisher != issuers[0] and publisher.endswith(issuers[0])
    if (reading.place and not (same and reading.evidence == "body")) or not bodies_in(publisher):
        return None
    found = find_place(title="", issuers=(publisher,), document_number=None)
    if found.place is None or found.place.level == "national":
        return None
    doubt = f"发文地区只由发布机构“{publisher}”可知，按{found.place.full_name}归入，请核对"
    return PlaceReading(found.place, "publisher", found.reason, (doubt,))


def _titles(frame: Sequence[FramedLine]) -> Iterator[str]:
    """Title lines; a line of years in brackets joins the one above it."""
    current = place = ""
    for framed in frame:
        text = _title_line(SPACED.sub("", framed.line.text))
        if framed.part != "title":
            if current:
                yield current
            current, place = "", text if framed.part == "preamble" and is_place_name(text) else ""
        elif place and not current and text.startswith("关于"):
            current = place + text
        elif current and document_type(current) and not framed.line.text.startswith(("（", "(")):
            yield current
            current = text
        else:
            current += text
    if current:
        yield current


def _title_line(text: str) -> str:
    """A title line without number, labels of the page and the marks that enclose the whole of it."""
    bare = TITLE_LABEL.sub("", without_number(without_page_tail(EFFECT_MARK.sub("", text))).lstrip("：: "))
    quoted = QUOTED_TITLE.fullmatch(bare)
    return quoted.group("title") if quoted else bare


def _notice(titles: Sequence[str]) -> str:
    """The first title of a notice; a page may print it once without and once with its issuer."""
    notices = [title for title in titles if _is_notice(title)]
    return max((title for title in notices if title.endswith(notices[0])), key=len, default="")


def _is_notice(title: str) -> bool:
    return document_type(title) in ("通知", "函", "公告", "通告") and any(
        word in title for word in ("印发", "转发", "发布", "公布", "下发")
    )


def _printed_notice(frame: Sequence[FramedLine]) -> str:
    """A notice title that only a download line still carries (…号关于印发…的通知.doc【文件下载】)."""
    for framed in frame:
        if framed.part == "furniture":
            match = PRINTED_NOTICE.search(framed.line.text)
            if match:
                return match.group()
    return ""


def _header_notice(frame: Sequence[FramedLine]) -> str:
    """The notice title that only the page's table states (标题：某市人民政府办公室转发市财政局关于…的通知)."""
    stated = _title_line(page_value(frame, kind="title"))
    return stated if _is_notice(stated) else ""


def _own_title(titles: Sequence[str], frame: Sequence[FramedLine], notice: str) -> str:
    own = list(dict.fromkeys(title for title in titles if title != notice and not _is_notice(title)))
    issued = ISSUED_OBJECT.search(notice)
    whole = [title for title in own if title != document_type(title)]
    if issued and own and (len(own) > 1 or not whole):
        return _outermost(issued.group("object"), own)
    own = whole or ([] if page_value(frame, kind="title") else own)
    if own:
        return max(own, key=lambda title: bool(period(title)) * 1000 + (titles[-1:] == [title]) * 100)
    for framed in frame:
        match = ISSUED_TITLE.search(framed.line.text) if framed.part == "preamble" else None
        if match and (not notice or _is_issued(match.group("title"), notice=notice)):
            return _outermost(match.group("title"), own)
    if issued and not (_tells_itself(frame) and not document_type(issued.group("object"))):
        return issued.group("object")
    return notice or page_value(frame, kind="title") or _list_title(frame)


def _outermost(title: str, printed: Sequence[str]) -> str:
    """A title taken out of 《》 with the marks its own line bears: 落实〈某计划〉方案 above is 落实《某计划》方案."""
    if "〈" not in title or not any("《" in line for line in printed):
        return title
    return title.replace("〈", "《").replace("〉", "》")


def _tells_itself(frame: Sequence[FramedLine]) -> bool:
    """Whether a notice prints what it issues in its own words: 现将有关情况通知如下."""
    return any(framed.part == "preamble" and TOLD_HERE.search(framed.line.text) for framed in frame)


def _announced(frame: Sequence[FramedLine]) -> tuple[str, str] | None:
    """The body that published a text and its title, as the first lines of a news page say them."""
    for framed in frame[:ANNOUNCING_LINES]:
        match = ANNOUNCED.search(framed.line.text)
        if match:
            return match.group("body"), match.group("title")
    return None


def _list_title(frame: Sequence[FramedLine]) -> str:
    """The first line of a page that is nothing but a list: 2024年重点工作任务分解表, 某县2023年度重点工作清单（一季度）."""
    opening = [framed.line.text for framed in frame[:LIST_OPENING] if framed.part in ("preamble", "attachment", "body")]
    return next((text for text in opening if LIST_TITLE.fullmatch(text)), "")


def _is_issued(title: str, *, notice: str) -> bool:
    """Whether a notice issues the text so called: 《政府工作报告》已经大会通过 may stand above a list of its tasks."""
    _before, _end, behind = bare(notice).partition(bare(title)[-SURE_END:])
    return bool(behind) and (behind.startswith(("的", "等")) or behind[0].isdigit())


def _signed_on(frame: Sequence[FramedLine]) -> date | None:
    for framed in frame:
        text = framed.line.text
        leader = LEADER.search(text) if framed.part in ("closing", "preamble") else None
        if leader and leader.group("day"):
            return find_day(leader.group("day"))
        if framed.part == "closing" and (is_dated(text) or SIGNED_LINE.fullmatch(text)):
            return find_day(text)
    return None


def _signed_before(frame: Sequence[FramedLine], *, limit: date | None) -> date | None:
    """The signing day whose digits say two days (2022121), where only one of them lies before the day of publishing."""
    texts = [framed.line.text for framed in frame if framed.part == "closing"]
    return next((day for text in texts if (day := day_before(text, limit=limit))), None)


def _source_address(frame: Sequence[FramedLine]) -> str:
    for framed in frame:
        match = ADDRESS.search(framed.line.text) if framed.part == "furniture" else None
        if match:
            return match.group()
    return ""


def _named_type(body: str) -> str:
    """The type a text without title gives itself: 制定本实施意见 is an 实施意见, 特制定某市三年行动计划 an 行动计划."""
    given = GIVEN_TO_YOU.search(body[:NAMING])
    if given and (found := document_type(given.group("title"))):
        return found
    for match in MADE_HERE.finditer(body[:NAMING]):
        found = document_type(match.group("genre") or match.group("named") or match.group("told"))
        if found and (found not in RULE_TEXTS or match.group("genre")):
            return found
    return ""


def _parsed_place(place: Place) -> ParsedPlace:
    level = "zone" if place.kind == "zone" else place.level
    return ParsedPlace(name=place.name, level=level, province=place.province or "", code=place.code)


# Doubts -------------------------------------------------------------------------------------------------------------


def _doubts(frame: Sequence[FramedLine], metadata: ParsedMetadata, signed: date | None) -> Iterator[ParsedDoubt]:
    yield from _date_conflict(frame, signed)
    yield from _foreign_host(frame, metadata)
    yield from _missing(metadata)
    yield from _place_conflict(metadata)


def _date_conflict(frame: Sequence[FramedLine], signed: date | None) -> Iterator[ParsedDoubt]:
    for framed in frame:
        values = dict(header_values(framed.line.text)) if framed.part == "furniture" else {}
        stated = find_day(values.get("issued", ""))
        if signed and stated and signed != stated:
            message = f"页眉所载成文日期为 {stated.isoformat()}，落款为 {signed.isoformat()}。以落款为准"
            yield ParsedDoubt("date_conflict", message, framed.line.span)


def _foreign_host(frame: Sequence[FramedLine], metadata: ParsedMetadata) -> Iterator[ParsedDoubt]:
    """A page header that names a host which is no government site: the text was taken from a mirror."""
    for framed in frame:
        if framed.part != "furniture" or ADDRESS.search(framed.line.text):
            continue
        match = BARE_HOST.search(framed.line.text)
        if match and OFFICIAL_HOST not in match.group():
            span = Span(*match.span()).shifted(framed.line.span.start)
            message = f"页眉所载网站 {match.group()} 不是政府网站，本文录自转载页。请以政府网站所载为准"
            yield ParsedDoubt("mirror", message, span)
            return


def _missing(metadata: ParsedMetadata) -> Iterator[ParsedDoubt]:
    missing = [
        name
        for name, value in (
            ("标题", metadata.title),
            ("发文机关", metadata.issuers),
            ("成文日期", metadata.issued_on),
            ("文号", metadata.document_number),
        )
        if not value
    ]
    if missing:
        yield ParsedDoubt("metadata_missing", f"原文未载{'、'.join(missing)}", None)


def _place_conflict(metadata: ParsedMetadata) -> Iterator[ParsedDoubt]:
    """A publisher of another place than the issuer: the page republishes the text."""
    if not metadata.publisher or metadata.publisher in metadata.issuers or metadata.jurisdiction is None:
        return
    other = find_place(title="", issuers=(metadata.publisher,), document_number=None).place
    if other and other.code != metadata.jurisdiction.code:
        message = f"页面由{metadata.publisher}发布，文件由{'、'.join(metadata.issuers) or '他处'}制发，属转载"
        yield ParsedDoubt("republished", message, None)
