"""Reading the five documents, against jieba and OpenCC alone on the same text; then search.

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

from documents.parsing.pipeline import parse, parse_bytes
from tests.bench import search

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"
ROUNDS = 9


def best_seconds(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Best time of each work over some rounds that take turns, so that a busy machine hurts all alike."""
    best = [float("inf")] * len(works)
    for _round in range(rounds):
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
    out(f"每字用时，100 万字比 1 万字：{growth():.2f} 倍\n")
    search.report(best_seconds)


def growth() -> float:
    """Cost per character of a document of a million characters against one of ten thousand."""
    text = (CORPUS / "maojian-2022.txt").read_text(encoding="utf-8")
    start, end = text.index("二、重点工作"), text.index("三、具体安排")

    def parsing(characters: int) -> Callable[[], object]:
        copies = (characters - len(text)) // (end - start) + 1
        data = (text[:start] + text[start:end] * copies + text[end:]).encode()
        return lambda: parse_bytes(data, name="长文.txt")

    short, long = best_seconds(parsing(10_000), parsing(1_000_000), rounds=3)
    return (long / 1_000_000) / (short / 10_000)


if __name__ == "__main__":
    main()
