"""Waiting files are read, each in a limited child, and what was read is kept beside them until somebody decides.

`read_waiting_items` may be called by a thread of the web worker, by `manage.py import_worker`, or by a task queue that
delivers twice or late: leases see to it that each file is read to one result.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import DatabaseError

from documents.importing import limits
from documents.importing.alike import known_document
from documents.importing.desk import leases
from documents.importing.refusals import is_no_space
from documents.importing.summary import summary_of
from documents.models import ImportItem, PolicyDocument
from documents.parsing import transport
from documents.parsing.errors import ParserStopped, ParsingError
from documents.parsing.isolation import parse_isolated
from documents.parsing.records import ParsedDocument
from documents.parsing.version import PARSER_VERSION

logger = logging.getLogger(__name__)

Parse = Callable[..., ParsedDocument]
State = ImportItem.State


def read_waiting_items(
    *,
    parse: Parse = parse_isolated,
    owner: str = "",
    lease: timedelta = limits.LEASE,
    at_most: int | None = None,
) -> int:
    """Read what waits, one file after the other, until nothing does; returns how many files were read or refused.

    A reader that is stopped by an exception (SIGTERM, Ctrl+C) gives its file back; one that is killed loses it when
    the lease is over. `parse` is called as parse(data, name="规划.docx") and raises ParsingError.
    """
    owner = owner or uuid4().hex
    number = 0
    try:
        while at_most is None or number < at_most:
            item = leases.take(owner, lease=lease)
            if item is None or not _read(item, owner=owner, parse=parse):
                break
            number += 1
    except BaseException:
        leases.give_back(owner)
        raise
    return number


def _read(item: ImportItem, *, owner: str, parse: Parse) -> bool:
    """Read one file that `owner` holds; False where the disk is full, so that reading ends for now."""
    try:
        leases.finish(item, owner=owner, **_outcome(item, parse=parse))
    except DatabaseError as error:
        if not is_no_space(error):
            raise
        logger.warning("no space to keep what was read of %s", item.name)
        _put_back(item, owner=owner)
        return False
    return True


def _put_back(item: ImportItem, *, owner: str) -> None:
    """Let the file wait for space; where not even that can be written, its lease runs out by itself."""
    try:
        leases.put_back(item, owner=owner, code="no_space", pause=limits.PAUSE)
    except DatabaseError as error:
        logger.warning("no space to note that there is none: %s", error)


def _outcome(item: ImportItem, *, parse: Parse) -> dict[str, Any]:
    """The columns that say what became of a file: known already, refused, or read."""
    document = known_document(item.sha256)
    if document is not None:
        return _duplicate_of(document)
    if item.upload is None:
        raise LookupError(f"item {item.pk} waits without its upload")
    try:
        parsed = parse(bytes(item.upload.data), name=item.name)
    except ParsingError as refusal:
        if isinstance(refusal, ParserStopped):
            logger.error("the parser was stopped on %s", item.name, exc_info=refusal)
        return {"state": State.REFUSED, "code": refusal.code, "sentence": str(refusal)[:500]}
    summary = summary_of(parsed, item=item)
    # While this file was read somebody may have stored it: then it resembles itself, and nobody need decide on it.
    document = known_document(item.sha256) if summary["alike"] else None
    if document is not None:
        return _duplicate_of(document)
    unasked = item.batch.by_command and bool(summary["place"])
    return {
        "state": State.ACCEPTED if unasked else State.READ,
        "publish": unasked,
        "code": "",
        "sentence": "",
        "parsed": transport.packed_result(parsed).decode(),
        "parser_version": PARSER_VERSION,
        "summary": summary,
    }


def _duplicate_of(document: PolicyDocument) -> dict[str, Any]:
    return {"state": State.DUPLICATE, "code": "same_bytes", "document": document, "upload": None}
