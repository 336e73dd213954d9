"""What axe and a ruler find on a page that is open: on a desk in light, then on a phone in dark, without loading twice."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# Names, roles and order are the same at every width; these rules depend on colours and on where things stand.
RULES_OF_LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")


def problems_of(page: Page) -> list[str]:
    """Each breach with its rule, help text and element; and by how much the page is wider than the phone.

    The page comes from the fixture `audited` and is left as a phone in dark.
    """
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    found = _violations(page, "desk, light", options=None)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    found += _violations(page, "phone, dark", options={"runOnly": list(RULES_OF_LOOKS)})
    width = page.evaluate("document.scrollingElement.scrollWidth")
    return found if width <= PHONE["width"] else [*found, f"phone: {width} pixels wide"]


def _violations(page: Page, look: str, *, options: dict[str, list[str]] | None) -> list[str]:
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{look}: {violation['id']}: {violation['help']}: {node['html'][:120]}"
        for violation in violations
        for node in violation["nodes"]
    ]
