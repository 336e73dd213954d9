"""`make bench`: one table of what the portal costs against named peers, on S and M; `SIZE=L` measures L as well.

Exit code 1 when a budget is broken. Words: sizes (S M L), parts (parsing, pages …), `--json FILE`, `--database NAME`.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.management.terminal import aligned_table
from tests.bench.corpora import DATABASES, ROOT, SIZES, databases, environment
from tests.bench.lines import HEADINGS, Line, as_record, reported

BUILT_BY_DEFAULT = ("S", "M")
NUMBERS = (3, 5, 6)
SMALLER = {"M": "S", "L": "M"}


@dataclass(frozen=True, slots=True)
class Part:
    """A module of tests.bench that reports lines: on every corpus, or once; on both databases, or on SQLite."""

    name: str
    sizes: tuple[str, ...] = ()
    on: tuple[str, ...] = DATABASES
    beside_smaller: bool = False
    """Whether it also wants to know the next smaller corpus."""


PARTS = (
    Part("parsing"),
    Part("loading"),
    Part("search"),
    Part("pages", SIZES),
    Part("alignment", SIZES),
    Part("unchanged", SIZES),
    Part("web", ("M", "L"), beside_smaller=True),
    Part("exports", ("M", "L")),
    Part("readers", ("M", "L"), on=("SQLite",)),
)


def main() -> int:
    """Run the parts that were asked for; print each line as it comes, then the table of all."""
    asked = _asked()
    sizes = tuple(size for size in SIZES if size in BUILT_BY_DEFAULT or size in asked.sizes)
    wanted = tuple(asked.database or DATABASES)
    found: list[Line] = []
    with databases(sizes, wanted=wanted) as urls:
        for part in PARTS:
            if not asked.part or part.name in asked.part:
                for line in _lines(part, urls, sizes):
                    found.append(line)
                    sys.stdout.write("  ".join(cell for cell in line.cells if cell) + "\n")
                    sys.stdout.flush()
    _write_table(found)
    if asked.json:
        _write_json(asked.json, found)
    broken = [line for line in found if not line.kept]
    sys.stdout.write(f"\n{len(found)} 项，{len(broken)} 项超出预算\n")
    return 1 if broken else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", choices=[[], *SIZES], help="语料，S 和 M 总在内")
    parser.add_argument("--part", action="append", choices=[part.name for part in PARTS], help="只测这一部分，可多次")
    parser.add_argument("--database", action="append", choices=DATABASES, help="只在这种数据库上测")
    parser.add_argument("--json", type=Path, metavar="FILE", help="把结果写入文件")
    return parser.parse_args()


def _lines(part: Part, urls: dict[tuple[str, str], str], sizes: tuple[str, ...]) -> Iterator[Line]:
    """The lines of a part, each corpus in a process of its own, so that none inherits what another has in memory."""
    if not part.sizes:
        yield from _run(part.name, [], url=urls["S", "SQLite"])
        return
    for (size, database), url in sorted(urls.items(), key=lambda item: sizes.index(item[0][0])):
        if size in part.sizes and database in part.on:
            smaller = SMALLER.get(size, "")
            words = [smaller, urls[smaller, database]] if part.beside_smaller else []
            yield from _run(part.name, [size, *words], url=url)


def _run(name: str, words: list[str], *, url: str) -> Iterator[Line]:
    command = [sys.executable, "-m", f"tests.bench.{name}", *words]
    with subprocess.Popen(command, cwd=ROOT, env=environment(url), stdout=subprocess.PIPE, text=True) as running:
        for output in running.stdout or ():
            line = reported(output)
            if line is None:
                sys.stdout.write(output)
            else:
                yield line
    if running.returncode:
        raise SystemExit(f"tests.bench.{name} 以 {running.returncode} 结束，见上")


def _write_table(found: list[Line]) -> None:
    sys.stdout.write("\n")
    for row in aligned_table(HEADINGS, [line.cells for line in found], numbers=NUMBERS):
        sys.stdout.write(f"{row}\n")


def _write_json(path: Path, found: list[Line]) -> None:
    machine = {"system": platform.platform(), "python": platform.python_version()}
    kept = {"machine": machine, "lines": [as_record(line) for line in found]}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
