"""What stands behind a long list: the levels of its places, and its documents, each once."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from documents.columns import cited
from documents.exporters import Source
from documents.models import PolicyDocument

DOCUMENTS_AT_ONCE = 1_000


def level_counts(rows: QuerySet, level: str) -> dict[str, int]:
    """How many rows there are of each level; all under "" where the rows have none."""
    if not level:
        return {"": rows.order_by().count()}
    return dict(rows.order_by().values_list(level).annotate(number=Count("pk")))


def document_sources(request: HttpRequest, rows: QuerySet, document: str) -> tuple[Source, ...]:
    """The documents behind the rows in the order in which they first appear; none where rows name no document."""
    if not document:
        return ()
    keys = list(dict.fromkeys(rows.values_list(document, flat=True).iterator(chunk_size=DOCUMENTS_AT_ONCE)))
    found = {}
    for start in range(0, len(keys), DOCUMENTS_AT_ONCE):
        some = PolicyDocument.objects.filter(pk__in=keys[start : start + DOCUMENTS_AT_ONCE])
        named = some.values_list("pk", "slug", "title", "document_number")
        for key, slug, title, number in named:
            address = request.build_absolute_uri(reverse("documents:document", args=[slug]))
            found[key] = Source(cited(title, number), address)
    return tuple(found[key] for key in keys)
