"""What each list holds and what stands beside each choice, worked out in plain Python from all rows of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from documents.models import (
    Agency,
    Domain,
    Doubt,
    Jurisdiction,
    Passage,
    PolicyDocument,
    Target,
    Task,
    TaskAgency,
    TaskDeadline,
)

Conditions = Mapping[str, set[str]]
LINKED = ("role", "function", "agency")


@dataclass
class Row:
    """One row: its values under each parameter of the address, its links to agencies, the text words stand in."""

    values: dict[str, set[str]]
    text: str
    links: list[dict[str, str]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    """Domains that the row lists as further ones."""

    def fits(self, conditions: Conditions) -> bool:
        """Whether the row has one of the values of each condition; those on agencies speak of one and the same link."""
        linked = {name: wanted for name, wanted in conditions.items() if name in LINKED and name not in self.values}
        plain = {name: wanted for name, wanted in conditions.items() if name not in {*linked, "q", "touching"}}
        values = self.values
        if "touching" in conditions:
            values = {**values, "domain": values["domain"] | self.touched}
        return (
            all(values[name] & wanted for name, wanted in plain.items())
            and all(word in self.text for words in conditions.get("q", ()) for word in words.split())
            and (not linked or any(_links(link, linked) for link in self.links))
        )

    def has(self, name: str, value: str, others: Conditions) -> bool:
        """Whether the row would be listed with this one value on beside the other conditions."""
        return self.fits({**others, name: {value}})


def _links(link: Mapping[str, str], conditions: Conditions) -> bool:
    return all(link[name] in wanted for name, wanted in conditions.items())


def number_of(rows: Iterable[Row], conditions: Conditions) -> int:
    """How many rows fit."""
    return sum(row.fits(conditions) for row in rows)


def number_beside(rows: Iterable[Row], name: str, value: str, conditions: Conditions) -> int:
    """What has to stand beside one choice: the rows that fit all other conditions and have this value."""
    others = {other: wanted for other, wanted in conditions.items() if other != name}
    return sum(row.has(name, value, others) for row in rows)


def some_conditions(rows: list[Row], random: Random, *, words: tuple[str, ...]) -> dict[str, set[str]]:
    """Up to four conditions that some rows fit, each with one or two values; now and then words."""
    names = sorted({name for row in rows for name, values in row.values.items() if values})
    names += [name for name in LINKED if any(row.links for row in rows)]
    found: dict[str, set[str]] = {}
    for name in random.sample(names, k=random.randint(1, min(4, len(names)))):
        offered = sorted(
            {value for row in rows for value in row.values.get(name, ())}
            | {link[name] for row in rows for link in row.links if link.get(name)}
        )
        most = 1 if name in ("category", "kind") else 2
        found[name] = set(random.sample(offered, k=min(len(offered), random.randint(1, most))))
    if "domain" in found and random.random() < 0.5:
        found["touching"] = {"1"}
    if words and random.random() < 0.4:
        found["q"] = {random.choice(words)}
    return found


def _year(day: Any) -> str:
    return str(day.year) if day else "none"


def _place(place: Jurisdiction) -> dict[str, set[str]]:
    above: Jurisdiction | None = place
    while above is not None and above.level != "province":
        above = above.parent
    return {"jurisdiction": {place.code}, "level": {place.level}, "within": {above.code} if above else set()}


def _document(document: PolicyDocument) -> dict[str, set[str]]:
    return {
        **_place(document.jurisdiction),
        "signed": {_year(document.issued_on)},
        "document_type": {document.document_type},
    }


def _with_upper(domain: Domain) -> set[str]:
    return {domain.code} | ({domain.parent.code} if domain.parent else set())


def tasks() -> list[Row]:
    """Every task, key or not."""
    found = []
    for task in Task.objects.all():
        years = {str(deadline.year) for deadline in TaskDeadline.objects.filter(task=task)}
        links = [
            {
                "role": link.role,
                "function": link.agency.function.code if link.agency.function else "",
                "agency": str(link.agency_id),
            }
            for link in TaskAgency.objects.filter(task=task).select_related("agency__function")
        ]
        values = {
            **_document(task.document),
            "domain": _with_upper(task.domain),
            "category": {task.category, "all"},
            "year": {year for year in years if year != "None"} if task.due_year else {"none"},
            "origin": {task.origin},
        }
        touched = {code for domain in task.other_domains.all() for code in _with_upper(domain)}
        found.append(Row(values, f"{task.title}\n{task.text}", links, touched))
    return found


def targets() -> list[Row]:
    """Every target, number or milestone."""
    return [
        Row(
            {
                **_document(target.document),
                "kind": {target.kind, "all"},
                "unit": {target.unit} - {""},
                "year": {str(target.deadline_year or "none")},
                "strength": {target.strength},
                "origin": {target.origin},
            },
            f"{target.indicator}\n{target.quote_clean}",
        )
        for target in Target.objects.all()
    ]


def documents() -> list[Row]:
    """Every document."""
    found = []
    for document in PolicyDocument.objects.all():
        values = _document(document)
        values["year"] = values.pop("signed")
        values["effect"] = {document.effect}
        values["doubts"] = {"yes" if Doubt.objects.filter(document=document).exists() else "no"}
        found.append(Row(values, f"{document.title}\n{document.document_number}"))
    return found


def agencies() -> list[Row]:
    """Every agency that a task names."""
    return [
        Row(
            {**_place(agency.jurisdiction), "function": {agency.function.code if agency.function else "none"}},
            agency.name,
        )
        for agency in Agency.objects.all()
        if TaskAgency.objects.filter(agency=agency).exists()
    ]


def places() -> list[Row]:
    """Every place with documents and every place above one."""
    wanted: dict[int, Jurisdiction] = {}
    held = set()
    for document in PolicyDocument.objects.all():
        place: Jurisdiction | None = document.jurisdiction
        held.add(place.pk)
        while place is not None:
            wanted[place.pk] = place
            place = place.parent
    return [
        Row({"level": {p.level}, "within": _place(p)["within"], "held": {"yes" if p.pk in held else "no"}}, p.full_name)
        for p in wanted.values()
    ]


def passages() -> list[Row]:
    """Every passage that search looks through."""
    found = []
    for passage in Passage.objects.select_related("document__jurisdiction"):
        values = _document(passage.document)
        values["year"] = values.pop("signed")
        values["province"] = values.pop("within")
        values["part"] = {passage.part}
        found.append(Row(values, passage.folded))
    return found
