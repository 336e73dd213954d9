"""`python -m tests.fuzz`: fifty-seven thousand hostile files through the whole parser, on every core; prints what came of them.

Each core has a child process with a limit on memory. A child that dies or hangs costs the one file it had, and is
counted as stopped, which is what documents.parsing.isolation makes of it in the portal; any exception that is no
refusal, and any result that does not hold together, is a failure. Exit code 1 with the cases to repeat.
"""

import argparse
import os
import sys
import time
from collections import Counter, deque

from tests.fuzz.cases import KINDS
from tests.fuzz.cores import Core

COUNTS = {"text": 20_000, "html": 14_000, "docx": 10_000, "pdf": 10_000, "zip": 3_000}
BATCH = 100
MOST_STOPPED = 0.01


def run(counts, *, first, jobs):
    """Outcomes by kind, and the failures."""
    orders = deque(
        (kind, range(start, min(start + BATCH, first + counts[kind])))
        for kind in KINDS
        for start in range(first, first + counts[kind], BATCH)
    )
    outcomes, failures = {kind: Counter() for kind in KINDS}, []
    cores = [Core() for _core in range(jobs)]
    while orders or any(core.batch for core in cores):
        for core in cores:
            for number, outcome, trace in core.answers():
                outcomes[core.kind][outcome] += 1
                if outcome == "failure":
                    failures.append((core.kind, number, trace))
                if outcome.startswith("stopped"):
                    sys.stderr.write(f"{core.kind} {number}: {outcome}\n")
            if not core.batch and orders:
                core.give(*orders.popleft())
        time.sleep(0.02)
    for core in cores:
        core.process.kill()
    return outcomes, failures


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--share", type=float, default=1.0, help="part of the 57,000 cases, default all")
    parser.add_argument("--first", type=int, default=0, help="number of the first case: other numbers, other cases")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    counts = {kind: max(int(count * options.share), 1) for kind, count in COUNTS.items()}
    started = time.monotonic()
    outcomes, failures = run(counts, first=options.first, jobs=options.jobs)
    for kind, found in outcomes.items():
        listed = ", ".join(f"{outcome} {count}" for outcome, count in found.most_common())
        sys.stdout.write(f"{kind:5} {found.total():6}  {listed}\n")
    total = sum(found.total() for found in outcomes.values())
    sys.stdout.write(f"{total} cases in {time.monotonic() - started:.0f} s, {len(failures)} failures\n")
    for kind, number, trace in failures[:20]:
        sys.stdout.write(f"\n{kind} {number}\n{trace}\n")
    stopped = sum(
        count for found in outcomes.values() for outcome, count in found.items() if outcome.startswith("stopped")
    )
    return 1 if failures or stopped > MOST_STOPPED * total else 0


if __name__ == "__main__":
    sys.exit(main())
