"""The view by target as a reader uses it: from the matrix to the targets, an order, a limit, a passage, a file."""

import pytest

FIVE = "place=419001&place=420302&place=371482&place=370100&place=510000"
PAGE = f"/compare/targets/?{FIVE}"
PHONE = {"width": 390, "height": 844}


def names(page):
    return page.locator("tbody.indicator .item-title").all_inner_texts()


def test_a_reader_goes_from_the_matrix_to_the_targets_and_orders_them_by_value(page):
    page.goto(f"/compare/?{FIVE}")
    page.get_by_role("link", name="目标值").first.click()
    page.get_by_role("link", name="按数值").click()

    assert page.url.endswith(f"{PAGE}&order=value")
    assert page.locator(".band").all_inner_texts()[0].startswith("百分比")
    assert "5G站址数" in names(page)[4]


def test_a_limit_is_taken_as_soon_as_it_is_chosen_and_can_be_taken_back(page):
    page.goto(PAGE)
    with page.expect_navigation():
        page.locator("select[name=strength]").select_option("must")
    assert names(page) == ["5G站址数"]

    with page.expect_navigation():
        page.locator("select[name=strength]").select_option("")
    assert len(names(page)) == 12


def test_the_locator_shows_the_passage_beside_the_table(page):
    page.goto(PAGE)
    page.locator("tbody.indicator", has_text="5G站址数").locator("a.locator").click()

    panel = page.locator(".panel")
    panel.get_by_text("1315余站").first.wait_for()
    assert page.url.endswith(PAGE)
    page.keyboard.press("Escape")
    assert (
        page.locator("tbody.indicator", has_text="5G站址数")
        .locator("a.locator")
        .evaluate("link => link === document.activeElement")
    )


def test_a_point_leads_to_its_row(page):
    page.goto(PAGE)
    page.locator(".points a").first.click()

    anchor = page.url.partition("#")[2]
    assert page.locator(f"tbody#{anchor} .item-title").inner_text() == "非涉密政务信息系统上云率"


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_on_a_phone_every_target_is_a_card_within_the_window(page):
    page.goto(PAGE)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    boxes = [row.bounding_box() for row in page.locator("tbody.indicator tr").all()]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in boxes)
    assert page.locator("tbody.indicator .scale").first.is_visible()


def test_without_javascript_the_choices_have_a_button(browser, portal_address):
    context = browser.new_context(base_url=portal_address, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGE)
    page.locator("input[name=shared]").check()
    page.get_by_role("button", name="应用").click()

    assert page.locator(".empty h2").inner_text() == "没有符合条件的目标值"
    context.close()
