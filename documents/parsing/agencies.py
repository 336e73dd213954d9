"""Item text -> agencies with roles: names in notes and in prose, split, completed, marked collective.

Names are kept as written; a level prefix dropped by ellipsis is restored in the normal name (省发展改革委、商务厅
names 省商务厅), and so is an ending that several names share (各市、县人民政府). Prose counts only where 由X牵头 or 由X负责
assigns the item itself (codebook: Agencies).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.parsing.functions import function_of
from documents.parsing.lexicon import agency_words
from documents.parsing.notes import FIRST_IS_LEAD, Note, cell_parts, find_notes, role_of_ending
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedAgency
from documents.parsing.shared_endings import with_shared_ending
from documents.parsing.spans import Span
from documents.parsing.table_cells import is_agencies

PROSE = pattern(
    "agency_prose",
    r"由(?:所?涉及的|相关的)?(?P<names>[\u4e00-\u9fff、（）]{2,160}?)(?:具体|全面|统一|共同|联合|分别)?(?P<role>负责牵头|牵头|负责)(?=[，。；、]|会同|组织|负责|开展|落实|完成|推进|\Z)",
)
PERSON_LEADS = pattern(
    "person_leads",
    r"由[^，。；由]{0,12}(?:领导|省长|市长|区长|县长|州长|旗长|镇长|主任|书记)[^，。；由]{0,6}牵头，(?P<names>[\u4e00-\u9fff、（）]{2,60}?)(?:具体)?负责(?=[，。；])",
)
BODY_FORMED = pattern(
    "body_formed", rf"(?:建立|成立|组建|设立)[^。；]{{0,40}}(?:{'|'.join(agency_words().mechanisms)})[^。；]{{0,20}}\Z"
)
OPENING_CLAUSES = pattern(
    "opening_clauses",
    r"(?:^|(?<=[。\n]))(?P<lead>(?!由)[\u4e00-\u9fff、（）]{3,60}?)(?:负责)?牵头(?:负责)?，(?:(?P<support>[\u4e00-\u9fff、（）]{3,80}?)(?:按照?职责)?(?:分工)?(?:配合|参与|协助)[，。；])?",
)
ASSISTS = pattern(
    "agency_assists", r"[^，。；、]{0,12}[，、](?P<names>[\u4e00-\u9fff、（）]{3,60}?)(?:配合|参与|协助)(?=[，。；])"
)
TRAILING = pattern(
    "name_trailing",
    r"(?:等(?:\d+家)?(?:省级|市级|区级|县级|市直|省直|区直|县直|[省市区县]政府)?(?:相关|有关|主管){0,2}(?:部门|单位)?(?:（单位）)?|按职责分工|按照?职责|分工|（排名不分先后）|，?下同)+\Z",
)
NO_NAME = pattern("no_name", r"[：:]|\d{1,4} ?[年月日]|完成|持续推进|长期坚持|联系电话|政策依据|^下同$")
NO_SUBJECT = pattern("no_subject", r"坚持|实行|推行|发挥|强化|加强|建立|按照|形成|完善|依托|落实|在|以")
RANKED_NAME = pattern("ranked_name", r"（(?P<rank>牵头|主办|配合|协办)）\Z")
RANKS = {"牵头": "lead", "主办": "lead", "配合": "support", "协办": "support"}
BRACKETED_NAME = pattern("bracketed_name", r"（[^（）]{2,40}）")
NAME_SEPARATOR = pattern(
    "name_separator",
    r"[、，；;,]|等?会同(?!县)|等(?:以及|和|及)|(?:以及|和|及)(?=各)|(?<=[局厅委部办])和(?=[省市区县州旗盟])",
)
PERSONS = pattern("cell_persons", r"[\u4e00-\u9fff]{2,4}(?:[ 　\n\t|、]+[\u4e00-\u9fff]{2,4}){0,5}")
BEGINS_NAME = pattern("cell_begins_name", r"[省市区县州旗各国][\u4e00-\u9fff]")
BLANKS = pattern("cell_blanks", r"[ 　\n\t|]+")
EACH = pattern(
    "one_of_each",
    r"(?:[县区市州盟旗乡镇]|县级市|县市|县区|自治州|自治县|乡镇|街道|街道办|街道办事处|社区|园区|功能区|开发区)(?:[（〔][^（）〔〕]{1,12}[）〕])?",
)
# What names a class of places and none of them: 县（市、区）政府; 区人民政府 alone is that of the district, and
# 开发区管委会 that of the place unless it stands behind 各区政府.
CLASS_ONLY = pattern(
    "agency_class_only",
    r"(?:[县区市州旗镇乡]|县级市)(?:（[^（）]{1,12}）|〔[^〔〕]{1,12}〕)(?:人民)?政府(?:（管委会?）)?|[县区市]人民政府（管委会?）|单位|部门",
)
ZONE_CLASS = pattern(
    "agency_zone_class",
    r"(?:经济|高新|功能|产业|工业)?(?:开发区|园区|功能区|新区|度假区|管理区|工业园区?)(?:管委会?|管理委员会)",
)
LEVEL_PREFIX = pattern("level_prefix", r"(?:市(?![场容]|政[工管园])|[区县](?!域)|[省州旗盟])(?=[\u4e00-\u9fff]{2,})")
_KEEPS_NAME = (
    "公司",
    "集团",
    "银行",
    "分行",
    "支行",
    "学院",
    "大学",
    "医院",
    "分局",
    "海关",
    "协会",
    "商会",
    "联合会",
    "政府",
    "管理委员会",
    "村民委员会",
    "居民委员会",
)
GROUND = pattern(
    "name_has_ground",
    r"各|有关|相关|国家|国务院|中央|中国|全国|省|市(?![场容]|政[工管园])|[区县](?!域)|州|旗|盟|团(?!结)|国网|民航|铁路|人民银行|长三角|珠三角|京津冀|粤港澳|长江|黄河"
    r"|[\u4e00-\u9fff]{2,6}(?:医院(?:发展|管理)中心|[^、]{0,4}(?:合作区|试验区|保税区|示范区|度假区|开发区|新区)管理[局委])"
    r"|[\u4e00-\u9fff]{2,8}(?:街道|(?<!城)[乡镇](?=政府|人民))(?=[\u4e00-\u9fff])|[\u4e00-\u9fff]{2,8}(?<!宣传)(?<!组织)(?<!统战)(?<!武装)(?<!工作)部[\u4e00-\u9fff]{1,8}局",
)
"""What says by itself where it belongs: 打浦桥街道办, a street's; 水利部长江局, a ministry's."""
SUCH_AS = pattern(
    "agency_such_as",
    r"等(?:各?(?:相关|有关)(?:[省市区县州镇旗]{1,2}(?:[（(][^（）()]{1,8}[）)])?(?:人民)?政府|[省市区县]?[直级属]?(?:部门|单位))|[区县市](?:人民)?政府)\Z",
)
"""浦东新区等相关区政府 stands for several; what a list of whole names ends in (、市财政局等有关部门) is cut off before."""
SOME_OF_A_KIND = pattern(
    "agency_some_of_a_kind",
    r"[省市区县州]?[直级属]?(?:有关|相关)[\u4e00-\u9fff]{1,10}",
)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a task's text says about agencies: the agencies in order, the notes they stand in."""

    agencies: tuple[ParsedAgency, ...]
    notes: tuple[Note, ...]


def first_lead_rule(text: str) -> Span | None:
    """Where a document declares that the first named agency leads (列第一位的为牵头单位，下同)."""
    match = FIRST_IS_LEAD.search(text)
    return Span(*match.span()) if match else None


def find_agencies(text: str, *, place_names: Sequence[str] = (), rule_span: Span | None = None) -> Assigned:
    """Agencies that the text of one item names, with spans in `text`, in order and without repetition.

    `place_names` are names a local agency may begin with (济南). `rule_span` grants the first responsible the lead.

    >>> [(a.name, a.role) for a in find_agencies("建云。（牵头单位：省发展改革委、商务厅）").agencies]
    [('省发展改革委', 'lead'), ('省商务厅', 'lead')]
    """
    notes = find_notes(text)
    found: list[ParsedAgency] = []
    for note in notes:
        named: list[ParsedAgency] = []
        for part in note.parts:
            names = list(_split(text, part.span, part.role, part.rule))
            named.extend(_completed(names, place_names))
        found.extend(_ranked(named, rule_span))
    if not notes:
        found.extend(_prose(text))
    return Assigned(tuple(_once(found)), notes)


def find_cell_agencies(
    text: str,
    *,
    cells: Sequence[tuple[str, Span]],
    place_names: Sequence[str] = (),
    rule_span: Span | None = None,
) -> tuple[ParsedAgency, ...]:
    """Agencies in the cells of one table row; each cell has the role of its column. Spans lie in `text`.

    Names stand under one another or with blanks between where a copy lost the commas. A rule that the first named leads
    holds for rows without a leading column. Example: 市发展改革委⇥市财政局、教育局 are 市财政局 and 市教育局 in the second.
    """
    found: list[ParsedAgency] = []
    completed: dict[str, list[ParsedAgency]] = {}
    for role, cell in cells:
        for part in cell_parts(text, cell, role=role):
            names = [
                _unbroken(name)
                for piece in _cell_pieces(text, part.span)
                for name in _split(text, piece, part.role, part.rule)
            ]
            completed.setdefault(part.role, []).extend(names)
    for names in completed.values():
        found.extend(_completed(names, place_names))
    ranked = found if any(agency.role == "lead" for agency in found) else [*_ranked(found, rule_span)]
    return tuple(_once(ranked))


def _cell_pieces(text: str, span: Span) -> Iterator[Span]:
    """The names and lists of names between the blanks of a cell; one broken by a blank is whole, a person is none.

    Example: 市发展改革委 市财 政局 holds two agencies, 市工信局 李某某 one.
    """
    edges = [span.start]
    for match in BLANKS.finditer(text, span.start, span.end):
        if not _bracket_depth(text, span.start, match.start()):
            edges += (match.start(), match.end())
    edges.append(span.end)
    begun: Span | None = None
    named = 0
    for piece in (Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)):
        whole = Span(begun.start, piece.end) if begun and not BEGINS_NAME.match(piece.slice(text)) else piece
        if is_agencies(BLANKS.sub("", whole.slice(text))):
            yield whole
            named, begun = named + 1, None
        else:
            begun = Span(begun.start, piece.end) if begun else piece
    if begun and not (named and PERSONS.fullmatch(begun.slice(text))):
        yield begun


def _unbroken(agency: ParsedAgency) -> ParsedAgency:
    """A name without the blanks that a cell broke it by."""
    name = BLANKS.sub("", agency.name)
    if name == agency.name:
        return agency
    reading = None if agency.collective else function_of(name)
    return replace(agency, name=name, function=reading.code if reading else "")


def _ranked(agencies: Sequence[ParsedAgency], rule_span: Span | None) -> Iterator[ParsedAgency]:
    """Under a declared rule the first responsible of a note leads and the others support."""
    first = True
    for agency in agencies:
        if rule_span is None or agency.role != "responsible":
            yield agency
            continue
        yield replace(agency, role="lead" if first else "support", rule_span=rule_span, rule="note.first_is_lead")
        first = False


def _once(agencies: Sequence[ParsedAgency]) -> Iterator[ParsedAgency]:
    seen: set[tuple[str, str]] = set()
    for agency in agencies:
        if (agency.name, agency.role) not in seen:
            seen.add((agency.name, agency.role))
            yield agency


def _split(text: str, span: Span, role: str, rule: str) -> Iterator[ParsedAgency]:
    """Names between 、，；; outside brackets, without 等; 等和 and a 和 before 各 part names too."""
    start = span.start
    ends = [match.span() for match in NAME_SEPARATOR.finditer(text, span.start, span.end)]
    for end, following in [*ends, (span.end, span.end)]:
        if _bracket_depth(text, start, end) > 0:
            continue
        name = _trimmed(text, Span(start, end))
        if name is None:
            continue
        ranked = RANKED_NAME.search(name.slice(text))
        if ranked:  # 市教育局（牵头）
            name = Span(name.start, name.start + ranked.start())
            yield _agency(name.slice(text), RANKS[ranked.group("rank")], rule, name)
        elif BRACKETED_NAME.fullmatch(name.slice(text)):  # 主（协）办机关：A、（B、C）: B and C assist.
            yield from _split(text, Span(name.start + 1, name.end - 1), "support", rule)
        else:
            yield _agency(name.slice(text), role, rule, name)
        start = following


def _bracket_depth(text: str, start: int, end: int) -> int:
    """How many brackets opened in text[start:end] are still open."""
    opened = sum(text.count(mark, start, end) for mark in "（〔(")
    return opened - sum(text.count(mark, start, end) for mark in "）〕)")


def _trimmed(text: str, span: Span) -> Span | None:
    written = span.slice(text)
    start = span.start + len(written) - len(written.lstrip(" 　\n"))
    core = TRAILING.sub("", written.strip(" 　\n。"))
    if len(core) < 2 or NO_NAME.search(core) or not any("\u4e00" <= character <= "\u9fff" for character in core):
        return None
    return Span(start, start + len(core))


def _agency(name: str, role: str, rule: str, span: Span) -> ParsedAgency:
    collective = is_collective(name)
    reading = None if collective else function_of(name)
    return ParsedAgency(
        name=name,
        as_written=name,
        role=role,
        collective=collective,
        function=reading.code if reading else "",
        rule=rule,
        rule_span=None,
        span=span,
    )


def is_collective(name: str) -> bool:
    """Whether a name stands for several agencies that it does not name (市相关部门, 各县区政府)."""
    return (
        name.startswith("各")
        or SOME_OF_A_KIND.fullmatch(name) is not None
        or CLASS_ONLY.fullmatch(name) is not None
        or SUCH_AS.search(name) is not None
        or any(word in name for word in agency_words().collectives)
    )


def _completed(agencies: Sequence[ParsedAgency], place_names: Sequence[str]) -> Iterator[ParsedAgency]:
    """Restore the level prefix of the first name where later names drop it, and shared endings before it."""
    prefixed = [(index, match) for index, agency in enumerate(agencies) if (match := LEVEL_PREFIX.match(agency.name))]
    first, prefix = prefixed[0] if prefixed else (0, None)
    if any(not agency.collective for agency in agencies[:first]):
        prefix = None  # 工业和信息化部、省教育厅、财政厅: of whom the last is nobody says.
    committee = False
    for index, agency in enumerate(agencies):
        name = agency.name
        if prefix and index > first and _drops_prefix(name, place_names):
            organ = committee and name in agency_words().party_organs
            name = prefix.group() + ("委" if organ else "") + name
        committee = committee or bool(prefix and name.startswith(f"{prefix.group()}委"))
        whole = with_shared_ending(name, [later.name for later in agencies[index + 1 :]])
        if whole == name and index and agencies[index - 1].name.startswith("各") and _is_one_of_each(agency):
            whole = f"各{name}"
        name = whole
        follows = index > 0 and agencies[index - 1].collective and ZONE_CLASS.fullmatch(name) is not None
        if name == agency.name and not follows:
            yield agency
        else:
            yield replace(agency, name=name, collective=is_collective(name) or follows)


def _is_one_of_each(agency: ParsedAgency) -> bool:
    """Whether a name behind 各… shares its 各: 各市、县人民政府, 各乡镇人民政府、街道办事处."""
    governs = agency.name.removesuffix("（管委会）").endswith("政府")
    shared = (agency.name[0] in "县区市州旗" and governs) or EACH.fullmatch(agency.name)
    return bool(shared) and not agency.name.startswith("各")


def _drops_prefix(name: str, place_names: Sequence[str]) -> bool:
    if (
        GROUND.match(name)
        or ZONE_CLASS.fullmatch(name)
        or is_collective(name)
        or any(place and place in name for place in place_names)
    ):
        return False
    if name in agency_words().party_organs or name in agency_words().mass_organs:
        return True
    return name.endswith(("厅", "局", "委", "委员会", "办", "院", "中心", "室")) and not name.endswith(_KEEPS_NAME)


def _prose(text: str) -> Iterator[ParsedAgency]:
    """由X牵头 or 由X负责 where it assigns the item, not a mechanism; what X配合 adds; what a person leads, X负责."""
    for match in PROSE.finditer(text):
        role = role_of_ending(match.group("role").removeprefix("负责") or match.group("role"))
        if "统筹推进" in match.group() or "的" in match.group("names") or _forms_a_body(text, match.start()):
            continue
        named = _named(text, Span(*match.span("names")), role)
        if all(agency.name.endswith(("部门", "单位")) for agency in named):
            continue  # 由粮食行政管理部门负责 names no agency of the place.
        yield from named
        assists = ASSISTS.match(text, match.end()) if named and role == "lead" else None
        if assists:
            yield from _named(text, Span(*assists.span("names")), "support")
    for match in PERSON_LEADS.finditer(text):
        yield from _named(text, Span(*match.span("names")), "responsible")
    for match in OPENING_CLAUSES.finditer(text):
        leads = _named(text, Span(*match.span("lead")), "lead")
        if any(agency.collective or agency.name.endswith(("部门", "单位")) for agency in leads):
            continue  # 政府部门牵头，企业参与 speaks of no one
        yield from leads
        if leads and match.group("support"):
            yield from _named(text, Span(*match.span("support")), "support")


def _forms_a_body(text: str, place: int) -> bool:
    """建立联席会议，由X牵头: who leads the meeting does not answer for the item."""
    return BODY_FORMED.search(text, text.rfind("。", 0, place) + 1, place) is not None


def _named(text: str, span: Span, role: str) -> tuple[ParsedAgency, ...]:
    """The names of a stretch of prose, none where one of them is no agency (县长, 企业)."""
    if NO_SUBJECT.match(text, span.start):
        return ()
    names = tuple(_completed(list(_split(text, span, role, f"prose.{role}")), ()))
    endings = agency_words().endings
    return names if all(agency.collective or agency.name.endswith(endings) for agency in names) else ()
