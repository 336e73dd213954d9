"""`python -m tests.bench.parsing`: reading the five documents, against jieba and OpenCC alone on the same text.

Word segmentation and conversion are what any Chinese text tool does first; the ratio says what reading
structure, tasks, agencies and targets costs on top of doing nothing but that.
"""

import logging
import time
from collections.abc import Callable, Iterator

import jieba
from opencc import OpenCC

from documents.parsing.pipeline import parse, parse_bytes
from tests.bench.corpora import CORPUS
from tests.bench.lines import Line, report
from tests.bench.turns import samples

ROUNDS = 9
SHORT, LONG = 10_000, 1_000_000


def lines() -> Iterator[Line]:
    """Parsing against the fixed packages, and a character of a long document against one of a short document.

    The best of some rounds and not their median: these works ask nothing but the processor.
    """
    jieba.setLogLevel(logging.WARNING)
    converter = OpenCC("t2s")
    paths = sorted(CORPUS.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    ours, peer = best(
        lambda: [parse(path) for path in paths],
        lambda: [list(jieba.cut(converter.convert(text))) for text in texts],
        rounds=ROUNDS,
    )
    yield Line("解析五份文件", "S", "", ours * 1000, "jieba + OpenCC t2s", peer * 1000, budget=1.0)
    short, long = best(_parsing(SHORT), _parsing(LONG), rounds=3)
    each = "每一万字"
    yield Line(f"解析 100 万字的文件，{each}", "", "", long * 10, f"1 万字，{each}", short * 1000, budget=1.15)


def best(*works: Callable[[], object], rounds: int) -> list[float]:
    """Best processor time of each work, in seconds, over rounds that take turns."""
    return [min(times) for times in samples(*works, rounds=rounds, clock=time.process_time)]


def _parsing(characters: int) -> Callable[[], object]:
    """Parsing of a document of that many characters, made by repeating the tasks of one of the five."""
    text = (CORPUS / "maojian-2022.txt").read_text(encoding="utf-8")
    start, end = text.index("二、重点工作"), text.index("三、具体安排")
    copies = (characters - len(text)) // (end - start) + 1
    data = (text[:start] + text[start:end] * copies + text[end:]).encode()
    return lambda: parse_bytes(data, name="长文.txt")


if __name__ == "__main__":
    report(lines())
