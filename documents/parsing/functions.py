"""The function class of an agency (公安, 教育, 数据管理 …), so that agencies of different places compare.

A name is mapped by what is written in it, with older names (卫生计生委 is 卫生健康); a name that no
pattern fits stays unmapped. An agency with two functions gets one, the longer written pattern:
政务服务和大数据管理局 is 数据管理, because 大数据管理 says more than 政务服务.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from documents.parsing.patterns import pattern
from documents.parsing.reference import FIXTURES, Row, read_csv

COLUMNS = ("code", "name", "name_en", "order", "precedence", "stems", "names")
# A stem such as 教育 counts only in the name of an authority: 市教育局, not 教育基金会 or 科技公司.
_AUTHORITY = pattern("function authority", r"(?:局|委|厅|部|署|办|(?<!公)司|队|委员会|办公室|办公厅|工作站)$")
# Many at once (各县区政府, 市相关部门) are no agency with a function.
_COLLECTIVE = pattern("function collective", r"各|有关|相关|等部门|等单位|成员单位|所有|其他|部门$|单位$")
_BRACKETED = pattern("function brackets", r"[(（][^()（）]*[)）]")
_QUOTES_AND_SPACES = str.maketrans(dict.fromkeys(" \u3000“”\"'‘’《》", ""))
_TRAILING_MANY = "等"


@dataclass(frozen=True, slots=True)
class AgencyFunction:
    """One function class: code, name, English name, order, and the patterns that lead to it.

    ``stems`` count in the name of an authority, ``names`` anywhere (with $ only at the end). A lower
    ``precedence`` is asked first: 教育工作领导小组 is a leading group before it is 教育.
    """

    code: str
    name: str
    name_en: str
    order: int
    precedence: int
    stems: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyFunctionReading:
    """The function class found for a name, and the pattern in it that decided."""

    code: str
    pattern: str


@lru_cache(maxsize=4096)
def function_of(name: str) -> AgencyFunctionReading | None:
    """The function class of an agency by its name in Simplified characters; None when unmapped.

    Lower precedence first, then the longest pattern, then the order of the list. Example:
    公安茅箭分局 gives public_security by 公安; 市相关部门 gives None.
    """
    plain = _BRACKETED.sub("", name.translate(_QUOTES_AND_SPACES)).removesuffix(_TRAILING_MANY)
    if not plain or _COLLECTIVE.search(plain):
        return None
    is_authority = bool(_AUTHORITY.search(plain))
    found = [
        (function.precedence, -len(pattern), function.order, AgencyFunctionReading(function.code, pattern))
        for function in agency_functions()
        for pattern in _matching(function, plain, is_authority=is_authority)
    ]
    return min(found, key=lambda match: match[:3])[3] if found else None


def _matching(function: AgencyFunction, name: str, *, is_authority: bool) -> list[str]:
    stems = [stem for stem in function.stems if is_authority and stem in name]
    whole = [
        pattern.removesuffix("$")
        for pattern in function.names
        if (name.endswith(pattern[:-1]) if pattern.endswith("$") else pattern in name)
    ]
    return stems + whole


@cache
def agency_functions(path: Path = FIXTURES / "agency_functions.csv") -> tuple[AgencyFunction, ...]:
    """All function classes in order, read once; ReferenceDataError names file and line of a bad row."""
    functions: list[AgencyFunction] = []
    for row in read_csv(path, columns=COLUMNS):
        functions.append(_function(row, functions))
    return tuple(functions)


def _function(row: Row, known: Sequence[AgencyFunction]) -> AgencyFunction:
    function = AgencyFunction(
        code=row.required("code"),
        name=row.required("name"),
        name_en=row.required("name_en"),
        order=row.integer("order"),
        precedence=row.integer("precedence"),
        stems=row.words("stems"),
        names=row.words("names"),
    )
    if any(other.code == function.code for other in known):
        raise row.error(f"职能“{function.code}”重复")
    if any(other.order == function.order for other in known):
        raise row.error(f"次序 {function.order} 重复")
    if not function.stems and not function.names:
        raise row.error(f"职能“{function.code}”没有任何词", advice="请填写 stems 或 names")
    taken = {word: other.code for other in known for word in (*other.stems, *other.names)}
    for word in (*function.stems, *function.names):
        if word in taken:
            raise row.error(f"“{word}”已属于“{taken[word]}”")
    return function
