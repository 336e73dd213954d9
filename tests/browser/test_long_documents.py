"""A document of hundreds of tasks in a real browser: drawn as it is reached, and every address leads to its place."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_reading import at_rest, open_jinan

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", [{"width": 1280, "height": 400}, {"width": 390, "height": 400}], indirect=True)
def test_a_long_text_is_drawn_as_it_is_reached_and_every_address_in_it_leads_to_its_place(page: Page):
    """Class and text of a document of hundreds of tasks, put on one of the five, so that nothing else is loaded."""
    open_jinan(page)
    page.evaluate("""() => {
        const text = document.querySelector(".reading-text");
        for (let copy = 0; copy < 4; copy += 1) {
            for (const passage of [...text.querySelectorAll(".passage:not([data-copied])")]) {
                const other = passage.cloneNode(true);
                other.dataset.copied = "";
                for (const each of [other, ...other.querySelectorAll("[id]")]) each.removeAttribute("id");
                passage.before(other);
            }
        }
        text.classList.add("reading-long");
    }""")
    tasks = page.locator(".passage:not([data-copied])[data-task]")

    for number in (12, 2, 9):
        target = tasks.nth(number).get_attribute("data-task")
        page.evaluate("target => { location.hash = target; }", target)
        at_rest(page)
        page.wait_for_timeout(200)
        top = page.locator(f"#{target}").evaluate("place => place.getBoundingClientRect().top")
        assert 60 < top < 230, (number, top)
    drawn = page.locator(".passage").evaluate_all(
        "all => all.filter((each) => each.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length"
    )
    assert 0 < drawn < page.locator(".passage").count() / 2
