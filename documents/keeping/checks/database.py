"""The database as a whole: sound, migrated, with its triggers and index, and no row that points to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import Exists, OuterRef

from documents.keeping.checks.damage import Damage
from documents.keeping.machinery import INDEX_TABLES, REVISION, missing
from documents.keeping.tables import corpus_tables, is_history, pointers
from documents.models import CorpusRevision, Passage

WHOLE = "整个语料"
MANY = 20


def database_is_sound() -> Iterator[Damage]:
    """SQLite finds no fault with its file. PostgreSQL looks after its own pages."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for (said,) in cursor.execute(f"PRAGMA integrity_check({MANY})").fetchall():
            if said != "ok":
                yield Damage("database.broken", WHOLE, f"数据库文件已损坏：{said}。从备份恢复")


def migrations_are_applied() -> Iterator[Damage]:
    """The tables are those that the program expects."""
    loader = MigrationLoader(connection)
    for app, name in sorted(set(loader.graph.nodes) - set(loader.applied_migrations)):
        yield Damage("database.migration", f"{app}.{name}", "这一步还没有迁移。运行 migrate")


def machinery_is_there() -> Iterator[Damage]:
    """Index, revision and triggers stand as the migrations made them."""
    absent = missing()
    for name in absent:
        yield Damage("database.machinery", name, "数据库自身维护搜索和计数的部件不在了。用 rebuild_index 重建")
    if REVISION not in absent and CorpusRevision.objects.count() != 1:
        yield Damage(
            "database.revision", REVISION, f"应有一行，现有 {CorpusRevision.objects.count()} 行。用 rebuild_index 重建"
        )


def rows_point_to_rows() -> Iterator[Damage]:
    """No row belongs to something that is gone."""
    for model in corpus_tables():
        if is_history(model):
            continue
        for field in pointers(model):
            target: type[models.Model] = field.related_model
            there = target._base_manager.filter(pk=OuterRef(field.attname)).order_by()
            rows = model._base_manager.filter(**{f"{field.attname}__isnull": False}).filter(~Exists(there))
            for key, value in rows.order_by("pk").values_list("pk", field.attname)[:MANY]:
                yield Damage(
                    "row.orphan",
                    f"{model._meta.db_table} {key}",
                    f"所属的{target._meta.verbose_name}（{field.attname}={value}）不存在。从备份恢复",
                )


def index_has_no_other_rows() -> Iterator[Damage]:
    """The index of search holds no passage that is not in the table."""
    if connection.vendor != "sqlite" or set(INDEX_TABLES) & set(missing()):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.kept_grams USING fts5vocab(main, documents_grams, instance)"
        )
        cursor.execute(
            f"SELECT DISTINCT doc FROM temp.kept_grams WHERE doc NOT IN (SELECT id FROM {Passage._meta.db_table}) LIMIT {MANY}"  # noqa: S608 - constants
        )
        for (key,) in cursor.fetchall():
            yield Damage(
                "index.surplus", f"documents_grams {key}", "全文索引里有一段，段落表里没有。用 rebuild_index 重建"
            )
