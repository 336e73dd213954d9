"""Restore: an archive becomes the corpus of this database, all of it or nothing, and its digest is what it was."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from documents.keeping import machinery
from documents.keeping.archive.filling import write_rows
from documents.keeping.archive.manifest import ArchiveProblem, Manifest, Part, applied_migrations
from documents.keeping.archive.reading import Archive
from documents.keeping.digest import CorpusDigest, corpus_digest
from documents.keeping.tables import Model, account_tables, corpus_tables
from documents.loading import wait_for_other_loaders

# Filled from the fixtures before anything is loaded: a corpus with nothing but these is empty.
REFERENCE = frozenset(
    {"documents.jurisdiction", "documents.domain", "documents.agencyfunction", "documents.relatedterm"}
)


def restore(
    archive: Archive,
    *,
    replace: bool = False,
    with_accounts: bool = False,
    tell: Callable[[str], None] = lambda _said: None,
) -> CorpusDigest:
    """Let the tables hold what the archive holds; returns the digest, which is that of the manifest.

    Raises ArchiveProblem, and leaves everything as it was, when the corpus is not empty and `replace` is not said,
    when the archive was made by another state of the program, or when what stands in the end is not the same.
    """
    _same_program(archive.manifest)
    try:
        with transaction.atomic():
            wait_for_other_loaders()
            if not replace:
                _refuse_unless_empty()
            if with_accounts:
                _restore_accounts(archive)
            _restore_corpus(archive, tell)
            connection.check_constraints()
            tell("摘要值")
            return _same_digest(archive.manifest)
    except (DatabaseError, ValueError, TypeError, KeyError) as problem:
        raise ArchiveProblem(f"没有恢复，已全部撤回：{type(problem).__name__} {problem}") from problem


def _same_program(manifest: Manifest) -> None:
    here = applied_migrations()
    for app, names in manifest.migrations.items():
        if names != here.get(app, []):
            theirs, ours = (max(each, default="无") for each in (names, here.get(app, [])))
            raise ArchiveProblem(
                f"备份的表结构（{app} 到 {theirs}）与现在的（到 {ours}）不同。用做这份备份时的程序恢复，再升级并 migrate"
            )


def _refuse_unless_empty() -> None:
    held = [
        f"{model._meta.verbose_name} {model._base_manager.count()}"
        for model in corpus_tables()
        if model._meta.label_lower not in REFERENCE and model._base_manager.exists()
    ]
    if held:
        raise ArchiveProblem(
            f"库里已有内容（{'、'.join(held[:4])} …），没有恢复。要用备份换掉现有的全部语料，先 backup 一份，再加 --replace"
        )


def _restore_accounts(archive: Archive) -> None:
    if not archive.manifest.accounts:
        raise ArchiveProblem("这份备份不含账号。去掉 --with-accounts")
    if account_tables()[0]._base_manager.exists():
        raise ArchiveProblem("库里已有账号，不与备份里的混在一起。去掉 --with-accounts，核对人等以姓名保留")
    _fill(archive, account_tables(), archive.manifest.accounts)


def _restore_corpus(archive: Archive, tell: Callable[[str], None]) -> None:
    machinery.drop()
    with connection.cursor() as cursor:
        for model in reversed(corpus_tables()):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - a quoted name
    _fill(archive, corpus_tables(), archive.manifest.tables, tell)
    machinery.make()


def _fill(
    archive: Archive,
    tables: tuple[Model, ...],
    parts: list[Part],
    tell: Callable[[str], None] = lambda _said: None,
) -> None:
    by_table = {part.table: part for part in parts}
    for model in tables:
        tell(str(model._meta.verbose_name))
        write_rows(model, archive.lines(by_table[model._meta.label_lower]), file=archive.file)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def _same_digest(manifest: Manifest) -> CorpusDigest:
    digest = corpus_digest()
    if (digest.content, digest.exact) != (manifest.content, manifest.exact):
        counts = {part.table: part.rows for part in manifest.tables}
        wrong = [table.name for table in digest.tables if counts.get(table.name) != table.rows]
        raise ArchiveProblem(
            f"没有恢复，已全部撤回：恢复后的摘要值是 {digest.content[:16]}，备份的是 {manifest.content[:16]}"
            + (f"（行数不同：{'、'.join(wrong)}）" if wrong else "")
        )
    return digest
