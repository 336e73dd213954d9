"""Notices that say who pays what: taxes, fees and prices with their conditions; they set rules and hold no tasks.

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
    r"|(?:运|电|水|气|热|票|油)价|贴息|(?:奖补|补贴|补助|扶持)(?:资金)?(?:标准|政策|条件)",
)
RULES = pattern(
    "sets_a_rule",
    r"所称|是指|系指|纳税人|缴费人|计税|应纳税|税率|免征|减征|减按|减半征收|不征收|予以(?:退还|抵扣|扣除)|享受[^。；]{0,30}(?:优惠|政策|减免)"
    r"|(?:应当?|须|必须)(?:同时)?(?:符合|具备|满足)|(?:以下|下列)条件|按照?[^。；]{0,40}(?:缴纳|征收|计算)"
    r"|不(?:超过|大于|低于|少于)\d|自 ?20\d\d ?年[^。；]{0,20}(?:起|施行|执行)",
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
    if metadata.document_type not in TYPES or not ABOUT_RATES.search(metadata.title or metadata.notice_title):
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
    return tuple(replace(section, role="article") if section.role == "task" else section for section in outline)
