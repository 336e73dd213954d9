"""Whatever stands in an address, a list answers it, leads to the right one, or refuses it in words: never a fault."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.filters import AgencyFilter, DocumentFilter, TargetFilter, TaskFilter
from tests.builders import build_document

pytestmark = pytest.mark.django_db

LISTS = {
    "/tasks/": TaskFilter,
    "/tasks/export/csv/": TaskFilter,
    "/targets/": TargetFilter,
    "/targets/export/xlsx/": TargetFilter,
    "/documents/": DocumentFilter,
    "/agencies/": AgencyFilter,
}
SENSIBLE = [
    *(
        "governance",
        "data/sharing",
        "420302",
        "county",
        "lead",
        "2022",
        "none",
        "1",
        "all",
        "key_task",
        "deadline",
        "%",
    ),
    *("public_security", "automatic", "实施方案", "交通", "full", "yes", "quantity"),
]
STRANGE = [
    *("0", "-1", "1e999999", "NaN", "99999999999999999999", "'", '"', "a') OR 1=1--", "]", "\\", "%", "_", "(", "*"),
    *("password__startswith", "-created__", "{{7*7}}", "<script>", "../../etc/passwd", "\ufeff", "\u202e", "𠮷", "　"),
]
VALUES = st.sampled_from(SENSIBLE) | st.sampled_from(STRANGE) | st.text(max_size=12)
ODD_NAMES = ("_connector", "owner__password", "q__regex", "order_by", "", "domain[]")


@st.composite
def addresses(draw):
    path = draw(st.sampled_from(sorted(LISTS)))
    names = st.sampled_from((*LISTS[path].parameters(), *ODD_NAMES))
    return path, draw(st.dictionaries(names, st.lists(VALUES, min_size=1, max_size=3), max_size=5))


@pytest.fixture
def client_of_one_document(client):
    build_document()
    return client


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(addresses())
def test_a_list_never_fails(client_of_one_document, address):
    path, parameters = address

    response = client_of_one_document.get(path, query_params=parameters)
    if response.status_code == 302:
        response = client_of_one_document.get(response["Location"])

    assert response.status_code in (200, 400, 404), "one redirect at most leads to an answer"
