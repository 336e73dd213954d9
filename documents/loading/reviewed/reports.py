"""What visitors report: kept with a code to look it up, so many a day from one address; answered by reviewers."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from documents.loading.reviewed.deciding import ChangedMeanwhile, Refused, Reviewer
from documents.models import ErrorReport, PolicyDocument
from documents.parsing.spans import Span

State = ErrorReport.State
# Without what is easily taken for another: 0 and O, 1 and I.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 10
# Any number that no other lock of two numbers uses.
REPORTS_LOCK = 20_261_122


class TooMany(Refused):
    """A visitor has reported as much as one may in a day."""


def visitor_word(address: str, *, day: str) -> str:
    """A word for an address that is another one every day and that nobody can turn back without the secret key."""
    return salted_hmac("documents.error_report", f"{day} {address}", algorithm="sha256").hexdigest()


def report(
    document: PolicyDocument, *, span: Span, message: str, contact: str, visitor: str, reporter: Reviewer
) -> ErrorReport:
    """Keep what a visitor says is wrong at a place. Raises TooMany beyond the daily limit."""
    with transaction.atomic():
        _wait_for_the_same_visitor(visitor)
        if ErrorReport.objects.filter(visitor=visitor).count() >= settings.ERROR_REPORTS_A_DAY:
            raise TooMany(_("今天报的错已经到%(number)s条，明天再报") % {"number": settings.ERROR_REPORTS_A_DAY})
        return ErrorReport.objects.create(
            document=document,
            start=span.start,
            end=span.end,
            message=message,
            contact=contact,
            code="".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH)),
            visitor=visitor,
            reported_at=reporter.now,
        )


def _wait_for_the_same_visitor(visitor: str) -> None:
    """Until the end of the transaction nobody else counts this visitor, on PostgreSQL; on SQLite one writes at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [REPORTS_LOCK, visitor])


def answer(key: int, *, state: str, reply: str, reviewer: Reviewer) -> ErrorReport:
    """Settle a report. Raises ChangedMeanwhile where somebody else has."""
    with transaction.atomic():
        found = ErrorReport.objects.select_for_update().get(pk=key)
        if found.state != State.OPEN:
            raise ChangedMeanwhile
        found.state, found.reply = state, reply
        found.answered_by_name, found.answered_at = reviewer.name, reviewer.now
        found.save()
        return found
