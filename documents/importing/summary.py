"""What a row of a batch says of a file that was read: title, place, counts, doubts, what it resembles."""

from __future__ import annotations

from typing import Any

from documents.importing.alike import alike_documents
from documents.importing.corrections import corrected
from documents.models import ImportItem
from documents.parsing.records import ParsedDocument


def summary_of(parsed: ParsedDocument, *, item: ImportItem) -> dict[str, Any]:
    """The summary of what was read, with the corrections of the item applied."""
    document = corrected(parsed, item=item)
    metadata = document.metadata
    place = metadata.jurisdiction
    key_tasks = [task for task in document.tasks if task.category == "key_task"]
    return {
        "title": metadata.title,
        "place": place.name if place else "",
        "place_code": place.code if place else "",
        "number": metadata.document_number,
        "tasks": len(key_tasks),
        "safeguards": len(document.tasks) - len(key_tasks),
        "agencies": len({agency.name for task in document.tasks for agency in task.agencies}),
        "targets": len(document.targets),
        "doubts": len(document.doubts),
        "alike": [likeness.as_words() for likeness in alike_documents(document)],
    }


def is_plain(summary: dict[str, Any]) -> bool:
    """Whether nothing speaks against storing a file unseen: a place, a title, no doubt, nothing like it in the corpus."""
    return bool(summary.get("place") and summary.get("title")) and not (summary.get("doubts") or summary.get("alike"))
