"""After a load the database knows how large its tables are, and plans by it."""

import pytest
from django.core.management import call_command
from django.db import connection

from documents.models import PolicyDocument


@pytest.mark.django_db
def test_a_load_leaves_statistics_behind(settings, capsys) -> None:
    call_command("load_documents", settings.CORPUS_DIR / "yucheng-2020.txt", verbosity=0)
    table = "sqlite_stat1" if connection.vendor == "sqlite" else "pg_stat_user_tables"
    column = "tbl" if connection.vendor == "sqlite" else "relname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {column} = 'documents_task'")
        assert cursor.fetchone()[0] > 0


@pytest.mark.django_db
@pytest.mark.sqlite
def test_the_version_of_the_corpus_is_read_from_an_index_alone(corpus) -> None:
    plan = PolicyDocument.objects.filter(state="published").order_by().values("loaded_at").explain()
    assert "COVERING INDEX document_state_loaded" in plan
