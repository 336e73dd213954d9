"""Lenses in a real browser: accessible at both widths, no wider than a phone, a number leads to its rows by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

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
WIDTHS = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})


@pytest.fixture
def audited(browser, portal_address, request):
    """A page for axe, which sets styles of its own while it measures; the policy that forbids them is off here only."""
    context = browser.new_context(base_url=portal_address, locale="zh-CN", viewport=request.param, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("audited", WIDTHS, indirect=True, ids=["1280", "390"])
@pytest.mark.parametrize("address", LENSES)
def test_a_lens_has_no_accessibility_violation(audited, address):
    assert audited.goto(address).status == 200
    found = []
    for colours in ("light",) if audited.viewport_size["width"] > 640 else ("dark",):
        audited.emulate_media(color_scheme=colours)
        for violation in Axe().run(audited).response["violations"]:
            found += [f"{colours}: {violation['id']}: {node['html'][:120]}" for node in violation["nodes"]]

    assert found == []


@pytest.mark.parametrize("page", WIDTHS[1:], indirect=True, ids=["390"])
@pytest.mark.parametrize("address", LENSES[:9])
def test_no_lens_is_wider_than_a_phone(page, address):
    page.goto(address)

    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


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
