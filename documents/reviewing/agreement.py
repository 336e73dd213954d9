"""How far two people agree: first decisions beside independent second ones, by kind, with Cohen's kappa."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.claims.claim import KINDS, from_json
from documents.models import Decision, PolicyDocument
from documents.querysets import User
from documents.reviewing.wording import kind_label
from documents.tables import Column, Table

Pair = tuple[str, str]
# Facts of which the second decision is looked at; later ones say no more of agreement.
MOST = 50_000


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two agreed on facts of one kind, and how much more than by chance."""

    label: str
    pairs: int
    same: int
    kappa: float | None
    """None where it says nothing: no pair, or both always decided the same."""

    @property
    def percent(self) -> float | None:
        """Share of equal decisions."""
        return round(100 * self.same / self.pairs, 1) if self.pairs else None


def agreement_of(label: str, pairs: Iterable[Pair]) -> Agreement:
    """The agreement of these pairs of verdicts (first person, second person).

    Kappa is (p - e) / (1 - e): p the share of equal pairs, e the share expected when both decide by chance with the
    frequencies each of them has shown (Cohen 1960).

    >>> agreement_of("任务", [("approve", "approve"), ("reject", "approve")]).same
    1
    """
    counted = Counter(pairs)
    total = counted.total()
    same = sum(number for (one, other), number in counted.items() if one == other)
    return Agreement(label, total, same, _kappa(counted, total, same))


def _kappa(counted: Counter[Pair], total: int, same: int) -> float | None:
    if not total:
        return None
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), number in counted.items():
        first[one] += number
        second[other] += number
    expected = sum(first[verdict] * second[verdict] for verdict in first) / total**2
    return None if expected == 1 else round((same / total - expected) / (1 - expected), 3)


def agreements(user: User) -> list[Agreement]:
    """Agreement by kind on the documents that `user` may see, and over all kinds."""
    by_kind = _pairs(user)
    lines = [agreement_of(kind_label(kind), by_kind[kind]) for kind in KINDS if by_kind[kind]]
    every = [pair for pairs in by_kind.values() for pair in pairs]
    return [*lines, agreement_of(_("合计"), every)]


def _pairs(user: User) -> dict[str, list[Pair]]:
    """First and independent second verdict on each fact, by kind."""
    documents = PolicyDocument.objects.visible_to(user).order_by().values("pk")
    visible = Decision.objects.filter(fact__document__in=documents)
    seconds = visible.filter(blind=True).select_related("fact").order_by("fact_id", "number")[:MOST]
    earliest: dict[int, Decision] = {}
    for decision in seconds:
        earliest.setdefault(decision.fact_id, decision)
    found: dict[str, list[Pair]] = defaultdict(list)
    firsts = Decision.objects.filter(fact__in=list(earliest), number=1, batch__isnull=True)
    for first in firsts:
        second = earliest[first.fact_id]
        found[second.fact.kind].append(_verdicts(first, second))
    return found


def _verdicts(first: Decision, second: Decision) -> Pair:
    """Both verdicts; two that corrected the same fact to different things did not decide the same."""
    one, other = _plain(first), _plain(second)
    if (
        one == other == Decision.Verdict.CORRECT
        and first.after
        and second.after
        and not (from_json(first.after).same_as(from_json(second.after)))
    ):
        return one, f"{other} otherwise"
    return one, other


def _plain(decision: Decision) -> str:
    """An added fact was approved by whoever added it."""
    return Decision.Verdict.APPROVE if decision.verdict == Decision.Verdict.ADD else decision.verdict


def agreement_table(lines: Sequence[Agreement]) -> Table:
    """The figures as page and file show them."""
    columns = (
        Column("kind", _("种类"), lambda line: line.label, width=14),
        Column("pairs", _("两人都看过"), lambda line: line.pairs, width=12, kind="number"),
        Column("same", _("一致"), lambda line: line.same, width=10, kind="number"),
        Column("percent", _("一致率（%）"), lambda line: _decimal(line.percent), width=12, kind="number"),
        Column("kappa", _("κ"), lambda line: _decimal(line.kappa), width=12, kind="number"),
    )
    return Table(_("两人核对的一致程度"), columns, lines, notes=(notes(),))


def notes() -> str:
    """How the figures are made, in one sentence that travels with them."""
    return _(
        "只算独立复核：第二人没有看到第一人的决定，成批通过的不算；两人都更正而内容不同的，算不一致。"
        "κ（Cohen）扣除碰巧一致的部分：1是完全一致，0与碰巧无异；两人总是作同一决定时没有意义，空着。"
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
