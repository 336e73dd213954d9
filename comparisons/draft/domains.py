"""Domain by domain: what peers say, what the draft says, where it only touches on the matter or is silent. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from comparisons.matrix import NO_SUBJECT, DocumentFacts, Topic, cell_of
from comparisons.records import Cell, ComparedDocument
from comparisons.wording import count_word

# The first task of so many peers stands open in a row.
OPEN_PEERS = 2


class Standing(StrEnum):
    """How the draft stands to its peers in one domain."""

    SILENT = "silent"
    TOUCHED = "touched"
    BOTH = "both"
    ALONE = "alone"
    GENERAL = "general"

    @property
    def words(self) -> str:
        """草稿未见, 草稿只兼及, 都有任务, 只有草稿有任务, 不归单一领域."""
        return {
            Standing.SILENT: _("草稿未见"),
            Standing.TOUCHED: _("草稿只兼及"),
            Standing.BOTH: _("都有任务"),
            Standing.ALONE: _("只有草稿有任务"),
            Standing.GENERAL: _("不归单一领域"),
        }[self]

    @property
    def meaning(self) -> str:
        """The sentence under its heading."""
        return {
            Standing.SILENT: _("所选文件有专项任务，草稿里没有读到。"),
            Standing.TOUCHED: _("所选文件有专项任务，草稿没有，只在别处提到。"),
            Standing.BOTH: _("草稿和所选文件都有专项任务。"),
            Standing.ALONE: _("草稿有专项任务，所选文件都没有。"),
            Standing.GENERAL: _("一项任务写几个领域的，列出供对看，不算缺项。"),
        }[self]


@dataclass(frozen=True, slots=True)
class PeerCell:
    """What one peer says in a domain."""

    document: ComparedDocument
    cell: Cell


@dataclass(frozen=True, slots=True)
class DomainRow:
    """One domain: peers that have a task of their own first, then those that touch on it; and the draft."""

    code: str
    name: str
    anchor: str
    standing: Standing
    peers: tuple[PeerCell, ...]
    """Peers that say something; those with a task first."""
    own: Cell
    coverage: str
    """三份有专项任务：济源市、济南市、四川省."""
    stated: int

    @property
    def writing(self) -> tuple[PeerCell, ...]:
        """Peers with a task of their own."""
        return tuple(peer for peer in self.peers if peer.cell.is_stated)

    @property
    def folded(self) -> int:
        """How many tasks of peers wait behind a fold: all but the first of the first two peers."""
        tasks = sum(len(peer.cell.entries) for peer in self.writing)
        return tasks - min(OPEN_PEERS, len(self.writing))

    @property
    def touching(self) -> tuple[PeerCell, ...]:
        """Peers that only touch on the domain."""
        return tuple(peer for peer in self.peers if not peer.cell.is_stated)


@dataclass(frozen=True, slots=True)
class DomainGroup:
    """The rows of one standing, those that most peers write first."""

    standing: Standing
    rows: tuple[DomainRow, ...]

    @property
    def anchor(self) -> str:
        """The fragment that leads to the group."""
        return f"standing-{self.standing.value}"


def domain_groups(
    topics: Sequence[Topic],
    *,
    draft: DocumentFacts,
    peers: Sequence[DocumentFacts],
    documents: Sequence[ComparedDocument],
) -> tuple[DomainGroup, ...]:
    """Every domain in which the draft or a peer has a task of its own, by how the draft stands to the peers.

    What is filed under a top domain itself (综合) belongs to no single domain and is never a gap.
    """
    rows = [
        _row(topic, general=general, draft=draft, peers=peers, documents=documents)
        for top in topics
        for topic, general in _rows_of(top)
    ]
    found = [row for row in rows if row is not None]
    groups = (DomainGroup(each, _ordered(found, each)) for each in Standing)
    return tuple(group for group in groups if group.rows)


def _rows_of(top: Topic) -> list[tuple[Topic, bool]]:
    """The domains of a top domain, and what belongs to no single one of them."""
    if not top.children:
        return [(top, top.code in NO_SUBJECT)]
    gathering = Topic(top.code, _("%(domain)s（综合）") % {"domain": top.name})
    return [*((child, False) for child in top.children), (gathering, True)]


def _ordered(rows: Sequence[DomainRow], standing: Standing) -> tuple[DomainRow, ...]:
    return tuple(sorted((row for row in rows if row.standing is standing), key=lambda row: -row.stated))


def _row(
    topic: Topic,
    *,
    general: bool,
    draft: DocumentFacts,
    peers: Sequence[DocumentFacts],
    documents: Sequence[ComparedDocument],
) -> DomainRow | None:
    code = topic.code
    own = cell_of(code, facts=draft)
    cells = [PeerCell(document, cell_of(code, facts=facts)) for document, facts in zip(documents, peers, strict=True)]
    saying = [peer for peer in cells if peer.cell.entries or peer.cell.mentions]
    writing = [peer for peer in saying if peer.cell.is_stated]
    if not writing and not own.is_stated:
        return None
    return DomainRow(
        code=code,
        name=topic.name,
        anchor=f"domain-{code.replace('/', '-')}",
        standing=Standing.GENERAL if general else _standing(own, writing=bool(writing)),
        peers=tuple(sorted(saying, key=lambda peer: not peer.cell.is_stated)),
        own=own,
        coverage=_coverage(writing),
        stated=len(writing),
    )


def _standing(own: Cell, *, writing: bool) -> Standing:
    if own.is_stated:
        return Standing.BOTH if writing else Standing.ALONE
    return Standing.TOUCHED if own.mentions else Standing.SILENT


def _coverage(writing: Sequence[PeerCell]) -> str:
    if not writing:
        return ""
    labels = "、".join(peer.document.label for peer in writing)
    return _("%(count)s份有专项任务：%(places)s") % {"count": count_word(len(writing)), "places": labels}
