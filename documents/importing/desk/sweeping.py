"""What is left behind is taken away: uploads that no item needs, refused files whose time is over."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from documents.importing import limits
from documents.models import ImportItem, Upload


def sweep(*, now: datetime) -> int:
    """Delete uploads that no item holds; returns how many. An item lets go of its upload when its end is committed."""
    _let_go_of_old_refusals(now)
    number = 0
    for sha256 in list(Upload.objects.filter(items__isnull=True).values_list("sha256", flat=True)):
        number += _delete(sha256)
    return number


def _let_go_of_old_refusals(now: datetime) -> None:
    old = ImportItem.objects.filter(
        state=ImportItem.State.REFUSED, upload__isnull=False, batch__received_at__lt=now - limits.REFUSED_KEPT
    )
    old.update(upload=None)


def _delete(sha256: str) -> bool:
    """Delete one upload; one that a new batch takes hold of at this moment stays."""
    try:
        with transaction.atomic():
            held = Upload.objects.select_for_update().filter(sha256=sha256).first()
            if held is None or held.items.exists():
                return False
            held.delete()
            return True
    except IntegrityError:
        return False
