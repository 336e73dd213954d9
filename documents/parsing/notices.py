"""Notices that say who pays what, or who may apply and how: they set rules and hold no tasks.

They are written in 一、… like a plan, and their numbers are thresholds and rates, which nobody undertakes to reach.
"""

from __future__ import annotations

from dataclasses import replace

from documents.parsing.lexicon import role_words
from documents.parsing.outline import OutlineSection
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedMetadata

TYPES = frozenset(("通知", "公告", "通告", ""))
ABOUT_RATES = pattern(
    "title_about_rates",
    r"(?:所得|增值|营业|消费|房产|土地使用|土地增值|车船|车辆购置|印花|资源|环境保护|耕地占用|出口退|关|契)税|税收(?:优惠|政策|减免|处理|待遇)"
    r"|(?:免征|减征|减免|缓缴|停征)|[税费]率|收费(?:标准|政策|项目)|价格(?:标准|政策)"
    r"|(?:运|电|水|气|热|票|油)价|贴息|(?:奖补|补贴|补助|扶持|救助|供养|保障|工资|抚恤|津贴)(?:资金)?(?:标准|政策|条件|有关问题|有关事项)"
    r"|公积金|(?:社会|养老|医疗|失业|工伤|生育)保险|社保(?:费|补贴|缴费)|养老金|缴[存费](?:基数|比例)|最低(?:工资|生活保障)",
)
# Acts of administration: who is named, who meets, who may apply, what is paid out. What is asked there binds for the occasion.
ABOUT_ACTS = pattern(
    "title_about_acts",
    r"任免|(?:任命|免去)[^》]{0,20}(?:职务|的通知)|同志(?:任职|免职|职务)|节假日|放假|休假"
    r"|(?:召开|举办|举行|参加|组织参加)[^》]{0,60}(?:会议?|班|论坛|活动|大赛|竞赛|典礼|仪式)的(?:通知|公告|函)"
    r"|(?:成立|调整|设立|组建)[^》]{0,60}(?:领导小组|委员会|指挥部|专班|工作组|办公室|联席会议)[^》]{0,12}的通知"
    r"|(?:下达|拨付|分配|追加|提前下达)[^》]{0,60}(?:资金|预算|经费|补助|指标|债券)[^》]{0,12}的通知"
    r"|(?:公布|公示|发布)[^》]{0,60}(?:名单|结果|目录|名录)[^》]{0,6}的(?:通知|公告|公示)"
    r"|(?:表彰|表扬|命名|授予|通报批评)[^》]{0,60}的(?:通知|通报|决定)|(?:废止|宣布失效|清理)[^》]{0,40}文件的(?:通知|决定)|征求[^》]{0,80}意见的(?:通知|公告|函)"
    r"|(?:申报|推荐|遴选|征集|评选|认定|评定|申请|报名|报送|招聘|招标)[^》]{0,40}的(?:通知|公告|通告)|(?:申报|遴选|征集|评选|招聘)(?:通知|公告|启事|指南)\Z",
)
RULES = pattern(
    "sets_a_rule",
    r"所称|是指|系指|纳税人|缴费人|计税|应纳税|税率|免征|减征|减按|减半征收|不征收|予以(?:退还|抵扣|扣除)|享受[^。；]{0,30}(?:优惠|政策|减免)"
    r"|(?:应当?|须|必须)(?:同时)?(?:符合|具备|满足)|(?:以下|下列)条件|按照?[^。；]{0,40}(?:缴纳|征收|计算)"
    r"|(?:补贴|补助|救助|奖励)(?:对象|标准|条件|期限|范围)|申请(?:材料|条件|程序)|给予[^。；]{0,20}(?:补贴|补助)"
    r"|不(?:超过|大于|低于|少于|高于)\d|(?:调整|提高|确定|标准)(?:为|到|至)[^。；]{0,20}\d|每(?:人|户)?每?(?:月|年|小时)\d|自 ?20\d\d ?年[^。；]{0,20}(?:起|施行|执行)",
)
LEAST_SHARE = 0.5
# 《…若干措施》政策解读: what tells about another document and undertakes nothing itself.
EXPLAINS = pattern("explains_another", r"(?m)^[^\n。]{0,60}》(?:的|相关)?(?:政策|文件|内容)?(?:图文)?解读[ 　]*$")
OPENING = 300


def without_rules(
    outline: tuple[OutlineSection, ...], metadata: ParsedMetadata, *, text: str
) -> tuple[OutlineSection, ...]:
    """The outline, where a notice about rates holds articles instead of tasks; any other is given back as it is.

    Example: 关于科技企业孵化器税收政策的通知 with 一、…是指…, 二、…应同时符合以下条件.
    """
    if not metadata.title and EXPLAINS.search(text, 0, OPENING):
        return _as_articles(outline)
    title = metadata.title or metadata.notice_title
    if metadata.document_type not in TYPES:
        return outline
    if ABOUT_ACTS.search(title):
        return _as_articles(outline)
    if not ABOUT_RATES.search(title):
        return outline
    tasks = [section for section in outline if section.role == "task"]
    # 落实减税政策的通知 with 一、加强宣传, 二、建设平台 tells what is to be done.
    acting = sum(section.heading.startswith(role_words().acting) for section in tasks)
    if 2 * acting >= len(tasks):
        return outline
    bodies = [section.span.slice(text) for section in tasks]
    ruling = sum(RULES.search(body) is not None for body in bodies)
    if ruling < LEAST_SHARE * len(bodies):
        return outline
    return _as_articles(outline)


def _as_articles(outline: tuple[OutlineSection, ...]) -> tuple[OutlineSection, ...]:
    held = ("task", "safeguard", "stage")
    return tuple(replace(section, role="article") if section.role in held else section for section in outline)
