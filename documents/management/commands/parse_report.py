"""`manage.py parse_report A B`: what two versions of the rules find in a folder, gains and losses item by item."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.parsing import fact_list

WORKING_TREE = "."


class Command(BaseCommand):
    """Compare two versions; a version is a git revision, or . for the files as they are now."""

    help = "比较两版解析规则在一个文件夹上读出的事实，逐项列出增减。版本用 git 修订号，. 表示当前文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        """A, B and the folder."""
        parser.add_argument("before", metavar="A", help="旧版：git 修订号或 .")
        parser.add_argument("after", metavar="B", help="新版：git 修订号或 .")
        parser.add_argument("--folder", type=Path, default=settings.CORPUS_DIR, help="文件夹，默认为五份文件")

    def handle(self, *args: object, before: str, after: str, folder: Path, **options: object) -> None:
        """Read the folder with either version, print each difference and the sums by kind."""
        if not folder.is_dir():
            raise CommandError(f"没有这个文件夹：{folder}。请用 --folder 给出放有政策文件的文件夹")
        changes = fact_list.compare_facts(_facts(before, folder), _facts(after, folder))
        file = ""
        for change in changes:
            if change.file != file:
                file = change.file
                self.stdout.write(file)
            self.stdout.write(f"  {change.sign} {change.fact}")
        sums = Counter((change.sign, change.fact.partition(":")[0]) for change in changes)
        gained = "、".join(f"{kind}{count}" for (sign, kind), count in sorted(sums.items()) if sign == "+")
        lost = "、".join(f"{kind}{count}" for (sign, kind), count in sorted(sums.items()) if sign == "-")
        self.stdout.write(f"增：{gained or '无'}；减：{lost or '无'}")


def _facts(version: str, folder: Path) -> dict[str, list[str]]:
    """The facts that one version reads, in a process of its own."""
    with _code_of(version) as root:
        program = [sys.executable, "-P", str(Path(fact_list.__file__).resolve()), str(folder.resolve())]
        done = subprocess.run(  # noqa: S603 - all words are ours
            program, cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=False
        )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "没有说明"
        raise CommandError(f"版本 {version} 的规则没有运行成功：{reason}。请换一个能运行的版本")
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@contextmanager
def _code_of(version: str) -> Iterator[Path]:
    """The folder with the code of a version: this one, or a work tree that goes away again."""
    here = Path(settings.BASE_DIR)
    if version == WORKING_TREE:
        yield here
        return
    with tempfile.TemporaryDirectory() as parent:
        tree = Path(parent) / "tree"
        added = _git("worktree", "add", "--detach", "--quiet", str(tree), version, cwd=here)
        if added.returncode:
            raise CommandError(f"没有版本 {version}：{added.stderr.strip()}。请用 git log 查看修订号")
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree), cwd=here)


def _git(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603, S607
