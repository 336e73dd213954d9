"""The row of the revision also says whether documents are arriving one after the other (documents.arrivals)."""

from django.db import migrations, models

TABLE = "documents_revision"
COLUMNS = (
    ("arrivals_since", "varchar(40) NOT NULL DEFAULT ''"),
    ("arrivals_began", "double precision NOT NULL DEFAULT 0"),
    ("arrived", "varchar(40) NOT NULL DEFAULT ''"),
    ("arrived_at", "double precision NOT NULL DEFAULT 0"),
)


def add_columns(apps, schema_editor):
    """Give the one row its further columns; nothing is arriving."""
    for name, kind in COLUMNS:
        schema_editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN {name} {kind}", params=None)


def drop_columns(apps, schema_editor):
    """Undo `add_columns`."""
    for name, _kind in COLUMNS:
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN {name}", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0017_index_at_once'),
    ]

    operations = [
        migrations.RunPython(add_columns, drop_columns),
        migrations.DeleteModel('CorpusRevision'),
        migrations.CreateModel(
            name='CorpusRevision',
            fields=[
                ('token', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('arrivals_since', models.CharField(default='', max_length=40)),
                ('arrivals_began', models.FloatField(default=0.0)),
                ('arrived', models.CharField(default='', max_length=40)),
                ('arrived_at', models.FloatField(default=0.0)),
            ],
            options={'db_table': 'documents_revision', 'managed': False},
        ),
    ]
