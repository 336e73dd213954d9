"""Lenses in a real browser: accessible at both widths, no wider than a phone, a number leads to its rows by keyboard."""

import re

import pytest

from tests.audit import problems_of

LENSES = (
    "/lenses/",
    "/lenses/coverage/",
    "/lenses/coverage/?by=level",
    "/lenses/leads/?by=place",
    "/lenses/years/",
    "/lenses/strength/",
    "/lenses/instruments/?detail=tools",
    "/lenses/terms/",
    "/lenses/lineage/",
    "/lenses/cues/?code=explore",
    "/lenses/citations/",
    "/lenses/coverage/?level=county&within=510000",
    "/lenses/terms/sentences/?jurisdiction=510000&term=成渝",
)


@pytest.mark.parametrize("address", LENSES)
def test_a_lens_is_accessible_and_fits_a_phone(audited, address):
    assert audited.goto(address).status == 200

    assert problems_of(audited) == []


def test_a_number_leads_to_its_rows_by_keyboard(page):
    page.goto("/lenses/coverage/")
    number = page.get_by_role("link", name=re.compile("^茅箭区，城市治理，8"))
    number.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/**")

    assert page.locator(".said strong").first.inner_text() == "8"
    assert page.locator("h3.item-title").count() == 8


def test_choosing_a_level_narrows_the_lens_and_is_undone_with_one_click(page):
    page.goto("/lenses/coverage/")
    page.get_by_label("层级").select_option("county")
    page.wait_for_url("**level=county**")
    assert page.locator("table.lens-cross tbody tr").count() == 2

    page.locator(".chips a").first.click()
    page.wait_for_url(re.compile(r"/lenses/coverage/[?]?$"))

    assert page.locator("table.lens-cross tbody tr").count() == 5


def test_a_cue_word_opens_its_characters_beside_the_list(page):
    page.goto("/lenses/cues/?code=in_principle")
    page.locator("a.cue").first.click()

    panel = page.locator("#panel, .panel").first
    panel.wait_for(state="visible")
    assert "原则上" in panel.inner_text()
