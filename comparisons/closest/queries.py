"""What finding the closest tasks reads: candidates from the stored index, their profiles, and how the found are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from comparisons.addresses import passage, passage_panel
from comparisons.aspects.aligned.closeness import ProfiledTask, rarity_among
from comparisons.builder.taxonomy import topics
from comparisons.closest.measuring import Candidate, Near, nearest
from comparisons.closest.records import CloseTask
from comparisons.wording import body_of, split_opening
from documents.models import Task, weights_of
from documents.neighbours import MOST, tasks_sharing
from documents.querysets import User

PROFILE = ("id", "document_id", "profile__titled", "profile__shares", "profile__words")
SHOWN = (
    "id",
    "title",
    "text",
    "start",
    "end",
    "section__locator",
    "document__slug",
    "document__title",
    "jurisdiction__name",
    "jurisdiction__level",
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A task that others are looked for: its profile, its category, and its keys in the index."""

    profile: ProfiledTask
    category: str
    keys: tuple[str, ...]


def closest_elsewhere(
    asked: Sequence[Asking],
    *,
    background: Sequence[Mapping[str, float]],
    leaving_out: Collection[int],
    user: User,
    most: int,
    candidates: int = MOST,
) -> list[tuple[CloseTask, ...]]:
    """For each task the closest of documents that the reader may see, those of `leaving_out` excepted.

    `background` are the words of all tasks of the asking document, `candidates` how many are measured for each task.
    One query for each task asked for and two more, whatever the corpus.
    """
    found = [tasks_sharing(each.keys)[:candidates] for each in asked]
    profiles = _profiles({pk for each in found for pk in each}, leaving_out=leaving_out, user=user)
    parents = frozenset(topic.code for topic in topics() if topic.children)
    rarity = rarity_among(background)
    near = [
        nearest(
            task.profile,
            [profiles[pk, task.category] for pk in each if (pk, task.category) in profiles],
            rarity=rarity,
            parents=parents,
            most=most,
        )
        for task, each in zip(asked, found, strict=True)
    ]
    return _shown(near, user=user)


def _profiles(keys: Collection[int], *, leaving_out: Collection[int], user: User) -> dict[tuple[int, str], Candidate]:
    """The candidates by key and category."""
    tasks = (
        Task.objects.visible_to(user).filter(id__in=keys, profile__isnull=False).exclude(document_id__in=leaving_out)
    )
    return {
        (row["id"], row["category"]): Candidate(row["id"], row["document_id"], profile_of(row, column=1))
        for row in tasks.order_by().values("category", *PROFILE)
    }


def profile_of(row: Mapping[str, Any], *, column: int) -> ProfiledTask:
    """The stored profile of a task for weighing, without groups of related terms."""
    return ProfiledTask(
        column, tuple(row["profile__titled"]), row["profile__shares"], weights_of(row["profile__words"])
    )


def _shown(near: Sequence[Sequence[Near]], *, user: User) -> list[tuple[CloseTask, ...]]:
    keys = [found.pk for each in near for found in each]
    rows = {row["id"]: row for row in Task.objects.visible_to(user).filter(id__in=keys).order_by().values(*SHOWN)}
    return [tuple(_close_task(rows[found.pk], found) for found in each if found.pk in rows) for each in near]


def _close_task(row: Mapping[str, Any], found: Near) -> CloseTask:
    slug, start, end = row["document__slug"], row["start"], row["end"]
    return CloseTask(
        place=row["jurisdiction__name"],
        level=row["jurisdiction__level"],
        document=row["document__title"],
        slug=slug,
        title=row["title"],
        opening=split_opening(body_of(row["text"], title=row["title"]))[0],
        locator=row["section__locator"],
        start=start,
        end=end,
        address=passage(reverse("documents:document", args=[slug]), start=start),
        panel_address=passage_panel(slug, start=start, end=end),
        closeness=found.closeness,
        shared=found.shared,
    )
