"""Where a person has read the whole document, no page and no file says any more that only the rules have looked."""

import pytest
from bs4 import BeautifulSoup

from comparisons.aspects import ASPECTS
from documents.models import PolicyDocument

UNREAD, READ = "自动抽取未见", "原文未提及·已核对"
LISTS = ("tasks", "targets")
# What explains the words wherever they may stand.
EXPLAINING = ".legend, .lens-notes, #limits, [aria-labelledby=limits]"


def said_on(page):
    """Which of the two a page says of its documents."""
    soup = BeautifulSoup(page.content, "lxml")
    for part in soup.select(EXPLAINING):
        part.decompose()
    text = soup.get_text()
    return {words for words in (UNREAD, READ) if words in text}


@pytest.mark.django_db
@pytest.mark.sqlite
def test_a_checked_corpus_is_silent_as_checked_in_every_view_and_file(client, corpus):
    PolicyDocument.objects.update(reviewed=True)
    places = "&".join(f"document={slug}" for slug in PolicyDocument.objects.values_list("slug", flat=True))
    views = [f"/compare/{aspect.key}/?{places}" for aspect in ASPECTS]
    pages = [*views, "/", "/jurisdictions/420302/", "/lenses/coverage/", *(f"/{name}/" for name in LISTS)]
    files = [
        f"/compare/{aspect.key}/export/csv/?{places}{shape}" for aspect in ASPECTS for shape in ("", "&layout=shown")
    ]
    files += [f"/{name}/export/csv/" for name in LISTS]

    said = {address: said_on(client.get(address, follow=True)) for address in pages}
    rows = {address: b"".join(client.get(address, follow=True)).decode().splitlines() for address in files}

    assert {address for address, words in said.items() if UNREAD in words} == set()
    assert READ in said[views[0]] & said["/tasks/"] & said["/lenses/coverage/"]
    assert {address for address, lines in rows.items() if any(UNREAD in line for line in lines)} == set()
    assert any(READ in line for line in rows["/tasks/export/csv/"])
