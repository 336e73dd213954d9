"""Every constraint of the schema, broken on purpose: the database itself refuses."""

import pytest
from django.db import IntegrityError, models, transaction

from documents.models import (
    Agency,
    AgencyAlias,
    AgencyFunction,
    Citation,
    DocumentIssuer,
    Domain,
    Doubt,
    Jurisdiction,
    PolicyDocument,
    Repair,
    Section,
    Stage,
    Target,
    Task,
    TaskAgency,
    TaskDeadline,
)
from tests.builders import JINAN, SCHOOLS, build_document

pytestmark = pytest.mark.django_db


def set_one(model, **changes):
    """Write values past every check of Django, as a faulty program would; F() repeats another row's value."""
    first = model.objects.order_by("pk").first()
    model.objects.filter(pk=first.pk).update(**changes)


def repeat_of_first(model, *fields):
    """Give the second row what the first row has in these fields."""
    first, second = model.objects.order_by("pk")[:2]
    model.objects.filter(pk=second.pk).update(**{field: getattr(first, field) for field in fields})


BROKEN = {
    "document_period_paired": lambda: set_one(PolicyDocument, period_start=2020, period_end=None),
    "document_period_paired backwards": lambda: set_one(PolicyDocument, period_start=2022, period_end=2020),
    "document_effect_known": lambda: set_one(PolicyDocument, effect="perhaps"),
    "document_state_known": lambda: set_one(PolicyDocument, state="secret"),
    "document_has_title": lambda: set_one(PolicyDocument, title=""),
    "document_once_per_jurisdiction": lambda: repeat_of_first(PolicyDocument, "jurisdiction_id", "sha256"),
    "slug": lambda: repeat_of_first(PolicyDocument, "slug"),
    "issuer_order_once": lambda: repeat_of_first(DocumentIssuer, "document_id", "order"),
    "section_span_forward": lambda: set_one(Section, start=9, end=9),
    "section_order_once": lambda: repeat_of_first(Section, "order"),
    "section_confidence_share": lambda: set_one(Section, confidence=1.5),
    "task_span_forward": lambda: set_one(Task, start=9, end=3),
    "task_origin_known": lambda: set_one(Task, origin="rumour"),
    "task_order_once": lambda: repeat_of_first(Task, "order"),
    "task_category_known": lambda: set_one(Task, category="wish"),
    "task_has_title": lambda: set_one(Task, title=""),
    "task_agency_span_forward": lambda: set_one(TaskAgency, start=9, end=3),
    "task_agency_origin_known": lambda: set_one(TaskAgency, origin="rumour"),
    "task_agency_order_once": lambda: repeat_of_first(TaskAgency, "task_id", "order"),
    "task_agency_role_known": lambda: set_one(TaskAgency, role="boss"),
    "task_agency_rule_span_paired": lambda: set_one(TaskAgency, rule_start=3, rule_end=None),
    "task_deadline_span_forward": lambda: set_one(TaskDeadline, start=9, end=3),
    "task_deadline_order_once": lambda: repeat_of_first(TaskDeadline, "task_id", "order"),
    "target_span_forward": lambda: set_one(Target, start=9, end=3),
    "target_origin_known": lambda: set_one(Target, origin="rumour"),
    "target_order_once": lambda: repeat_of_first(Target, "order"),
    "target_value_and_unit_together": lambda: set_one(Target, unit=""),
    "target_value_and_unit_together without value": lambda: set_one(Target, value=None),
    "target_range_forward": lambda: set_one(Target, value_max=1),
    "target_deadline_whole": lambda: set_one(Target, deadline="", deadline_year=2022),
    "stage_span_forward": lambda: set_one(Stage, start=9, end=3),
    "stage_order_once": lambda: repeat_of_first(Stage, "document_id", "order"),
    "citation_span_forward": lambda: set_one(Citation, start=9, end=3),
    "citation_order_once": lambda: repeat_of_first(Citation, "document_id", "order"),
    "citation_names_something": lambda: set_one(Citation, title="", document_number=""),
    "repair_span_forward": lambda: set_one(Repair, start=9, end=3),
    "repair_order_once": lambda: repeat_of_first(Repair, "document_id", "order"),
    "doubt_span_paired": lambda: set_one(Doubt, start=3, end=None),
    "doubt_order_once": lambda: repeat_of_first(Doubt, "document_id", "order"),
    "agency_once_per_jurisdiction": lambda: repeat_of_first(Agency, "jurisdiction_id", "name"),
    "agency_not_its_own_successor": lambda: set_one(Agency, successor=models.F("id")),
    "agency_alias_once": lambda: repeat_of_first(AgencyAlias, "agency_id", "name"),
    "function code": lambda: repeat_of_first(AgencyFunction, "code"),
    "domain_not_its_own_parent": lambda: set_one(Domain, parent=models.F("id")),
    "domain code": lambda: repeat_of_first(Domain, "code"),
    "jurisdiction_level_known": lambda: set_one(Jurisdiction, level="galaxy"),
    "jurisdiction_kind_known": lambda: set_one(Jurisdiction, kind="island"),
    "jurisdiction_not_its_own_parent": lambda: set_one(Jurisdiction, parent=models.F("id")),
    "jurisdiction code": lambda: repeat_of_first(Jurisdiction, "code"),
}


@pytest.fixture
def two_documents():
    build_document()
    build_document(place=JINAN, title="济南市方案", number="济政发〔2018〕1号", tasks=(SCHOOLS,))
    first, second = TaskDeadline.objects.get(), Agency.objects.first()
    TaskDeadline.objects.create(
        task=Task.objects.get(title="智慧教育", jurisdiction__name="济南市"),
        date="2023",
        year=2023,
        precision="year",
        words="2023年",
        order=first.order + 1,
        start=1,
        end=2,
    )
    AgencyAlias.objects.create(agency=second, name="甲")
    AgencyAlias.objects.create(agency=second, name="乙")


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name, two_documents):
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[name]()


def test_every_constraint_of_the_schema_is_broken_here():
    declared = {
        constraint.name
        for model in (
            *(Agency, AgencyAlias, AgencyFunction, Citation, DocumentIssuer, Domain, Doubt, Jurisdiction),
            *(PolicyDocument, Repair, Section, Stage, Target, Task, TaskAgency, TaskDeadline),
        )
        for constraint in model._meta.constraints
    }

    assert declared - {name.split()[0] for name in BROKEN} == set()
