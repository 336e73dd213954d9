"""Indexes of one column go where another index of the same table begins with that column: they only cost time to write.

By statement, not by altering the fields: SQLite would write the tables anew and lose their triggers.
"""

import django.db.models.deletion
from django.db import migrations, models

GONE = {
    "documents_taskcue_document_id_f64c2d45": ("documents_taskcue", "document_id"),
    "documents_taskcue_jurisdiction_id_39e183c4": ("documents_taskcue", "jurisdiction_id"),
    "documents_taskcue_task_id_7a3ce827": ("documents_taskcue", "task_id"),
    "documents_taskagency_task_id_87654927": ("documents_taskagency", "task_id"),
    "documents_taskagency_agency_id_37714055": ("documents_taskagency", "agency_id"),
}


def _unindexed(to: str, on_delete: object, related_name: str) -> models.ForeignKey:
    return models.ForeignKey(db_index=False, on_delete=on_delete, related_name=related_name, to=to)


CASCADE, PROTECT = django.db.models.deletion.CASCADE, django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [("documents", "0018_arrivals")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{name}"', f'CREATE INDEX IF NOT EXISTS "{name}" ON "{table}" ("{column}")'
                )
                for name, (table, column) in GONE.items()
            ],
            state_operations=[
                migrations.AlterField("taskcue", "document", _unindexed("documents.policydocument", CASCADE, "cues")),
                migrations.AlterField("taskcue", "jurisdiction", _unindexed("documents.jurisdiction", PROTECT, "cues")),
                migrations.AlterField("taskcue", "task", _unindexed("documents.task", CASCADE, "cues")),
                migrations.AlterField("taskagency", "task", _unindexed("documents.task", CASCADE, "agency_links")),
                migrations.AlterField("taskagency", "agency", _unindexed("documents.agency", PROTECT, "task_links")),
            ],
        )
    ]
