"""Reading a document in a real browser: by keyboard, by pointer, with scripts and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.audit import problems_of

PHONE = {"width": 390, "height": 844}
REPAIR = ".m-repair[tabindex]"
pytestmark = pytest.mark.browser


def open_jinan(page: Page, query: str = "") -> str:
    """Open the document of 济南市; returns its path."""
    page.goto("/documents/")
    path = page.locator("a[href^='/documents/370100']").first.get_attribute("href")
    page.goto(f"{path}{query}")
    return path


def at_rest(page: Page) -> None:
    """Wait until the page has stopped scrolling."""
    page.evaluate("""async () => {
        let last = -1;
        while (last !== scrollY) { last = scrollY; await new Promise((done) => setTimeout(done, 120)); }
    }""")


def test_the_outline_marks_the_place_that_is_read(page: Page):
    open_jinan(page)
    outline = page.get_by_role("navigation", name="目录")

    outline.get_by_role("link", name="三、实施步骤").click()
    at_rest(page)
    expect(outline.locator("[aria-current=location]")).to_have_text("三、实施步骤")

    page.locator("#first-target").evaluate(
        "place => scrollTo({ top: place.getBoundingClientRect().top + scrollY - 120, behavior: 'instant' })"
    )
    expect(outline.locator("[aria-current=location]")).to_contain_text("建设智慧泉城运行管理中心")


def test_the_outline_is_walked_by_arrow_keys(page: Page):
    open_jinan(page)
    outline = page.get_by_role("navigation", name="目录")

    outline.get_by_role("link", name="一、总体要求").focus()
    page.keyboard.press("ArrowDown")
    expect(outline.get_by_role("link", name="指导思想")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    at_rest(page)

    expect(outline.locator("[aria-current=location]")).to_contain_text("强化信息安全")


def test_n_and_p_go_from_hit_to_hit_and_say_which(page: Page):
    open_jinan(page, "?find=数据")
    place = page.get_by_role("navigation", name="查找结果").get_by_role("status")
    total = page.locator(".reading-text [id^=f]:not([id^=first])").count()
    expect(place).to_have_text(f"共{total}处", use_inner_text=True)

    for _time in range(3):
        page.keyboard.press("n")
    expect(place).to_have_text(f"第3处/共{total}处", use_inner_text=True)
    page.keyboard.press("p")
    expect(place).to_have_text(f"第2处/共{total}处", use_inner_text=True)

    at_rest(page)
    assert page.url.endswith("#f2")
    expect(page.locator("#f2 + .m-hit")).to_be_in_viewport()


def test_coming_to_a_passage_the_next_hit_is_the_one_behind_it(page: Page):
    open_jinan(page, "?find=数据#c3103")
    place = page.get_by_role("navigation", name="查找结果").get_by_role("status")

    number = int(place.locator("b").inner_text())

    assert page.evaluate(
        """number => document.getElementById("c3103").compareDocumentPosition(document.getElementById(`f${number}`))
           & Node.DOCUMENT_POSITION_FOLLOWING""",
        number,
    )
    assert page.evaluate(
        """number => document.getElementById("c3103").compareDocumentPosition(document.getElementById(`f${number - 1}`))
           & Node.DOCUMENT_POSITION_PRECEDING""",
        number,
    )


def test_typing_in_the_field_is_typing_and_keys_can_be_switched_off(page: Page):
    path = open_jinan(page, "?find=数据")
    field = page.get_by_role("searchbox", name="在本文中查找")
    field.fill("")
    field.press_sequentially("npjk")
    expect(field).to_have_value("npjk")
    assert "#" not in page.url

    page.get_by_text("按键", exact=True).click()
    page.get_by_role("checkbox", name="使用这些按键").uncheck()
    page.goto(f"{path}?find=数据")
    page.keyboard.press("n")

    assert "#f" not in page.url


def test_j_and_k_go_from_task_to_task_up_to_the_last(page: Page):
    open_jinan(page)
    bar = page.get_by_role("navigation", name="任务、保障", exact=True)

    page.keyboard.press("j")
    at_rest(page)
    expect(bar).to_contain_text("1/14")
    for _time in range(20):
        page.keyboard.press("j")
    at_rest(page)
    expect(bar).to_contain_text("14/14")
    page.keyboard.press("k")
    at_rest(page)
    expect(bar).to_contain_text("13/14")


def test_a_switch_takes_its_mark_away_and_the_browser_remembers_it(page: Page):
    path = open_jinan(page)
    lead = page.locator(".text .m-lead").first
    assert lead.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "underline"

    page.get_by_role("checkbox", name="牵头").uncheck()
    assert lead.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "none"
    page.goto(path)
    expect(page.get_by_role("checkbox", name="牵头")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="配合")).to_be_checked()

    page.goto(f"{path}?marks=off")
    expect(page.get_by_role("checkbox", name="配合")).not_to_be_checked()
    page.get_by_text("全部标出").click()
    assert "marks" not in page.url
    page.goto(path)
    expect(page.get_by_role("checkbox", name="牵头")).to_be_checked()


def test_a_repair_is_told_on_hover_and_on_focus_and_closed_by_escape(page: Page):
    open_jinan(page)
    repair = page.locator(REPAIR)
    note = repair.get_by_role("note")
    expect(note).to_be_hidden()

    repair.hover()
    expect(note).to_contain_text("原为")
    note.hover()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()

    page.mouse.move(5, 5)
    repair.focus()
    expect(note).to_be_visible()
    assert repair.evaluate("mark => getComputedStyle(mark.querySelector('.repair-note')).position") == "fixed"
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["390"])
def test_a_note_stays_inside_a_phone(page: Page):
    open_jinan(page)
    page.locator(REPAIR).focus()
    at_rest(page)

    box = page.locator(f"{REPAIR} .repair-note").bounding_box()

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE["width"]


def copied(page: Page) -> list[str]:
    return page.evaluate("navigator.clipboard.readText()").split("\n")


def test_a_paragraph_is_copied_with_its_source_by_keyboard(page: Page):
    path = open_jinan(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    paragraph = page.locator(f".text p:has({REPAIR})")

    paragraph.locator(".anchor").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="复制并注明出处").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已复制")).to_be_visible()

    text, source, reference, address = copied(page)
    assert text.startswith("“4.爱城市网“一点通”。")
    assert text.endswith("等）”")
    assert "原为" not in text
    assert source == "出处：二/(三)/4（整理后）"
    assert reference.startswith("济南市新型智慧城市建设行动计划（2018-2020年）[EB/OL].")
    assert address.endswith(f"{path}#{paragraph.get_attribute('id')}")


def test_what_is_selected_is_copied_with_its_source(page: Page):
    open_jinan(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    place = page.locator("#first-target + mark")
    place.scroll_into_view_if_needed()
    place.evaluate("mark => getSelection().selectAllChildren(mark)")

    page.locator(".copy-selection").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    assert copied(page)[:2] == ["“80%”", "出处：二/(二)（整理后）"]

    page.keyboard.press("c")
    assert copied(page)[0] == "“80%”"


def test_a_selection_elsewhere_offers_no_copying(page: Page):
    open_jinan(page)
    page.locator("h1").evaluate("title => getSelection().selectAllChildren(title)")

    expect(page.locator(".copy-selection")).to_be_hidden()


def test_without_scripts_everything_is_there_and_steps_are_links(browser, portal_address):
    context = browser.new_context(base_url=portal_address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/documents/")
    page.locator("a[href^='/documents/370100']").first.click()

    page.get_by_role("searchbox", name="在本文中查找").fill("数据")
    page.keyboard.press("Enter")
    bar = page.get_by_role("navigation", name="查找结果")
    for number in (1, 2):
        # By the key: a click on a page that still jumps to its place may fall beside the link.
        bar.get_by_role("link", name="下一处").press("Enter")
        expect(bar).to_contain_text(f"第{number}处/共")
    expect(page.locator("#f2 + .m-hit")).to_be_in_viewport()

    page.get_by_role("checkbox", name="目标值").uncheck()
    assert page.locator(".text .m-target").first.evaluate("mark => getComputedStyle(mark).fontWeight") == "400"
    page.locator(REPAIR).focus()
    expect(page.locator(f"{REPAIR} .repair-note")).to_be_visible()
    page.get_by_role("link", name="全部不标").click()
    expect(page.get_by_role("checkbox", name="牵头")).not_to_be_checked()
    context.close()


def test_on_paper_a_note_is_a_footnote_and_nothing_floats(page: Page):
    open_jinan(page, "?find=数据")
    page.emulate_media(media="print")

    expect(page.locator(".footnotes").first).to_contain_text("注1 人工更正。原为")
    for tool in (".reading-bar", ".mark-switches", ".anchor", ".repair-note", "#outline"):
        expect(page.locator(tool).first).to_be_hidden()


@pytest.mark.parametrize("query", ["?find=数据&hit=2", "?text=original"])
def test_no_state_of_the_page_has_an_accessibility_violation(audited, query):
    open_jinan(audited, query)
    audited.locator(REPAIR).focus()

    assert problems_of(audited) == []
