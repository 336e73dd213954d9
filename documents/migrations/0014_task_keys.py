"""The keys by which tasks of the whole corpus find each other, and their index, which the database keeps itself.

On SQLite a full-text table without content is kept by triggers; on PostgreSQL it is an index over the column. Tasks
that were loaded before have no keys: `manage.py rebuild_index` writes them.

A later migration that changes the table on SQLite builds it anew and loses the triggers: it must call `make_index` again.
"""

from django.db import migrations, models

TABLE = "documents_task_keys"
INDEX = "taskprofile_keys"
ENTER = f"INSERT INTO {TABLE}(rowid, keys) SELECT new.task_id, new.keys WHERE new.keys IS NOT NULL;"
LEAVE = f"INSERT INTO {TABLE}({TABLE}, rowid, keys) SELECT 'delete', old.task_id, old.keys WHERE old.keys IS NOT NULL;"
TRIGGERS = {
    "documents_taskprofile_keys_enter": f"AFTER INSERT ON documents_taskprofile BEGIN {ENTER} END",
    "documents_taskprofile_keys_leave": f"AFTER DELETE ON documents_taskprofile BEGIN {LEAVE} END",
    "documents_taskprofile_keys_change": f"AFTER UPDATE OF keys ON documents_taskprofile BEGIN {LEAVE} {ENTER} END",
}
SQLITE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(keys, content='', columnsize=0, detail=none, tokenize='ascii')",
    f"INSERT INTO {TABLE}(rowid, keys) SELECT task_id, keys FROM documents_taskprofile WHERE keys IS NOT NULL",
    *(f"CREATE TRIGGER {name} {body}" for name, body in TRIGGERS.items()),
)
POSTGRESQL = (f"CREATE INDEX {INDEX} ON documents_taskprofile USING gin (keys jsonb_path_ops)",)


def make_index(apps, schema_editor):
    """Make the index of the keys that are there, and on SQLite the triggers that keep it."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop_index(apps, schema_editor):
    """Undo `make_index`, whatever is left of it."""
    if schema_editor.connection.vendor == "sqlite":
        for name in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)
        schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}", params=None)
    else:
        schema_editor.execute(f"DROP INDEX IF EXISTS {INDEX}", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0015_queued_work'),
    ]

    operations = [
        migrations.AddField(
            model_name='taskprofile',
            name='keys',
            field=models.JSONField(null=True, verbose_name='相近任务的索引键'),
        ),
        migrations.RunPython(make_index, drop_index),
    ]
