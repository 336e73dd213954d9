"""Import: uploads as received, batches of them, and each file on its way into the corpus."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='SHA-256')),
                ('data', models.BinaryField(verbose_name='原始文件')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
            ],
            options={
                'verbose_name': '待入库的文件',
                'verbose_name_plural': '待入库的文件',
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True, verbose_name='编号')),
                ('received_at', models.DateTimeField(verbose_name='收到时间')),
                ('expected', models.PositiveSmallIntegerField(verbose_name='份数')),
                ('source_address', models.CharField(blank=True, max_length=500, verbose_name='来源地址')),
                ('place_code', models.CharField(blank=True, max_length=12, verbose_name='地区')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导入人')),
            ],
            options={
                'verbose_name': '导入批次',
                'verbose_name_plural': '导入批次',
            },
        ),
        migrations.CreateModel(
            name='ImportItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
                ('state', models.CharField(choices=[('waiting', '待读取'), ('reading', '读取中'), ('read', '待入库'), ('accepted', '入库中'), ('stored', '已入库'), ('duplicate', '已在库'), ('refused', '读不了'), ('discarded', '已弃用')], default='waiting', max_length=10, verbose_name='状态')),
                ('code', models.CharField(blank=True, max_length=40, verbose_name='代码')),
                ('sentence', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('lease_owner', models.CharField(blank=True, max_length=40)),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='读取次数')),
                ('parsed', models.TextField(blank=True, verbose_name='读出的内容')),
                ('parser_version', models.CharField(blank=True, max_length=20, verbose_name='规则版本')),
                ('summary', models.JSONField(default=dict, verbose_name='概况')),
                ('corrections', models.JSONField(default=list, verbose_name='更正')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='修订')),
                ('publish', models.BooleanField(default=False, verbose_name='入库后发布')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='决定时间')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='documents.importbatch')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='documents.policydocument')),
                ('upload', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='documents.upload')),
            ],
            options={
                'verbose_name': '导入的文件',
                'verbose_name_plural': '导入的文件',
            },
        ),
        migrations.AddIndex(
            model_name='importbatch',
            index=models.Index(fields=['owner', '-received_at'], name='import_batch_owner'),
        ),
        migrations.AddIndex(
            model_name='importitem',
            index=models.Index(fields=['state', 'lease_until'], name='import_item_state_lease'),
        ),
        migrations.AddConstraint(
            model_name='importitem',
            constraint=models.UniqueConstraint(fields=('batch', 'ordinal'), name='import_item_ordinal_once'),
        ),
        migrations.AddConstraint(
            model_name='importitem',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'reading', 'read', 'accepted', 'stored', 'duplicate', 'refused', 'discarded'])), name='import_item_state_known'),
        ),
        migrations.AddConstraint(
            model_name='importitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['waiting', 'reading', 'read', 'accepted']), _negated=True), ('upload__isnull', False), _connector='OR'), name='import_item_upload_kept'),
        ),
        migrations.AddConstraint(
            model_name='importitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'reading'), _negated=True), ('lease_until__isnull', False), _connector='OR'), name='import_item_reading_leased'),
        ),
        migrations.AddConstraint(
            model_name='importitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('code', ''), _negated=True), _connector='OR'), name='import_item_refused_coded'),
        ),
        migrations.AddConstraint(
            model_name='importitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['read', 'accepted']), _negated=True), models.Q(('parsed', ''), _negated=True), _connector='OR'), name='import_item_read_parsed'),
        ),
    ]
