"""Everything that a public page shows marks the revision: a page is kept by readers as long as the revision stands.

Besides the tables that pages count (0007, 0011): what a document cites and who issued it, its stages and passages,
other names of agencies, related words, and what people decided about aligned tasks, a table of the comparisons.
"""

from django.db import migrations

COUNTED = (
    "documents_agencyalias",
    "documents_citation",
    "documents_documentissuer",
    "documents_passage",
    "documents_relatedterm",
    "documents_stage",
    "comparisons_alignmentdecision",
)
CHANGES = ("INSERT", "UPDATE", "DELETE")
SQLITE_WORD = "hex(randomblob(16))"


def make_triggers(apps, schema_editor):
    """Let these tables mark the revision as those of migration 0007 do."""
    for table in COUNTED:
        if schema_editor.connection.vendor != "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {table}_marks AFTER {' OR '.join(CHANGES)} ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION documents_mark_revision()",
                params=None,
            )
            continue
        for change in CHANGES:
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_marks_{change.lower()} AFTER {change} ON {table}"
                f" BEGIN UPDATE documents_revision SET token = {SQLITE_WORD}; END",
                params=None,
            )


def drop_triggers(apps, schema_editor):
    """Undo `make_triggers`."""
    for table in COUNTED:
        if schema_editor.connection.vendor != "sqlite":
            schema_editor.execute(f"DROP TRIGGER {table}_marks ON {table}", params=None)
            continue
        for change in CHANGES:
            schema_editor.execute(f"DROP TRIGGER {table}_marks_{change.lower()}", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0014_task_keys'),
        ('comparisons', '0002_snapshots'),
    ]

    operations = [migrations.RunPython(make_triggers, drop_triggers)]
