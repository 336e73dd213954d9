"""`make bench`, `make bench SIZE=M`: parsing, then pages on five documents and, asked for, on a thousand.

A corpus of a size is built once by the real loader and kept under var/bench.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench import parsing

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "var" / "bench"
LOADING = {
    "S": ("load_documents", str(parsing.CORPUS)),
    "M": ("generate_corpus", "--documents", "1000", "--seed", "1", "--load", "--jobs", "2"),
    "L": ("generate_corpus", "--documents", "20000", "--seed", "1", "--load", "--jobs", "2"),
}


def main(sizes: list[str]) -> None:
    """Measure parsing in this process and the pages of each size in a process of its own."""
    unknown = set(sizes) - set(LOADING)
    if unknown:
        sys.exit(f"SIZE={'、'.join(sorted(unknown))} 不认识，可写 {'、'.join(LOADING)}")
    parsing.main()
    for size in dict.fromkeys(["S", *sizes]):
        environment = _environment(size)
        _build(size, environment)
        subprocess.run([sys.executable, "-m", "tests.bench.pages", size], cwd=ROOT, env=environment, check=True)


def _environment(size: str) -> dict[str, str]:
    KEPT.mkdir(parents=True, exist_ok=True)
    database = f"sqlite:///{KEPT / size}.sqlite3"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": database}


def _build(size: str, environment: dict[str, str]) -> None:
    """Bring the tables up to date; load the corpus unless a finished one is there."""
    _manage(["migrate", "--verbosity", "0"], environment)
    finished = KEPT / f"{size}.loaded"
    if not finished.exists():
        sys.stdout.write(f"建立 {size} 语料，只在第一次……\n")
        sys.stdout.flush()
        _manage([*LOADING[size], "--verbosity", "0"], environment)
        finished.touch()


def _manage(words: list[str], environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
