"""The revision of the corpus: a random word that the database itself changes whenever a row that pages count changes.

Whatever is remembered under a revision is true as long as that revision stands, whoever writes: the loader, the
editors, a statement by hand. A transaction that is withdrawn brings the old revision back with the old rows.

A later migration that changes one of these tables on SQLite builds it anew and loses its triggers: it must call
`make_triggers` again (tests/documents/test_remembered.py tells).
"""

from django.db import migrations, models

COUNTED = (
    "documents_agency",
    "documents_agencyfunction",
    "documents_domain",
    "documents_doubt",
    "documents_jurisdiction",
    "documents_policydocument",
    "documents_repair",
    "documents_section",
    "documents_target",
    "documents_task",
    "documents_task_other_domains",
    "documents_taskagency",
    "documents_taskdeadline",
)
CHANGES = ("INSERT", "UPDATE", "DELETE")
TABLE = "CREATE TABLE documents_revision (token varchar(40) NOT NULL)"
SQLITE_WORD, POSTGRESQL_WORD = "hex(randomblob(16))", "gen_random_uuid()::text"
POSTGRESQL_FUNCTION = f"""CREATE FUNCTION documents_mark_revision() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN UPDATE documents_revision SET token = {POSTGRESQL_WORD}; RETURN NULL; END $$"""


def make_triggers(apps, schema_editor):
    """Let every counted table mark the revision."""
    if schema_editor.connection.vendor == "sqlite":
        for table in COUNTED:
            for change in CHANGES:
                schema_editor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_marks_{change.lower()} AFTER {change} ON {table}"
                    f" BEGIN UPDATE documents_revision SET token = {SQLITE_WORD}; END",
                    params=None,
                )
        return
    for table in COUNTED:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_marks AFTER {' OR '.join(CHANGES)} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION documents_mark_revision()",
            params=None,
        )


def make_revision(apps, schema_editor):
    """Make the table of one row, and on PostgreSQL the function of its triggers."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(TABLE, params=None)
    schema_editor.execute(f"INSERT INTO documents_revision VALUES ({SQLITE_WORD if sqlite else POSTGRESQL_WORD})", None)
    if not sqlite:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    make_triggers(apps, schema_editor)


def drop_revision(apps, schema_editor):
    """Undo `make_revision`."""
    if schema_editor.connection.vendor == "sqlite":
        for table in COUNTED:
            for change in CHANGES:
                schema_editor.execute(f"DROP TRIGGER {table}_marks_{change.lower()}", params=None)
    else:
        schema_editor.execute("DROP FUNCTION documents_mark_revision() CASCADE", params=None)
    schema_editor.execute("DROP TABLE documents_revision", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0006_indexes_of_counts'),
    ]

    operations = [
        migrations.RunPython(make_revision, drop_revision),
        migrations.CreateModel(
            name='CorpusRevision',
            fields=[('token', models.CharField(max_length=40, primary_key=True, serialize=False))],
            options={'db_table': 'documents_revision', 'managed': False},
        ),
    ]
