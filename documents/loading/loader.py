"""One parsed document becomes rows: all of it in one transaction, the same file never twice."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from documents.arrivals import one_arrives
from documents.claims import FIELD
from documents.claims.changes import Changes
from documents.claims.standing import PLACE
from documents.counted import FEW, settle_counts
from documents.loading.agencies import agencies_of, delete_agencies_without_task
from documents.loading.citations import link_citations
from documents.loading.cues import write_known_cues
from documents.loading.derived import derived_of
from documents.loading.facts import delete_facts, write_facts
from documents.loading.outcome import LoadingError, LoadOutcome, Result
from documents.loading.passages import delete_passages, write_known_passages
from documents.loading.profiles import write_profiles
from documents.loading.reference import jurisdiction_of
from documents.loading.reviewed.deciding import Reviewer
from documents.loading.reviewed.rereading import after_rereading, before_rereading
from documents.loading.sections import write_sections
from documents.loading.widths import fit
from documents.models import DocumentIssuer, Jurisdiction, PolicyDocument, ReviewedFact, without_history
from documents.parsing.collecting import not_collecting
from documents.parsing.records import Derived, ParsedDocument, ParsedPlace
from documents.parsing.version import PARSER_VERSION

# Loaders on PostgreSQL wait for each other as SQLite's single writer makes them wait; any fixed number will do.
LOADER_LOCK = 20_201_130


@not_collecting()
def load(
    parsed: ParsedDocument,
    *,
    data: bytes,
    now: datetime,
    state: str = PolicyDocument.State.PUBLISHED,
    parser_version: str = PARSER_VERSION,
    one_of_many: bool = False,
) -> LoadOutcome:
    """Write one document with all its facts; `data` is the file as received, `now` the time of loading.

    As `one_of_many` it does not make visitors' numbers be counted anew at once (documents.arrivals).

    The same file again changes nothing; read by other rules, its facts are replaced, its address stays, and so does
    what people decided on (documents.loading.reviewed.rereading).
    Raises LoadingError, and leaves the tables as they were, when the document has no jurisdiction, when a fact
    does not stand where it says, or when the database refuses a row.
    """
    place = _place_of_whole(parsed, data)
    try:
        with transaction.atomic(), without_history():
            wait_for_other_loaders()
            transaction.on_commit(lambda: settle_counts(more_than=FEW), robust=True)
            arriving = one_arrives(now=now.timestamp()) if one_of_many else nullcontext()
            return _load_alone(
                parsed, place, data=data, now=now, state=state, parser_version=parser_version, arriving=arriving
            )
    except DatabaseError as error:
        raise LoadingError(
            f"{parsed.source.name}：没有入库，数据库拒绝写入（{error}）。已全部撤回，可改正后重试",
            code="database_refused",
        ) from error


def _place_of_whole(parsed: ParsedDocument, data: bytes) -> ParsedPlace:
    """The place of a document whose records belong to `data` and whose quotes all stand at their place."""
    name = parsed.source.name
    if hashlib.sha256(data).hexdigest() != parsed.source.sha256:
        raise LoadingError(f"{name}：文件内容与解析结果不是同一份。重新解析后再入库", code="other_file")
    if parsed.metadata.jurisdiction is None:
        raise LoadingError(
            f"{name}：没有找到发布地区，标题、文号和落款里都没有已知的地名。核对文件是否为某地政府或部门发布的政策文件",
            code="no_place",
        )
    for target in parsed.targets:
        if target.span.slice(parsed.original) != target.quote:
            raise LoadingError(
                f"{name}：目标“{target.indicator}”的引文与原文位置不符（{target.locator}）。重新解析后再入库",
                code="quote_moved",
            )
    return parsed.metadata.jurisdiction


def wait_for_other_loaders() -> None:
    """Until the end of the transaction nobody else loads, on PostgreSQL; on SQLite its one writer sees to it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADER_LOCK])


def _load_alone(
    parsed: ParsedDocument,
    place: ParsedPlace,
    *,
    data: bytes,
    now: datetime,
    state: str,
    parser_version: str,
    arriving: AbstractContextManager[None],
) -> LoadOutcome:
    sha256 = parsed.source.sha256
    document = _known(place, sha256)
    if document is not None and document.parser_version == parser_version:
        _add_words(document, parsed)
        return LoadOutcome(document, Result.UNCHANGED)
    if document is not None:
        changes = _replace(document, parsed, data=data, now=now, parser_version=parser_version)
        return LoadOutcome(document, Result.REPLACED, changes)
    with arriving:
        jurisdiction = jurisdiction_of(place)
        document = PolicyDocument(
            jurisdiction=jurisdiction, sha256=sha256, slug=_free_slug(jurisdiction, sha256), state=state
        )
        _write_all(document, parsed, data=data, now=now, parser_version=parser_version)
    return LoadOutcome(document, Result.CREATED)


def _known(place: ParsedPlace, sha256: str) -> PolicyDocument | None:
    """The same file of this place, also where a person has said since that it belongs to another one; held."""
    if not PolicyDocument.objects.filter(sha256=sha256).exists():
        return None
    known = PolicyDocument.objects.select_for_update(of=("self",)).select_related("jurisdiction").filter(sha256=sha256)
    moved = {"kind": FIELD, "read__says__name": PLACE, "read__says__value": place.code}
    here = known.filter(jurisdiction__code=place.code).first()
    return here or known.filter(pk__in=ReviewedFact.objects.filter(**moved).values("document")).first()


def reread(
    key: int,
    parsed: ParsedDocument,
    *,
    now: datetime,
    reviewer: Reviewer | None = None,
    dry_run: bool = False,
    parser_version: str = PARSER_VERSION,
) -> Changes:
    """Replace the facts of a document by what the rules of today read in its file; decisions of people stay.

    The place of the document stays too, whatever the rules make of it. Returns what changed; with `dry_run` that is
    all that happens. Raises LoadingError like `load`.
    """
    with transaction.atomic(), without_history():
        wait_for_other_loaders()
        document = PolicyDocument.objects.select_for_update(of=("self",)).select_related("jurisdiction").get(pk=key)
        data = bytes(document.original_bytes)
        kept = document.jurisdiction
        place = ParsedPlace(kept.name, kept.level, "", kept.code)
        parsed = replace(parsed, metadata=replace(parsed.metadata, jurisdiction=place))
        _place_of_whole(parsed, data)
        changes = _replace(document, parsed, data=data, now=now, parser_version=parser_version, reviewer=reviewer)
        transaction.set_rollback(dry_run)
        return changes


def _replace(
    document: PolicyDocument,
    parsed: ParsedDocument,
    *,
    data: bytes,
    now: datetime,
    parser_version: str,
    reviewer: Reviewer | None = None,
) -> Changes:
    """Take what older rules read away, write what these read, and apply what people decided."""
    before = before_rereading(document)
    delete_passages(document)
    delete_facts(document)
    _write_all(document, parsed, data=data, now=now, parser_version=parser_version)
    delete_agencies_without_task(document.jurisdiction)
    return after_rereading(document, before, now=now, reviewer=reviewer)


def _free_slug(jurisdiction: Jurisdiction, sha256: str) -> str:
    """Code of the place and the first 8 digits of the hash; more of them in the one case in four billion."""
    slugs = (f"{jurisdiction.code}-{sha256[:length]}" for length in (8, 16, 40))
    return next(slug for slug in slugs if not PolicyDocument.objects.filter(slug=slug).exists())


def _write_document(
    document: PolicyDocument,
    parsed: ParsedDocument,
    derived: Derived,
    *,
    data: bytes,
    now: datetime,
    parser_version: str,
) -> None:
    """Write the row of the document; slug, state, effect and review are left as they are."""
    meta, source = parsed.metadata, parsed.source
    document.title = fit(meta.title or source.name, 300)
    document.notice_title = fit(meta.notice_title, 300)
    document.document_number = fit(meta.document_number, 60)
    document.document_type = fit(meta.document_type, 30)
    document.publisher = fit(meta.publisher, 120)
    document.issued_on, document.published_on = meta.issued_on, meta.published_on
    document.period_start, document.period_end = meta.period or (None, None)
    document.source_address = fit(meta.source_url, 500) or document.source_address
    document.script = meta.script
    document.original_text, document.clean_text = parsed.original, parsed.clean_text
    document.alignment = [list(segment) for segment in parsed.alignment]
    document.word_lengths = derived.words
    document.original_bytes = data
    document.file_name = fit(source.name, 200)
    document.media_type, document.encoding = source.media_type, source.encoding
    document.parser_version = parser_version
    document.loaded_at = now
    document.save()
    DocumentIssuer.objects.bulk_create(
        DocumentIssuer(document=document, name=fit(name, 120), order=order)
        for order, name in enumerate(meta.issuers, start=1)
    )


def _add_words(document: PolicyDocument, parsed: ParsedDocument) -> None:
    """Give a document that was loaded before words were kept the words of its text; nothing else changes."""
    if document.clean_text and not document.word_lengths:
        document.word_lengths = derived_of(parsed).words
        document.save(update_fields=["word_lengths"])


def _write_all(
    document: PolicyDocument, parsed: ParsedDocument, *, data: bytes, now: datetime, parser_version: str
) -> None:
    """Write the row of a document, its sections, facts and links, and what comparing and search need."""
    derived = derived_of(parsed)
    _write_document(document, parsed, derived, data=data, now=now, parser_version=parser_version)
    sections = write_sections(document, parsed.sections)
    agencies = agencies_of(document.jurisdiction, parsed.tasks)
    tasks = write_facts(document, parsed, sections=sections, agencies=agencies)
    write_profiles(tasks, derived.profiles)
    write_known_passages(document, parsed, sections=sections)
    write_known_cues(document, tasks, derived.cues)
    link_citations(document)
