"""`make bench`: reading the five documents, against jieba and OpenCC alone on the same text.

Word segmentation and conversion are what any Chinese text tool does first; the ratio says what reading
structure, tasks, agencies and targets costs on top of doing nothing but that.
"""

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba
from opencc import OpenCC

from documents.parsing.pipeline import parse

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"
ROUNDS = 9


def best_seconds(*works: Callable[[], object]) -> list[float]:
    """Best time of each work over ROUNDS rounds that take turns, so that a busy machine hurts all alike."""
    best = [float("inf")] * len(works)
    for _round in range(ROUNDS):
        for index, work in enumerate(works):
            started = time.process_time()
            work()
            best[index] = min(best[index], time.process_time() - started)
    return best


def main() -> None:
    """Measure both in one run and print the ratio."""
    jieba.setLogLevel(logging.WARNING)
    converter = OpenCC("t2s")
    paths = sorted(CORPUS.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]

    ours, peer = best_seconds(
        lambda: [parse(path) for path in paths],
        lambda: [list(jieba.cut(converter.convert(text))) for text in texts],
    )

    characters = sum(map(len, texts))
    out = sys.stdout.write
    out(f"{len(paths)} 份文件，{characters} 字，交替各 {ROUNDS} 次，取最短处理器时间\n")
    out(f"解析全部事实        {ours * 1000:8.1f} 毫秒\n")
    out(f"jieba + OpenCC t2s  {peer * 1000:8.1f} 毫秒\n")
    out(f"比值                {ours / peer:8.2f}\n")


if __name__ == "__main__":
    main()
