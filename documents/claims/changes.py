"""What a new reading of a document changed: facts gained, lost and read otherwise, and what people's decisions kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.claims.claim import Claim

# Two readings of one thing share at least this much of their places.
SAME_PLACE = 0.5


@dataclass(frozen=True, slots=True)
class Changes:
    """Claims by what became of them; a pair is (as it was, as it is)."""

    gained: tuple[Claim, ...] = ()
    lost: tuple[Claim, ...] = ()
    changed: tuple[tuple[Claim, Claim], ...] = ()
    kept: tuple[Claim, ...] = ()
    """What people decided and the new rules would not have read so: it stands as they decided."""
    conflicts: tuple[tuple[Claim, Claim], ...] = ()
    """What people decided, and what the new rules read at its place for the first time: somebody has to look."""

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed or self.conflicts)

    def as_json(self) -> dict[str, list[Any]]:
        """What is kept of it."""
        return {
            "gained": [claim.as_json() for claim in self.gained],
            "lost": [claim.as_json() for claim in self.lost],
            "changed": [[was.as_json(), now.as_json()] for was, now in self.changed],
            "kept": [claim.as_json() for claim in self.kept],
            "conflicts": [[was.as_json(), now.as_json()] for was, now in self.conflicts],
        }


def differences(before: Mapping[str, Claim], after: Mapping[str, Claim]) -> Changes:
    """What two readings of one document differ in, claims by fingerprint; those at one place are pairs."""
    lost = [claim for key, claim in before.items() if key not in after]
    gained = [claim for key, claim in after.items() if key not in before]
    changed = []
    for was in list(lost):
        now = counterpart(was, gained)
        if now is not None:
            changed.append((was, now))
            lost.remove(was)
            gained.remove(now)
    return Changes(tuple(gained), tuple(lost), tuple(changed))


def counterpart(claim: Claim, among: Sequence[Claim]) -> Claim | None:
    """The claim that speaks of the same thing: the same field, or the same kind at much the same place."""
    same = [each for each in among if each.place == claim.place]
    if same or claim.span is None:
        return same[0] if same else None
    near = [(_shared(claim, each), each) for each in among if each.kind == claim.kind and each.span]
    share, best = max(near, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= SAME_PLACE else None


def _shared(one: Claim, other: Claim) -> float:
    """How much of both places together lies in both."""
    both = min(one.at.end, other.at.end) - max(one.at.start, other.at.start)
    either = max(one.at.end, other.at.end) - min(one.at.start, other.at.start)
    return both / either
