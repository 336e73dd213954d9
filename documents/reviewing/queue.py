"""The queue: documents that hold facts as asked for, what waits in each, and the way from fact to fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from documents.claims.claim import AGENCY, KINDS, TARGET, TASK
from documents.models import ErrorReport, PolicyDocument, ReviewedFact, Target, Task, TaskAgency
from documents.models.provenance import Origin
from documents.querysets import User
from documents.reviewing import asked as ways
from documents.reviewing.asked import Asked
from documents.reviewing.items import Item, chosen, items_of

DOCUMENTS_PER_PAGE = 5
ITEMS_SHOWN = 12
BY_RULE = ((TASK, Task, "document"), (AGENCY, TaskAgency, "task__document"), (TARGET, Target, "document"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One document of the queue with what was asked for of it."""

    document: PolicyDocument
    items: tuple[Item, ...]
    total: int
    more: int
    """How many are not listed."""
    url: str
    """The first of them."""


def documents_asked(asked: Asked, *, user: User) -> QuerySet[PolicyDocument]:
    """Documents that may hold what is asked for: those under review first, then those not checked as a whole."""
    found = PolicyDocument.objects.visible_to(user).select_related("jurisdiction").without_texts()
    if asked.document:
        return found.filter(slug=asked.document)
    facts = ReviewedFact.objects.filter(document=OuterRef("pk"))
    if asked.show in (ways.WAITING, ways.DOUBTFUL):
        found = found.filter(reviewed=False)
    elif asked.show == ways.REPORTED:
        found = found.filter(Exists(ErrorReport.objects.filter(document=OuterRef("pk"), state=ErrorReport.State.OPEN)))
    elif asked.show != ways.ALL:
        found = found.filter(Exists(facts.filter(_as_shown(asked))))
    if asked.rule and asked.show in (ways.WAITING, ways.DOUBTFUL):
        by_rule = Q()
        for _kind, model, path in BY_RULE:
            rows = model._default_manager.filter(rule=asked.rule, origin=Origin.AUTOMATIC, **{path: OuterRef("pk")})
            by_rule |= Q(Exists(rows))
        found = found.filter(by_rule)
    # "in_review" comes before "published" and "withdrawn", behind "draft"
    return found.order_by("state", "reviewed", "-loaded_at", "pk")


def _as_shown(asked: Asked) -> Q:
    if asked.show == ways.CONFLICT:
        return Q(newer__isnull=False)
    if asked.show == ways.DISPUTED:
        return Q(disputed=True)
    if asked.show == ways.SECOND:
        return Q(version__gt=0, disputed=False)
    return Q(state=asked.show)


def waiting_in(documents: Sequence[PolicyDocument], asked: Asked, *, user: User) -> list[Waiting]:
    """What was asked for in each of these documents; those that hold nothing of it are left out."""
    found = []
    for document in documents:
        items = chosen(items_of(document, user=user, kinds=_kinds(asked)), asked)
        if items:
            shown = tuple(items[:ITEMS_SHOWN])
            found.append(
                Waiting(document, shown, len(items), len(items) - len(shown), item_url(document, items[0], asked))
            )
    return found


def _kinds(asked: Asked) -> tuple[str, ...]:
    return (asked.kind,) if asked.kind else KINDS


def item_url(document: PolicyDocument, item: Item, asked: Asked) -> str:
    """The address of a fact among those that were asked for."""
    path = reverse("reviewing:item", args=[document.slug, item.kind, item.key])
    return f"{path}{asked.suffix}"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The way from a fact to those before and behind it in its document; empty at the ends."""

    previous: str
    next: str
    number: int
    """Which of them it is; 0 where it is none any more, because it has been decided on."""
    total: int


def neighbours_of(item: Item, items: Sequence[Item], *, document: PolicyDocument, asked: Asked) -> Neighbours:
    """Where a fact stands among those that were asked for; it need not be one of them any more."""
    wanted = chosen(items, asked)
    before = [each for each in wanted if each.place < item.place]
    after = [each for each in wanted if each.place > item.place]
    return Neighbours(
        item_url(document, before[-1], asked) if before else "",
        item_url(document, after[0], asked) if after else "",
        len(before) + 1 if item in wanted else 0,
        len(wanted),
    )
