"""Choosing among many: with scripts in place, with focus and history; without scripts by a button; on a phone in a drawer."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.audit import problems_of

PHONE = {"width": 390, "height": 844}
LISTS = ("/tasks/?domain=governance&agency=1&in_agency=局&more=function", "/jurisdictions/?within=370000")


def choice(page: Page, group: str, name: str):
    return page.get_by_role("group", name=group, exact=True).get_by_role("checkbox", name=re.compile(rf"^{name}"))


def said(page: Page):
    return page.locator("#said")


def chips(page: Page):
    return page.get_by_role("list", name="已选条件").get_by_role("link")


def test_a_choice_changes_all_in_place_and_back_brings_list_and_boxes_back(page: Page):
    loads = []
    page.on("load", lambda _page: loads.append(page.url))
    page.goto("/tasks/")

    choice(page, "领域", "城市治理").focus()
    page.keyboard.press("Space")
    expect(said(page)).to_have_text("领域为城市治理的任务，23项，共58项。")
    expect(choice(page, "领域", "城市治理")).to_be_focused()
    expect(page).to_have_url("/tasks/?domain=governance")
    expect(page).to_have_title("领域为城市治理的任务 · 政策对照")
    expect(choice(page, "领域", "交通")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="领域为城市治理的任务")).to_have_id("said")

    choice(page, "层级", "省级").check()
    choice(page, "层级", "县级").check()  # does not wait: the answer to the one before is superseded or comes first
    expect(said(page)).to_contain_text("领域为城市治理、层级为县级或省级的任务")
    expect(page).to_have_url("/tasks/?domain=governance&level=county&level=province")
    expect(page.get_by_text("导出这").first).to_have_text(re.compile(r"导出这\d+项"))
    expect(page.locator("#list-actions a").first).to_have_attribute("href", re.compile("level=county&level=province"))
    number = said(page).locator("strong").inner_text()
    expect(page.locator("h3.item-title")).to_have_count(int(number))

    page.go_back()
    expect(choice(page, "层级", "县级")).not_to_be_checked()
    page.goto("/tasks/?domain=governance&level=county")  # a place of its own, whatever was superseded
    choice(page, "地区", "茅箭区").check()
    expect(said(page)).to_have_text("领域为城市治理、地区为茅箭区、层级为县级的任务，8项，共58项。")
    page.go_back()
    expect(said(page)).to_have_text("领域为城市治理、层级为县级的任务，10项，共58项。")
    expect(choice(page, "地区", "茅箭区")).not_to_be_checked()
    expect(chips(page)).to_have_count(3)
    page.go_forward()
    expect(choice(page, "地区", "茅箭区")).to_be_checked()
    expect(page).to_have_title("领域为城市治理、地区为茅箭区、层级为县级的任务 · 政策对照")
    assert len(loads) == 2, "nothing but the two addresses typed in loads a page"


def test_chips_are_taken_off_one_by_one_and_the_order_changed_by_keyboard(page: Page):
    page.goto("/tasks/?domain=governance&level=county&role=lead")
    expect(chips(page)).to_have_text(["领域：城市治理", "层级：县级", "单位：写明牵头单位", "清除全部"])

    page.get_by_role("link", name="去掉 领域：城市治理").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/tasks/?level=county&role=lead")
    expect(page.get_by_role("link", name="去掉 层级：县级")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="去掉 单位：写明牵头单位")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("全部任务，58项。")
    expect(said(page)).to_be_focused()

    page.locator("#sort-menu").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="按领域").click()
    expect(page).to_have_url("/tasks/?sort=domain")
    expect(page.locator("#sort-menu")).to_be_focused()


def test_one_of_many_is_found_by_name_and_stays_when_chosen(page: Page):
    page.goto("/tasks/")
    group = page.get_by_role("group", name="单位名称", exact=True)
    group.get_by_role("button", name=re.compile("显示更多")).click()
    expect(group.get_by_role("link", name="收起")).to_be_focused()
    expect(group.get_by_role("checkbox")).to_have_count(39)
    group.get_by_role("link", name="收起").click()
    expect(group.get_by_role("checkbox")).to_have_count(8)

    field = group.get_by_role("searchbox", name="在单位名称中找")
    field.focus()
    page.keyboard.type("濟南 公安")
    expect(group.get_by_role("checkbox")).to_have_count(1)
    expect(page.locator("#facets-found")).to_have_text("单位名称：找到1个")
    expect(field).to_be_focused()
    expect(page).to_have_url("/tasks/")

    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(said(page)).to_have_text("单位为市公安局的任务，6项，共58项。")
    expect(group.get_by_role("checkbox", name="市公安局")).to_be_focused()
    expect(field).to_have_value("濟南 公安")


def test_no_answer_is_told_and_the_list_stays(page: Page):
    page.goto("/tasks/")
    page.route("**/tasks/?*", lambda route: route.abort())
    choice(page, "层级", "县级").check()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("列表没有更新。没有连上服务器，检查网络后再试。")
    expect(said(page)).to_have_text("全部任务，58项。")
    page.unroute("**/tasks/?*")
    alert.get_by_role("link", name="重新打开").click()
    expect(said(page)).to_have_text("层级为县级的任务，17项，共58项。")


def test_without_scripts_the_same_form_has_a_button(browser, portal_address):
    context = browser.new_context(base_url=portal_address, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto("/tasks/")
    choice(page, "层级", "县级").check()
    page.get_by_role("searchbox", name="在单位名称中找").fill("公安")
    page.get_by_role("button", name="应用").click()

    expect(page).to_have_url("/tasks/?level=county&in_agency=%E5%85%AC%E5%AE%89")
    expect(said(page)).to_contain_text("层级为县级的任务")
    group = page.get_by_role("group", name="单位名称", exact=True)
    expect(group.get_by_role("checkbox")).to_have_count(2)
    expect(choice(page, "单位名称", "市公安局")).to_be_disabled()
    page.get_by_role("group", name="单位职能").get_by_role("button", name=re.compile("显示更多")).click()
    expect(page.get_by_role("group", name="单位职能").get_by_role("link", name="收起")).to_be_visible()
    page.get_by_role("link", name="去掉 层级：县级").click()
    expect(said(page)).to_have_text("全部任务，58项。")
    context.close()


@pytest.mark.parametrize("page", [PHONE], indirect=True, ids=["390"])
def test_on_a_phone_a_drawer_stays_open_while_choices_count(page: Page):
    page.goto("/tasks/?role=lead")
    opener = page.get_by_role("button", name=re.compile("筛选"))
    expect(opener).to_have_text("筛选1个条件")
    opener.focus()
    page.keyboard.press("Enter")
    choice(page, "层级", "县级").check()

    show = page.get_by_role("button", name="看14项")
    expect(show).to_be_visible()
    expect(choice(page, "层级", "县级")).to_be_focused()
    show.click()
    expect(page.locator("#facets")).to_be_hidden()
    expect(opener).to_have_text("筛选2个条件")
    expect(opener).to_be_focused()
    expect(said(page)).to_have_text("层级为县级、写明牵头单位的任务，14项，共58项。")


@pytest.mark.parametrize("address", LISTS)
def test_filtered_lists_are_accessible_and_fit_a_phone(audited, address):
    audited.goto(address)

    assert problems_of(audited) == []


def test_an_open_drawer_is_accessible(audited):
    audited.set_viewport_size(PHONE)
    audited.goto("/tasks/?domain=governance&in_agency=公安")
    audited.get_by_role("button", name=re.compile("筛选")).click()

    assert problems_of(audited) == []
