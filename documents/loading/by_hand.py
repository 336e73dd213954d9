"""What a person vouches for in a document just loaded: facts marked 人工录入, its effect, and its publication."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q

from documents.models import PolicyDocument, TaskAgency
from documents.models.provenance import Origin


def mark_manual(
    document: PolicyDocument,
    *,
    tasks: Sequence[int] = (),
    agencies: Sequence[tuple[int, int]] = (),
    targets: Sequence[int] = (),
) -> None:
    """Mark facts as entered by hand, each by its order in the document; an agency by that of its task and its own."""
    document.tasks.filter(order__in=tasks).update(origin=Origin.MANUAL)
    document.targets.filter(order__in=targets).update(origin=Origin.MANUAL)
    if agencies:
        wanted = Q()
        for task, agency in agencies:
            wanted |= Q(task__order=task, order=agency)
        keys = list(TaskAgency.objects.filter(wanted, task__document=document).values_list("pk", flat=True))
        TaskAgency.objects.filter(pk__in=keys).update(origin=Origin.MANUAL)


def set_effect(document: PolicyDocument, *, effect: str) -> None:
    """Write whether a document is in force, which its text does not say."""
    document.effect = effect
    document.save(update_fields=["effect"])


def publish(documents: Collection[int]) -> int:
    """Show documents under review to everybody, all of them at one moment; returns how many."""
    waiting = PolicyDocument.objects.filter(pk__in=documents, state=PolicyDocument.State.IN_REVIEW)
    return waiting.update(state=PolicyDocument.State.PUBLISHED)
