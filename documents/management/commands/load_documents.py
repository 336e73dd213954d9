"""`manage.py load_documents PATH…`: parse files or folders and load what they hold, going on past bad ones."""

from __future__ import annotations

import hashlib
import logging
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from documents.loading import LoadingError, load, load_reference
from documents.loading.outcome import Result
from documents.management.corpus_folder import find_documents
from documents.management.terminal import Progress, aligned_table
from documents.models import PolicyDocument
from documents.parsing.errors import ParsingError
from documents.parsing.formats.limits import within_bytes
from documents.parsing.isolation import ParserStopped, parse_isolated
from documents.parsing.pipeline import PARSER_VERSION
from documents.parsing.reader import SUFFIXES
from documents.querysets import LoadedCounts

logger = logging.getLogger(__name__)

HEADINGS = ("地区", "文件", "章节", "任务", "单位", "目标", "疑点", "结果")
NUMBER_COLUMNS = (2, 3, 4, 5, 6)
RESULT_WORDS = {Result.CREATED: "已入库", Result.REPLACED: "已更新", Result.UNCHANGED: "未变"}
FAILED = "没有入库"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: the key of its document, or the reason why there is none."""

    path: Path
    result: str
    document_id: int | None = None
    problem: str = ""


class Command(BaseCommand):
    """Load documents; the same file twice changes nothing. Exit code 1 when any file was not loaded."""

    help = "解析并载入政策文件：可给文件，也可给文件夹。已载入的不会重复。"

    def add_arguments(self, parser: CommandParser) -> None:
        """PATH, one or more."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹")

    def handle(self, *args: object, paths: list[Path], verbosity: int, **options: object) -> None:
        """Load each file in its own transaction, then print what the corpus holds of them."""
        load_reference()
        files = find_documents(paths)
        outcomes = self._load_all(files, quiet=verbosity == 0)
        if verbosity > 0:
            self._report(outcomes)
        for outcome in outcomes:
            if outcome.problem:
                self.stderr.write(outcome.problem)
        if not files:
            self.stderr.write(
                f"没有找到可载入的文件：{'、'.join(str(path) for path in paths)}。可载入的文件：{'、'.join(sorted(SUFFIXES))}"
            )
        if not files or any(outcome.problem for outcome in outcomes):
            sys.exit(1)

    def _load_all(self, files: list[Path], *, quiet: bool) -> list[FileOutcome]:
        progress = Progress(len(files), stream=self.stderr, clock=time.monotonic)
        outcomes = []
        for done, path in enumerate(files):
            if not quiet:
                progress.show(done, name=path.name)
            outcomes.append(_load_file(path))
            if not quiet and not progress.on_terminal:
                self.stdout.write(f"{done + 1}/{len(files)} {path.name} {outcomes[-1].result}")
        progress.clear()
        return outcomes

    def _report(self, outcomes: list[FileOutcome]) -> None:
        loaded = [outcome.document_id for outcome in outcomes if outcome.document_id is not None]
        counts = {row.document_id: row for row in PolicyDocument.objects.loaded_counts(loaded)}
        rows = [_report_row(outcome, counts.get(outcome.document_id or 0)) for outcome in outcomes]
        for line in aligned_table(HEADINGS, rows, numbers=NUMBER_COLUMNS):
            self.stdout.write(line)


def _load_file(path: Path) -> FileOutcome:
    """Parse and load one file; whatever is wrong with it is told, never raised: the others still count.

    The parser runs in a child process with limits: a file that stops it costs that file alone.
    """
    try:
        within_bytes(path.stat().st_size, name=path.name)
        data = path.read_bytes()
        known = PolicyDocument.objects.read_from(hashlib.sha256(data).hexdigest(), parser_version=PARSER_VERSION)
        if known is not None:
            return FileOutcome(path, RESULT_WORDS[Result.UNCHANGED], known)
        outcome = load(parse_isolated(data, name=path.name), data=data, now=timezone.now())
    except ParserStopped as stopped:
        logger.exception("the parser was stopped on %s", path.name)
        return FileOutcome(path, FAILED, problem=str(stopped))
    except OSError as error:
        return FileOutcome(path, FAILED, problem=f"{path}：文件打不开（{error.strerror}）。检查路径和权限")
    except (ParsingError, LoadingError) as error:
        return FileOutcome(path, FAILED, problem=str(error))
    return FileOutcome(path, RESULT_WORDS[outcome.result], outcome.document.pk)


def _report_row(outcome: FileOutcome, counts: LoadedCounts | None) -> tuple[str, ...]:
    if counts is None:
        return ("", outcome.path.name, "", "", "", "", "", outcome.result)
    numbers = (counts.sections, counts.tasks, counts.agencies, counts.targets, counts.doubts)
    return (counts.place, outcome.path.name, *(str(number) for number in numbers), outcome.result)
