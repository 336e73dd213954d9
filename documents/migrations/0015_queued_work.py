"""Work for queues: batches that a command sends, documents that wait to be read anew, and the indexes to find either."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0013_task_counts'),
    ]

    operations = [
        migrations.CreateModel(
            name='WaitingRereading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(verbose_name='时间')),
                ('code', models.CharField(blank=True, max_length=40, verbose_name='代码')),
                ('sentence', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('lease_owner', models.CharField(blank=True, max_length=40)),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='读取次数')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='waiting_rereading', to='documents.policydocument')),
            ],
            options={
                'verbose_name': '待重读的文件',
                'verbose_name_plural': '待重读的文件',
                'indexes': [models.Index(fields=['code', 'lease_until'], name='waiting_rereading_free')],
            },
        ),
        migrations.AddField(
            model_name='importbatch',
            name='by_command',
            field=models.BooleanField(db_default=False, default=False, verbose_name='由命令载入'),
        ),
        migrations.AddIndex(
            model_name='importitem',
            index=models.Index(condition=models.Q(('publish', True)), fields=['batch'], name='import_item_to_publish'),
        ),
        migrations.AddIndex(
            model_name='importitem',
            index=models.Index(fields=['state', 'batch', 'ordinal'], name='import_item_next'),
        ),
    ]
