"""What axe and a ruler find on a page that is open: on a desk in light, then on a phone in dark, without loading twice."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# Names, roles and order are the same at every width; these rules depend on colours and on where things stand.
RULES_OF_COLOUR = ("color-contrast", "link-in-text-block")
RULES_OF_PLACES = ("scrollable-region-focusable", "target-size")
# To find what lies behind a word is most of the work of axe, and cell after cell of a table looks the same. An element
# has the look of another when tag, row's parity and all that stylesheets ask for are the same, up to the root.
MARK_ONE_OF_A_LOOK = """() => {
  const states = ["class", "hidden", "open", "popover", "scope", "type", "draggable", "disabled", "style"];
  const told = /^(aria-(current|disabled|expanded|invalid|pressed|selected)|data-(current|inferred|note|says|side|theme))$/;
  const looks = new Map();
  const own = element => {
    const said = [...element.attributes].filter(each => states.includes(each.name) || told.test(each.name));
    const row = element.tagName === "TR" ? [...element.parentElement.children].indexOf(element) % 2 : "";
    return `${element.tagName}${row}[${said.map(each => `${each.name}=${each.value}`)}]`;
  };
  const look = element => {
    if (!element) return "";
    if (!looks.has(element)) looks.set(element, look(element.parentElement) + ">" + own(element));
    return looks.get(element);
  };
  const seen = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    element.removeAttribute("data-one-of-a-look");
    const speaks = element.matches("input, select, textarea, button") ||
      [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!speaks || !element.checkVisibility() || seen.has(look(element))) continue;
    seen.add(look(element));
    element.setAttribute("data-one-of-a-look", "");
  }
  return seen.size;
}"""


def problems_of(page: Page) -> list[str]:
    """Each breach with its rule, help text and element; and by how much the page is wider than the phone.

    The page comes from the fixture `audited` and is left as a phone in dark.
    """
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    every_rule = {"rules": {rule: {"enabled": False} for rule in RULES_OF_COLOUR}}
    found = _violations(page, "desk, light", options=every_rule) + _violations_of_colour(page, "desk, light")
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    found += _violations(page, "phone, dark", options={"runOnly": list(RULES_OF_PLACES)})
    found += _violations_of_colour(page, "phone, dark")
    width = page.evaluate("document.scrollingElement.scrollWidth")
    return found if width <= PHONE["width"] else [*found, f"phone: {width} pixels wide"]


def _violations_of_colour(page: Page, look: str) -> list[str]:
    """What is too pale, asked of one element of each look: the same tags, classes and states up to the root."""
    assert page.evaluate(MARK_ONE_OF_A_LOOK) > 0
    context = {"include": [["[data-one-of-a-look]"]]}
    return _violations(page, look, options={"runOnly": list(RULES_OF_COLOUR)}, context=context)


def _violations(
    page: Page, look: str, *, options: dict[str, Any], context: dict[str, list[list[str]]] | None = None
) -> list[str]:
    # Without resultTypes axe writes down every element that is as it should be.
    violations = (
        Axe().run(page, context=context, options={**options, "resultTypes": ["violations"]}).response["violations"]
    )
    return [
        f"{look}: {violation['id']}: {violation['help']}: {node['html'][:120]}"
        for violation in violations
        for node in violation["nodes"]
    ]
