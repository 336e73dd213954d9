"""What a reviewer asks of the queue: which facts, of which kind, by which rule, of which document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from documents.claims.claim import KINDS

WAITING, DOUBTFUL, REPORTED, CONFLICT = "waiting", "doubtful", "reported", "conflict"
DISPUTED, SECOND, ALL = "disputed", "second", "all"
SHOWN = [
    (WAITING, _("待核对")),
    (DOUBTFUL, _("待核对，有疑点")),
    (REPORTED, _("有人报错")),
    (CONFLICT, _("新旧规则不一致")),
    (DISPUTED, _("两人不一致")),
    (SECOND, _("独立复核")),
    ("approved", _("已通过")),
    ("corrected", _("已更正")),
    ("added", _("已补录")),
    ("rejected", _("已驳回")),
    (ALL, _("全部")),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """One choice from the queue."""

    show: str = WAITING
    kind: str = ""
    rule: str = ""
    document: str = ""

    @property
    def query(self) -> str:
        """The choice as the query of an address, without what is usual.

        >>> Asked(kind="task", document="370100-e35f").query
        'kind=task&document=370100-e35f'
        """
        usual = Asked()
        pairs = {name: getattr(self, name) for name in ("show", "kind", "rule", "document")}
        return urlencode({name: value for name, value in pairs.items() if value != getattr(usual, name)})

    @property
    def suffix(self) -> str:
        """The query with its question mark, or nothing."""
        return f"?{self.query}" if self.query else ""

    @property
    def is_blind(self) -> bool:
        """Whether what others decided is not to be seen."""
        return self.show == SECOND

    def but(self, **changes: str) -> Asked:
        """The same with some of it changed."""
        return replace(self, **changes)


def asked_of(data: Mapping[str, str]) -> Asked:
    """What an address asks; a value that is none of the choices counts as not given."""
    show, kind = data.get("show", WAITING), data.get("kind", "")
    return Asked(
        show=show if show in dict(SHOWN) else WAITING,
        kind=kind if kind in KINDS else "",
        rule=data.get("rule", "")[:60].replace("\x00", ""),
        document=data.get("document", "")[:60].replace("\x00", ""),
    )
