"""What a run of faults found, said while it runs: how many rounds, how fast, how long still."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

SAID_EVERY = 15.0
SHOWN = 6


@dataclass
class Tally:
    """Rounds, how many of them the fault struck, and every breach with where it was found."""

    name: str
    expected: int = 0
    """How many rounds there will be."""
    rounds: int = 0
    hit: int = 0
    """Rounds in which the fault really struck."""
    polls: int = 0
    breaches: list[str] = field(default_factory=list)
    seconds: float = 0.0
    remark: str = ""
    """What else was measured: how long it took until all was well again."""
    skipped: str = ""
    """Why this cannot be done on this machine."""
    _begun: float = field(default_factory=time.monotonic)
    _said: float = field(default_factory=time.monotonic)
    _known: int = 0

    def note(self, where: str, found: Iterable[str]) -> None:
        """Keep breaches, with where they were found; each is said at once."""
        for each in found:
            self.breaches.append(f"{where}: {each}")
            if len(self.breaches) <= SHOWN:
                self._say(f"{where}: {each[:300]}")

    def round_done(self, *, struck: bool = True) -> None:
        """One round further; every quarter of a minute it is said how far it is."""
        self.rounds += 1
        self.hit += struck
        self.seconds = time.monotonic() - self._begun
        if time.monotonic() - self._said > SAID_EVERY:
            self._said = time.monotonic()
            self._say(self.progress())

    def known(self, rounds: int, hit: int, breaches: list[str]) -> None:
        """Count in what an earlier run did; it says nothing about how fast this one is."""
        self.rounds, self.hit, self._known = self.rounds + rounds, self.hit + hit, self._known + rounds
        self.breaches += breaches

    def progress(self) -> str:
        """How far it is: 340 of 1223, 338 struck, 2.1 a second, 7 minutes left, 0 breaches."""
        rate = max(self.rounds - self._known, 1) / max(self.seconds, 0.001)
        left = max(self.expected - self.rounds, 0) / rate / 60
        return (
            f"{self.rounds} of {self.expected}, {self.hit} struck, {rate:.1f} a second, {left:.0f} min left, "
            f"{len(self.breaches)} breaches"
        )

    def _say(self, words: str) -> None:
        sys.stderr.write(f"  {time.strftime('%H:%M:%S')} {self.name}: {words}\n")
        sys.stderr.flush()
