"""The file read again by the same rules gives the facts that stand in the tables; asked for by name, for it takes time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from documents.claims import Claim
from documents.keeping.checks.damage import Damage, Looked
from documents.loading import LoadingError, reread
from documents.models.reviews import FACT_KINDS
from documents.parsing.errors import ParsingError
from documents.parsing.isolation import parse_isolated
from documents.parsing.version import PARSER_VERSION

KINDS = dict(FACT_KINDS)
# A trial changes nothing, so that its clock matters to nobody.
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def facts_are_those_of_the_file(looked: Looked) -> Iterator[Damage]:
    """No fact is missing, surplus or altered that neither the rules nor a person's decision explain."""
    document = looked.document
    if document.parser_version != PARSER_VERSION:
        return
    try:
        parsed = parse_isolated(bytes(document.original_bytes), name=document.file_name)
        changes = reread(document.pk, parsed, now=NO_TIME, dry_run=True)
    except (ParsingError, LoadingError) as problem:
        yield Damage("reading.failed", looked.slug, f"原件不能再读一遍：{problem}")
        return
    for claim in changes.gained:
        yield _damage(looked, claim, "reading.lost", "原文里有，表里没有")
    for claim in changes.lost:
        yield _damage(looked, claim, "reading.surplus", "表里有，原文里读不出，也没有人录入")
    for was, _now in changes.changed:
        yield _damage(looked, was, "reading.altered", "与从原文读出的不同，也没有人更正")


def _damage(looked: Looked, claim: Claim, code: str, sentence: str) -> Damage:
    place = f"第 {claim.span.start + 1} 字" if claim.span else ""
    words = claim.says.get("title") or claim.says.get("indicator") or claim.says.get("as_written")
    words = words or claim.says.get("words") or claim.says.get("name") or ""
    return Damage(
        code,
        f"{looked.slug} {KINDS[claim.kind]}{place}“{str(words)[:20]}”",
        f"{sentence}。用 reread_documents --all 重读这一份",
    )
