"""`make bench`: reading the five documents, against jieba and OpenCC alone on the same text.

Word segmentation and conversion are what any Chinese text tool does first; the ratio says what reading
structure, tasks, agencies and targets costs on top of doing nothing but that.
"""

import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba
from opencc import OpenCC

from documents.parsing.pipeline import parse

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"
ROUNDS = 7


def median_seconds(work: Callable[[], object]) -> float:
    """Median time of one call over ROUNDS calls, after one call that warms caches."""
    work()
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Measure both in one run and print the ratio."""
    jieba.setLogLevel(logging.WARNING)
    converter = OpenCC("t2s")
    paths = sorted(CORPUS.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]

    ours = median_seconds(lambda: [parse(path) for path in paths])
    peer = median_seconds(lambda: [list(jieba.cut(converter.convert(text))) for text in texts])

    characters = sum(map(len, texts))
    out = sys.stdout.write
    out(f"{len(paths)} 份文件，{characters} 字，各取 {ROUNDS} 次的中位数\n")
    out(f"解析全部事实        {ours * 1000:8.1f} 毫秒\n")
    out(f"jieba + OpenCC t2s  {peer * 1000:8.1f} 毫秒\n")
    out(f"比值                {ours / peer:8.2f}\n")


if __name__ == "__main__":
    main()
