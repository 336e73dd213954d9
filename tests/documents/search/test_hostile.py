"""Whatever is asked, search answers, leads to the right address, or says in words what to write: never a fault."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.search.filters import PassageFilter
from tests.builders import build_document
from tests.documents.search.hostile import HOSTILE

pytestmark = pytest.mark.django_db
PATHS = ("/search/", "/search/export/csv/")


@pytest.fixture
def asked(client):
    """Ask a page for parameters, through the one redirect or two that make the address tidy."""
    build_document()

    def ask(path, **parameters):
        response = client.get(path, query_params=parameters)
        for _step in range(2):
            if response.status_code == 302:
                response = client.get(response["Location"])
        return response

    return ask


def test_there_are_three_hundred_hostile_queries():
    assert len(HOSTILE) == 300
    assert len(set(HOSTILE)) > 290


def test_no_hostile_query_is_a_fault(asked):
    answers = {query: asked("/search/", q=query) for query in HOSTILE}

    assert {query: each.status_code for query, each in answers.items() if each.status_code != 200} == {}


@pytest.mark.sqlite  # the words are asked of the second database above
def test_no_hostile_query_is_a_fault_in_suggestions_or_downloads(asked):
    statuses = {asked("/search/suggestions/", q=query).status_code for query in HOSTILE}
    downloads = {asked("/search/export/csv/", q=query).status_code for query in HOSTILE[::5]}

    assert statuses == {200}
    assert downloads <= {200, 400}


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    path=st.sampled_from(PATHS),
    query=st.text(max_size=30) | st.sampled_from(HOSTILE),
    others=st.dictionaries(
        st.sampled_from([*PassageFilter.parameters(), "order_by", "q__regex"]),
        st.lists(
            st.sampled_from(["1", "county", "420302", "none", "documents", "task", "-1", "'", "\x00", "999999999999"])
        ),
        max_size=4,
    ),
)
def test_no_address_is_a_fault(asked, path, query, others):
    response = asked(path, **{**others, "q": query})

    assert response.status_code in (200, 400, 404)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("长" * 101, "最多查10个词、共100字"),
        ("一 二 三 四 五 六 七 八 九 十 百", "最多查10个词"),
        ("-停车", "只写了要排除的词"),
        ("长" * 400, "条件太长，最多2000个字符"),
    ],
)
def test_too_much_is_refused_in_words_that_say_what_to_do(asked, query, sentence):
    assert sentence in asked("/search/", q=query).content.decode()
