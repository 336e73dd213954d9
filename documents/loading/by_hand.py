"""What a person says of a document that its text does not say: whether it is in force; and that everybody may see it."""

from __future__ import annotations

from collections.abc import Collection

from documents.models import PolicyDocument


def set_effect(document: PolicyDocument, *, effect: str) -> None:
    """Write whether a document is in force, which its text does not say."""
    document.effect = effect
    document.save(update_fields=["effect"])


def publish(documents: Collection[int]) -> int:
    """Show documents under review to everybody, all of them at one moment; returns how many."""
    waiting = PolicyDocument.objects.filter(pk__in=documents, state=PolicyDocument.State.IN_REVIEW)
    return waiting.update(state=PolicyDocument.State.PUBLISHED)
