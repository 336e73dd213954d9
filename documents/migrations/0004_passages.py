"""The table of passages, and the index of search, which the database keeps itself whoever writes to the table.

Entries are the single characters and the pairs of neighbouring characters of the folded text. On SQLite a full-text
table without content is kept by triggers; entries are in hexadecimal, because its tokenizer knows ASCII for certain.
On PostgreSQL it is an index over a function of the column.

A later migration that changes the table on SQLite builds it anew and loses the triggers: it must call `make_index` again.
"""

import django.db.models.deletion
import documents.models.folded
from django.db import migrations, models


# The folded text of the longest passage is shorter (documents.loading.passages.LONGEST times 18, Unicode's longest form).
PLACES = 40_000
ENTRIES = (
    "(SELECT group_concat(hex(substr({row}.folded, place, 1)) || ' ' || hex(substr({row}.folded, place, 2)), ' ')"
    " FROM documents_gram_places WHERE place <= length({row}.folded))"
)
ENTER = "INSERT INTO documents_grams(rowid, entries) VALUES (new.id, " + ENTRIES.format(row="new") + ");"
LEAVE = (
    "INSERT INTO documents_grams(documents_grams, rowid, entries) VALUES ('delete', old.id, "
    + ENTRIES.format(row="old")
    + ");"
)
SQLITE = (
    "CREATE VIRTUAL TABLE documents_grams USING fts5(entries, content='', columnsize=0, detail=none, tokenize='ascii')",
    "CREATE TABLE documents_gram_places (place integer PRIMARY KEY)",
    "INSERT INTO documents_gram_places WITH RECURSIVE places(place) AS"
    f" (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < {PLACES}) SELECT place FROM places",
)
SQLITE_TRIGGERS = (
    f"CREATE TRIGGER documents_passage_enters AFTER INSERT ON documents_passage BEGIN {ENTER} END",
    f"CREATE TRIGGER documents_passage_leaves AFTER DELETE ON documents_passage BEGIN {LEAVE} END",
    "CREATE TRIGGER documents_passage_changes AFTER UPDATE OF folded ON documents_passage"
    f" BEGIN {LEAVE} {ENTER} END",
)
# The text is taken apart once: substr() counts from the beginning for each place. The tsvector keeps each entry once.
POSTGRESQL = (
    """CREATE FUNCTION documents_grams(folded text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
    SELECT array_to_tsvector(string_to_array(folded, NULL) || ARRAY(
        SELECT first || second
        FROM unnest(string_to_array(folded, NULL), (string_to_array(folded, NULL))[2:]) AS pairs(first, second)
        WHERE second IS NOT NULL
    )) $$""",
    "CREATE INDEX passage_grams ON documents_passage USING gin (documents_grams(folded))",
)


def make_index(apps, schema_editor):
    """Make the index, and on SQLite the triggers that keep it."""
    statements = {"sqlite": (*SQLITE, *SQLITE_TRIGGERS), "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def drop_index(apps, schema_editor):
    """Undo `make_index`; triggers and index go with the table."""
    if schema_editor.connection.vendor == "sqlite":
        for kept in ("enters", "leaves", "changes"):
            schema_editor.execute(f"DROP TRIGGER documents_passage_{kept}", params=None)
        schema_editor.execute("DROP TABLE documents_gram_places", params=None)
        schema_editor.execute("DROP TABLE documents_grams", params=None)
    else:
        schema_editor.execute("DROP INDEX passage_grams", params=None)
        schema_editor.execute("DROP FUNCTION documents_grams(text)", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_document_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(verbose_name='起点')),
                ('end', models.PositiveIntegerField(verbose_name='终点')),
                ('order', models.PositiveIntegerField(verbose_name='次序')),
                ('address', models.CharField(max_length=24, verbose_name='段落地址')),
                ('part', models.CharField(choices=[('title', '标题'), ('task', '任务'), ('safeguard', '保障措施'), ('goal', '目标'), ('other', '其他')], max_length=10, verbose_name='所在部分')),
                ('rank', models.PositiveSmallIntegerField(choices=[(0, '页面附属文字'), (1, '正文'), (2, '文件标题')], verbose_name='位次')),
                ('heading_length', models.PositiveSmallIntegerField(default=0, verbose_name='小标题字数')),
                ('text', models.TextField(verbose_name='整理后文本')),
                ('folded', documents.models.folded.FoldedField(verbose_name='检索用文本')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='documents.policydocument')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='documents.section')),
            ],
            options={
                'verbose_name': '段落',
                'verbose_name_plural': '段落',
                'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='passage_span_forward'), models.UniqueConstraint(fields=('document', 'order'), name='passage_order_once'), models.CheckConstraint(condition=models.Q(('part__in', ['title', 'task', 'safeguard', 'goal', 'other'])), name='passage_part_known')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
