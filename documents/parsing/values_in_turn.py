"""Several values in turn: A、B分别达到65%和95%, 2018年、2019年分别改造100座、200座, A、B均增长8%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from documents.parsing.quantities import Quantity
from documents.parsing.reaching import LEAD_IN, REACH, Measure, measured, verbs_end
from documents.parsing.shared_names import SHARED, shared_names
from documents.parsing.spans import Span

IN_TURN = "分别"
MIN_NAME = 3


def shared_values(
    text: str, quantity: Quantity, clause: Span, siblings: Sequence[Quantity], inherited: str
) -> list[Measure]:
    """A、B分别达到65%和95% pairs names with values in order; A、B均增长8% gives each name the value."""
    if text.startswith(IN_TURN, clause.start):
        counted = _counted_in_turn(text, quantity, clause, clause.start + len(IN_TURN), siblings)
        return [counted] if counted else _inherited_in_turn(text, quantity, clause, siblings, inherited)
    match = SHARED.match(clause.slice(text))
    if match is None or clause.start + match.end() > quantity.span.start:
        return []
    counted = _counted_in_turn(text, quantity, clause, clause.start + match.end(), siblings)
    if counted:
        return [counted]
    lead = LEAD_IN.match(match.group("names"))
    skipped = lead.end() if lead else 0
    names = shared_names(match.group("names")[skipped:])
    if names and match.group("names").endswith("年") and len(names[0]) < MIN_NAME:
        return []  # 软件和信息服务专利申请量年均增长25%: one name.
    values = [sibling for sibling in siblings if sibling.span.start >= clause.start + match.end()]
    reach = REACH.search(text[clause.start : values[0].digits]) if values else None
    if not names or reach is None:
        return []
    position = values.index(quantity)
    if quantity.operator == "=" and values[0].digits > values[0].span.start:
        quantity = replace(quantity, operator=values[0].operator)  # 分别不低于95%、90%: the bound holds for each.
    turn = (position, len(values)) if match.group("share") == "分别" and len(values) > 1 else None
    if len(values) == len(names) > 1:
        names = (names[position],)
    elif not (turn and len(names) == 1) and not (len(values) == 1 < len(names)):
        return []
    measure = partial(
        measured,
        text,
        quantity,
        clause,
        span=Span(clause.start + skipped, quantity.span.end),
        verb=reach.group("verb") or reach.group("short"),
        level=bool(reach.group("level") or reach.group("level_short")),
        rule="quantity.paired",
    )
    return [replace(measure(indicator=name), turn=turn) for name in names]


def _inherited_in_turn(
    text: str, quantity: Quantity, clause: Span, siblings: Sequence[Quantity], inherited: str
) -> list[Measure]:
    """综合利用率…，2025年和2030年，分别达到57%、62%: what is measured stands in the clause before."""
    reach = REACH.fullmatch(text, clause.start, siblings[0].digits)
    if not inherited or reach is None or len(siblings) < 2:
        return []
    measure = measured(
        text,
        quantity,
        clause,
        indicator=inherited,
        span=Span(clause.start, quantity.span.end),
        verb=reach.group("verb") or "",
        level=bool(reach.group("level")),
        rule="quantity.paired",
    )
    return [replace(measure, turn=(siblings.index(quantity), len(siblings)))]


def _counted_in_turn(
    text: str, quantity: Quantity, clause: Span, start: int, siblings: Sequence[Quantity]
) -> Measure | None:
    """2018年、2019年分别改造厕所100座、200座: one thing counted anew for each date."""
    values = [sibling for sibling in siblings if sibling.span.start >= start]
    joined = all(text[a.span.end : b.span.start] in ("、", "和") for a, b in pairwise(values))
    named = text[clause.start : start].removesuffix(IN_TURN)
    if len(values) < 2 or not joined or (named and LEAD_IN.fullmatch(named) is None):
        return None
    before = text[start : values[0].span.start]
    skipped = verbs_end(before, 0)
    if not skipped or len(before) - skipped < 2:
        return None
    span = Span(start, quantity.span.end)
    indicator = before[skipped:].strip("了的各类 ")
    measure = measured(
        text, quantity, clause, indicator=indicator, span=span, verb="", level=False, rule="quantity.paired"
    )
    return replace(measure, turn=(values.index(quantity), len(values)))
