"""What a lens costs: as many questions for two places as for thirty, none while the page is rendered."""

import pytest
from django.db import connection
from django.template.response import TemplateResponse
from django.test.utils import CaptureQueriesContext

from documents.parsing.gazetteer import all_places
from documents.parsing.records import ParsedPlace
from tests.builders import FUNDING, SCHOOLS, TRAFFIC, build_document
from tests.documents.lenses.made import crossing, page

pytestmark = pytest.mark.django_db

COUNTIES = [
    ParsedPlace(place.name, place.level, place.province, place.code)
    for place in all_places()
    if place.level == "county" and place.code.startswith("37")
][:30]
ADDRESSES = (
    "/lenses/",
    "/lenses/coverage/",
    "/lenses/coverage/?within=370000&by=level",
    "/lenses/leads/?by=place",
    "/lenses/years/?by=place",
    "/lenses/strength/",
    "/lenses/instruments/?by=domain&detail=tools",
    "/lenses/terms/",
    "/lenses/lineage/",
    "/lenses/cues/?kind=instrument",
    "/lenses/citations/",
    "/lenses/terms/sentences/?jurisdiction=370102&term=%E6%99%BA%E6%85%A7",
)


def build(places):
    for number, place in enumerate(places, start=1):
        build_document(
            place=place,
            title=f"{place.name}方案",
            number=f"政发〔2022〕{place.code}号",
            cites=f"国发〔2015〕{number}号",
        )


def questions(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return [query["sql"][:90] for query in queries]


def test_thirty_places_cost_as_many_questions_as_two(client):
    build(COUNTIES[:2])
    with_two = {address: len(questions(client, address)) for address in ADDRESSES}

    build(COUNTIES[2:])

    assert {address: len(questions(client, address)) for address in ADDRESSES} == with_two


@pytest.mark.parametrize("address", ADDRESSES)
def test_rendering_asks_the_database_nothing(client, address, monkeypatch):
    build_document(place=COUNTIES[0], tasks=(TRAFFIC, SCHOOLS, FUNDING))
    asked = []
    render = TemplateResponse.render

    def counted(self):
        with CaptureQueriesContext(connection) as queries:
            result = render(self)
        asked.append([query["sql"] for query in queries])
        return result

    monkeypatch.setattr(TemplateResponse, "render", counted)
    client.get(address)

    assert asked == [[]]


def test_more_places_than_a_page_holds_stand_on_the_next(client):
    build(COUNTIES)
    first = crossing(page(client, "/lenses/coverage/"))
    second = crossing(page(client, "/lenses/coverage/?page=2"))

    assert len(first) == 25 + 1
    assert len(second) == 5 + 1
    assert not (set(first) & set(second)) - {"合计"}
    assert first["合计"] == second["合计"]
    assert first["合计"]["合计"] == "60"


def test_a_download_holds_all_places_not_only_those_of_the_page(client):
    build(COUNTIES)
    text = client.get("/lenses/coverage/export/csv/").content.decode("utf-8-sig")

    assert sum(line.split(",")[1] == "县级" for line in text.splitlines()) == 30


def test_a_page_that_is_not_there_is_not_found(client):
    build(COUNTIES[:2])

    assert [client.get(f"/lenses/{lens}/?page=9").status_code for lens in ("coverage", "terms", "lineage")] == [404] * 3
