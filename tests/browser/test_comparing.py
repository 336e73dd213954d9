"""Comparing with keyboard and mouse: cells by arrow, pins with notes, columns moved, one column set against the others."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TWO = "/compare/?place=419001&place=420302"
FIVE = "/compare/?place=419001&place=420302&place=371482&place=370100&place=510000"


def focused_cell(page: Page) -> str:
    """The first words of the cell that holds the focus."""
    return page.evaluate("document.activeElement.innerText.trim().split('\\n')[0]")


def test_arrows_go_through_the_cells_and_enter_opens_the_passage(page: Page):
    page.goto(f"{FIVE}&domain=governance/traffic")
    page.get_by_role("region", name="五地对照").focus()
    page.keyboard.press("Enter")
    assert focused_cell(page) == "智慧交通"

    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert focused_cell(page) == "市民出行“一路通”"
    page.keyboard.press("Enter")

    expect(page.get_by_role("complementary", name="原文段落")).to_contain_text("建设完善智能交通管控体系")


def test_what_is_pinned_stays_in_the_browser_and_leaves_as_a_file(page: Page, tmp_path: Path):
    page.goto(TWO)
    page.get_by_role("link", name="通信基础设施", exact=True).hover()
    page.get_by_role("button", name="钉住：通信基础设施", exact=True).click()
    page.get_by_role("link", name=re.compile("已钉")).click()

    expect(page.get_by_role("link", name="通信基础设施")).to_have_attribute("href", re.compile(r"^/documents/.*#c\d+$"))
    page.get_by_role("textbox", name="笔记").fill("=1+1 与省里对看")
    page.reload()
    expect(page.get_by_role("textbox", name="笔记")).to_have_value("=1+1 与省里对看")
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV").click()
    started.value.save_as(tmp_path / "pins.csv")
    with (tmp_path / "pins.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["地区"], row["所在行"], row["出处"]) == ("济源市", "通信网络", "三/(一)/1")
    assert row["笔记"] == "'=1+1 与省里对看"

    page.get_by_role("button", name="移去").click()
    expect(page.get_by_text("还没有钉住的原文")).to_be_visible()


def test_a_pin_edited_by_hand_runs_nothing_and_leads_nowhere_else(page: Page):
    page.goto("/compare/pins/")
    page.evaluate(
        """localStorage.setItem("policy-pins/1", JSON.stringify([
             {address: "javascript:alert(1)", title: "<img src=x onerror=alert(1)>", quote: "<b>粗</b>"},
             {address: "//elsewhere.example/", title: "外站"}, 7]))"""
    )
    page.reload()

    links = page.locator("[data-pin-link]")
    expect(links).to_have_count(2)
    expect(links.nth(0)).to_have_text("<img src=x onerror=alert(1)>")
    assert [link.get_attribute("href") for link in links.all()] == ["#", "#"]
    expect(page.locator("main img, main b")).to_have_count(0)


def test_a_column_is_dragged_to_another_place(page: Page):
    page.goto(TWO)
    first, second = page.locator("thead th[data-column]").all()
    second.drag_to(first)
    page.wait_for_url(re.compile(r"place=420302&place=419001"))

    expect(page.get_by_role("heading", level=1)).to_have_text("茅箭区、济源市对照")


def test_the_order_of_columns_is_changed_by_keyboard_in_the_form(page: Page):
    page.goto(TWO)
    page.get_by_text("选择地区 2").click()
    page.get_by_role("link", name="茅箭区前移").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="对照所选").click()

    page.wait_for_url(re.compile(r"place=420302&place=419001"))


def test_a_column_is_set_against_the_others_from_its_own_menu(page: Page):
    page.goto(FIVE)
    page.locator("thead th[data-place=茅箭区] summary").click()
    page.get_by_role("link", name="以此地与各地对看").click()
    page.get_by_role("link", name="此地未写").click()

    expect(page.get_by_role("status")).to_contain_text("只列他地有而茅箭区没有专项任务的领域")
    expect(page.locator("thead th.focused")).to_contain_text("茅箭区")
