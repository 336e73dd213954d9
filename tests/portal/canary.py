"""Documents that are full of one word: in every free text of every row that belongs to them, and in what they count."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from documents.models import PolicyDocument
from tests.builders import MAOJIAN, SICHUAN, YUCHENG, Quantity, TaskSpec, build_document

CANARY = "kanarienvogelqz"
# A year and a value that nothing else in the corpus has.
YEAR, VALUE = "2047", "73519"
PLACES = {"draft": YUCHENG, "in_review": MAOJIAN, "withdrawn": SICHUAN}

# Not words of the document: how it was read and where, and what other rows are found by.
TECHNICAL = {
    *(
        "sha256",
        "media_type",
        "encoding",
        "parser_version",
        "word_lengths",
        "rule",
        "locator",
        "precision",
        "starts_on",
    ),
    *("original_text", "clean_text", "role", "action", "operator", "ends_on"),
}


def hidden_documents() -> dict[str, PolicyDocument]:
    """Three documents, published for now, by the state they are to get: in a place of its own, and in two with others."""
    made: dict[str, PolicyDocument] = {}
    for state, place in PLACES.items():
        task = TaskSpec(
            title=f"{CANARY}{state}任务",
            text=f"{YEAR}年底前，{CANARY}{state}内容，{CANARY}率达到{VALUE}%以上。",
            domain="governance/traffic",
            agencies=((f"{CANARY}局", "lead", "transport"), ("区交通运输局", "support", "transport")),
            deadlines=((f"{YEAR}年底前", f"{YEAR}-12-31", "day"),),
            quantities=(Quantity(f"{CANARY}率达到{VALUE}%以上", f"{CANARY}率", ">=", VALUE),),
        )
        made[state] = build_document(
            place=place,
            title=f"{CANARY}{state}方案",
            number=f"{CANARY}〔2022〕{len(made) + 1}号",
            document_type=f"{CANARY}文种"[:30],
            cites="茅政办发〔2022〕18号",
            tasks=(task,),
        )
        _fill(made[state])
    return made


def _fill(document: PolicyDocument) -> None:
    """Write the word into each free text of each row that belongs to the document."""
    for model in apps.get_app_config("documents").get_models():
        way = _way_to_document(model)
        if way is None or not model._meta.managed:
            continue
        rows = model._base_manager.filter(**{way: document.pk})
        for field in free_texts(model):
            for row in rows.only("pk", field.attname):
                value = f"{getattr(row, field.attname) or ''}{CANARY}"
                model._base_manager.filter(pk=row.pk).update(**{field.attname: value[: field.max_length]})


def free_texts(model: type[models.Model]) -> list[models.Field]:
    """Columns of a table in which a document's own words may stand."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or field.name in TECHNICAL or field.generated)
        and (field.max_length or 1000) > 40
    ]


def _way_to_document(model: type[models.Model]) -> str | None:
    if model is PolicyDocument:
        return "pk"
    names = {field.name for field in model._meta.local_concrete_fields if field.is_relation}
    return "document" if "document" in names else "task__document" if "task" in names else None
