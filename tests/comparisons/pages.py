"""The comparison page as tests read it: the matrix as rows of cells of words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row of the matrix: its name, what it says of who writes it, its cells."""

    name: str
    note: str
    cells: tuple[Tag, ...]

    def words(self, column: int) -> str:
        """All words of a cell, without line breaks."""
        return words_of(self.cells[column])


def soup_of(response) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(response.content, "lxml")


def words_of(tag: Tag) -> str:
    """The words of an element in reading order, without line breaks and the indentation of templates."""
    return "".join(re.sub(r"\s*\n\s*", "", text) for text in tag.stripped_strings)


def row_list(response) -> list[PageRow]:
    """The rows of the matrix in their order; bands and totals are left out."""
    rows = []
    for line in soup_of(response).select("table.matrix tbody tr[id^=row-]"):
        note = line.select_one(".row-note")
        name = words_of(line.select_one(".row-name"))
        rows.append(PageRow(name, words_of(note) if note else "", tuple(line.find_all("td", recursive=False))))
    return rows


def rows_of(response) -> dict[str, PageRow]:
    """The rows of the matrix by their name; of several called 综合 only the last."""
    return {row.name: row for row in row_list(response)}


def headers_of(response) -> list[str]:
    """The words of the column headers, the first one (领域) and the menus of the columns left out."""
    soup = soup_of(response)
    for menu in soup.select("thead .column-menu"):
        menu.decompose()
    return [words_of(head) for head in soup.select("table.matrix thead th")[1:]]
