from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comparisons", "0002_snapshots")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name="计数")),
                ("number", models.PositiveIntegerField(verbose_name="次数")),
                ("until", models.DateTimeField(verbose_name="有效至")),
            ],
            options={
                "verbose_name": "限次计数",
                "verbose_name_plural": "限次计数",
                "indexes": [models.Index(fields=["until"], name="tally_until")],
            },
        ),
    ]
