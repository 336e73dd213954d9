"""Every kind of page in a real browser: accessible (axe), no wider than a phone, with a title and a skip link."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.audit import problems_of

LISTS = ("/documents/", "/tasks/", "/targets/", "/agencies/", "/jurisdictions/")
ALL_FIVE = "/compare/?place=510000&place=370100&place=419001&place=371482&place=420302"
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


def first_links(page, address):
    """The first link of each kind that a list should offer."""
    page.goto(address)
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
    return {pattern: next((link for link in links if re.search(pattern, link)), None) for pattern in KINDS[address]}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_fits_a_phone_and_lets_the_keyboard_skip_to_its_content(audited, address):
    audited.goto(address)

    assert problems_of(audited) == []
    audited.keyboard.press("Tab")
    target = audited.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("#")
    assert audited.locator(target).count() == 1


@pytest.mark.parametrize("address", list(KINDS))
def test_the_pages_behind_a_list_are_accessible_and_fit_a_phone(audited, address):
    links = first_links(audited, address)

    assert None not in links.values(), links
    for link in links.values():
        assert audited.goto(link).status == 200
        assert {link: problems_of(audited)} == {link: []}


def test_every_page_has_a_title_of_its_own(client, corpus):
    pages = [BeautifulSoup(client.get(address, follow=True).content, "lxml") for address in PAGES]
    titles = [page.title.get_text() for page in pages]

    assert all(titles)
    assert len(set(titles)) == len(titles)
