"""Works measured in one run, taking turns, so that a busy machine hurts all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

Work = Callable[[], object]
Clock = Callable[[], float]
ROUNDS = 7


def medians(*works: Work, rounds: int = ROUNDS, clock: Clock = time.perf_counter) -> list[float]:
    """Median seconds of each work over the rounds; a round before them warms up and is not counted.

    time.process_time counts only this process, which is fair where nothing else works for it, as with SQLite.
    """
    return [statistics.median(times) for times in samples(*works, rounds=rounds, clock=clock)]


def samples(*works: Work, rounds: int = ROUNDS, clock: Clock = time.perf_counter) -> list[list[float]]:
    """Every measured time of each work, in seconds, without the round that warms up."""
    times: list[list[float]] = [[] for _work in works]
    for number in range(rounds + 1):
        for index, work in enumerate(works):
            started = clock()
            work()
            if number:
                times[index].append(clock() - started)
    return times
