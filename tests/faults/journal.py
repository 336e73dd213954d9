"""What a run has done already, so that one that was broken off goes on: a line for each part, for one state of the code.

A part is a kind of fault, or one step of the kills at every point. What was found by other code counts for nothing.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CODE = ("documents/**/*.py", "documents/**/*.json", "portal/*.py", "tests/faults/*.py", "tests/postgres.py")


def code_digest() -> str:
    """The code under test in one number."""
    files = sorted({path for pattern in CODE for path in ROOT.glob(pattern)})
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()[:16]


class Journal:
    """The parts done on one database; without a file nothing is kept, and only who resumes knows what was done before."""

    def __init__(self, file: Path | None, *, size: str, resume: bool) -> None:
        self.file = file
        self.run = f"{code_digest()} {size}"
        self.done: dict[str, dict[str, Any]] = {}
        if resume and file is not None and file.exists():
            lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
            self.done = {line["part"]: line for line in lines if line["run"] == self.run}

    def keep(self, part: str, **figures: Any) -> None:
        """A part is done."""
        line = {"run": self.run, "part": part, **figures}
        self.done[part] = line
        if self.file is not None:
            with self.file.open("a", encoding="utf-8") as out:
                out.write(f"{json.dumps(line, ensure_ascii=False)}\n")
