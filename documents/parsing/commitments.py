"""Number in a clause -> does the text commit to it: not the past, not a condition, not a part of a name (codebook: Target).

Baselines (从17.9%提升到…), thresholds inside names (30亿元以上项目), counts of the plan's own parts, subsidies, who
qualifies (超过300万元的企业) and numbers after 面向 or 围绕 are no promises.
"""

from __future__ import annotations

from documents.parsing.attributes import only_describes
from documents.parsing.lexicon import target_words
from documents.parsing.patterns import pattern
from documents.parsing.quantities import Quantity, find_quantities
from documents.parsing.reaching import begins, opens_with_a_verb
from documents.parsing.spans import Span

LEVEL_NAME = pattern(
    "level_name", r"(?:率|比重|占比|比例|涨幅|总值|收入|规模|产值|投资|人口|就业|产量|面积|里程|数|量)\Z"
)
ASIDE = pattern("aside", r"（[^（）]{0,8}")
_MUST = r"给予|可|应|须|实行|必须|不得|予以|均"
QUALIFIED = pattern(
    "qualified",
    r"的[\u4e00-\u9fff]{0,6}(?:企业|单位|公司|机构|个人|班级|用户|项目单位|法人|家庭|人员|地区|车辆|建筑|场所|学校|商场|农户|商户|申请人|购房人)"
    rf"(?=[，。；、]|要|{_MUST}|\Z)",
)
QUALIFIED_COUNT = pattern("qualified_count", rf"的[\u4e00-\u9fff]{{2,8}}?(?:要|{_MUST})")
WHO_HAS_SO_MANY = pattern(
    "who_has_so_many", r"[\u4e00-\u9fff]{1,6}以上的|以上[^，。；]{0,30}的[\u4e00-\u9fff]{2,8}[都均]"
)
SHARE = pattern("share_of_a_whole", r"占[^，。；：\d]{2,24}的?\Z")
OWN_PARTS = pattern("own_parts", r"[\d一二三四五六七八九十]{1,3}大[\u4e00-\u9fff]{1,8}、\Z")
PAST_TIME = pattern(
    "past_time",
    r"年来[，、累]|去年|(?<!以)上年度?[，末]|(?<![较比与])“十[二三]五”(?:期间|末)|截[至止][^，。]{2,16}，[^，。]{0,8}已|(?:过去|近)[一二三四五两\d]{1,2}年，|(?<![\u4e00-\u9fff])目前[，,]?[^，。]{0,12}(?:已|共有|拥有)",
)
PAST = pattern(
    "past",
    r"(?:20\d\d ?年来|[一二三四五六七八九十]年来|(?<![比较])去年|(?<![以比较])上年|已[有经建达累]|(?:开展|建成|完成|取得|实施|建立|形成|出台|印发|新增|培育|打造|达到)了|(?<!力争)(?<!确保)累计已|现有|(?<![较比与])“十[二三]五”(?:期间|末)|截[至止][^，]{0,16}已)",
)
DONE_BY_SO_MUCH = pattern("done_by_so_much", r"[^，。；]{2,40}?(?:清偿|化解|压减|削减|处置|整改|消化|销号)\Z")
SHOULD_HAVE = pattern("should_have", r"(?:应|要|须|都|均)有\Z")
NORM_ALONE = pattern("norm_alone", r"[\u4e00-\u9fff]{0,8}?的?(?:标准|比例|要求)")
BY_SO_MANY = pattern("by_so_many", r"按照?每[^，。；\d]{1,12}(?:不低于|不少于)?\Z")
NORM_PER_SO_MANY = pattern("norm_per_so_many", r"按照?每[\d百千万十][^，。；\d]{1,12}\Z")
PER_SO_MANY = pattern("level_per_so_many", r"(?:[全各][省市区县镇国]|到20\d\d年)?每[\d百千万十][^，。；\d]{2,24}\Z")
# 年上缴税金达到30万元以上，一次性给予10万元奖励: who earns what follows.
REWARDED = pattern("rewarded_behind", r"[^。\n]{0,120}?(?:给予|给企业|予以奖励|元奖励|可享受|可申请|可申报|可优先)")
MADE = pattern("made_so_many", r"(?:创建|培育|打造|引进|建成|新增|新建|认定|遴选)\Z")
KIND_OF_SO_MUCH = pattern("kind_of_so_much", r"(?:[额值]|收入|投资)\Z")
KIND_NAMED = pattern("kind_named", r"(?!目标|任务|水平|规模|左右|的)[\u4e00-\u9fff]{2}")
PLACES = pattern("named_places", r"在[^，。；]{2,60}等\Z")
BASELINE = pattern("baseline", r"(?:从|由|自)(?:20\d\d ?年[底末]?的?|原来的?|现有的?|目前的?)?(?:约|近)?\Z")
RATE_NAME = pattern("rate_name", r"[\u4e00-\u9fff]{2,12}(?<!利)(?:率|增速)(?=达|提|不|分别|均|保持|超|为|稳定|力争)")
SUPPORTS = pattern("supports_so_many", r"(?:资助|奖励|补助|奖补)(?!金|额|标准|力度|比例|款|政策|对象)")
OF_THE_PRESENT = pattern("share_of_the_present", r"(?:降|减|控制|提高|提升)[低少]?[到至在]目前的?\d")
EACH_HAS = pattern(
    "each_has", r"(?:每|各)[^，。；]{1,24}(?:有|办|至少各?[建设办配有]|各[建设办配][有成好]?)(?:不少于|至少)?\Z"
)
MUST_NOT = pattern(
    "must_not",
    r"(?:不得|不能|不应|不宜)(?:超过|低于|少于|高于|大于|小于)(?:每[\u4e00-\u9fff]{1,6}|[\u4e00-\u9fff]{2,10}的)?\Z",
)
OF_THOSE = pattern(
    "asked_of_those",
    r"[ \u3000]{0,4}(?:[（(][一二三四五六七八九十]{1,3}[)）])?(?:对于?|凡是?)(?!标|照|接)[^，。；\n]{2,40}(?:企业|单位|机构|项目|主体|学校|个人|园区|平台|人员)，",
)
WHOLE = pattern(
    "whole_of_a_share",
    r"[^，。；、\d]{2,40}?(?:比例|比重|占比|[\u4e00-\u9fff]率)(?:总体)?(?:达到?|提高到|控制在|保持在|不低于|超过)\d",
)
HELPED = pattern(
    "helped_places",
    r"(?:左右)?(?:试点)?(?:城市|地区|[县市区镇乡州旗])(?:（[^（）]{1,8}）)?(?=[\u4e00-\u9fff]{2})(?!建设|试点|创建)",
)
QUALIFIES_COUNTED = pattern(
    "qualifies_counted",
    r"(?:以上)?的?[\u4e00-\u9fff“”]{0,16}?(?:达到|不少于|超过|约)?"
    r"(?:\d{1,6}(?:[—\-–~～至]\d{1,6})?[个家项户座所条处](?:以上|左右)?|[两三四五六七八九十]{1,3}[家户个])",
)
RANKED_LIST = pattern(
    "ranked_list",
    r"(?:世界|全球|中国|全国|亚洲|全省|企业|民营|制造业|服务业|财富|行业|品牌|百强)[\u4e00-\u9fff]{0,8}\Z",
)
AGAINST_LAST_YEAR = pattern("against_last_year", r"[比较](?:上年|去年)(?:同期)?")
FINED = pattern("fined_or_places", r"处以(?=[上内下])")
"""250处以上 is a count of places, no 处以罚款."""
BY_A_RATE = pattern("by_a_rate", r"按(?:照)?(?:不低于|不高于|不超过|不少于)[^，。；\d]{0,32}\Z")
CEILING = pattern("ceiling_of_a_share", r"(?:比例|比重|占比)(?:原则上)?(?:不超过|不高于|不得超过)\Z")
DATED_SENTENCE = pattern("dated_sentence", r"20\d\d ?(?:年|[—\-–－~～至])|“十[四五六]五”|[年月][底末内]")
WHERE = pattern("where_it_is_done", r"在\d")
SEVERAL_PLACES = pattern("several_places", r"在\d[^，。；、\d]{2,24}、\d")
PILOTS = pattern("pilots", r"(?:先行|率先|首批)?(?:启动|开展|实施|推行|进行)[^，。；]{0,8}(?:试点|示范)")
SCOPE = pattern(
    "scope_of_a_count",
    r"(?:街镇|镇街|乡镇|街道|区县|县区|市县|县（市、区）|城市|地区|市州|区|县|乡)(?:（[^（）]{2,80}）)?(?!试点|示范|、)[^，。；、\d（）]{3,40}\d",
)
QUOTED_NAMES = pattern("quoted_names_before", r"(?:“[^“”]{1,12}”[、和及]?){1,12}\Z")
NAME_AND_NUMBER = pattern("name_and_number", r"[\u4e00-\u9fff“”]{2,16}\d{1,6}(?:\.\d{1,3})?万?[\u4e00-\u9fff]{1,3}\Z")
NAME_COUNTED = pattern(
    "name_counted",
    r"[\u4e00-\u9fff“”]{2,20}(?:\d{1,6}[\u4e00-\u9fff]{1,2}[\u4e00-\u9fff“”]{2,8})?(?:\d{1,6}(?:\.\d{1,3})?|[两三四五六七八九十]{1,2})万?[个家户座所条处项名件张辆](?:以上|左右)?(?=[，。；、]|\Z)",
)
DUE_BEFORE = pattern("due_before", r"(?:[到至]20\d\d ?年(?:年?[底末])?前?|20\d\d ?年(?:年?[底末]前?|前)|五”期?末)，\Z")
MAX_DUE = 12
COUNTED = pattern("counted_before_mark", r"\d万?[\u4e00-\u9fff%]{1,3}\Z")
ADDED_PARTS = pattern("added_parts", r"[^，。；+“”]{0,7}\+\d")
STANDARD = pattern("standard_before", r"(?:缴费|收费|补助|补贴|筹资|待遇)标准[^。；]{0,30}\Z")
# What a bracket says of the parts of a count: 120万亩（其中新建80万亩、改造提升40万亩）.
AMONG_THEM = pattern("among_them", r"(?<=（)其中[^（）。；]{0,40}\Z")
MAX_AMONG = 44
NEAR = 6
MAX_SLOGAN = 16
COUNTED_THINGS = tuple("个家项条种门套款所")
MONEY = ("元", "万元", "亿元")


def clause_around(text: str, span: Span) -> Span:
    """The clause around a span: between ，。；： outside brackets.

    Example: the span of 80% in 到2022年，上云率达到80%。 lies in the clause 上云率达到80%.
    """
    aside = AMONG_THEM.search(text, max(0, span.start - MAX_AMONG), span.start)
    if aside:
        closing = text.find("）", span.end)
        return Span(aside.start(), closing if closing >= 0 else span.end)
    start = span.start
    while start > 0 and text[start - 1] not in "，。；：\n":
        start -= 1
    end, depth = span.end, 0
    while end < len(text) and (depth or text[end] not in "，。；：\n"):
        depth += (text[end] == "（") - (text[end] == "）")
        end += 1
    return Span(start, end)


def is_part_of_a_name(text: str, quantity: Quantity, *, previous: Quantity | None) -> bool:
    """30亿元以上项目 behind a count, 从17.9% before the value reached, 3人制, 30万千瓦级, 每10万人, 3个中心+5个平台."""
    before, after = text[max(0, quantity.digits - 1) : quantity.digits], text[quantity.span.end : quantity.span.end + 1]
    if after in ("制", "级", "型") or before in ("每", "+") or ADDED_PARTS.match(text, quantity.span.end):
        return True
    if _is_quoted(text, quantity) or (text[quantity.span.start - 1 : quantity.span.start] == "（" and after == "）"):
        return True
    if previous and (
        previous.span.end == quantity.span.start or ASIDE.fullmatch(text, previous.span.end, quantity.span.start)
    ):
        return not text.startswith(("（累计", "（其中"), previous.span.end)
    return bool(BASELINE.search(text[max(0, quantity.span.start - 12) : quantity.span.start]))


def _is_quoted(text: str, quantity: Quantity) -> bool:
    """Whether a number stands inside a quoted name or slogan: “发现1户、解决1户”; a quoted sentence speaks."""
    opening = text.rfind("“", max(0, quantity.span.start - MAX_SLOGAN), quantity.span.start)
    closing = text.find("”", max(opening, 0), opening + MAX_SLOGAN)
    return opening >= 0 and closing >= quantity.span.end


def commits(text: str, quantity: Quantity, *, clause: Span) -> bool:
    """Whether the clause (or the one it continues) commits to the number.

    Example: 建成5G基站1.2万个 commits; 对建成的平台给予最高3000万元补助 and 目前已建成120个 do not.
    """
    words = target_words()
    body = RATE_NAME.sub("率", clause.slice(text)).replace("以上年", "以上")
    body = AGAINST_LAST_YEAR.sub("", FINED.sub("", body))
    if "元" not in body and quantity.unit not in ("%", "‰", "倍"):
        body = SUPPORTS.sub("", body)  # 资助200名人才 counts persons, 补助200万元 pays.
    near = text[max(clause.start, quantity.span.start - NEAR) : quantity.span.start]
    if _is_unmade(body, quantity) or any(_stands_before(near, word) for word in words.not_before):
        return _is_built_by_norm(text, quantity, clause)
    if any(unmakes(text, quantity, clause) for unmakes in _UNMAKING):
        return False
    if _begins_in_places(text, clause):
        return True
    if quantity.unit == "番" or "年均" in body or any(word in body for word in words.commit):
        return not _supports_places(text, quantity, clause)
    led = QUOTED_NAMES.sub("", text[clause.start : quantity.span.start])
    right_before = led.endswith(words.commit_right_before) or begins(led) in words.commit_at_the_beginning
    if (right_before and quantity.unit in COUNTED_THINGS) or opens_with_a_verb(text, quantity, clause):
        return True
    if _states_a_level(text, quantity, clause) or EACH_HAS.search(text, clause.start, quantity.span.start):
        return True
    if SUPPORTS.search(text, clause.start, quantity.span.start) and body != clause.slice(text):
        return True
    if _is_bounded_share(text, quantity, clause) or _is_said_in_words(text, quantity, clause):
        return True
    at_an_edge = quantity.span.start == clause.start or quantity.span.end == clause.end
    at_an_edge = at_an_edge or text.startswith("、", quantity.span.end)
    return at_an_edge and continues(text, clause)


def _is_built_by_norm(text: str, quantity: Quantity, clause: Span) -> bool:
    """按照每千人口不少于8个托位建设: built so that there are so many, no standard that is only named."""
    named = quantity.operator == ">=" and NORM_PER_SO_MANY.search(text, clause.start, quantity.span.start)
    return bool(named) and NORM_ALONE.match(text, quantity.span.end, clause.end) is None


def _is_said_in_words(text: str, quantity: Quantity, clause: Span) -> bool:
    """清偿一半以上, 应有一至两名, 每千人口托位4.6个以上: a number that ends its clause behind what it is of."""
    ending = (clause.start, quantity.span.start)
    if quantity.unit == "%" and text.startswith(("并", "且"), quantity.span.end):
        return DONE_BY_SO_MUCH.search(text, *ending) is not None
    if quantity.span.end != clause.end:
        return False
    if quantity.unit == "%":
        return DONE_BY_SO_MUCH.search(text, *ending) is not None
    in_words = quantity.operator == "range" and SHOULD_HAVE.search(text, *ending) is not None
    return in_words or (not quantity.unit.endswith(MONEY) and PER_SO_MANY.match(text, *ending) is not None)


def _is_a_norm(text: str, quantity: Quantity, clause: Span) -> bool:
    """可按不低于标准的70%确定底价, and 开发比例不超过50% where no date is near: how it is done, not what is reached."""
    if BY_A_RATE.search(text, clause.start, quantity.digits):
        return True
    if BY_SO_MANY.search(text, clause.start, quantity.digits) and NORM_ALONE.match(text, quantity.span.end, clause.end):
        return True
    start = max(text.rfind("。", 0, clause.start), text.rfind("\n", 0, clause.start)) + 1
    ceiling = quantity.operator == "<=" and CEILING.search(text, clause.start, quantity.digits)
    asked = quantity.operator in (">=", "<=") and OF_THOSE.match(text, start, clause.start)
    if not (ceiling or asked or MUST_NOT.search(text, clause.start, quantity.digits)):
        return False
    return DATED_SENTENCE.search(text, start, clause.end) is None


def _begins_in_places(text: str, clause: Span) -> bool:
    """在6座公园先行启动试点: so many places try it."""
    return bool(WHERE.match(text, clause.start)) and PILOTS.search(text, clause.start, clause.end) is not None


def _says_where(text: str, quantity: Quantity, clause: Span) -> bool:
    """在3个核心区域、8个重点区域加大应用; 增建6个街镇取水设施24处: where it is done, not how many are reached."""
    if SEVERAL_PLACES.match(text, clause.start):
        return quantity.unit != "%" and PILOTS.search(text, clause.start, clause.end) is None
    return quantity.unit == "个" and SCOPE.match(text, quantity.span.end, clause.end) is not None


def _is_unmade(body: str, quantity: Quantity) -> bool:
    """Whether a word of the clause unmakes a target; a rate of loans that goes down by so much is one (贷款利率下降0.3个百分点)."""
    words = [word for word in target_words().not_in_clause if word in body]
    if words == ["贷款利率"]:
        return quantity.unit != "个百分点"
    return bool(words) and not (words == ["目前"] and quantity.unit == "%" and OF_THE_PRESENT.search(body))


def _is_bounded_share(text: str, quantity: Quantity, clause: Span) -> bool:
    """75%以上科技人员落户企业 at the beginning of a clause, 租赁型保障房占60%以上 at its end."""
    if quantity.unit != "%" or quantity.operator != ">=":
        return False
    opens = quantity.span.start == clause.start
    return opens or (quantity.span.end == clause.end and text.endswith("占", 0, quantity.span.start))


def _supports_places(text: str, quantity: Quantity, clause: Span) -> bool:
    """支持20个县深化改革: who is helped with what they do, not what is reached."""
    before = text[clause.start : quantity.span.start]
    return before.endswith(("支持", "指导", "鼓励")) and HELPED.match(text, quantity.span.end, clause.end) is not None


def _is_whole_of_a_share(text: str, quantity: Quantity, clause: Span) -> bool:
    """省考核的9个断面水质优良比例达到55%: what the share is of, not what is promised."""
    opens = quantity.span.start == clause.start or text[quantity.span.start - 1] == "的"
    return opens and quantity.unit != "%" and WHOLE.match(text, quantity.span.end, clause.end) is not None


def _is_condition(text: str, quantity: Quantity, clause: Span) -> bool:
    """研发费用占比3%以上且…的企业, …超过300万元的，: who qualifies, not what is promised."""
    after = text[quantity.span.end : clause.end]
    sentence = max(text.rfind("。", 0, clause.start), text.rfind("\n", 0, clause.start)) + 1
    body = clause.slice(text)
    bound = "以上" if quantity.span.slice(text).endswith("以上") else ""
    return (
        after.startswith(("且", "并且", "的比例", "的标准", "的不超过", "的不低于", "的按", "的给予", "范围内", "半径"))
        or (body.startswith(("对", "凡")) and "的" in after)
        or OWN_PARTS.search(text, clause.start, quantity.span.start) is not None
        or PAST_TIME.search(text, sentence, clause.end) is not None
        or body.endswith("的")
        or (QUALIFIED.match(after) is not None and not _is_made(text, quantity, clause))
        or WHO_HAS_SO_MANY.match(bound + after) is not None
        or (quantity.operator in (">=", "<=") and quantity.unit != "%" and QUALIFIED_COUNT.match(after) is not None)
        or (
            (quantity.unit.endswith(MONEY) or (quantity.unit != "%" and after.startswith("的")))
            and QUALIFIES_COUNTED.match(after) is not None
        )
        or PAST.search(body) is not None
        or PLACES.search(text, clause.start, quantity.span.start) is not None
        or _is_a_rate_of_pay(text, quantity, clause)
        or _is_a_threshold_of_money(text, quantity, clause)
        or (quantity.unit == "强" and RANKED_LIST.search(text, clause.start, quantity.digits) is not None)
    )


def _is_made(text: str, quantity: Quantity, clause: Span) -> bool:
    """创建10家以上的示范企业: a verb of making governs the count, whoever 的 leads to."""
    made = quantity.unit in ("个", "家", "所", "座") and MADE.search(text, clause.start, quantity.span.start)
    return bool(made) and quantity.span.slice(text).endswith("以上")


def _is_a_rate_of_pay(text: str, quantity: Quantity, clause: Span) -> bool:
    """个人缴费标准提高40元，达到320元: the clause before says that it is what each pays or gets."""
    return quantity.unit.startswith(MONEY) and bool(STANDARD.search(text[max(0, clause.start - 60) : clause.start]))


def _is_a_threshold_of_money(text: str, quantity: Quantity, clause: Span) -> bool:
    """年销售额5000万元以上大品种 names a kind; 年上缴税金达到30万元以上，一次性给予10万元奖励 says who earns it."""
    if quantity.operator != ">=" or not quantity.unit.endswith(MONEY):
        return False
    names_a_kind = KIND_OF_SO_MUCH.search(text, clause.start, quantity.digits) and KIND_NAMED.match(
        text, quantity.span.end, clause.end
    )
    return bool(names_a_kind) or REWARDED.match(text, clause.end) is not None


def _states_a_level(text: str, quantity: Quantity, clause: Span) -> bool:
    """城镇调查失业率5.5%左右: what is measured stands right before a number that ends the clause.

    面积约120平方公里 describes; only a bound behind the number (左右, 以上) promises.
    """
    whole = quantity.unit == "%" and quantity.value == 100
    bound = whole or quantity.operator in (">=", "<=")
    bound = bound or (quantity.operator == "~" and quantity.digits == quantity.span.start)
    if not bound or quantity.span.end != clause.end:
        return False
    named = LEVEL_NAME.search(text, clause.start, quantity.span.start)
    return named is not None or SHARE.search(text, clause.start, quantity.span.start) is not None


def _stands_before(near: str, word: str) -> bool:
    """Whether `word` governs the number: prepositions anywhere close before it, short words right before it."""
    return near.endswith(word) and not near.endswith(("目前", "当前")) if len(word) == 1 else word in near


def _goes_on(text: str, clause: Span) -> bool:
    """；特色道路10条: a name and its number alone, behind what ends in a number too."""
    named = NAME_AND_NUMBER.match(text, clause.start, clause.end) or NAME_COUNTED.match(text, clause.start, clause.end)
    alone = text.endswith("；", 0, clause.start) and named
    return bool(alone) and COUNTED.search(text, max(0, clause.start - 14), clause.start - 1) is not None


def _opens_with_a_count(text: str, clause: Span) -> bool:
    """到2025年，高新技术企业500家、研发平台50个: a name and its number right behind the date they are due by."""
    dated = DUE_BEFORE.search(text, max(0, clause.start - MAX_DUE), clause.start) is not None
    return dated and NAME_COUNTED.match(text, clause.start, clause.end) is not None


def continues(text: str, clause: Span) -> bool:
    """A clause continues the enumeration before it (打造5个…，3个…，1个…; 培育企业5家，“小巨人”企业50家)."""
    if _opens_with_a_count(text, clause):
        return True
    if not text.endswith(("，", "（"), 0, clause.start) and not _goes_on(text, clause):
        return False
    previous = clause_around(text, Span(clause.start - 1, clause.start - 1))
    own = list(find_quantities(previous.slice(text)))
    if not own:
        return False
    committed = any(word in previous.slice(text) for word in target_words().commit)
    at_an_edge = own[0].span.start == 0 or own[-1].span.end == previous.end - previous.start
    return committed or (at_an_edge and continues(text, previous))


_UNMAKING = (_is_condition, _is_whole_of_a_share, _is_a_norm, _says_where, only_describes)
"""What a number can be besides promised: who qualifies, what a share is of, how it is done, where, an attribute."""
