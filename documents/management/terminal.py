"""Tables and progress on a terminal, where a Chinese character is as wide as two letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Protocol

BAR_WIDTH = 24


def display_width(text: str) -> int:
    """Columns that the text takes on a terminal: 茅箭区 takes 6, 18项 takes 4."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, *, width: int, right: bool = False) -> str:
    """The text with spaces up to `width` columns, before it when `right`."""
    gap = " " * max(0, width - display_width(text))
    return f"{gap}{text}" if right else f"{text}{gap}"


def aligned_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = ()) -> list[str]:
    """Lines of a table with a rule under the headings; the columns in `numbers` are flush right."""
    widths = [max(display_width(row[index]) for row in (headings, *rows)) for index in range(len(headings))]
    rule = "  ".join("-" * width for width in widths)

    def line(cells: Sequence[str]) -> str:
        return "  ".join(
            padded(cell, width=width, right=index in numbers)
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()

    return [line(headings), rule, *(line(row) for row in rows)]


class Stream(Protocol):
    """What a bar is drawn on: a terminal, or something that says it is none."""

    def write(self, text: str, /) -> object:
        """Put the text out."""

    def flush(self) -> object:
        """Let nothing wait."""

    def isatty(self) -> bool:
        """Whether a person looks on."""


class Progress:
    """How far a batch has come: a bar with rate and remaining time on a terminal, else nothing of its own.

    `clock` gives seconds and never runs backwards (time.monotonic).
    """

    def __init__(self, total: int, *, stream: Stream, clock: Callable[[], float]) -> None:
        self.total = total
        self.stream = stream
        self.clock = clock
        self.started = clock()
        self.on_terminal = stream.isatty()

    def show(self, done: int, *, name: str) -> None:
        """Redraw the bar: `done` items are finished, the one called `name` is next."""
        if self.on_terminal:
            self.stream.write(f"\r\033[K{self.line(done, name=name)}")
            self.stream.flush()

    def clear(self) -> None:
        """Take the bar away, so that ordinary lines can follow."""
        if self.on_terminal:
            self.stream.write("\r\033[K")
            self.stream.flush()

    def line(self, done: int, *, name: str) -> str:
        """The words of the bar: [####----] 2/5  1.6 份/秒  剩余 2 秒  jinan-2018.txt."""
        filled = BAR_WIDTH * done // max(self.total, 1)
        bar = "#" * filled + "-" * (BAR_WIDTH - filled)
        return f"[{bar}] {done}/{self.total}  {self._pace(done)}{name}"

    def _pace(self, done: int) -> str:
        elapsed = self.clock() - self.started
        if not done or elapsed <= 0:
            return ""
        rate = done / elapsed
        return f"{rate:.1f} 份/秒  剩余 {(self.total - done) / rate:.0f} 秒  "


class Told:
    """What a long command is at, on a terminal; elsewhere nothing."""

    def __init__(self, stream: Stream, *, quiet: bool) -> None:
        self.stream = stream
        self.silent = quiet or not stream.isatty()

    def tell(self, said: str) -> None:
        """Show what is being done now."""
        if not self.silent:
            self.stream.write(f"\r\033[K{said}")
            self.stream.flush()

    def clear(self) -> None:
        """Take it away, so that ordinary lines can follow."""
        self.tell("")
