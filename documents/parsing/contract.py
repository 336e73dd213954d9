"""ParsedDocument -> the JSON contract policy-document/1 that `manage.py parse` prints and the API serves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from documents.parsing.records import (
    ParsedAgency,
    ParsedCitation,
    ParsedDeadline,
    ParsedDocument,
    ParsedDoubt,
    ParsedMetadata,
    ParsedRepair,
    ParsedSection,
    ParsedStage,
    ParsedTarget,
    ParsedTask,
)

SCHEMA = "policy-document/1"


def as_contract(parsed: ParsedDocument) -> dict[str, Any]:
    """Plain values ready for json.dumps; spans are [start, end) code points of the original.

    Example: {"schema": "policy-document/1", "metadata": {"title": "茅箭区推进新型智慧城市建设实施方案", …}, …}.
    """
    source = parsed.source
    return {
        "schema": SCHEMA,
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "encoding": source.encoding,
            "characters": source.characters,
        },
        "metadata": _metadata(parsed.metadata),
        "sections": [_section(section) for section in parsed.sections],
        "tasks": [_task(task) for task in parsed.tasks],
        "targets": [_target(target) for target in parsed.targets],
        "stages": [_stage(stage) for stage in parsed.stages],
        "citations": [_citation(citation) for citation in parsed.citations],
        "repairs": [_repair(repair) for repair in parsed.repairs],
        "doubts": [_doubt(doubt) for doubt in parsed.doubts],
        "clean_text": parsed.clean_text,
    }


def _section(section: ParsedSection) -> dict[str, Any]:
    return {
        "locator": section.locator,
        "label": section.label,
        "heading": section.heading,
        "role": section.role,
        "depth": section.depth,
        "inferred": section.inferred,
        "confidence": section.confidence,
        "span": list(section.span),
    }


def _stage(stage: ParsedStage) -> dict[str, Any]:
    return {
        "locator": stage.locator,
        "title": stage.title,
        "start": stage.start or None,
        "end": stage.end or None,
        "rule": stage.rule,
        "span": list(stage.span),
    }


def _citation(citation: ParsedCitation) -> dict[str, Any]:
    return {
        "title": citation.title,
        "document_number": citation.document_number,
        "rule": citation.rule,
        "span": list(citation.span),
    }


def _repair(repair: ParsedRepair) -> dict[str, Any]:
    return {
        "kind": repair.kind,
        "before": repair.before,
        "after": repair.after,
        "reason": repair.reason,
        "span": list(repair.span),
    }


def _doubt(doubt: ParsedDoubt) -> dict[str, Any]:
    return {"kind": doubt.kind, "message": doubt.message, "span": list(doubt.span) if doubt.span else None}


def _metadata(metadata: ParsedMetadata) -> dict[str, Any]:
    place = metadata.jurisdiction
    return {
        "title": metadata.title,
        "notice_title": metadata.notice_title,
        "document_number": metadata.document_number,
        "issuers": list(metadata.issuers),
        "publisher": metadata.publisher,
        "issued_on": metadata.issued_on.isoformat() if metadata.issued_on else None,
        "published_on": metadata.published_on.isoformat() if metadata.published_on else None,
        "jurisdiction": (
            {"name": place.name, "level": place.level, "province": place.province, "code": place.code}
            if place
            else None
        ),
        "document_type": metadata.document_type,
        "period": list(metadata.period) if metadata.period else None,
        "source_url": metadata.source_url,
        "script": metadata.script,
    }


def _task(task: ParsedTask) -> dict[str, Any]:
    return {
        "locator": task.locator,
        "title": task.title,
        "category": task.category,
        "domain": task.domain,
        "other_domains": list(task.other_domains),
        "domain_terms": [{"term": t.term, "where": t.where, "domain": t.domain} for t in task.domain_terms],
        "deadlines": [_deadline(deadline) for deadline in task.deadlines],
        "agencies": [_agency(agency) for agency in task.agencies],
        "rule": task.rule,
        "span": list(task.span),
    }


def _agency(agency: ParsedAgency) -> dict[str, Any]:
    return {
        "name": agency.name,
        "as_written": agency.as_written,
        "role": agency.role,
        "collective": agency.collective,
        "function": agency.function or None,
        "rule": agency.rule,
        "rule_span": list(agency.rule_span) if agency.rule_span else None,
        "span": list(agency.span),
    }


def _deadline(deadline: ParsedDeadline) -> dict[str, Any]:
    return {
        "date": deadline.date,
        "precision": deadline.precision,
        "text": deadline.text,
        "span": list(deadline.span),
    }


def _target(target: ParsedTarget) -> dict[str, Any]:
    return {
        "locator": target.locator,
        "kind": target.kind,
        "indicator": target.indicator,
        "operator": target.operator or None,
        "value": _number(target.value),
        "value_max": _number(target.value_max),
        "unit": target.unit or None,
        "strength": target.strength,
        "base_year": target.base_year,
        "deadline": _deadline(target.deadline) if target.deadline else None,
        "quote": target.quote,
        "quote_clean": target.quote_clean,
        "rule": target.rule,
        "span": list(target.span),
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
