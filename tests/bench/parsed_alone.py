"""`python -m tests.bench.parsed_alone FOLDER FIRST`: seconds that parsing the documents of a folder takes, nothing stored.

A program of its own, because each child process reads the main module of its parent again: here that costs nothing.
The documents of FIRST are parsed before, which starts the server of the child processes.
"""

import sys
import time
from pathlib import Path

from documents.management.batch import incoming, parsed
from documents.management.corpus_folder import find_documents


def seconds(folder: Path) -> float:
    """Time by the clock for all documents of a folder, one after the other, each in its limited child."""
    started = time.perf_counter()
    for one in parsed(incoming(find_documents([folder])), jobs=1, is_known=lambda data: False):
        if one.document is None:
            raise RuntimeError(f"{one.incoming.name} 没有读成：{one.problem}")
    return time.perf_counter() - started


if __name__ == "__main__":
    seconds(Path(sys.argv[2]))
    sys.stdout.write(f"{seconds(Path(sys.argv[1]))}\n")
