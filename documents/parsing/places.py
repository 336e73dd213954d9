"""Which jurisdiction issues a document: read from its issuers, title, number and body, in that order.

The codebook decides: the place whose government (or whose department) issues it. A title may name
another place (国务院关于支持济源…); the issuer wins then, and the difference is kept as a doubt.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from documents.parsing.gazetteer import NATIONAL, Gazetteer, Mention, Place, gazetteer, parents
from documents.parsing.patterns import pattern
from documents.parsing.subplaces import below, find_subplace, new_area

__all__ = ["Place", "PlaceReading", "find_place", "parents"]

# Names that are ordinary words as well; alone, without their city, they say nothing (平安建设 is no 平安区).
_COMMON_WORDS = frozenset(
    "全国 中国 城区 郊区 矿区 东区 西区 城中区 城东区 城西区 城北区 新城区 新市区 市中区 城关区 港口区 资源 合作 比如 "
    "南部 解放 东方 前进 港口 公安 友好 通道 城中 城北 城东 城西 城关 平安 中方 安定 延长 光明 新兴 运河 万年 东风 光泽 "
    "南岸 会同 工农 大名 富裕 清水 前锋 复兴 长子 宏伟 平定 振兴 三元 大方 互助 新民 平和 桃源 大观 台前 石棉 丰满 高台 "
    "二道 平房 同心 小店 灯塔 天涯 江岸 海棠 回民 黑水 安居 水城 老城 爱民 天心 天柱 莲花 民权 富民 清流 紫金 民和 民乐 "
    "康乐 兴业 乐业 五常 开化 宣化 进贤 长寿 和平 友谊 共和 建设 新华 向阳 新建 新星 新城 新市 大通 平原 同仁 红旗 站前 "
    "市中 市南 市北 南区 北区 江南 江北 河口 高明 日照 白银 开放 武功 文化 自流井".split()
)
_CENTRAL = pattern(
    "place central body",
    r"^(?:国务院|中共中央|中央|全国|国家|最高人民|中国|中华人民共和国"
    r"|(?![省市区县州旗盟])[\u4e00-\u9fff]{2,12}(?:部|总局|总署)(?:办公厅)?$)",
)
_CENTRAL_NAME = pattern(
    "place central name",
    r"(?:中国|国家)[\u4e00-\u9fff]{2,10}?(?:委员会|总局|银行|[银证保电]监会|银保监会|能源局|统计局|气象局)",
)
_BRANCH = pattern(
    "place of branch",
    r"(?:省|市|总|专员|特派员|监督)?(?:监管局|监管分局|监督管理局|监管办|分行|中心支行|支行|分公司|海关|税务局|调查总队|调查队|通信管理局|气象局"
    r"|邮政管理局|监察局|审计特派员办事处|专员办|办事处|营业部|管理局|管理办公室|电监办|能源监管局|救助局|海事局|边检总站|检验检疫局)",
)
# 人民武装部 and the departments of Party committees (组织部, 宣传部) are found at every level.
_LOCAL_DEPARTMENT = pattern(
    "place local department", r"(?:委|武装|组织|宣传|统战|指挥|工作|纪检)[\u4e00-\u9fff]{0,3}部"
)
_NUMBER_HEAD = pattern(
    "place number head",
    r"^([\u4e00-\u9fff]{1,12}?)(?:党|政|府|委|办|发|函|令|规|字|厅|局|经|数|工|财|教|人|市|科|建|交|农|文|卫|民|司|公)",
)
_SELF_REFERENCES = (
    ("province", pattern("place self province", r"[我全]省|[我全]自治区|省政府各部门|省直各|各设区市|各市[（(]?州")),
    (
        "prefecture",
        pattern("place self prefecture", r"[我全][市州盟]|[市州]政府(?:各|有关)部门|市直各|各县[（(、]?[市区]"),
    ),
    ("county", pattern("place self county", r"[我全][县区旗]|[县区]政府(?:各|有关)部门|县直各|各乡[（(、]?镇|各街道")),
)
_OWN = pattern("place own", r"我([市州盟县区旗])")
_OWN_LEVELS = {**dict.fromkeys("市州盟", "prefecture"), **dict.fromkeys("县区旗", "county")}
# 结合抚州实际: a text that speaks of where it is to be carried out.
_HERE = pattern("place here", r"(?:结合|立足)(?P<name>[\u4e00-\u9fff]{2,9}?)(?:市|县|区|州|省)?(?:工作|发展)?的?实际")
_ADDRESSED_BY_CENTRE = pattern("place addressed by centre", r"各省、自治区、直辖市|国务院各部委")


_OF_A_CITY = pattern("speaks_as_a_city", r"[我本全]市(?!场)|市委、?市政府|市第[一二三四五六七八九十]{1,3}次党代会")


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The jurisdiction found, or None; what decided (issuer, title, number, body), in words, and doubts."""

    place: Place | None
    evidence: str
    reason: str
    doubts: tuple[str, ...] = ()


class _Clues:
    """What narrows a name that several places bear; read from the text only when something is to be narrowed."""

    def __init__(self, index: Gazetteer, *, texts: Sequence[str], document_number: str, body: str) -> None:
        self._index, self._texts, self._body = index, texts, body
        head = _NUMBER_HEAD.match(document_number.strip())
        self.number_head = head.group(1) if head else ""

    @cached_property
    def named_codes(self) -> frozenset[str]:
        """All places named anywhere; ordinary words and short names of counties are not heard."""
        named: set[str] = set()
        for text in (*self._texts, self._body):
            for mention in self._index.mentions(text):
                if mention.name not in _COMMON_WORDS:
                    named.update(code for code in mention.codes if _counts(self._index, code, mention))
        return frozenset(named)

    @cached_property
    def level(self) -> str | None:
        """The level a text speaks of itself at: 我市 is prefecture (or a county-level city), 我省 province."""
        own = Counter(_OWN_LEVELS[sign] for sign in _OWN.findall(self._body))
        if own:  # 我市 in a text that also speaks of 全省 is said by a city.
            return own.most_common(1)[0][0]
        counts = {level: len(pattern.findall(self._body)) for level, pattern in _SELF_REFERENCES}
        level, count = max(reversed(counts.items()), key=lambda item: item[1])
        return level if count else None


def find_place(*, title: str, issuers: Sequence[str], document_number: str | None, body: str = "") -> PlaceReading:
    """Find the jurisdiction that issues a document; text is expected in Simplified characters.

    Evidence in order: issuers (with an issuer printed in the title before 关于), place names in the
    title, the letters of the number, the body. Never raises; ``place`` is None when nothing decides.
    Example: issuer 十堰市茅箭区人民政府办公室 gives 茅箭区 (420302).
    """
    index = gazetteer()
    printed_issuer = title.partition("关于")[0] if "关于" in title else ""
    clues = _Clues(index, texts=(title, *issuers), document_number=document_number or "", body=body)
    named = _title_place(index, title, clues, body)
    bodies = [name for name in (*issuers, printed_issuer) if name]
    issuing = _issuing_place(index, bodies, clues)
    if issuing:
        reading = _with_conflict(index, issuing, named)
    elif named.place or named.doubts:
        reading = named
    else:
        reading = _from_number(index, clues, body) or _from_body(index, clues, body)
    return _in_new_area(reading, bodies, title) or _below(index, reading, bodies, clues)


def _in_new_area(reading: PlaceReading, bodies: Sequence[str], title: str) -> PlaceReading | None:
    """A state-level new area that signs, or opens the title of a text nobody signs, where no place is named before it."""
    named = new_area(bodies[0] if bodies else title)
    if named is None or (bodies and reading.evidence == "issuer" and reading.place):
        return None
    found, parent = named
    doubt = f"“{found.name}”没有行政区划代码，入库时归入{parent.full_name}，请核对"
    evidence, words = ("issuer", f"发文机关“{bodies[0]}”") if bodies else ("title", f"标题“{title}”")
    return PlaceReading(below(parent, found=found), evidence, words, (doubt,))


def _below(index: Gazetteer, reading: PlaceReading, issuers: Sequence[str], clues: _Clues) -> PlaceReading:
    """The zone or township the first body speaks for, inside the place that was read.

    Where a zone signs together with the government of a place (济源), the document is that place's.
    """
    found = find_subplace(issuers[0], index=index) if issuers else None
    if found is None or reading.place is None or reading.place.level == "national":
        return reading
    others = [name for name in issuers[1:] if find_subplace(name, index=index) is None and found.name not in name]
    together = _issuing_place(index, others, clues)
    if together and together.place:
        doubt = f"与{found.name}联合发文，按{together.place.name}归入，请核对"
        return PlaceReading(together.place, together.evidence, together.reason, (*together.doubts, doubt))
    place = below(reading.place, found=found)
    doubt = f"“{found.name}”没有行政区划代码，入库时归入{reading.place.full_name}，请核对"
    return PlaceReading(place, reading.evidence, reading.reason, (*reading.doubts, doubt))


def _issuing_place(index: Gazetteer, issuers: Sequence[str], clues: _Clues) -> PlaceReading | None:
    """The place of the first issuer that names one clearly; a joint issue by another place is a doubt."""
    readings = [
        _decide(index, candidates, clues, "issuer", f"发文机关“{issuer}”")
        for issuer in issuers
        if (candidates := _issuer_candidates(index, issuer))
    ]
    clear = [reading for reading in readings if reading.place]
    if not clear:
        return readings[0] if readings else None
    first = clear[0]
    others = dict.fromkeys(r.place.full_name for r in clear[1:] if r.place and not _related(index, first, r))
    if not others:
        return first
    doubt = f"与{'、'.join(others)}联合发文，按列第一位的发文机关归入，请核对"
    return PlaceReading(first.place, first.evidence, first.reason, (doubt,))


def _related(index: Gazetteer, first: PlaceReading, other: PlaceReading) -> bool:
    if first.place is None or other.place is None:
        return False
    one, two = first.place.code, other.place.code
    return one == two or _is_within(index, one, (two,)) or _is_within(index, two, (one,))


def _counts(index: Gazetteer, code: str, mention: Mention) -> bool:
    """A county's short name is too often an ordinary word (合作, 平安) to be heard in running text."""
    return not mention.short or index.places[code].level != "county"


def _issuer_candidates(index: Gazetteer, issuer: str) -> tuple[str, ...]:
    chain = _first_chain(index, issuer)
    if chain:
        return chain
    if _CENTRAL.match(issuer) and not _LOCAL_DEPARTMENT.search(issuer):
        return (NATIONAL,)
    return ()


def _title_place(index: Gazetteer, title: str, clues: _Clues, body: str) -> PlaceReading:
    candidates = _first_chain(index, title) or _corroborated(index, title, clues, body)
    if not candidates:
        return PlaceReading(None, "title", "")
    return _decide(index, candidates, clues, "title", f"标题“{title}”")


def _corroborated(index: Gazetteer, title: str, clues: _Clues, body: str) -> tuple[str, ...]:
    """Short names inside a title (加快推进茅箭新型…) count when the body or the number bears them out."""
    for mention in index.mentions(title):
        places = [index.places[code] for code in mention.codes]
        borne_out = [place.code for place in places if place.name in body or _fits_number(place, clues)]
        if borne_out:
            return tuple(borne_out)
        if mention.name not in _COMMON_WORDS and any(place.level != "county" for place in places):
            return mention.codes
    return ()


def _first_chain(index: Gazetteer, text: str) -> tuple[str, ...]:
    """The deepest place of the first run of names that contain one another (湖北省十堰市茅箭区).

    A whole name counts anywhere; a short one at the start, after another name, before 分局 or the branch of a central
    body (中国银监会浙江监管局).
    """
    chain: tuple[str, ...] = ()
    end = 0
    central = _CENTRAL_NAME.match(text)
    for mention in index.mentions(text):
        if central and mention.start < central.end() < mention.end:
            return _first_chain(index, text[central.end() :])  # 银保监会宁波监管局 names 宁波, not 会宁.
        adjoining = mention.start == end
        if chain and not adjoining:
            break
        before_branch = text.startswith(("分局", "支队", "大队"), mention.end) or (
            _CENTRAL.match(text) is not None and _BRANCH.match(text, mention.end) is not None
        )
        heard = not mention.short and mention.name not in _COMMON_WORDS
        if not (heard or adjoining or before_branch):
            continue
        within = tuple(code for code in mention.codes if _is_within(index, code, chain))
        if chain and not within:
            break
        if not chain and mention.short and mention.name in _COMMON_WORDS:
            continue
        chain, end = within or mention.codes, mention.end
    return chain


def _is_within(index: Gazetteer, code: str, containers: Sequence[str]) -> bool:
    return any(place.code in containers for place in index.ancestors(code))


def _decide(index: Gazetteer, candidates: Sequence[str], clues: _Clues, evidence: str, words: str) -> PlaceReading:
    places = _narrow(index, [index.places[code] for code in candidates], clues)
    if len(places) == 1:
        return PlaceReading(places[0], evidence, f"{words}：{places[0].full_name}")
    names = "、".join(place.full_name for place in places[:6])
    return PlaceReading(None, evidence, words, (f"{words}中的地名可指多处：{names}，请核对",))


def _narrow(index: Gazetteer, places: list[Place], clues: _Clues) -> list[Place]:
    """Keep the places that the context, then the number, then the spoken level speak for."""
    if len(places) == 1:
        return places

    def named_around(place: Place) -> bool:
        return any(up.code in clues.named_codes for up in index.ancestors(place.code) if up.code != NATIONAL)

    tests = (named_around, lambda place: _fits_number(place, clues), lambda place: _fits_level(place, clues))
    for test in tests:
        kept = [place for place in places if test(place)]
        places = kept or places
    whole = [place for place in places if place.level in ("province", "prefecture")]
    return whole if len(whole) == 1 else places


def _fits_number(place: Place, clues: _Clues) -> bool:
    """茅政办发 fits 茅箭区, 豫政办 fits 河南省; a province may stand further in (数鲁专组办发)."""
    head = clues.number_head
    if not head or place.kind == "zone":
        return False
    if head[0] in place.number_prefixes or head[0] == place.short_name[0]:
        return True
    return place.level == "province" and any(prefix in head for prefix in place.number_prefixes)


def _fits_level(place: Place, clues: _Clues) -> bool:
    """我市 is also said by a county-level city (禹城市), never by a district."""
    if clues.level == "prefecture":
        return place.level == "prefecture" or place.name.endswith("市")
    return place.level == clues.level


def _with_conflict(index: Gazetteer, reading: PlaceReading, named: PlaceReading) -> PlaceReading:
    issuing, titled = reading.place, named.place
    if not issuing or not titled or titled.code in (issuing.code, NATIONAL):
        return reading
    if titled in index.ancestors(issuing.code):
        return reading
    doubt = f"标题写“{titled.name}”，发文机关属“{issuing.name}”，按发文机关归入，请核对"
    return PlaceReading(issuing, reading.evidence, reading.reason, (*reading.doubts, doubt))


def _from_number(index: Gazetteer, clues: _Clues, body: str) -> PlaceReading | None:
    """The place whose abbreviation opens the number; where several fit, the body decides among them."""
    fitting = [place for place in index.places.values() if _fits_number(place, clues)]
    if not fitting:
        return None
    by_prefix = [
        place
        for place in fitting
        if place.level in ("national", "province") and any(p in clues.number_head for p in place.number_prefixes)
    ]
    counted = _most_named(index, body, clues)
    if counted in fitting:
        decided = counted
    elif len(by_prefix) == 1 and clues.level in (None, "province"):
        decided = by_prefix[0]
    elif len(fitting) == 1:
        decided = fitting[0]
    else:
        return None
    return PlaceReading(decided, "number", f"文号字头“{clues.number_head}”：{decided.full_name}")


def _from_body(index: Gazetteer, clues: _Clues, body: str) -> PlaceReading:
    if _ADDRESSED_BY_CENTRE.search(body[:400]):
        return PlaceReading(index.places[NATIONAL], "body", "主送各省、自治区、直辖市：全国")
    here = _HERE.search(body)
    spoken = _most_named(index, here.group("name"), clues) if here else None
    counted = spoken or _most_named(index, body, clues)
    if counted and counted.name.endswith(("省", "自治区")) and not spoken and _OF_A_CITY.search(body):
        doubt = f"正文自称“我市”，提到的{counted.full_name}是它的上级。请手工填写发文地区"
        return PlaceReading(None, "none", "", (doubt,))
    if counted:
        reason = f"正文最常见的地名：{counted.full_name}"
        return PlaceReading(counted, "body", reason, ("发文地区只能由正文推断，请核对",))
    fitting = [place.full_name for place in index.places.values() if _fits_number(place, clues)]
    if fitting:
        doubt = f"文号字头“{clues.number_head}”可指多处：{'、'.join(fitting[:6])}，请核对"
        return PlaceReading(None, "number", "", (doubt,))
    return PlaceReading(None, "none", "", ("标题、发文机关、文号和正文都未写明发文地区，请手工填写",))


def _most_named(index: Gazetteer, body: str, clues: _Clues) -> Place | None:
    counts: Counter[str] = Counter()
    for mention in index.mentions(body):
        if mention.name in _COMMON_WORDS:
            continue
        for place in _narrow(index, [index.places[code] for code in mention.codes], clues):
            if _counts(index, place.code, mention) or _fits_number(place, clues):
                counts[place.code] += 1
    fitting = {code: count for code, count in counts.items() if _fits_level(index.places[code], clues)}
    ranked = Counter(fitting if clues.level else counts).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return index.places[ranked[0][0]]
