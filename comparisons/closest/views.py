"""The page of the closest tasks elsewhere to one task of the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comparisons.addresses import passage_panel, side_by_side, stretch
from comparisons.closest.queries import PROFILE, Asking, closest_elsewhere, profile_of
from comparisons.closest.records import CloseTask
from comparisons.selection import Choice, Selection
from documents.corpus import corpus_version
from documents.models import Task, TaskProfile

SHOWN = 10


@dataclass(frozen=True, slots=True)
class CloseRow:
    """A close task, with the page that sets both wordings side by side."""

    task: CloseTask
    compare_address: str


@require_safe
def closest(request: HttpRequest, slug: str, start: int) -> HttpResponseBase:
    """The tasks of other documents that are closest to the task which begins at `start` of a document."""
    task = _task(request, slug, start)
    rows = _rows(request, task) if task["profile__keys"] else ()
    context = {
        "task": task,
        "panel_address": passage_panel(slug, start=task["start"], end=task["end"]),
        "rows": rows,
        "indexed": bool(task["profile__keys"]),
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "comparisons/closest/closest.html", context)


def _task(request: HttpRequest, slug: str, start: int) -> dict[str, Any]:
    tasks = Task.objects.visible_to(request.user).filter(document__slug=slug, start=start)
    shown = ("title", "start", "end", "category", "section__locator", "profile__keys", *PROFILE)
    of_document = ("document__slug", "document__title", "jurisdiction__name", "jurisdiction__code")
    task: dict[str, Any] | None = tasks.order_by("order").values(*shown, *of_document).first()
    if task is None:
        raise Http404(_("这里没有任务"))
    return task


def _rows(request: HttpRequest, task: dict[str, Any]) -> tuple[CloseRow, ...]:
    own = TaskProfile.objects.visible_to(request.user).filter(task__document_id=task["document_id"])
    found = closest_elsewhere(
        [Asking(profile_of(task, column=0), task["category"], tuple(task["profile__keys"]))],
        background=list(own.values_list("words", flat=True)),
        leaving_out=[task["document_id"]],
        user=request.user,
        most=SHOWN,
    )[0]
    return tuple(CloseRow(each, _side_by_side(task, each)) for each in found)


def _side_by_side(task: dict[str, Any], other: CloseTask) -> str:
    slug = task["document__slug"]
    selection = Selection(choices=(Choice("document", slug), Choice("document", other.slug)))
    return side_by_side(
        selection,
        left=stretch(slug, start=task["start"], end=task["end"]),
        right=stretch(other.slug, start=other.start, end=other.end),
    )
