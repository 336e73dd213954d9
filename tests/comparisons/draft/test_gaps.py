"""Each of the five documents as the draft against the other four: the gaps that a careful reader listed beforehand."""

import json
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from comparisons.builder.columns import header_rows, headers
from comparisons.draft.checking import DraftCheck, check_draft, draft_of
from comparisons.draft.language import Openness
from comparisons.draft.reading import read_draft
from documents.models import PolicyDocument

GAPS = json.loads((Path(__file__).parent / "gaps.json").read_text(encoding="utf-8"))["drafts"]
NAMES = sorted(GAPS)
pytestmark = pytest.mark.django_db


@cache
def parsed_of(path: Path):
    return read_draft(path.read_text(encoding="utf-8"), name=path.name)


def checked(corpus: Path, name: str) -> DraftCheck:
    """The check of one document against the other four."""
    slugs = PolicyDocument.objects.exclude(file_name=f"{name}.txt").order_by("id").values_list("slug", flat=True)
    reader = AnonymousUser()
    peers = headers(header_rows(reader, ids=(), slugs=list(slugs)), user=reader)
    assert len(peers) == 4
    return check_draft(draft_of(parsed_of(corpus / f"{name}.txt")), peers=peers, user=reader)


def codes(check: DraftCheck, *standings: str) -> set[str]:
    """The domains in which the draft stands so."""
    return {row.code for group in check.parts.groups for row in group.rows if group.standing.value in standings}


def findings(check: DraftCheck, openness: Openness) -> list[str]:
    """Titles of the passages that leave something open."""
    groups = [group for group in check.parts.language if group.openness is openness]
    return [finding.title for group in groups for finding in group.findings]


@pytest.mark.parametrize("name", NAMES)
def test_every_domain_a_reader_lists_as_missing_is_reported(corpus, name):
    check = checked(corpus, name)
    assert set(GAPS[name]["silent"]) - codes(check, "silent") == set()
    assert set(GAPS[name]["touched"]) - codes(check, "touched") == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_domain_that_the_draft_writes_is_reported_as_missing(corpus, name):
    check = checked(corpus, name)
    assert set(GAPS[name]["written"]) & codes(check, "silent", "touched") == set()


@pytest.mark.parametrize("name", NAMES)
def test_the_functions_in_charge_elsewhere_are_those_a_reader_lists(corpus, name):
    agencies = checked(corpus, name).parts.agencies
    reported = {gap.code for gap in (*agencies.missing, *agencies.passing)}
    assert set(GAPS[name]["functions"]) - {gap.code for gap in agencies.missing} == set()
    assert set(GAPS[name]["functions_named"]) & {gap.code for gap in agencies.missing} == set()
    assert reported - set(GAPS[name]["functions"]) <= {"data", "government_services"}


@pytest.mark.parametrize("name", NAMES)
def test_tasks_without_lead_or_date_are_those_a_reader_counts(corpus, name):
    check, listed = checked(corpus, name), GAPS[name]
    assert check.header.key_tasks == listed["key_tasks"]
    without_lead = findings(check, Openness.NO_LEAD)
    if listed["no_lead"] == "all":
        assert len(without_lead) == listed["key_tasks"]
    else:
        assert without_lead == listed["no_lead"]
    assert len(findings(check, Openness.NO_DEADLINE)) == listed["no_deadline"]


@pytest.mark.parametrize("name", NAMES)
def test_no_two_of_the_five_documents_set_the_same_indicator(corpus, name):
    assert len(checked(corpus, name).parts.targets.shared) == GAPS[name]["shared_indicators"]


def test_every_passage_of_the_draft_leads_to_the_line_that_holds_it(corpus):
    lines = (corpus / "maojian-2022.txt").read_text(encoding="utf-8").split("\n")
    check = checked(corpus, "maojian-2022")
    entries = [entry for group in check.parts.groups for row in group.rows for entry in row.own.entries]
    assert len(entries) == 21
    for entry in entries:
        line = lines[int(entry.address.removeprefix("#line-")) - 1]
        assert entry.title.replace("，", ",") in line.replace("，", ",")
