"""`manage.py load_documents PATH…`: parse files or folders and load what they hold, going on past bad ones.

With --queue the workers do it, on as many machines as there are.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from documents.arrivals import end_of_arrivals
from documents.loading import LoadingError, load, load_reference
from documents.loading.cues import write_missing_cues
from documents.loading.outcome import Result
from documents.loading.passages import write_missing_passages
from documents.loading.statistics import refresh_statistics
from documents.management import queueing
from documents.management.batch import Parsed, incoming, parsed
from documents.management.corpus_folder import LOADED_SUFFIXES, find_documents
from documents.management.terminal import Progress, aligned_table
from documents.models import PolicyDocument
from documents.parsing.errors import ParserStopped
from documents.parsing.version import PARSER_VERSION
from documents.querysets import LoadedCounts

logger = logging.getLogger(__name__)

HEADINGS = ("地区", "文件", "章节", "任务", "单位", "目标", "疑点", "结果")
NUMBER_COLUMNS = (2, 3, 4, 5, 6)
RESULT_WORDS = {Result.CREATED: "已入库", Result.REPLACED: "已更新", Result.UNCHANGED: "未变"}
FAILED = "没有入库"
MAX_JOBS = 64
GIVES_WAY = 10


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: the key of its document, or the reason why there is none."""

    name: str
    result: str
    document_id: int | None = None
    problem: str = ""


class Command(BaseCommand):
    """Load documents; the same file twice changes nothing. Exit code 1 when any file was not loaded."""

    help = "解析并载入政策文件：可给文件，也可给文件夹。已载入的不会重复。"

    def add_arguments(self, parser: CommandParser) -> None:
        """PATH, one or more; how many files are parsed at once."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件、文件夹或 ZIP 压缩包")
        parser.add_argument("--jobs", type=int, default=1, metavar="N", help="同时解析的文件数，默认为 1")
        parser.add_argument(
            "--queue", action="store_true", help="存入数据库，交给工人读取和入库，并显示进度；可中断，可重来"
        )
        parser.add_argument("--no-wait", action="store_true", help="与 --queue 同用：存好就结束，不等")

    def run_from_argv(self, argv: list[str]) -> None:
        """From a terminal or a timer: give way to whoever reads the portal meanwhile; processes begun here do too."""
        os.nice(GIVES_WAY)
        super().run_from_argv(argv)

    def handle(self, *args: object, paths: list[Path], jobs: int, verbosity: int, **options: object) -> None:
        """Load each file in its own transaction, then print what the corpus holds of them."""
        if not 1 <= jobs <= MAX_JOBS:
            raise CommandError(f"--jobs {jobs} 不在 1 到 {MAX_JOBS} 之间。按处理器数填写，如 --jobs 2")
        load_reference()
        write_missing_passages()
        write_missing_cues()
        files = find_documents(paths)
        if options["queue"] and files:
            self._queue(files, waiting=not options["no_wait"], quiet=verbosity == 0)
            return
        try:
            outcomes = self._load_all(files, jobs=jobs, quiet=verbosity == 0)
        finally:
            end_of_arrivals()
        refresh_statistics()
        if verbosity > 0:
            self._report(outcomes)
        for outcome in outcomes:
            if outcome.problem:
                self.stderr.write(outcome.problem)
        if not files:
            self.stderr.write(
                f"没有找到可载入的文件：{'、'.join(str(path) for path in paths)}。可载入的文件：{'、'.join(sorted(LOADED_SUFFIXES))}"
            )
        if not files or any(outcome.problem for outcome in outcomes):
            sys.exit(1)

    def _load_all(self, files: list[Path], *, jobs: int, quiet: bool) -> list[FileOutcome]:
        """Parse up to `jobs` files at once, load one after the other; a second run goes on where this one ended."""
        progress = self._progress(len(files))
        outcomes: list[FileOutcome] = []
        for result in parsed(incoming(files), jobs=jobs, is_known=lambda data: _known(data) is not None):
            if not quiet:
                progress.show(len(outcomes), name=result.incoming.name)
            outcomes.append(_loaded(result))
            if not quiet and not progress.on_terminal:
                place = f"{len(outcomes)}/{max(len(files), len(outcomes))}"
                self.stdout.write(f"{place} {result.incoming.name} {outcomes[-1].result}")
        progress.clear()
        return outcomes

    def _queue(self, files: list[Path], *, waiting: bool, quiet: bool) -> None:
        """Hand the files to the workers and watch; whoever stops watching stops nothing."""
        bar = self._progress(len(files))
        sent = queueing.queued(incoming(files), tell=lambda number: bar.show(number, name="存入"), pause=time.sleep)
        bar.clear()
        if not quiet:
            self.stdout.write(f"存入{sent.sent}份，已在途中{sent.waiting}份，已在库{sent.known}份")
        if not waiting:
            return
        try:
            counts = queueing.watched(sent.batches, progress=self._progress, say=self.stderr.write)
        except KeyboardInterrupt:
            self.stderr.write("不再显示进度；工人照常读取和入库。再运行一次，接着显示")
            sys.exit(130)
        refresh_statistics()
        if not quiet:
            self.stdout.write(
                "，".join(f"{queueing.State(state).label}{number}份" for state, number in sorted(counts.items()))
            )
        found = [self.stderr.write(problem) for problem in queueing.problems(sent.batches)]
        if found:
            sys.exit(1)

    def _progress(self, total: int) -> Progress:
        return Progress(total, stream=self.stderr, clock=time.monotonic)

    def _report(self, outcomes: list[FileOutcome]) -> None:
        loaded = [outcome.document_id for outcome in outcomes if outcome.document_id is not None]
        counts = {row.document_id: row for row in PolicyDocument.objects.loaded_counts(loaded)}
        rows = [_report_row(outcome, counts.get(outcome.document_id or 0)) for outcome in outcomes]
        for line in aligned_table(HEADINGS, rows, numbers=NUMBER_COLUMNS):
            self.stdout.write(line)


def _known(data: bytes) -> int | None:
    """The key of the document that these bytes gave under the rules of today, None where there is none."""
    return PolicyDocument.objects.read_from(hashlib.sha256(data).hexdigest(), parser_version=PARSER_VERSION)


def _loaded(result: Parsed) -> FileOutcome:
    """Load one parsed file; whatever is wrong with it is told, never raised: the others still count."""
    name = result.incoming.name
    if result.problem is not None:
        if isinstance(result.problem, ParserStopped):
            logger.error("the parser was stopped on %s", name, exc_info=result.problem)
        return FileOutcome(name, f"{FAILED}：{result.problem.code}", problem=result.problem.coded)
    if result.document is None:
        return FileOutcome(name, RESULT_WORDS[Result.UNCHANGED], _known(result.incoming.data))
    try:
        outcome = load(result.document, data=result.incoming.data, now=timezone.now(), one_of_many=True)
    except LoadingError as error:
        return FileOutcome(name, f"{FAILED}：{error.code}", problem=error.coded)
    return FileOutcome(name, RESULT_WORDS[outcome.result], outcome.document.pk)


def _report_row(outcome: FileOutcome, counts: LoadedCounts | None) -> tuple[str, ...]:
    if counts is None:
        return ("", outcome.name, "", "", "", "", "", outcome.result)
    numbers = (counts.sections, counts.tasks, counts.agencies, counts.targets, counts.doubts)
    return (counts.place, outcome.name, *(str(number) for number in numbers), outcome.result)
