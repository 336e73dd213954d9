"""Names before 分别, 均 or 都 -> what each value measures; the head noun of the last name holds for the others.

水稻、小麦、玉米机播率分别达到… speaks of 水稻机播率, 小麦机播率 and 玉米机播率.
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.parsing.patterns import pattern

SHARED = pattern(
    "shared_value",
    r"(?P<names>[^，。；：]{2,80}?)(?:年均)?(?P<share>分别|(?<![人户村日月亩])均(?!价|衡|等|[建配设]|不少于)|都(?!市))",
)
NAME_JOIN = pattern("name_join", r"、(?![^（）]{0,12}）)|和(?!谐)|以及|(?<![普以涉])及(?![率时格]|以上|周边|其|相关)")
HEAD = pattern(
    "shared_head",
    r"(?:[\u4e00-\u9fff]{2}率|增加值|总产值|产值|总值|总额|余额|产量|排放量|总量|存栏量|数量|面积|规模|比重|占比|比例|投资|收入|支出|增速|里程|浓度|强度|水平|指数|人数|户数|床位数)\Z",
)
LEVELS = pattern("shared_level", r"(?:率|比重|占比|比例|总值|收入|规模|产值|投资|产量|面积|里程|数|量)\Z")
COMPARED = pattern("shared_compared", r"(?:比|较)(?:20\d\d ?年|上年|“十三五”末|基准年)(?:末|底)?(?:相比)?\Z")
OF_EACH = pattern(
    "shared_of_each", r"(?P<each>[^，在]{4,40})(?P<rest>在(?![校岗册职编建])[^，]{2,40}的[\u4e00-\u9fff]{2,10})"
)
HAN = pattern("shared_han", r"[\u4e00-\u9fff]+")


def shared_names(text: str) -> tuple[str, ...]:
    """The indicators that `text`, the names as written, stands for.

    >>> shared_names("水稻、玉米机播率"), shared_names("省级、市级示范园")
    (('水稻机播率', '玉米机播率'), ('省级示范园', '市级示范园'))
    """
    text = COMPARED.sub("", text)
    of_each = OF_EACH.fullmatch(text)
    if of_each and LEVELS.search(text):  # 乔木和灌木在公园的应用比例
        return tuple(name + of_each["rest"] for name in NAME_JOIN.split(of_each["each"]) if name)
    names = [name.strip() for name in NAME_JOIN.split(text) if name.strip()]
    return (*(name + _head(name, names) for name in names[:-1]), *names[-1:])


def _head(name: str, names: Sequence[str]) -> str:
    """What an earlier name lacks and the last one says; empty where it is complete."""
    last, length = names[-1], len(name)
    if LEVELS.search(name) or HEAD.search(name) or not HAN.fullmatch(name) or name[-2:] == last[-2:]:
        return ""
    if length >= 2 and name[-2:] in last:
        return last[last.index(name[-2:]) + 2 :]
    if len(last) > length and last[length - 1] == name[-1]:
        return last[length:]
    if len(last) > length + 1 and LEVELS.search(last[length:]):
        return last[length:]
    head = HEAD.search(last)
    return head.group() if head and abs(head.start() - length) <= 2 else ""
