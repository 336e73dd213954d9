"""Roles of sections: what a chapter is for, by its heading, or by its items where the heading is lost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from documents.parsing.genres import bare_title
from documents.parsing.lexicon import role_words
from documents.parsing.patterns import pattern

PAIRED = pattern("paired_principle", r"[\u4e00-\u9fff]{3,6}[，、][\u4e00-\u9fff]{3,6}")
AND = pattern("roles_and", r"[和与及、]")
FURTHER_CLAUSE = pattern("roles_further_clause", r"[，,、 　和与]")
# A chapter on conditions (要素保障, 发展环境) holds tasks (codebook: Task); in one that secures, something is organised.
CONDITIONS = pattern("roles_conditions", r"要素|环境|条件|经费|资金|人才|支撑|政策支持|用地")
ORGANISES = pattern("roles_organises", r"组织(?:领导|协调|实施|保障)|统筹协调|责任落实|督[查导]|考核")
SECURING_SHARE = 2 / 3
CHAPTERS_BEFORE = 2
MAX_NAME = 8
SETTING_UP = pattern("roles_setting_up", r"\A(?:不断|进一步|持续|建立|构建){1,3}")
GUARANTEE = "保障机制"
OF_THE_WHOLE = (
    "",
    "组织",
    "工作",
    "实施",
    "推进",
    "落实",
    "统筹",
    "综合",
    "组织实施",
    "工作推进",
    "责任",
    "长效",
    "建立",
    "构建",
)
_CHAPTER_ORDER = ("guiding", "principle", "goal", "architecture", "general", "stage", "safeguard", "task")
_BACKGROUND = ("guiding", "principle", "goal", "general")


@lru_cache(maxsize=2048)  # 总体要求 heads a chapter in most documents
def role_of_heading(heading: str) -> str | None:
    """The role that a chapter heading names, None for a thematic one.

    >>> role_of_heading("加强组织领导"), role_of_heading("加快建设数字基础设施"), role_of_heading("优化工作流程")
    ('safeguard', None, None)
    >>> role_of_heading("指导思想和发展目标")
    'goal'
    """
    words = role_words()
    core = bare_title(heading.strip("。：:、，"))
    if core.endswith("目标") and AND.search(core) and background_role(core) == "goal":
        return "goal"  # 指导思想和发展目标
    for role in _CHAPTER_ORDER:
        # What opens with a verb is done, not told: 优化工作流程 is no 工作流程.
        ends = not (role == "general" and core.startswith(words.acting))
        for cue in words.chapters[role]:
            if role == "safeguard" and core != cue and core.removesuffix(cue).endswith(words.subjects):
                continue  # 健全要素保障机制 and 完善社会保障机制 are done for their own sake.
            if role == "safeguard" and cue == GUARANTEE and not _guarantees_all(core):
                continue
            if core == cue or (ends and core.endswith(cue)) or (core.startswith(cue) and len(core) <= len(cue) + 6):
                return role
    return _role_of_name(core, acts=core.startswith(words.acting)) or _role_of_first_clause(core)


def _guarantees_all(core: str) -> bool:
    """Whether 保障机制 is that of the whole text: 健全组织保障机制, not 不断完善特殊教育保障机制 (codebook: Task)."""
    clause = FURTHER_CLAUSE.split(core)[-1]
    about = _without_verbs(SETTING_UP.sub("", clause)).removesuffix(GUARANTEE)
    return about in OF_THE_WHOLE


def _role_of_first_clause(core: str) -> str | None:
    """The role of what several clauses begin with, behind verbs: 切实加强组织领导，形成发展合力 is a safeguard."""
    clause = FURTHER_CLAUSE.split(core, maxsplit=1)[0]
    if len(clause) == len(core):
        return None
    clause = _without_verbs(clause)
    return next((role for role, cues in role_words().opened_by.items() if clause in cues), None)


def _without_verbs(clause: str) -> str:
    """A clause without the verbs it opens with: 切实加强组织领导 is about 组织领导, 抓好落实 about 落实."""
    verbs = role_words().leading_verbs
    while clause.startswith(verbs) and clause not in verbs:
        clause = clause.removeprefix(next(verb for verb in verbs if clause.startswith(verb)))
    return clause


def last_secures(heading: str, titles: Sequence[str], *, before: int) -> bool:
    """Whether the last chapter, with `before` chapters of tasks above it, secures what those say.

    Its name says so where that can mean nothing else in the last place, or the names of its items do.

    >>> last_secures("", ["加强组织协调", "加强资金保障", "加强宣传推广", "加强国际合作"], before=3)
    True
    >>> last_secures("压实各方责任", ["健全机制", "严格考核"], before=1)
    True
    """
    if len(titles) < 2 or before < 1:
        return False
    clause = FURTHER_CLAUSE.split(heading.strip("。：:、，"), maxsplit=1)[0]
    words = role_words()
    if clause in words.last or _without_verbs(clause) in words.last:
        return _share(titles, "safeguard") > 0
    if before < CHAPTERS_BEFORE or CONDITIONS.search(heading):
        return False
    return any(ORGANISES.search(title) for title in titles) and _share(titles, "safeguard") >= SECURING_SHARE


def _role_of_name(core: str, *, acts: bool) -> str | None:
    """The role of a chapter called so and no more: 工作机制, 园区类型."""
    words = role_words()
    for role, names in words.whole_names.items():
        if core in names:
            return role
    short = len(core) <= MAX_NAME and not acts
    return next((role for role, ends in words.endings.items() if short and core.endswith(ends)), None)


def role_when_divided(heading: str) -> str | None:
    """The role of a chapter that says one only by having items: 有关要求 with （一）加强组织领导 below it.

    >>> role_when_divided("有关要求"), role_when_divided("总体要求")
    ('safeguard', None)
    """
    core = bare_title(heading.strip("。：:、，"))
    return next((role for role, names in role_words().divided.items() if core in names), None)


def all_are_stages(titles: Sequence[str]) -> bool:
    """Whether a chapter is divided into stages, whatever it is called: 动员部署阶段, 集中整治阶段.

    >>> all_are_stages(["动员部署阶段（3月）", "集中整治阶段（4月—6月）"]), all_are_stages(["发展阶段"])
    (True, False)
    """
    return len(titles) > 1 and all(bare_title(title).endswith("阶段") for title in titles)


def background_role(heading: str) -> str | None:
    """The role of an item that stands among tasks and says none: 发展基础, 主要目标; only by its whole name.

    >>> background_role("发展基础"), background_role("夯实发展基础")
    ('general', None)
    """
    core = bare_title(heading.strip("。：:、，"))
    chapters = role_words().chapters
    # Several names in one heading: 总体要求和主要预期目标 states goals.
    names = (core,) if any(core in chapters[role] for role in _BACKGROUND) else tuple(AND.split(core))
    roles = [next((role for role in _BACKGROUND if name in chapters[role]), None) for name in names]
    return None if None in roles else "goal" if "goal" in roles else roles[0]


def role_of_items(titles: Sequence[str]) -> tuple[str, float]:
    """The role of a chapter whose heading is lost, judged from its items' titles, and the confidence (0 to 1).

    Principles come as pairs of equal clauses (需求导向，惠民为本); stages and safeguards by their words;
    what opens with a verb of action is a task.

    >>> role_of_items(["宣传发动", "试点建设", "总结提升"])[0]
    'stage'
    """
    shares = {role: _share(titles, role) for role in ("stage", "safeguard", "task")}
    shares["principle"] = _paired_share(titles)
    best = max(("principle", "stage", "safeguard", "task"), key=lambda role: shares[role])
    if not shares[best]:
        return "task", 0.3
    rivals = max(share for role, share in shares.items() if role != best)
    return best, round(min(0.95, 0.5 + 0.45 * shares[best] - 0.2 * rivals), 2)


def _share(titles: Sequence[str], role: str) -> float:
    words = role_words().items[role]
    if role == "task":
        hits = sum(title.startswith(words) for title in titles)
    elif role == "stage":
        hits = sum(title in words or title.endswith("阶段") for title in titles)
    else:
        hits = sum(any(word in title for word in words) for title in titles)
    return hits / len(titles) if titles else 0.0


def _paired_share(titles: Sequence[str]) -> float:
    """Share of titles that are two clauses of the same length (system of four and four characters)."""
    paired = [title for title in titles if PAIRED.fullmatch(title)]
    even = [title for title in paired if len(set(map(len, title.replace("、", "，").split("，")))) == 1]
    return len(even) / len(titles) if titles else 0.0
