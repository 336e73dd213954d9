"""All checks in turn: the database as a whole, then one document after the other, so that memory stays small."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import DatabaseError, transaction

from documents.keeping.checks import database, facts, imports, passages, reading, references, reviews, texts
from documents.keeping.checks.damage import Damage, Looked
from documents.models import PolicyDocument

OF_THE_WHOLE: tuple[Callable[[], Iterator[Damage]], ...] = (
    database.database_is_sound,
    database.migrations_are_applied,
    database.machinery_is_there,
    database.rows_point_to_rows,
    database.index_has_no_other_rows,
    references.agencies_are_named_somewhere,
    references.domains_stand_under_their_codes,
    references.places_stand_in_a_tree,
    imports.batches_are_whole,
    imports.uploads_have_their_hashes,
    imports.items_lead_to_their_documents,
    reviews.batches_are_whole,
)
OF_A_DOCUMENT: tuple[Callable[[Looked], Iterator[Damage]], ...] = (
    texts.file_has_its_hash,
    texts.text_is_that_of_the_file,
    texts.alignment_is_whole,
    texts.clean_text_is_that_of_the_original,
    texts.words_make_up_the_text,
    texts.repairs_name_what_they_replaced,
    texts.sections_tile_the_text,
    texts.sections_stand_in_a_tree,
    texts.published_document_is_complete,
    facts.spans_lie_inside,
    facts.quotes_stand_at_their_place,
    facts.words_stand_at_their_place,
    facts.facts_belong_together,
    facts.rows_are_numbered,
    facts.agencies_and_deadlines_are_numbered,
    facts.cues_are_those_of_the_tasks,
    facts.tasks_repeat_their_own,
    facts.citations_cite_their_document,
    passages.passages_are_those_of_the_text,
    passages.passages_are_in_the_index,
    reviews.decisions_are_complete,
    reviews.decided_facts_stand,
)


def damages_of_the_whole() -> Iterator[Damage]:
    """What is wrong with the database and with what belongs to no one document."""
    for check in OF_THE_WHOLE:
        yield from _told(lambda check=check: list(check()), name=check.__name__, where=database.WHOLE)  # type: ignore[misc]


def damages_of(key: int) -> Iterator[Damage]:
    """What is wrong with one document; each check goes on where another found the row unreadable."""
    yield from _ask(key, OF_A_DOCUMENT)


def differences_of(key: int) -> Iterator[Damage]:
    """Where a document differs from what its file says now; a trial that writes and takes everything back."""
    yield from _ask(key, (reading.facts_are_those_of_the_file,))


def _ask(key: int, checks: tuple[Callable[[Looked], Iterator[Damage]], ...]) -> Iterator[Damage]:
    slug = PolicyDocument.objects.values_list("slug", flat=True).get(pk=key)
    try:
        looked = Looked(PolicyDocument.objects.select_related("jurisdiction").get(pk=key))
    except ValueError as problem:  # JSON that is none, a date that is none
        yield Damage("document.unreadable", slug, f"这一行读不出来：{problem}。从备份恢复")
        return
    for check in checks:
        yield from _told(lambda check=check: list(check(looked)), name=check.__name__, where=slug)  # type: ignore[misc]


def _told(ask: Callable[[], list[Damage]], *, name: str, where: str) -> list[Damage]:
    """The damages a check found; a row so broken that the check itself stops is a damage too."""
    try:
        with transaction.atomic():
            return ask()
    except (DatabaseError, ValueError, TypeError, KeyError, IndexError, AttributeError) as problem:
        return [Damage("check.stopped", where, f"检查 {name} 无法进行：{type(problem).__name__} {problem}")]
