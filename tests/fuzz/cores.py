"""One child process per core of the fuzz run: takes batches of cases, answers each, is replaced when it dies or hangs."""

import multiprocessing
import resource
import time
import traceback
from collections import deque

from tests.fuzz.cases import ENDINGS, case
from tests.fuzz.oracle import outcome_of

SECONDS_FOR_ONE = 30
MEMORY = 1024 * 1024 * 1024


def worker(orders):
    """Take (kind, numbers) from the pipe and answer each case with its outcome."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        kind, numbers = orders.recv()
        for number in numbers:
            try:
                answer = outcome_of(case(kind, number), name=f"例.{ENDINGS[kind]}"), ""
            except MemoryError:
                answer = "stopped: memory", ""
            except Exception:  # noqa: BLE001 - whatever it is, it is the finding
                answer = "failure", traceback.format_exc()[-1500:]
            orders.send((number, *answer))


class Core:
    """One child with the batch it works on."""

    def __init__(self):
        self.context = multiprocessing.get_context("spawn")
        self.batch = deque()
        self.kind = ""
        self.start()

    def start(self):
        self.pipe, other = self.context.Pipe()
        self.process = self.context.Process(target=worker, args=(other,), daemon=True)
        self.process.start()
        other.close()
        self.heard = time.monotonic()
        if self.batch:
            self.pipe.send((self.kind, list(self.batch)))

    def give(self, kind, numbers):
        self.kind, self.batch = kind, deque(numbers)
        self.heard = time.monotonic()
        self.pipe.send((kind, list(numbers)))

    def answers(self):
        """Outcomes since the last look; a dead or hanging child gives one for the case it had, and is replaced."""
        while self.batch:
            try:
                if self.pipe.poll(0):
                    _number, outcome, trace = self.pipe.recv()
                    self.heard = time.monotonic()
                    yield self.batch.popleft(), outcome, trace
                    continue
                dead = not self.process.is_alive()
            except (EOFError, OSError):
                dead = True
            if not dead and time.monotonic() - self.heard < SECONDS_FOR_ONE:
                return
            self.process.kill()
            self.process.join()
            yield self.batch.popleft(), "stopped: crash" if dead else "stopped: time", ""
            self.start()
