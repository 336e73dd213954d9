"""What of a parse result is compared with the golden files: facts a reader can check, in a readable form.

`python -m tests.golden.digest FILE` prints the digest of one document, for review against its text when a rule
changes; the golden files themselves are edited by hand.
"""

import json
import sys
from pathlib import Path
from typing import Any

from documents.parsing.pipeline import parse
from documents.parsing.records import ParsedDocument, ParsedTask


def digest(parsed: ParsedDocument) -> dict[str, Any]:
    """The facts of a document as plain values, one line per fact where possible."""
    metadata = parsed.metadata
    place = metadata.jurisdiction
    return {
        "metadata": {
            "title": metadata.title,
            "notice_title": metadata.notice_title,
            "document_number": metadata.document_number,
            "issuers": list(metadata.issuers),
            "publisher": metadata.publisher,
            "issued_on": str(metadata.issued_on or ""),
            "published_on": str(metadata.published_on or ""),
            "jurisdiction": [place.name, place.level, place.province, place.code] if place else None,
            "document_type": metadata.document_type,
            "period": list(metadata.period) if metadata.period else None,
            "source_url": metadata.source_url,
            "script": metadata.script,
        },
        "sections": [f"{s.locator} {s.role}" for s in parsed.sections if s.label],
        "inferred": [s.locator for s in parsed.sections if s.inferred],
        "tasks": [_task(task) for task in parsed.tasks],
        "quantities": [
            [
                t.locator,
                t.indicator,
                t.operator,
                f"{t.value} {t.unit}",
                t.strength,
                t.deadline.date if t.deadline else "",
                t.quote_clean,
            ]
            for t in parsed.targets
            if t.kind == "quantity"
        ],
        "milestones": [
            [t.locator, t.deadline.date if t.deadline else "", t.strength, t.indicator]
            for t in parsed.targets
            if t.kind == "milestone"
        ],
        "stages": [[s.locator, s.title, s.start, s.end] for s in parsed.stages],
        "citations": [[c.title, c.document_number] for c in parsed.citations],
        "repairs": {
            kind: sum(r.kind == kind for r in parsed.repairs) for kind in sorted({r.kind for r in parsed.repairs})
        },
        "doubts": [[d.kind, d.message] for d in parsed.doubts],
    }


def _task(task: ParsedTask) -> list[Any]:
    agencies = [f"{a.role} {a.name}{' *' if a.collective else ''}" for a in task.agencies]
    return [task.locator, task.title, task.category, task.domain, agencies]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(digest(parse(Path(sys.argv[1]))), ensure_ascii=False, indent=1) + "\n")
