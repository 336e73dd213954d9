"""On SQLite the index of search is written for all passages of a document at once, where the loader says so.

FTS5 writes out what it holds after each row that a trigger gives it, and SQL takes the text apart by counting from its
beginning for each place: that took a quarter of the time of storing a document. While a document stands in
documents_indexing, the triggers leave its passages alone and the loader writes their entries itself
(documents.loading.index). No transaction can end as long as one stands there: each row points to a row of a table that
stays empty. On PostgreSQL the index is over a function of the column and nothing changes but two further indexes.
"""

from importlib import import_module

from django.db import migrations, models

_search = import_module("documents.migrations.0004_passages")
INDEXING, NOTHING = "documents_indexing", "documents_nothing"
TABLES = (INDEXING, NOTHING)
KEPT = ("enters", "leaves", "changes")
UNLESS = f"WHEN NOT EXISTS (SELECT 1 FROM {INDEXING} WHERE document_id = {{row}}.document_id) BEGIN"


def _with_condition(statement):
    """The statement of a trigger of migration 0004, for documents that do not stand in documents_indexing."""
    row = "old" if "AFTER DELETE" in statement else "new"
    return statement.replace("BEGIN", UNLESS.format(row=row), 1)


SQLITE_TRIGGERS = tuple(map(_with_condition, _search.SQLITE_TRIGGERS))


def make_condition(apps, schema_editor):
    """Make the two tables, and the triggers of the index again with their condition."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for statement in (
        f"CREATE TABLE {NOTHING} (id integer PRIMARY KEY CHECK (id IS NULL))",
        f"CREATE TABLE {INDEXING} (document_id bigint NOT NULL PRIMARY KEY, finished bigint NOT NULL DEFAULT 0"
        f" REFERENCES {NOTHING} (id) DEFERRABLE INITIALLY DEFERRED)",
        *(f"DROP TRIGGER IF EXISTS documents_passage_{kept}" for kept in KEPT),
        *SQLITE_TRIGGERS,
    ):
        schema_editor.execute(statement, params=None)


def drop_condition(apps, schema_editor):
    """Undo `make_condition`."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for statement in (
        *(f"DROP TRIGGER IF EXISTS documents_passage_{kept}" for kept in KEPT),
        *_search.SQLITE_TRIGGERS,
        *(f"DROP TABLE {table}" for table in TABLES),
    ):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0016_revision_of_pages'),
    ]

    operations = [
        # A new document finds by number what it cites and who cites it: each went through a whole table.
        migrations.AddIndex('policydocument', models.Index(fields=['document_number', 'id'], name='document_number_id')),
        migrations.AddIndex(
            'citation',
            models.Index(
                condition=models.Q(('cited__isnull', True)), fields=['document_number'], name='citation_unlinked_number'
            ),
        ),
        migrations.RunPython(make_condition, drop_condition),
    ]
