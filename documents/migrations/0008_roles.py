"""Four permissions on policy documents: see what is not published, import, review, publish.

The rows of permissions and the three groups that hold them are written after every `migrate`
(portal/accounts/groups.py), on both databases and after a flush too.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0007_revision'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='policydocument',
            options={
                'permissions': [
                    ('see_unpublished', '查看未发布的文件'),
                    ('import_documents', '导入文件'),
                    ('review_facts', '核对事实'),
                    ('publish_documents', '发布文件'),
                ],
                'verbose_name': '政策文件',
                'verbose_name_plural': '政策文件',
            },
        ),
    ]
