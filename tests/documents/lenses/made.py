"""Pages of lenses as a test reads them: rows of a crossing by name, links with the numbers on them."""

import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.http import QueryDict

from documents.filters import TargetFilter, TaskFilter
from documents.lenses.cues.filters import CueFilter
from documents.lenses.lineage.filters import CitationFilter
from documents.models import Citation, Target, Task, TaskCue

LISTS = {
    "/tasks/": (TaskFilter, Task),
    "/targets/": (TargetFilter, Target),
    "/lenses/cues/": (CueFilter, TaskCue),
    "/lenses/citations/": (CitationFilter, Citation),
}


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return BeautifulSoup(response.content, "lxml")


def said(soup):
    return soup.select_one(".said").get_text().strip()


def crossing(soup):
    """{row: {column: words of the cell}} with the total in the column 合计."""
    table = soup.select_one("table.lens-cross")
    columns = [_name(head) for head in table.select("thead tr:last-child th")][1:]
    rows = {}
    for line in [*table.select("tbody tr"), *table.select("tfoot tr")]:
        rows[_name(line.th)] = dict(zip(columns, [_words(cell) for cell in line.select("td")], strict=True))
    return rows


def _name(head):
    for tag in head.select(".tag"):
        tag.extract()
    return _words(head)


def _words(element):
    return " ".join(element.get_text(" ").split())


def numbered_links(soup):
    """(number, address) of every number of a table that leads to a list."""
    for link in soup.select("main table a"):
        path = urlsplit(link["href"]).path
        number = re.match(r"\d+", link.get_text(" ").strip())
        if path in LISTS and number:
            yield int(number.group()), link["href"]


def length_of_list(address, request):
    """How many rows the list at this address has."""
    parts = urlsplit(address)
    filter_class, model = LISTS[parts.path]
    request.GET = QueryDict(parts.query)
    filterset = filter_class(request.GET, queryset=model.objects.visible_to(request.user), request=request)
    assert filterset.is_valid(), filterset.form.errors
    return filterset.qs.count()
