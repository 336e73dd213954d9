"""What a person says of a document that its text does not say: whether it is in force."""

from __future__ import annotations

from documents.models import PolicyDocument


def set_effect(document: PolicyDocument, *, effect: str) -> None:
    """Write whether a document is in force, which its text does not say."""
    document.effect = effect
    document.save(update_fields=["effect"])
