"""The view of texts as a reader uses it: from a row of the matrix to two texts, a marked word, another passage."""

import pytest

from tests.audit import problems_of

TWO = "place=420302&place=370100"
PAGE = f"/compare/texts/?{TWO}"
SHARED = "/compare/texts/?place=419001&place=420302&place=371482&place=370100&place=510000&mode=shared"


def test_a_reader_goes_from_a_row_of_the_matrix_to_the_two_wordings(page):
    page.goto(f"/compare/?{TWO}")
    page.locator(".row-texts", has_text="公共安全").click()

    titles = page.locator(".text-side h2").all_inner_texts()
    assert titles[0].startswith("智慧公安")
    assert titles[1].startswith("公共安全“一网通”")


def test_a_marked_word_shows_its_passage_beside_the_texts(page):
    page.goto(PAGE)
    link = page.locator("table.texts mark a").first
    words = link.inner_text()
    link.click()

    page.locator(".panel").get_by_text(words, exact=True).first.wait_for()
    assert page.url.endswith(PAGE)


def test_another_section_is_two_clicks_away(page):
    page.goto(PAGE)
    page.locator(".text-side").nth(1).get_by_text("换一段").click()
    page.locator(".text-side").nth(1).get_by_role("link", name="一路通").click()

    assert "一路通" in page.locator(".text-side h2").nth(1).inner_text()


def test_a_folded_stretch_opens_without_leaving(page):
    page.goto(PAGE)
    fold = page.locator(".texts .band-head").first
    rows = fold.locator("xpath=following-sibling::tbody[1]")
    assert not rows.is_visible()

    fold.locator("label").click()

    assert rows.is_visible()


@pytest.mark.parametrize("address", [PAGE, SHARED])
def test_the_page_is_accessible_and_fits_a_phone(audited, address):
    audited.goto(address)

    assert problems_of(audited) == []
