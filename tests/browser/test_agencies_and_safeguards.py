"""Readers find who leads a domain, and what a place says of money, by the words on the page."""

import re

import pytest
from playwright.sync_api import Page, expect

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
PHONE = {"width": 390, "height": 844}
pytestmark = pytest.mark.browser


def test_who_leads_traffic_is_found_from_the_tabs_and_its_passage_opens_beside_the_table(page: Page):
    page.goto(f"/compare/?{FIVE}")
    page.get_by_role("link", name=re.compile(r"^单位 \d+$")).click()
    page.get_by_role("navigation", name="排列").get_by_role("link", name="按领域").click()
    page.wait_for_url("**by=domain")

    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="交通"))
    expect(row).to_contain_text("市公安局")
    expect(row).to_contain_text("区交通运输局")
    expect(row).to_contain_text("未写明牵头单位")
    link = row.get_by_role("link", name="市民出行“一路通”", exact=True)
    link.focus()
    page.keyboard.press("Enter")

    panel = page.get_by_role("complementary", name="原文段落")
    expect(panel).to_contain_text("建设完善智能交通管控体系")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_only_the_rows_that_differ_are_kept_through_the_arrangements(page: Page):
    page.goto(f"/compare/agencies/?{FIVE}")
    page.get_by_role("navigation", name="显示的行").get_by_role("link", name="有差异").click()
    page.get_by_role("navigation", name="排列").get_by_role("link", name="按领域").click()

    page.wait_for_url(re.compile(r"rows=different&by=domain$"))
    expect(page.get_by_role("rowheader", name=re.compile("^交通"))).to_be_visible()
    expect(page.get_by_role("rowheader", name=re.compile("^物联感知"))).to_have_count(0)


@pytest.mark.parametrize("page", [PHONE], indirect=True)
@pytest.mark.parametrize("address", [f"/compare/agencies/?{FIVE}&by=domain", f"/compare/safeguards/?{FIVE}"])
def test_a_phone_shows_one_place_at_a_time_without_scrolling_sideways(page: Page, address):
    page.goto(address)
    page.get_by_role("button", name="济南市", exact=True).click()

    expect(page.locator("tbody td.shown[data-place='济南市']").first).to_be_visible()
    expect(page.locator("tbody td[data-place='茅箭区']").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_wording_of_a_principle_unfolds_in_its_place(page: Page):
    page.goto(f"/compare/safeguards/?{FIVE}&part=guidance")
    principle = page.get_by_role("article").filter(has_text="以人为本，数聚赋能")
    expect(principle.get_by_text("切实提升人民的幸福感、获得感。")).to_be_hidden()

    principle.get_by_text("展开原文").click()

    expect(principle.get_by_text("切实提升人民的幸福感、获得感。")).to_be_visible()
