"""Numbers of tasks that the list of tasks shows, kept counted: without any condition, and under each single one.

A slice is what a list is narrowed to: '' for nothing, 'domain:17', 'role:lead', 'level:county'. For each slice the
numbers beside the choices of every facet are kept, parted by category and by whether the document is published.

What holds at every moment, whoever writes: the tables hold exactly the tasks of those documents that do not stand in
documents_uncounted. Before anything that counts changes in a document, a trigger takes its numbers out and puts the
document there; documents.counted adds them again, many at once. Readers count what stands there themselves.

Nothing else is needed to rebuild the tables: `fill` makes them from the tasks. A later migration that changes one of
the tables with triggers on SQLite builds it anew and loses them: it must call `make_triggers` again.
"""

from django.db import migrations, models

COUNTS, AGENCY_COUNTS, UNCOUNTED = "documents_taskcount", "documents_agencycount", "documents_uncounted"
TABLES = (COUNTS, AGENCY_COUNTS, UNCOUNTED)
CHANGES = ("INSERT", "UPDATE", "DELETE")

# --- What is counted ------------------------------------------------------------------------------------------------
PLACES = (
    "documents_policydocument d JOIN documents_jurisdiction j ON j.id = d.jurisdiction_id"
    " LEFT JOIN documents_jurisdiction j1 ON j1.id = j.parent_id"
    " LEFT JOIN documents_jurisdiction j2 ON j2.id = j1.parent_id"
    " LEFT JOIN documents_jurisdiction j3 ON j3.id = j2.parent_id"
)
PROVINCE = "CASE 'province' WHEN j.level THEN j.code WHEN j1.level THEN j1.code WHEN j2.level THEN j2.code WHEN j3.level THEN j3.code ELSE '' END"
# What is known of the document behind a task. A place is counted beside a choice; as a condition it leaves few tasks.
OF_DOCUMENTS = {
    "level": "j.level",
    "within": PROVINCE,
    "signed": "COALESCE(substr(CAST(d.issued_on AS text), 1, 4), 'none')",
    "document_type": "d.document_type",
}
BESIDE = {"all": "''", "jurisdiction": "CAST(j.id AS text)", **OF_DOCUMENTS}
LINKS = "JOIN documents_taskagency l ON l.task_id = t.id"
# Facet -> what stands in it, where that comes from, what has to hold. The two forms of a year exclude each other.
YEAR = ("year", "CAST(y.year AS text)", "JOIN documents_taskdeadline y ON y.task_id = t.id", "")
NO_YEAR = ("year", "'none'", "", "t.due_year IS NULL")
OF_TASKS = (
    ("domain", "CAST(t.domain_id AS text)", "", ""),
    ("origin", "t.origin", "", ""),
    YEAR,
    NO_YEAR,
    ("role", "l.role", LINKS, ""),
    ("function", "CAST(a.function_id AS text)", f"{LINKS} JOIN documents_agency a ON a.id = l.agency_id", "a.function_id IS NOT NULL"),
)
# Tasks that list a domain as a further one and are filed elsewhere; of upper domains, elsewhere under another one.
TOUCHED = (
    "JOIN documents_task_other_domains o ON o.task_id = t.id JOIN documents_domain od ON od.id = o.domain_id"
    " JOIN documents_domain td ON td.id = t.domain_id"
)
TOUCHING = (
    (
        "touching",
        "CAST(COALESCE(od.parent_id, od.id) AS text)",
        TOUCHED,
        "COALESCE(od.parent_id, od.id) <> COALESCE(td.parent_id, td.id)",
    ),
    ("touching", "CAST(od.id AS text)", TOUCHED, "od.parent_id IS NOT NULL AND od.id <> td.id"),
)
AGENCY = ("agency", "l.agency_id", LINKS, "")
PUBLISHED = "CASE WHEN d.state = 'published' THEN 1 ELSE 0 END"


def _from(*sources):
    """The tables that these facets need, each joined once."""
    joins = []
    for source in sources:
        for join in source[2].replace(" JOIN", "|JOIN").split("|"):
            if join and join not in joins:
                joins.append(join)
    return " ".join(["documents_task t", *joins])


def _number(*sources):
    return "COUNT(DISTINCT t.id)" if any(source[2] for source in sources) else "COUNT(*)"


def _where(condition, *sources):
    return " AND ".join([f"t.document_id {condition}", *(source[3] for source in sources if source[3])])


def _by_document(source, condition):
    """Tasks of each document by category and by one facet."""
    name, key = source[:2]
    return (
        f"SELECT t.document_id, t.category, '{name}' AS facet, {key} AS value, {_number(source)} AS n"
        f" FROM {_from(source)} WHERE {_where(condition, source)} GROUP BY 1, 2, 4"
    )


def _all_by_document(sources, condition):
    return " UNION ALL ".join(_by_document(source, condition) for source in sources)


def _slices_of_documents(condition):
    """The slices that all tasks of a document belong to."""
    slices = {"": "''", **{name: f"'{name}:' || {key}" for name, key in OF_DOCUMENTS.items()}}
    return " UNION ALL ".join(
        f"SELECT d.id AS document_id, {PUBLISHED} AS published, {slice} AS slice FROM {PLACES} WHERE d.id {condition}"
        for slice in slices.values()
    )


def _facets_of_documents(condition):
    return " UNION ALL ".join(
        f"SELECT d.id AS document_id, {PUBLISHED} AS published, '{name}' AS facet, {key} AS value FROM {PLACES} WHERE d.id {condition}"
        for name, key in BESIDE.items()
    )


def _within_documents(sources, condition):
    """Under what is known of the document, beside what is known of the task."""
    facet = "f.value" if sources == (AGENCY,) else "f.facet, f.value"
    return (
        f"SELECT p.published, f.category, p.slice, {facet}, SUM(f.n) FROM ({_all_by_document(sources, condition)}) f"
        f" JOIN ({_slices_of_documents(condition)}) p ON p.document_id = f.document_id GROUP BY 1, 2, 3, {facet}"
    )


def _beside_documents(condition):
    """Under what is known of the task, or of the document, beside what is known of the document."""
    totals = f"SELECT t.document_id, t.category, COUNT(*) AS n FROM documents_task t WHERE t.document_id {condition} GROUP BY 1, 2"
    return (
        "SELECT b.published, f.category, f.facet || ':' || f.value, b.facet, b.value, SUM(f.n)"
        f" FROM ({_all_by_document(OF_TASKS, condition)}) f"
        f" JOIN ({_facets_of_documents(condition)}) b ON b.document_id = f.document_id GROUP BY 1, 2, 3, 4, 5"
        " UNION ALL SELECT b.published, f.category, p.slice, b.facet, b.value, SUM(f.n)"
        f" FROM ({totals}) f JOIN ({_slices_of_documents(condition)}) p ON p.document_id = f.document_id"
        f" JOIN ({_facets_of_documents(condition)}) b ON b.document_id = f.document_id GROUP BY 1, 2, 3, 4, 5"
    )


def _pair(slice, beside, condition):
    """Under what is known of the task, beside something else that is known of it; of agencies, of one and the same."""
    facet = beside[1] if beside is AGENCY else f"'{beside[0]}', {beside[1]}"
    grouped = "1, 2, 3, 4" if beside is AGENCY else "1, 2, 3, 5"
    return (
        f"SELECT {PUBLISHED}, t.category, '{slice[0]}:' || {slice[1]}, {facet}, {_number(slice, beside)}"
        f" FROM {_from(slice, beside)} JOIN documents_policydocument d ON d.id = t.document_id"
        f" WHERE {_where(condition, slice, beside)} GROUP BY {grouped}"
    )


def numbers(condition):
    """The rows of documents_taskcount that come from the documents whose key fits `condition`: "= 5", "IN (5, 6)"."""
    pairs = [_pair(one, other, condition) for one in OF_TASKS for other in OF_TASKS if one[0] != other[0]]
    return " UNION ALL ".join([_within_documents((*OF_TASKS, *TOUCHING), condition), _beside_documents(condition), *pairs])


def agency_numbers(condition):
    """The rows of documents_agencycount that come from these documents."""
    pairs = [_pair(one, AGENCY, condition) for one in OF_TASKS]
    return " UNION ALL ".join([_within_documents((AGENCY,), condition), *pairs])


def adding(condition, *, sign=""):
    """Statements that add the numbers of these documents, or with the sign - take them out."""
    columns = "published, category, slice, facet, value, number"
    return (
        f"INSERT INTO {COUNTS} ({columns}) SELECT published, category, slice, facet, value, {sign}number FROM"
        f" (SELECT 0 AS published, '' AS category, '' AS slice, '' AS facet, '' AS value, 0 AS number WHERE 1 = 0"
        f" UNION ALL {numbers(condition)}) counted WHERE number <> 0"
        f" ON CONFLICT (published, category, slice, facet, value) DO UPDATE SET number = {COUNTS}.number + excluded.number",
        f"INSERT INTO {AGENCY_COUNTS} (published, category, slice, agency_id, number)"
        f" SELECT published, category, slice, agency_id, {sign}number FROM"
        f" (SELECT 0 AS published, '' AS category, '' AS slice, 0 AS agency_id, 0 AS number WHERE 1 = 0"
        f" UNION ALL {agency_numbers(condition)}) counted WHERE number <> 0"
        f" ON CONFLICT (published, category, slice, agency_id) DO UPDATE SET number = {AGENCY_COUNTS}.number + excluded.number",
    )


# --- Who takes a document out ---------------------------------------------------------------------------------------
OF_TASK = "SELECT document_id FROM documents_task WHERE id = {row}.task_id"
OF_AGENCY = "SELECT DISTINCT t.document_id FROM documents_taskagency l JOIN documents_task t ON t.id = l.task_id WHERE l.agency_id = {row}.id"
OF_PLACE = (
    "SELECT d.id AS document_id FROM " + PLACES + " WHERE j.id = {row}.id OR j1.id = {row}.id OR j2.id = {row}.id OR j3.id = {row}.id"
)
# Table -> columns whose change counts (all of them where none are named), the documents behind a row, the changes.
MARKED = {
    "documents_task": ((), "SELECT {row}.document_id AS document_id", CHANGES),
    "documents_taskagency": ((), OF_TASK, CHANGES),
    "documents_taskdeadline": ((), OF_TASK, CHANGES),
    "documents_task_other_domains": ((), OF_TASK, CHANGES),
    "documents_domain": (("parent_id",), "SELECT id AS document_id FROM documents_policydocument", ("UPDATE", "DELETE")),
    "documents_policydocument": (("state", "jurisdiction_id", "issued_on", "document_type"), "SELECT {row}.id AS document_id", ("UPDATE", "DELETE")),
    "documents_agency": (("function_id",), OF_AGENCY, ("UPDATE", "DELETE")),
    "documents_jurisdiction": (("level", "parent_id", "code"), OF_PLACE, ("UPDATE", "DELETE")),
}
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
TAKES_OUT = f"{UNCOUNTED}_takes_out"
LOCK = 20_201_131
MARK = {
    "sqlite": "UPDATE documents_revision SET token = hex(randomblob(16))",
    "postgresql": "UPDATE documents_revision SET token = gen_random_uuid()::text",
}
POSTGRESQL_FUNCTIONS = ("documents_take_out", "documents_forget_counts")


def trigger_names():
    """The names of all triggers that keep the numbers true."""
    return tuple(f"{table}_uncounts_{change.lower()}" for table, (_, _, changes) in MARKED.items() for change in changes)


def _triggers(vendor):
    for table, (columns, documents, changes) in MARKED.items():
        for change in changes:
            rows = ROWS[change]
            differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
            when = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns) if change == "UPDATE" else ""
            yield table, change, [documents.format(row=row) for row in rows[: 1 if columns else 2]], when


def make_triggers(apps, schema_editor):
    """Let every change that counts take its document out first."""
    vendor = schema_editor.connection.vendor
    for table, change, questions, when in _triggers(vendor):
        name = f"{table}_uncounts_{change.lower()}"
        condition = f" WHEN ({when})" if when else ""
        if vendor == "sqlite":
            # Not INSERT OR IGNORE: the way of the statement that sets the trigger off would go before it.
            marks = " ".join(
                f"INSERT INTO {UNCOUNTED}(document_id) SELECT touched.document_id FROM ({question}) touched"
                f" WHERE NOT EXISTS (SELECT 1 FROM {UNCOUNTED} u WHERE u.document_id = touched.document_id);"
                for question in questions
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW{condition} BEGIN {marks} END", params=None
            )
            continue
        returned = "OLD" if change == "DELETE" else "NEW"
        body = " ".join(f"PERFORM documents_take_out(touched.document_id) FROM ({question}) touched;" for question in questions)
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {returned}; END $$", params=None
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW{condition}"
            f" EXECUTE FUNCTION {name}()",
            params=None,
        )


# Waits until nobody else adds the document at this moment; takes its numbers out unless that has been done.
TAKE_OUT = f"""CREATE FUNCTION documents_take_out(touched bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF touched IS NULL THEN RETURN; END IF;
    LOOP
        PERFORM 1 FROM {UNCOUNTED} WHERE document_id = touched FOR KEY SHARE;
        EXIT WHEN FOUND;
        INSERT INTO {UNCOUNTED}(document_id) VALUES (touched) ON CONFLICT DO NOTHING;
        IF FOUND THEN
            IF EXISTS (SELECT 1 FROM documents_task WHERE document_id = touched) THEN
                PERFORM pg_advisory_xact_lock({LOCK});
                {"; ".join(adding("= touched", sign="-"))};
            END IF;
            EXIT;
        END IF;
    END LOOP;
END $$"""
FORGET = f"""CREATE FUNCTION documents_forget_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN TRUNCATE {", ".join(TABLES)}; RETURN NULL; END $$"""


def make_tables(apps, schema_editor):
    """Make the three tables, and what takes a document out of the first two when it is put into the third."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    end = " WITHOUT ROWID" if sqlite else ""
    common = "published smallint NOT NULL, category varchar(10) NOT NULL, slice varchar(80) NOT NULL"
    for statement in (
        f"CREATE TABLE {COUNTS} ({common}, facet varchar(20) NOT NULL, value varchar(60) NOT NULL, number integer NOT NULL,"
        f" PRIMARY KEY (published, category, slice, facet, value)){end}",
        f"CREATE TABLE {AGENCY_COUNTS} ({common}, agency_id bigint NOT NULL, number integer NOT NULL,"
        f" PRIMARY KEY (published, category, slice, agency_id)){end}",
        f"CREATE TABLE {UNCOUNTED} (document_id bigint NOT NULL PRIMARY KEY)",
        f"CREATE INDEX agency_count_fullest ON {AGENCY_COUNTS} (published, category, number DESC, agency_id) WHERE slice = ''",
    ):
        schema_editor.execute(statement, params=None)
    if sqlite:
        taken = " ".join(f"{statement};" for statement in adding("= NEW.document_id", sign="-"))
        schema_editor.execute(
            f"CREATE TRIGGER {TAKES_OUT} AFTER INSERT ON {UNCOUNTED} WHEN"
            f" EXISTS (SELECT 1 FROM documents_task WHERE document_id = NEW.document_id) BEGIN {taken} END",
            params=None,
        )
        return
    schema_editor.execute(TAKE_OUT, params=None)
    schema_editor.execute(FORGET, params=None)
    schema_editor.execute(
        "CREATE TRIGGER documents_task_forgets BEFORE TRUNCATE ON documents_task"
        " FOR EACH STATEMENT EXECUTE FUNCTION documents_forget_counts()",
        params=None,
    )


def fill(apps, schema_editor):
    """Count every document that is there."""
    if schema_editor.connection.vendor == "postgresql":  # within a restore it knows nothing of the rows yet
        for table in MARKED:
            schema_editor.execute(f"ANALYZE {table}", params=None)
    for statement in adding("IS NOT NULL"):
        schema_editor.execute(statement, params=None)


def make(apps, schema_editor):
    """Make the tables, fill them, and keep them true from now on."""
    make_tables(apps, schema_editor)
    fill(apps, schema_editor)
    make_triggers(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        # It takes an index of which it knows nothing to be the best one, and reads whole documents on its way.
        schema_editor.execute("PRAGMA analysis_limit = 1000", params=None)
        schema_editor.execute("ANALYZE", params=None)


def drop(apps, schema_editor):
    """Undo `make`, whatever is left of it."""
    if schema_editor.connection.vendor == "sqlite":
        for name in (*trigger_names(), TAKES_OUT):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)
    else:
        for name in (*trigger_names(), "documents_forget_counts"):
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE", params=None)
        schema_editor.execute("DROP FUNCTION IF EXISTS documents_take_out(bigint)", params=None)
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0011_revision_of_lenses'),
    ]

    operations = [
        migrations.AddIndex('task', models.Index(fields=['domain', 'category', 'document'], name='task_domain_document')),
        migrations.AddIndex('task', models.Index(fields=['document', 'category', 'domain'], name='task_document_domain')),
        migrations.AddIndex('taskagency', models.Index(fields=['task', 'role', 'agency'], name='task_agency_task_role')),
        migrations.AddIndex('policydocument', models.Index(fields=['state', 'issued_on'], name='document_state_issued')),
        migrations.AddIndex('policydocument', models.Index(fields=['state', 'document_type'], name='document_state_type')),
        migrations.RunPython(make, drop),
        migrations.CreateModel(
            name='TaskCount',
            fields=[
                ('slice', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('published', models.PositiveSmallIntegerField()),
                ('category', models.CharField(max_length=10)),
                ('facet', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=60)),
                ('number', models.IntegerField()),
            ],
            options={'db_table': 'documents_taskcount', 'managed': False},
        ),
        migrations.CreateModel(
            name='AgencyCount',
            fields=[
                ('slice', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('published', models.PositiveSmallIntegerField()),
                ('category', models.CharField(max_length=10)),
                ('agency_id', models.BigIntegerField()),
                ('number', models.IntegerField()),
            ],
            options={'db_table': 'documents_agencycount', 'managed': False},
        ),
        migrations.CreateModel(
            name='UncountedDocument',
            fields=[('document_id', models.BigIntegerField(primary_key=True, serialize=False))],
            options={'db_table': 'documents_uncounted', 'managed': False},
        ),
    ]
