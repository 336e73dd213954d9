"""What every page asks (version of the corpus) and what every search counts is answered from an index alone.

Without them SQLite reads the long texts of every document on its way to the date of loading, and looks for each
passage in each document.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_task_cues'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='policydocument',
            index=models.Index(fields=['state', 'loaded_at'], name='document_state_loaded'),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=models.Index(fields=['document', 'part'], name='passage_document_part'),
        ),
    ]
