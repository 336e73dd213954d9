"""The 要点 above the targets: what several places set, what looks alike and is not, who sets nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from comparisons.aspects.targets.levels import by_level, figure_of
from comparisons.aspects.targets.records import Absence, IndicatorRow, RowBand, TargetFact
from comparisons.records import Part, Point

MAX_POINTS = 6
MAX_NAMED = 4
MAX_COMPARED = 2
MAX_ALIKE = 2


def points(
    rows: Sequence[IndicatorRow], *, alike: Sequence[RowBand], without: Sequence[Absence], columns: int
) -> tuple[Point, ...]:
    """The sentences, most telling first; none for a single column, where nothing is compared."""
    if columns < 2:
        return ()
    found = [*_set_by_several(rows), *_extremes(rows), *_look_alike(alike), *_set_nothing(without)]
    return tuple(found[:MAX_POINTS])


def _set_by_several(rows: Sequence[IndicatorRow]) -> Iterable[Point]:
    """两地以上都写的指标有2个：上云率（2地）、城镇化率（3地）。 Or that there is none."""
    shared = sorted((row for row in rows if row.places > 1), key=lambda row: -row.places)
    if shared:
        claim = _("两地以上都写的指标有%(count)s个：") % {"count": len(shared)}
        named = _named(shared, tail=lambda row: _("（%(places)s地）") % {"places": row.places})
        yield Point((Part(claim), *named, Part("。")))
    elif rows:
        targets = sum(len(row.lines) for row in rows)
        yield Point(
            (
                Part(
                    _("%(count)s个目标值之间没有一对可以直接比较：指标、分母、单位没有完全相同的。")
                    % {"count": targets}
                ),
            )
        )


def _extremes(rows: Sequence[IndicatorRow]) -> Iterable[Point]:
    """上云率，地级2地：数值最高95%（济南市），时限最晚到2025年（济源市）。 Only inside one level."""
    said = [(row, group) for row in rows for group in by_level(row.facts)]
    for row, group in said[:MAX_COMPARED]:
        words = [part for part in (_highest(group), _latest(group)) if part]
        if words:
            level = _("，%(level)s%(count)s地：") % {"level": group[0].document.level_words, "count": len(group)}
            yield Point((_link(row), Part(f"{level}{'，'.join(words)}。")))


def _highest(group: Sequence[TargetFact]) -> str:
    shared = group[0].unit
    values = [figure_of(fact, shared=shared) for fact in group]
    if min(values) == max(values):
        return _("数值相同，%(figure)s") % {"figure": group[0].in_prose}
    highest = [fact for fact, value in zip(group, values, strict=True) if value == max(values)]
    return _("数值最高%(figure)s（%(places)s）") % {"figure": highest[0].in_prose, "places": _labels(highest)}


def _latest(group: Sequence[TargetFact]) -> str:
    dated = [fact for fact in group if fact.deadline]
    if len({fact.year for fact in dated}) < 2:
        return ""
    last = max(fact.year or 0 for fact in dated)
    latest = [fact for fact in dated if fact.year == last]
    return _("时限最晚%(year)s年（%(places)s）") % {"year": last, "places": _labels(latest)}


def _labels(facts: Iterable[TargetFact]) -> str:
    return "、".join(fact.document.label for fact in facts)


def _look_alike(bands: Sequence[RowBand]) -> Iterable[Point]:
    """四个“80%”各有分母，不能相比：…。 At most two groups, the larger first."""
    for band in sorted(bands, key=lambda band: -len(band.rows))[:MAX_ALIKE]:
        claim = f"{band.title}：{band.sentence.rstrip('。')}："
        yield Point((Part(claim), *_named(band.rows, tail=_who), Part("。")))


def _who(row: IndicatorRow) -> str:
    return f"（{'、'.join(dict.fromkeys(fact.document.label for fact in row.facts))}）"


def _set_nothing(without: Sequence[Absence]) -> Iterable[Point]:
    """禹城市没有量化目标（自动抽取未见）。"""
    for absence in without:
        words = {"places": absence.places, "state": absence.state.words}
        yield Point((Part(_("%(places)s没有量化目标（%(state)s）。") % words),))


def _named(rows: Sequence[IndicatorRow], *, tail: Callable[[IndicatorRow], str]) -> Iterable[Part]:
    """Links to the first rows, and how many more there are."""
    for index, row in enumerate(rows[:MAX_NAMED]):
        if index:
            yield Part("、")
        yield _link(row)
        yield Part(tail(row))
    if len(rows) > MAX_NAMED:
        yield Part(_("等%(count)s个") % {"count": len(rows)})


def _link(row: IndicatorRow) -> Part:
    return Part(row.name, f"#{row.anchor}")
