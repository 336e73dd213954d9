"""What a careful reader finds in the five documents stands on the pages, in the row and column where it is looked for."""

import json
from pathlib import Path

import pytest

from tests.comparisons.pages import row_list, soup_of, words_of

pytestmark = pytest.mark.django_db

FACTS = json.loads((Path(__file__).parent / "twenty_facts.json").read_text(encoding="utf-8"))["facts"]
PLACES = {"济源市": "419001", "茅箭区": "420302", "禹城市": "371482", "济南市": "370100", "四川省": "510000"}


@pytest.mark.parametrize("fact", FACTS, ids=[fact["fact"] for fact in FACTS])
def test_the_page_states_what_a_careful_reader_finds(client, corpus, fact):
    chosen = "&".join(f"place={code}" for code in PLACES.values())
    view = "" if fact["view"] == "domains" else f"{fact['view']}/"
    page = client.get(f"/compare/{view}?{chosen}&{fact['query']}".rstrip("&"))
    assert page.status_code == 200

    if "together" in fact:
        assert any(all(title in titles for title in fact["together"]) for titles in _titles_by_row(page))
        return
    for words in fact.get("words", ()):
        assert words in _said(page, fact)
    for words in fact.get("not", ()):
        assert words not in _said(page, fact)


def _said(page, fact) -> str:
    """The words of the cell the fact is looked for in, or of the whole page."""
    if "row" not in fact:
        return words_of(soup_of(page).main)
    column = list(PLACES).index(fact["place"])
    (row,) = [row for row in row_list(page) if row.name == fact["row"]]
    return row.words(column)


def _titles_by_row(page) -> list[list[str]]:
    """The titles of tasks that stand in their own right, row by row."""
    return [
        [words_of(title) for cell in row.cells for title in cell.select("article:not(.cell-mention) .title")]
        for row in row_list(page)
    ]
