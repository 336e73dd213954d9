"""The words the parser uses for roles, kinds and strengths are the choices of the tables, one for one."""

import pytest

from documents.models import PolicyDocument, Repair, Section, Target, Task, TaskAgency
from documents.models.facts import PRECISION_CHOICES
from documents.parsing import records
from documents.parsing.cleaning.layers import UNLISTED


@pytest.mark.parametrize(
    ("spoken", "stored"),
    [
        (records.ROLES, Section.Role.values),
        (records.CATEGORIES, Task.Category.values),
        (records.AGENCY_ROLES, TaskAgency.Role.values),
        (records.TARGET_KINDS, Target.Kind.values),
        (records.OPERATORS, Target.Operator.values),
        (records.STRENGTHS, Target.Strength.values),
        (records.PRECISIONS, [code for code, _words in PRECISION_CHOICES]),
        (("simplified", "traditional"), PolicyDocument.Script.values),
    ],
)
def test_parser_and_tables_use_the_same_words(spoken, stored):
    assert sorted(spoken) == sorted(stored)


def test_every_listed_repair_has_a_name_for_readers():
    listed = {"control", "pinyin", "shifted_bytes", "comma", "bracket", "wording", "correction"}

    assert set(Repair.Kind.values) == listed
    assert not listed & UNLISTED
