"""What the page of the targets offers: domains, strengths, years, orders; and what it says it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from comparisons.addresses import comparison as comparison_address
from comparisons.aspects.targets.limits import ORDERS, STRENGTHS, UNDATED, limits_said, order_label
from comparisons.aspects.targets.records import IndicatorRow, TargetFact, Tools
from comparisons.choices import Option
from comparisons.domain_choices import domain_options
from comparisons.matrix import Topic
from comparisons.records import ComparedDocument
from comparisons.selection import Selection

KEY = "targets"


def tools_of(
    facts: Sequence[TargetFact],
    *,
    documents: Sequence[ComparedDocument],
    selection: Selection,
    taxonomy: Sequence[Topic],
    strength_words: Mapping[str, str],
) -> Tools:
    """The choices above the table, each only where some target of the columns has it, with how many do."""
    return Tools(
        domains=domain_options(taxonomy, selected=selection.domain, counts=_by_domain(facts)),
        strengths=_strengths(facts, chosen=selection.setting("strength"), words=strength_words),
        years=_years(facts, chosen=selection.setting("due")),
        orders=tuple(_order(order, selection) for order in ORDERS),
        places=_places(documents, selection=selection),
        shared=bool(selection.setting("shared")),
        everything_address=comparison_address(replace(selection, domain="", settings=()), aspect=KEY),
    )


def _by_domain(facts: Sequence[TargetFact]) -> Counter[str]:
    """How many targets lie in each domain; a top domain counts those of its children as well."""
    counts = Counter(fact.domain for fact in facts)
    counts.update(fact.domain.partition("/")[0] for fact in facts if "/" in fact.domain)
    return counts


def _counted(label: str, count: int) -> str:
    return _("%(label)s（%(count)s）") % {"label": label, "count": count}


def _strengths(facts: Sequence[TargetFact], *, chosen: str, words: Mapping[str, str]) -> tuple[Option, ...]:
    counts = Counter(fact.strength for fact in facts)
    known = [strength for strength in STRENGTHS if strength and (counts[strength] or strength == chosen)]
    return tuple(Option(each, _counted(words[each], counts[each]), each == chosen) for each in known)


def _years(facts: Sequence[TargetFact], *, chosen: str) -> tuple[Option, ...]:
    counts = Counter(str(fact.year) if fact.year else UNDATED for fact in facts)
    known = sorted({*counts, *([chosen] if chosen else [])})
    return tuple(
        Option(year, _counted(_("未写时限") if year == UNDATED else year, counts[year]), year == chosen)
        for year in known
    )


def _places(documents: Sequence[ComparedDocument], *, selection: Selection) -> tuple[Option, ...]:
    """The columns to choose one from, each by the code or slug under which it was chosen."""
    if len(documents) < 2:
        return ()
    codes = set(selection.places())
    values = [each.place_code if each.place_code in codes else each.slug for each in documents]
    return tuple(
        Option(value, _("突出%(place)s") % {"place": document.label}, value == selection.focus)
        for value, document in zip(values, documents, strict=True)
    )


def _order(order: str, selection: Selection) -> Option:
    value = "" if order == ORDERS[0] else order
    address = comparison_address(selection.set("order", value), aspect=KEY)
    return Option(order, order_label(order), selection.setting("order") == value, address)


def said_of(
    rows: Sequence[IndicatorRow],
    *,
    total: int,
    documents: Sequence[ComparedDocument],
    selection: Selection,
    domain_name: str,
    strength_words: str,
) -> str:
    """What the table shows, in one sentence: 济源市、济南市的目标值，力度为确保，2个指标，3个目标值，共10个。"""
    shown = sum(len(row.lines) for row in rows)
    limits = limits_said(selection, strength_words=strength_words, domain_name=domain_name)
    scope = _("%(places)s的目标值") % {"places": "、".join(document.label for document in documents)}
    words = {"rows": len(rows), "shown": shown}
    counted = _("%(rows)s个指标，%(shown)s个目标值") % words
    if shown < total:
        counted += _("，共%(total)s个") % {"total": total}
    return f"{'，'.join(part for part in (scope, limits, counted) if part)}。"
