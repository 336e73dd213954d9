"""Every kind of page in a real browser: accessible (axe), no wider than the window, with a title and a skip link."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

LISTS = ("/documents/", "/tasks/", "/targets/", "/agencies/", "/jurisdictions/")
ALL_FIVE = "/compare/?place=510000&place=370100&place=419001&place=371482&place=420302"
FILTERED = "/tasks/?domain=governance"
NOTHING_FOUND = "/targets/?q=没有这样的词"
# Two columns and few rows show every part of a view; what five look like is measured on the matrix.
TWO = "place=370100&place=419001"
VIEWS = (
    f"/compare/aligned/?{TWO}&least=2",
    f"/compare/targets/?{TWO}",
    f"/compare/agencies/?{TWO}&rows=common",
    f"/compare/timeline/?{TWO}",
    f"/compare/safeguards/?{TWO}",
)
PAGES = (
    "/",
    *LISTS,
    FILTERED,
    NOTHING_FOUND,
    "/method/",
    "/compare/",
    ALL_FIVE,
    *VIEWS,
    "/compare/pins/",
    "/no/such/page/",
)
# The first link of each kind on a list leads to the page of one document, agency, function, place.
KINDS = {
    "/documents/": (r"^/documents/[^/?#]+/$",),
    "/agencies/": (r"^/agencies/\d+/$", r"^/agencies/functions?/[^/?#]+/$"),
    "/jurisdictions/": (r"^/jurisdictions/[^/?#]+/$",),
}
WIDTHS = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})


@pytest.fixture
def audited(browser, portal_address, request):
    """A page for axe, which sets styles of its own while it measures; the policy that forbids them is off here only."""
    size = getattr(request, "param", WIDTHS[0])
    context = browser.new_context(base_url=portal_address, locale="zh-CN", viewport=size, bypass_csp=True)
    yield context.new_page()
    context.close()


def problems_of(page):
    """What axe finds on the page: rule, help text and the elements concerned; light when wide, dark on a phone.

    The contrast of all colours in both themes is held by tests/design.
    """
    found = []
    for colours in ("light",) if page.viewport_size["width"] > 640 else ("dark",):
        page.emulate_media(color_scheme=colours)
        for violation in Axe().run(page).response["violations"]:
            for node in violation["nodes"]:
                found.append(f"{colours}: {violation['id']}: {violation['help']}: {node['html'][:120]}")
    return found


def first_links(page, address):
    """The first link of each kind that a list should offer."""
    page.goto(address)
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    return {pattern: next((link for link in links if re.search(pattern, link)), None) for pattern in KINDS[address]}


@pytest.mark.parametrize("audited", WIDTHS, indirect=True, ids=["1280", "390"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_accessibility_violation(audited, address):
    audited.goto(address)

    assert problems_of(audited) == []


@pytest.mark.parametrize("audited", WIDTHS, indirect=True, ids=["1280", "390"])
@pytest.mark.parametrize("address", list(KINDS))
def test_the_pages_behind_a_list_have_no_accessibility_violation(audited, address):
    links = first_links(audited, address)

    assert None not in links.values(), links
    for link in links.values():
        assert audited.goto(link).status == 200
        assert {link: problems_of(audited)} == {link: []}


@pytest.mark.parametrize("page", WIDTHS[1:], indirect=True, ids=["390"])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_a_phone(page, address):
    page.goto(address)

    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@pytest.mark.parametrize("page", WIDTHS[1:], indirect=True, ids=["390"])
@pytest.mark.parametrize("address", list(KINDS))
def test_no_page_behind_a_list_is_wider_than_a_phone(page, address):
    links = first_links(page, address)

    for link in links.values():
        page.goto(link)
        assert {link: page.evaluate("document.scrollingElement.scrollWidth")} == {link: 390}


def test_every_page_has_a_title_of_its_own(page):
    titles = []
    for address in PAGES:
        page.goto(address)
        titles.append(page.title())

    assert all(titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("address", PAGES)
def test_the_first_stop_of_the_keyboard_leads_to_the_content(page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")

    assert target.startswith("#")
    assert page.locator(target).count() == 1
