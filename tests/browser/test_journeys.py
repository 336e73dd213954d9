"""What people come for, done as they do it: by the words on buttons, links and fields."""

import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 390, "height": 844}
pytestmark = pytest.mark.browser


def test_three_places_are_chosen_compared_and_taken_along_as_a_workbook(page: Page, tmp_path):
    page.goto("/")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="对照").click()
    for place in ("茅箭区", "济南市", "四川省"):
        page.get_by_role("checkbox", name=place).check()
    page.get_by_role("button", name="对照所选").click()

    table = page.get_by_role("table")
    expect(page.get_by_role("heading", level=1)).to_have_text("四川省、济南市、茅箭区对照")
    expect(table.get_by_role("link", name="市民出行“一路通”", exact=True)).to_be_visible()
    expect(page.get_by_text("只并列，不排名")).to_be_visible()

    page.get_by_text("导出这3列").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Excel 表头冻结").click()
    started.value.save_as(tmp_path / "compared.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "compared.xlsx")["对照"]
    heads = [cell.value.splitlines()[0] for cell in sheet[1][2:]]
    traffic = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == "交通")
    assert heads == ["四川省（省级）", "济南市（地级）", "茅箭区（县级）"]
    assert "市民出行“一路通”" in traffic[3]
    assert "牵头 市公安局" in traffic[3].splitlines()
    assert "牵头 区交通运输局" in traffic[4].splitlines()


def test_all_places_are_one_click_from_the_overview(page: Page):
    page.goto("/")
    page.get_by_role("link", name="对照全部5个地区").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("五地对照")
    for place in ("四川省", "济南市", "济源市", "禹城市", "茅箭区"):
        expect(page.get_by_role("columnheader", name=place)).to_be_visible()


def test_tasks_are_filtered_by_domain_and_opened_at_their_passage(page: Page):
    page.goto("/")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="任务").click()
    domains = page.get_by_role("group", name="领域")
    domains.get_by_role("checkbox", name="城市治理").check()
    page.wait_for_url(re.compile(r"domain=governance$"))
    domains.get_by_role("checkbox", name="交通").check()
    page.wait_for_url(re.compile(r"traffic"))
    domains.get_by_role("checkbox", name="城市治理").uncheck()
    page.wait_for_url(re.compile(r"domain=governance/traffic$"))

    expect(page.get_by_role("status")).to_contain_text("领域为交通的任务，3项")
    expect(page.get_by_role("link", name="智慧教育", exact=True)).to_have_count(0)

    page.get_by_role("link", name="市民出行“一路通”", exact=True).click()
    page.wait_for_url(re.compile(r"/documents/[^/]+/.*#c\d+$"))
    expect(page.get_by_text("建设完善智能交通管控体系").first).to_be_in_viewport()


def test_a_cell_opens_its_passage_beside_the_table_and_gives_the_focus_back(page: Page):
    page.goto("/compare/?place=370100&place=420302")
    link = page.get_by_role("link", name="市民出行“一路通”", exact=True)
    link.focus()
    page.keyboard.press("Enter")

    panel = page.get_by_role("complementary", name="原文段落")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("建设完善智能交通管控体系")
    expect(link).to_be_in_viewport()

    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()


def test_a_domain_can_be_chosen_and_groups_fold(page: Page):
    page.goto("/compare/?place=370100&place=420302")
    page.get_by_role("combobox", name="领域").select_option("城市治理（全部）")
    page.wait_for_url("**domain=governance")

    traffic = page.get_by_role("rowheader", name="交通")
    expect(traffic).to_be_visible()
    expect(page.get_by_role("rowheader", name="医疗健康")).to_have_count(0)

    page.get_by_role("checkbox", name="城市治理").uncheck(force=True)
    expect(traffic).to_be_hidden()


def test_a_sentence_above_the_table_leads_to_its_row(page: Page):
    page.goto("/compare/?place=370100&place=420302")
    page.get_by_role("link", name="水利与排水").click()

    expect(page.get_by_role("rowheader", name="水利与排水")).to_be_in_viewport()


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["390"])
def test_a_phone_shows_one_place_at_a_time_and_a_second_on_request(page: Page):
    page.goto("/compare/?place=370100&place=420302")
    road = page.get_by_role("link", name="市民出行“一路通”", exact=True)
    police = page.get_by_role("link", name="智慧公安", exact=True)
    expect(road).to_be_visible()
    expect(police).to_be_hidden()

    page.get_by_role("button", name="茅箭区").click()
    expect(police).to_be_visible()
    expect(road).to_be_hidden()

    page.get_by_label("并看").select_option("济南市")
    expect(police).to_be_visible()
    expect(road).to_be_visible()


def test_the_table_stands_without_javascript(browser, portal_address):
    context = browser.new_context(base_url=portal_address, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto("/compare/?place=370100&place=420302")

    expect(page.get_by_role("link", name="市民出行“一路通”", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="智慧公安", exact=True)).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    context.close()


def test_folds_are_open_on_paper(page: Page, tmp_path):
    page.goto("/compare/?place=370100&place=420302")
    page.emulate_media(media="print")

    page.pdf(path=tmp_path / "compared.pdf", prefer_css_page_size=True)

    rest = page.locator("details.fold p.quote").first
    expect(rest).to_be_visible()
    assert (tmp_path / "compared.pdf").read_bytes().startswith(b"%PDF")
