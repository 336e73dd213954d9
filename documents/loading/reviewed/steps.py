"""Steps with a document as a whole: checked, published, withdrawn, returned; each kept with who and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.claims import claims_of
from documents.loading.reviewed.batches import approve_rest
from documents.loading.reviewed.deciding import ChangedMeanwhile, Refused, Reviewer, locked
from documents.models import DocumentStep, ImportItem, PolicyDocument, ReviewedFact
from documents.models.history import LONG_COLUMNS
from documents.models.provenance import Origin

Action, State = DocumentStep.Action, PolicyDocument.State
# What each step leads from and to.
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    Action.PUBLISHED: ((State.DRAFT, State.IN_REVIEW, State.WITHDRAWN), State.PUBLISHED),
    Action.WITHDRAWN: ((State.PUBLISHED,), State.WITHDRAWN),
    Action.RETURNED: ((State.IN_REVIEW,), State.DRAFT),
    Action.RESUBMITTED: ((State.DRAFT, State.WITHDRAWN), State.IN_REVIEW),
}


def move(key: int, action: str, *, shown: str, reviewer: Reviewer, note: str = "") -> PolicyDocument:
    """Publish a document, withdraw it, return it for correction or send it in again.

    `shown` is the state on the reviewer's screen: ChangedMeanwhile where it is another by now. Raises Refused where
    two persons are asked for and the reviewer has imported the document.
    """
    with transaction.atomic():
        document = locked(key)
        before, (from_states, to_state) = document.state, MOVES[action]
        if document.state != shown or document.state not in from_states:
            raise ChangedMeanwhile
        if action == Action.PUBLISHED and not may_publish_it(document, reviewer=reviewer):
            raise Refused(_("这份文件由自己导入，要由另一个人发布"))
        document.state = to_state
        document.save(update_fields=["state"])
        _keep(document, action, before=before, reviewer=reviewer, note=note, now=reviewer.now)
        return document


def publish(documents: Collection[int]) -> int:
    """Show imported documents to everybody, all of them at one moment; returns how many.

    Each keeps its step like any that a reviewer publishes: by whoever accepted the file for publication.
    """
    with transaction.atomic():
        waiting = PolicyDocument.objects.select_for_update(of=("self",)).filter(pk__in=documents, state=State.IN_REVIEW)
        held = list(waiting.select_related("jurisdiction").defer(*LONG_COLUMNS).order_by("pk"))
        accepted = ImportItem.objects.filter(document__in=held).select_related("decided_by").order_by("pk")
        persons = {item.document_id: item.decided_by for item in accepted}
        now = timezone.now()
        for document in held:
            document.state = State.PUBLISHED
            document._history_user = persons.get(document.pk)  # type: ignore[attr-defined]
            document.save(update_fields=["state"])
            by = Reviewer(persons.get(document.pk), now)
            _keep(document, Action.PUBLISHED, before=State.IN_REVIEW, reviewer=by, note=_("随导入发布"), now=now)
        return len(held)


def may_publish_it(document: PolicyDocument, *, reviewer: Reviewer) -> bool:
    """Whether the reviewer may publish this document: nobody his own where two persons are asked for."""
    if not settings.TWO_PERSON_REVIEW:
        return True
    return not ImportItem.objects.filter(document=document, batch__owner=reviewer.key).exists()


def check(key: int, *, approving_rest: bool, reviewer: Reviewer, note: str = "") -> int:
    """Say that a person has read the whole document: its silence is then one of the document, not of the rules.

    Returns how many facts were approved with it. Raises Refused where some are left and not approved with it.
    """
    with transaction.atomic():
        document = locked(key)
        if document.reviewed:
            raise ChangedMeanwhile
        waiting = number_waiting(document)
        if waiting and not approving_rest:
            raise Refused(_("还有%(number)s条没有核对。逐条核对，或者勾选其余一并通过") % {"number": waiting})
        approved = approve_rest(document, reviewer=reviewer) if waiting else 0
        document.reviewed = True
        document.save(update_fields=["reviewed"])
        _keep(document, Action.CHECKED, before=document.state, reviewer=reviewer, note=note, now=reviewer.now)
        return approved


def uncheck(document: PolicyDocument, *, reviewer: Reviewer | None, now: datetime, note: str = "") -> None:
    """Take the word back that the whole was read: a new reading changed it, or somebody found an omission."""
    document.reviewed = False
    document.save(update_fields=["reviewed"])
    said = note or ("" if reviewer else _("规则更新后重读，内容有变"))
    _keep(document, Action.UNCHECKED, before=document.state, reviewer=reviewer, note=said, now=now)


def uncheck_by_hand(key: int, *, reviewer: Reviewer, note: str) -> None:
    """Take the word back as a person. ChangedMeanwhile where nobody has given it."""
    with transaction.atomic():
        document = locked(key)
        if not document.reviewed:
            raise ChangedMeanwhile
        uncheck(document, reviewer=reviewer, now=reviewer.now, note=note)


def number_waiting(document: PolicyDocument) -> int:
    """How many facts of a document nobody has decided on."""
    decided = set(document.reviewed_facts.exclude(state=ReviewedFact.State.OPEN).values_list("standing", flat=True))
    return sum(
        standing.origin == Origin.AUTOMATIC and standing.fingerprint not in decided for standing in claims_of(document)
    )


def _keep(
    document: PolicyDocument, action: str, *, before: str, reviewer: Reviewer | None, note: str, now: datetime
) -> None:
    DocumentStep.objects.create(
        document=document,
        action=action,
        state_before=before,
        state_after=document.state,
        note=note[:300],
        made_by_id=reviewer.key if reviewer else None,
        made_by_name=reviewer.name if reviewer else _("规则更新"),
        made_at=now,
    )
