"""What travels with every export: when, of which corpus, from which page, under which conditions, how to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Source:
    """One document that stands behind an export: its citation, and the address of its page."""

    citation: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a reader needs who has only the file."""

    exported_on: date
    corpus_version: str
    address: str
    cite: str
    title: str = ""
    said: str = ""
    """What is shown, in the sentence of the page; of the first table where it is empty."""
    conditions: tuple[tuple[str, str], ...] = ()
    """Every filter that is on: (领域, 交通)."""
    notices: tuple[str, ...] = ()
    """What must be known before anything is compared: 层级不同，只并列，不排名。"""
    states: tuple[tuple[str, str], ...] = ()
    """The states that cells may have, each with its meaning."""
    sources: tuple[Source, ...] = ()

    def lines(self, *, said: str, rows: int) -> Iterator[tuple[str, str]]:
        """Label and words of everything but the notes of the tables, in the order of every format."""
        yield _("内容"), self.said or said
        yield _("行数"), str(rows)
        yield _("筛选条件"), self.condition_words
        for notice in self.notices:
            yield _("可比性"), notice
        yield _("导出日期"), self.exported_on.isoformat()
        yield _("语料版本"), self.corpus_version
        yield _("地址"), self.address
        yield _("引用格式"), self.cite
        for words, meaning in self.states:
            yield _("状态"), _("%(state)s：%(meaning)s。") % {"state": words, "meaning": meaning}
        for source in self.sources:
            yield _("文件"), f"{source.citation} {source.address}".rstrip()

    @property
    def condition_words(self) -> str:
        """All conditions in one phrase: 领域：交通；年份：2022."""
        if not self.conditions:
            return _("除“内容”一栏所述外，无")
        return "；".join(f"{name}：{value}" for name, value in self.conditions)
