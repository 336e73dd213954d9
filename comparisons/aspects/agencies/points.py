"""The 要点 above the table of agencies: who leads only here, who leads what elsewhere, how often a lead is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from comparisons.aspects.agencies.by_domain import knows_functions
from comparisons.aspects.agencies.records import AgencyRow, DomainCell, LeadShare, Part
from comparisons.records import ComparedDocument, Point
from comparisons.records import Part as Words
from comparisons.wording import count_word

# The lines under the table, where the shares stand.
SHARES_ANCHOR = "lead-shares"
MAX_NAMED = 4
MAX_DOMAINS = 3


def points(
    functions: Sequence[AgencyRow],
    domains: Sequence[AgencyRow],
    *,
    shares: Sequence[LeadShare],
    addresses: Mapping[str, str],
) -> tuple[Point, ...]:
    """The sentences; none for a single column. `addresses` leads to a row by its anchor, in either arrangement."""
    if len(shares) < 2:
        return ()
    documents = [share.document for share in shares]
    return (
        *_shares(shares, address=addresses[SHARES_ANCHOR]),
        *_unlike(domains, documents=documents, addresses=addresses),
        *_only_here(functions, shares=shares, addresses=addresses),
    )


def _shares(shares: Sequence[LeadShare], *, address: str) -> Iterable[Point]:
    """重点任务写明牵头单位：茅箭区14项中14项，济南市9项中8项；济源市、四川省都未写明。 In the order of the columns."""
    told = [share for share in shares if share.key_tasks]
    some = [share for share in told if share.key_tasks_led]
    none = [share.document.label for share in told if not share.key_tasks_led]
    if not told:
        return
    parts = [Words(_("写明牵头单位的重点任务"), address), Words("：")]
    said = [
        _("%(place)s%(all)s项中%(led)s项")
        % {"place": share.document.label, "all": share.key_tasks, "led": share.key_tasks_led}
        for share in some
    ]
    silent = _("%(places)s未见") % {"places": "、".join(none)} if none else ""
    parts.append(Words("；".join(part for part in ("，".join(said), silent) if part) + "。"))
    yield Point(tuple(parts))


def _unlike(
    rows: Sequence[AgencyRow], *, documents: Sequence[ComparedDocument], addresses: Mapping[str, str]
) -> Iterable[Point]:
    """同一领域由不同职能牵头：交通（茅箭区为区交通运输局，济南市为市公安局）。 Only where every function is known."""
    unlike = [row for row in rows if row.unlike and _all_known(row)]
    if not unlike:
        return
    parts = [Words(_("同一领域由不同职能的单位牵头："))]
    for position, row in enumerate(unlike[:MAX_DOMAINS]):
        parts += [Words("；")] if position else []
        parts += [Words(row.name, addresses[row.anchor]), Words(f"（{_who_leads(row, documents)}）")]
    more = len(unlike) - MAX_DOMAINS
    parts.append(Words(_("；另有%(count)s个领域。") % {"count": more} if more > 0 else "。"))
    yield Point(tuple(parts))


def _all_known(row: AgencyRow) -> bool:
    return all(knows_functions(cell.leads) for cell in row.cells if isinstance(cell, DomainCell))


def _who_leads(row: AgencyRow, documents: Sequence[ComparedDocument]) -> str:
    """茅箭区为区交通运输局，济南市为市公安局: places with the same agencies are named together."""
    places: dict[str, list[str]] = {}
    for document, cell in zip(documents, row.cells, strict=True):
        if isinstance(cell, DomainCell) and cell.leads:
            places.setdefault("、".join(agency.name for agency in cell.leads), []).append(document.label)
    return "，".join(
        _("%(places)s为%(agencies)s") % {"places": "、".join(labels), "agencies": agencies}
        for agencies, labels in places.items()
    )


def _only_here(
    rows: Sequence[AgencyRow], *, shares: Sequence[LeadShare], addresses: Mapping[str, str]
) -> Iterable[Point]:
    """写明牵头单位的三地里，数据管理、教育…只在茅箭区牵头。 Places that name no lead at all cannot be compared."""
    naming = [position for position, share in enumerate(shares) if share.key_tasks_led or share.safeguards_led]
    if len(naming) < 2:
        return
    alone: dict[int, list[AgencyRow]] = {}
    for row in rows:
        leading = [position for position, answer in enumerate(row.answers) if answer is Part.LEAD]
        if len(leading) == 1 and row.address:
            alone.setdefault(leading[0], []).append(row)
    if not alone:
        return
    parts = [Words(_("写明牵头单位的%(count)s份文件里，只在一份里牵头的职能：") % {"count": count_word(len(naming))})]
    for number, position in enumerate(sorted(alone)):
        own = alone[position]
        label = shares[position].document.label
        parts += [Words("；")] if number else []
        parts += [Words(_("%(place)s有") % {"place": label})]
        for index, row in enumerate(own[:MAX_NAMED]):
            parts += [Words("、")] if index else []
            parts += [Words(row.name, addresses[row.anchor])]
        parts += [Words(_("等%(count)s个") % {"count": len(own)})] if len(own) > MAX_NAMED else []
    yield Point((*parts, Words("。")))
