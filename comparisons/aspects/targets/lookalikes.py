"""Names that look alike and measure unlike things: what they share, so that they stand beside each other with a word."""

from __future__ import annotations

import re
from collections.abc import Collection

from comparisons.aspects.targets.identity import Identity, parts_of, without_count
from comparisons.aspects.targets.vocabulary import indicator_words

ASIDE = re.compile(r"\([^()]{0,40}\)")
# A name without a common ending is like another that shares this many of its last characters.
LAST = 4
# Two rates that begin alike (政务服务事项…率) are taken for one another as well.
FIRST = 6
LEAST_BEFORE_TAIL = 2
# A shorter name (企业, 投资) is the ending of too many others.
LEAST_NAME = 3


def bare_name(identity: Identity) -> str:
    """The unified name without what stands in brackets and without 数: 智慧社区（村、居） gives 智慧社区."""
    return without_count(ASIDE.sub("", identity.name))


def alike_keys(identity: Identity, *, names: Collection[str] = ()) -> tuple[str, ...]:
    """What names that look alike have in common: the same thing on another basis, the same part, the same ending.

    常住人口城镇化率 and 户籍人口城镇化率 share 镇化率; GDP and its growth share the name; 规模以上工业增加值 ends with
    the whole name 工业增加值, if that is among the `names` of the page.
    """
    keys = [f"core:{''.join(identity.core)}"]
    part, whole = parts_of(ASIDE.sub("", identity.name))
    if whole:
        return (*keys, f"part:{part}")
    part = without_count(part)
    tails = indicator_words().alike_tails
    tail, before = next(((tail, more) for tail, more in tails if part.endswith(tail)), ("", LAST))
    if len(part) >= len(tail) + LEAST_BEFORE_TAIL:
        keys.append(f"end:{part[-len(tail) - before :]}")
    if part.endswith("率") and len(part) > FIRST:
        keys.append(f"begin:{part[:FIRST]}")
    endings = (part[start:] for start in range(len(part) - LEAST_NAME + 1))
    return (*keys, *(f"name:{ending}" for ending in endings if ending in names))
