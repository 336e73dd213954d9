"""One journey a view: from its tab to a setting, a cell, the passage beside the table and a file that says the same."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
PHONE = {"width": 390, "height": 844}
pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Journey:
    """What a reader does in one view, by the words on the page."""

    tab: str
    choices: str
    """The name of the joined buttons."""
    choice: str
    address: str
    """How the address ends after the choice."""
    row: str
    """A row that then stands, by the beginning of its name."""
    cell: str
    link: str
    passage: str
    download: str
    said: str
    """What the file says as well."""


JOURNEYS = (
    Journey(
        tab="按领域",
        choices="显示的行",
        choice="有差异",
        address="rows=different",
        row="交通",
        cell="牵头市公安局",
        link="市民出行“一路通”",
        passage="建设完善智能交通管控体系",
        download="CSV",
        said="市城乡交通运输委",
    ),
    Journey(
        tab="任务对齐",
        choices="排列",
        choice="按地数",
        address="sort=places",
        row=r"\d+\s*智慧交通",
        cell="接近78",
        link="市民出行“一路通”",
        passage="建设完善智能交通管控体系",
        download="Markdown",
        said="市民出行“一路通”",
    ),
    Journey(
        tab="目标值",
        choices="排列",
        choice="按时限",
        address="order=deadline",
        row="5G站址数",
        cell="≈1315站",
        link="三/(一)/1",
        passage="1315余站",
        download="Excel 表头冻结",
        said="1315余站",
    ),
    Journey(
        tab="单位",
        choices="排列",
        choice="按领域",
        address="by=domain",
        row="交通",
        cell="区交通运输局",
        link="市民出行“一路通”",
        passage="建设完善智能交通管控体系",
        download="JSON",
        said="区交通运输局",
    ),
    Journey(
        tab="时间轴",
        choices="类型",
        choice="里程碑",
        address="kind=milestone",
        row="2020年",
        cell="2020年11月底前",
        link="通过中期考核",
        passage="2020年11月底前",
        download="Word 对照表",
        said="通过中期考核",
    ),
    Journey(
        tab="保障措施",
        choices="显示的部分",
        choice="保障措施",
        address="part=measures",
        row="标准",
        cell="完善标准规范",
        link="完善标准规范",
        passage="遵循国家新型智慧城市建设与评价",
        download="CSV",
        said="完善标准规范",
    ),
)


@pytest.mark.parametrize("journey", JOURNEYS, ids=[journey.tab for journey in JOURNEYS])
def test_a_view_is_reached_set_read_and_taken_along(page: Page, tmp_path: Path, journey: Journey):
    page.goto(f"/compare/{'' if journey.tab != '按领域' else 'timeline/'}?{FIVE}")
    views = page.get_by_role("navigation", name="同一选择的各种对照")
    views.get_by_role("link", name=re.compile(f"^{journey.tab}")).click()
    page.get_by_role("navigation", name=journey.choices).get_by_role("link", name=journey.choice, exact=True).click()
    page.wait_for_url(f"**{journey.address}")
    expect(views.locator("[aria-current]")).to_contain_text(journey.tab)

    row = page.locator("tbody tr").filter(has=page.get_by_role("rowheader", name=re.compile(f"^{journey.row}"))).first
    assert journey.cell in "".join(row.inner_text().split())
    link = row.get_by_role("link", name=journey.link).first
    link.click()
    panel = page.get_by_role("complementary", name="原文段落")
    expect(panel).to_contain_text(journey.passage)
    page.keyboard.press("Escape")
    expect(link).to_be_focused()

    page.get_by_text("导出这5列").click()
    with page.expect_download() as started:
        page.get_by_role("link", name=journey.download).first.click()
    assert journey.said in words_in(started.value.path())


def words_in(path: Path) -> str:
    """The text of a file; of a workbook or Word file all of its parts."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["390"])
@pytest.mark.parametrize("view", ["aligned/", "timeline/", ""], ids=["任务对齐", "时间轴", "按领域"])
def test_a_phone_begins_with_the_place_in_focus_and_folds_tools_and_points(page: Page, view: str):
    page.goto(f"/compare/{view}?{FIVE}&focus=370100")

    expect(page.get_by_role("button", name="济南市", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".tool-row .segments")).to_be_hidden()
    page.get_by_text("筛选和排列").click()
    expect(page.locator(".tool-row .segments").first).to_be_visible()
    expect(page.locator(".points li").first).to_be_hidden()
    page.locator(".points-toggle").click()
    expect(page.locator(".points li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["390"])
def test_on_a_phone_all_views_are_in_sight(page: Page):
    page.goto(f"/compare/safeguards/?{FIVE}")
    links = page.get_by_role("navigation", name="同一选择的各种对照").get_by_role("link").all()

    assert len(links) == 7
    for link in links:
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
