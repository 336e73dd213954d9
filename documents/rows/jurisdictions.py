"""The tree of places that have documents, with the numbers of what was found in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from documents.models import Jurisdiction, PolicyDocument, Target, Task
from documents.querysets import User
from documents.rows.named import Named


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in the tree; `depth` counts from the nation, the numbers are those of its own documents."""

    pk: int
    code: str
    name: str
    full_name: str
    url: str
    level: str
    kind: str
    parent: int | None
    depth: int
    documents: int
    key_tasks: int
    led: int
    safeguards: int
    quantities: int
    milestones: int


def place_tree(user: User) -> list[PlaceRow]:
    """Every place with a document that `user` may see and the places above it, each after its parent."""
    rows = list(
        Jurisdiction.objects.order_by("code").values("pk", "code", "name", "full_name", "level", "kind", "parent_id")
    )
    by_key = {row["pk"]: row for row in rows}
    documents = PolicyDocument.objects.visible_to(user).counts_by("jurisdiction_id")
    wanted = _with_parents(documents, by_key)
    numbers = _numbers(user)
    below: dict[int | None, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["pk"] in wanted:
            below.setdefault(row["parent_id"], []).append(row)
    return list(_walk(below, None, 0, documents, numbers))


def _with_parents(keys: Iterable[Any], by_key: Mapping[int, Mapping[str, Any]]) -> set[int]:
    wanted: set[int] = set()
    for key in keys:
        place: int | None = key
        while place is not None and place not in wanted:
            wanted.add(place)
            place = by_key[place]["parent_id"]
    return wanted


def _numbers(user: User) -> dict[int, dict[str, int]]:
    """What the documents of each place hold, in two questions."""
    tasks = Task.objects.visible_to(user).order_by().values("jurisdiction_id")
    of_tasks = tasks.annotate(
        key_tasks=Count("pk", filter=Q(category=Task.Category.KEY_TASK)),
        safeguards=Count("pk", filter=Q(category=Task.Category.SAFEGUARD)),
        led=Count("pk", filter=Q(category=Task.Category.KEY_TASK, lead_agency__isnull=False)),
    )
    targets = Target.objects.visible_to(user).order_by().values("jurisdiction_id")
    of_targets = targets.annotate(
        quantities=Count("pk", filter=Q(kind=Target.Kind.QUANTITY)),
        milestones=Count("pk", filter=Q(kind=Target.Kind.MILESTONE)),
    )
    found: dict[int, dict[str, int]] = {}
    rows: list[Mapping[str, Any]] = [*of_tasks, *of_targets]
    for row in rows:
        found.setdefault(row["jurisdiction_id"], {}).update(row)
    return found


def _walk(
    below: dict[int | None, list[Mapping[str, Any]]],
    parent: int | None,
    depth: int,
    documents: dict[Any, int],
    numbers: dict[int, dict[str, int]],
) -> Iterable[PlaceRow]:
    for row in below.get(parent, ()):
        own = numbers.get(row["pk"], {})
        yield PlaceRow(
            pk=row["pk"],
            code=row["code"],
            name=row["name"],
            full_name=row["full_name"],
            url=reverse("documents:jurisdiction", args=[row["code"]]),
            level=row["level"],
            kind=row["kind"],
            parent=row["parent_id"],
            depth=depth,
            documents=documents.get(row["pk"], 0),
            **{name: own.get(name, 0) for name in ("key_tasks", "led", "safeguards", "quantities", "milestones")},
        )
        yield from _walk(below, row["pk"], depth + 1, documents, numbers)


def above(tree: list[PlaceRow], place: PlaceRow) -> list[Named]:
    """The places that contain `place`, from the nation down."""
    by_key = {row.pk: row for row in tree}
    found: list[Named] = []
    parent = place.parent
    while parent is not None:
        row = by_key[parent]
        found.insert(0, Named(row.name, row.url))
        parent = row.parent
    return found
