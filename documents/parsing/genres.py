"""Genre words at the end of a title: is this line a title, and of which document type is it."""

from __future__ import annotations

from documents.parsing.lexicon import genre_words
from documents.parsing.patterns import pattern

TAIL = pattern("title_tail", r"(?:[（(](?:[^（）()]{1,30})[）)]|[》”])+\Z")
RULE_TEXTS = frozenset(
    "办法 规定 条例 细则 实施细则 规则 章程 规程 规范 标准 导则 决定 公告 通告 批复 通报 纪要 公报 决议".split()
)
"""Types that set rules or tell what was decided; they hold no tasks (codebook: Task)."""
PLANS_BY_THEIR_GOALS = frozenset(("决定", "决议"))
"""Types that either rule or plan: with a chapter of goals they are plans (关于建设…的决定)."""
YEARS = pattern("title_years", r"(?P<first>20\d\d) ?年? ?[—\-–－~～至到]{1,2} ?(?P<last>20\d\d) ?年")


def bare_title(title: str) -> str:
    """A title without brackets at its end: 行动计划（2018-2020年） gives 行动计划."""
    return TAIL.sub("", title)


def document_type(title: str) -> str:
    """The document type by the genre word that ends the title; empty where there is none.

    >>> document_type("济南市新型智慧城市建设行动计划（2018-2020年）")
    '行动计划'
    >>> document_type("诸暨市推进企业上市“凤凰行动”计划"), document_type("某市年度计划")
    ('行动计划', '计划')
    """
    words = genre_words()
    bare = bare_title(title)
    for genre in words.genres:
        if bare.endswith(genre):
            acts = genre in ("计划", "三年计划", "五年计划") and bare.removesuffix(genre).rstrip("”\"' ").endswith(
                "行动"
            )
            return "行动计划" if acts else words.type_of.get(genre, genre)
    return ""


def is_cited_kind(title: str) -> bool:
    """Whether 《title》 names a policy, law or standard, not a book, a brand or a form."""
    bare = bare_title(title)
    return bool(document_type(title)) or bare.endswith(genre_words().cited_also) or "指标" in bare


def period(title: str) -> tuple[int, int] | None:
    """The years a title covers: 方案（2020—2021年） gives (2020, 2021)."""
    match = YEARS.search(title)
    if match is None:
        return None
    first, last = int(match.group("first")), int(match.group("last"))
    return (first, last) if first <= last else None
