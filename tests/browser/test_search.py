"""Searching by keyboard alone: suggestions, results, one passage in the panel, from hit to hit, into the document."""

import pytest
from playwright.sync_api import expect

from tests.audit import problems_of

PHONE = {"width": 390, "height": 844}
PAGES = (
    "/search/",
    "/search/?q=智慧交通",
    "/search/?q=智慧交通&related=1",
    "/search/?q=大数据&show=documents",
    "/search/?q=交通 飞碟",
    "/search/?q=-交通",
)


def test_slash_leads_to_the_box_and_enter_to_the_results(page):
    page.goto("/tasks/")

    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="搜索原文")).to_be_focused()
    page.keyboard.type("牵头单位")
    page.keyboard.press("Enter")

    expect(page).to_have_title("搜索“牵头单位” · 政策对照")
    expect(page.locator("#said")).to_contain_text("22段，见于2份文件")


def test_slash_is_a_letter_where_the_reader_writes(page):
    page.goto("/search/")

    page.keyboard.press("/")
    page.keyboard.type("5G/4G")

    expect(page.get_by_role("combobox", name="要找的词")).to_have_value("5G/4G")


def test_suggestions_are_chosen_by_arrows_and_closed_by_escape(page):
    page.goto("/search/")
    box = page.get_by_role("combobox", name="要找的词")
    page.keyboard.press("/")
    page.keyboard.type("济南")

    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("济南")
    expect(box).to_be_focused()

    page.keyboard.type("市")
    expect(page.get_by_role("option", name="济南市 地区")).to_be_visible()
    place = (
        page.get_by_role("option").all_inner_texts().index(page.get_by_role("option", name="济南市 地区").inner_text())
    )
    for _step in range(place + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/jurisdictions/370100/")


def test_a_result_opens_in_the_panel_and_leads_on_by_keyboard(page):
    page.goto("/search/?q=智慧交通")

    first = page.locator(".found h2 a").first
    first.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    expect(panel.locator("mark.m-hit").first).to_have_text("智慧交通")
    expect(panel.locator(".found-steps")).to_contain_text("第1段，共3段")

    panel.get_by_role("link", name="下一段").focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".found-steps")).to_contain_text("第2段，共3段")

    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_result_leads_to_its_place_in_the_document_with_the_words_marked(page):
    page.goto("/search/?q=智慧交通")
    locator = page.locator(".found .locator").first
    locator.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/documents/**")
    paragraph = page.locator(f"#{page.url.partition('#')[2]}")
    expect(paragraph).to_be_in_viewport()
    expect(paragraph.locator("mark.m-hit").first).to_have_text("智慧交通")


def test_related_terms_are_switched_on_and_off_by_keyboard(page):
    page.goto("/search/?q=智慧交通")

    page.get_by_role("link", name="也找这些词").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("含“智慧交通”或其相关词的段落")
    page.get_by_role("link", name="只找所写的词").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("含“智慧交通”的段落，3段")


def test_a_choice_narrows_the_results_and_its_chip_takes_it_back(page):
    page.goto("/search/?q=大数据")

    page.get_by_role("checkbox", name="县级").focus()
    page.keyboard.press("Space")
    expect(page.locator("#said")).to_contain_text("层级为县级")
    page.get_by_role("link", name="去掉 层级：县级").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/search/?q=%E5%A4%A7%E6%95%B0%E6%8D%AE")


def test_search_works_without_javascript(browser, portal_address):
    context = browser.new_context(base_url=portal_address, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto("/search/")
    page.get_by_role("searchbox", name="要找的词").fill("智慧交通")
    page.get_by_role("button", name="搜索").click()
    expect(page.locator("#said")).to_contain_text("3段，见于3份文件")
    page.locator(".found h2 a").first.click()
    expect(page.locator(".passage-text mark.m-hit").first).to_have_text("智慧交通")
    context.close()


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["390"])
def test_on_a_phone_search_is_one_tap_away(page):
    page.goto("/tasks/")
    page.get_by_role("link", name="搜索", exact=True).click()

    expect(page).to_have_url("/search/")


@pytest.mark.parametrize("address", PAGES)
def test_search_is_accessible_and_fits_a_phone(audited, address):
    audited.goto(address)

    assert problems_of(audited) == []


def test_open_suggestions_have_no_accessibility_violation(audited):
    audited.goto("/search/")
    audited.get_by_role("combobox", name="要找的词").fill("交通")
    expect(audited.get_by_role("option").first).to_be_visible()
    audited.keyboard.press("ArrowDown")

    assert problems_of(audited) == []
