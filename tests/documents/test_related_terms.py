"""Related terms: the shipped list fills an empty table, and belongs to the editors from then on."""

from pathlib import Path

import pytest

from documents.loading import load_reference
from documents.loading.related_terms import load_related_terms, related_terms
from documents.models import RelatedTerm, TaskProfile
from documents.parsing.reference import ReferenceDataError
from tests.builders import build_document


@pytest.mark.django_db
def test_an_empty_table_is_filled_with_at_least_sixty_groups_each_with_a_reason():
    load_reference()
    rows = RelatedTerm.objects.all()
    assert len({row.group for row in rows}) >= 60
    assert all(row.reason for row in rows)
    assert {"一路通", "智能交通"} <= {row.term for row in rows if row.group == "智慧交通"}


@pytest.mark.django_db
def test_what_an_editor_removed_stays_removed():
    load_reference()
    RelatedTerm.objects.filter(term="一路通").delete()
    load_reference()
    assert not RelatedTerm.objects.filter(term="一路通").exists()
    assert load_related_terms() == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("智慧交通,智慧交通|一路通|一路通,理由", "“一路通”重复"),
        ("智慧交通,路,理由", "“路”太短"),
        ("智慧交通,智慧交通,", "“reason”为空"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, said: str):
    path = tmp_path / "related_terms.csv"
    path.write_text(f"group,terms,reason\n{line}\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=rf"第 2 行：{said}"):
        list(related_terms(path))


@pytest.mark.django_db
def test_every_task_is_loaded_with_its_profile():
    document = build_document()
    profiles = TaskProfile.objects.filter(task__document=document).order_by("task__order")
    assert [profile.titled for profile in profiles] == [
        ["governance/traffic"],
        ["livelihood/education"],
        ["support/funding"],
    ]
    assert "信号" in profiles[0].words
