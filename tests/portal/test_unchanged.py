"""A page that has not changed is not made again, and one that has is never kept: for every public page and change."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone, translation

from comparisons.aspects import ASPECTS_BY_KEY
from comparisons.models import AlignmentDecision
from documents.keeping import machinery
from documents.models import (
    Agency,
    AgencyAlias,
    Citation,
    DocumentIssuer,
    Passage,
    PolicyDocument,
    RelatedTerm,
    Stage,
    Target,
    Task,
)
from portal import unchanged
from portal.access import READ, Role, rule_of
from tests.addresses import addresses
from tests.builders import MAOJIAN, TRAFFIC, build_document
from tests.documents.reviewing.acting import act, reviewer
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db
FEW = ("/", "/tasks/", "/tasks/export/csv/")
LENSES = ("coverage", "leads", "years", "strength", "instruments", "terms", "lineage", "cues", "citations")
# Numbers that are kept counted hold what the counted tables say, at every moment (migration 0013).
DERIVED = {
    "documents_revision",
    "documents_grams",
    "documents_task_keys",
    "documents_taskcount",
    "documents_agencycount",
    "documents_uncounted",
}
# Who decided about aligned tasks is shown by name; names of accounts cannot be changed in the portal.
NAMES_ONLY = {"auth_user"}


@pytest.fixture
def paths(corpus) -> list[str]:
    first, second = PolicyDocument.objects.order_by("pk")[:2]
    agency = Agency.objects.order_by("pk").first().pk
    passage = Passage.objects.order_by("pk").first().pk
    pair = f"?document={first.slug}&document={second.slug}"
    return [
        *("/", "/tasks/", "/tasks/?domain=governance&sort=place", "/targets/", "/documents/", "/agencies/"),
        *("/jurisdictions/", f"/jurisdictions/{first.jurisdiction.code}/", f"/agencies/{agency}/", "/method/"),
        *("/search/", "/search/?q=5G", "/search/suggestions/?q=5G", f"/search/passages/{passage}/?q=5G"),
        *(f"/documents/{first.slug}/", f"/documents/{first.slug}/passage/5-50/"),
        *("/lenses/", *(f"/lenses/{key}/" for key in LENSES), "/lenses/terms/sentences/?term=5G"),
        f"/compare/closest/{first.slug}/{first.tasks.first().start}/",
        *("/compare/", "/compare/pins/", *(f"/compare/{key}/{pair}" for key in ASPECTS_BY_KEY if key != "domains")),
        *(f"/compare/{pair}", f"/compare/export/csv/{pair}"),
        *("/tasks/export/csv/", "/targets/export/json/", "/documents/export/xlsx/", "/lenses/leads/export/csv/"),
    ]


def again(client, path, tag):
    return client.get(path, headers={"If-None-Match": tag})


def test_every_public_page_is_answered_with_304_until_its_corpus_its_code_or_its_day_is_another(
    client, paths, monkeypatch
) -> None:
    tags = {path: client.get(path).headers.get("ETag") for path in paths}
    assert [path for path, tag in tags.items() if not tag] == []
    assert len(set(tags.values())) == len(paths)

    def kept(some=FEW, client=client) -> list[str]:
        return [path for path in some if again(client, path, tags[path]).status_code == 304]

    assert kept(paths) == paths
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(unchanged, "localdate", lambda: date(2030, 1, 1))
        assert kept() == []
    with monkeypatch.context() as released:
        released.setattr(unchanged, "code_version", lambda: "another")
        assert kept() == []
    with translation.override("en"):
        assert kept() == []
    assert kept(client=Client(headers={"host": "localhost"})) == []
    assert kept(paths) == paths
    Task.objects.filter(pk=Task.objects.first().pk).update(title="改过的任务")
    assert kept(paths) == []


def changes():
    """What people and programs do to the corpus, each a change that some public page shows."""
    document = PolicyDocument.objects.get(jurisdiction__name="禹城市")
    task = Task.objects.filter(document=document).first()
    return {
        "import": lambda: build_document(
            place=MAOJIAN, title="另一方案", number="茅政办发〔2023〕9号", tasks=(TRAFFIC,)
        ),
        "edit": lambda: Target.objects.filter(pk=Target.objects.first().pk).update(indicator="改过的指标"),
        "review": lambda: act(document, task.title, "approve", by=reviewer()),
        "citation": lambda: Citation.objects.first().delete(),
        "stage": lambda: Stage.objects.first().delete(),
        "issuer": lambda: DocumentIssuer.objects.filter(document=document).update(name="另一机关"),
        "alias": lambda: AgencyAlias.objects.create(agency=Agency.objects.first(), name="另一名称"),
        "passage": lambda: Passage.objects.first().delete(),
        "related word": lambda: RelatedTerm.objects.create(group="5G", term="第五代", reason="试"),
        "alignment": lambda: AlignmentDecision.objects.create(
            together=True,
            decided_at=timezone.now(),
            first_document=PolicyDocument.objects.order_by("pk").first(),
            first_locator="二/(一)",
            second_document=PolicyDocument.objects.order_by("pk").last(),
            second_locator="二/(二)",
        ),
        "withdrawal": lambda: PolicyDocument.objects.filter(pk=document.pk).update(state="withdrawn"),
    }


def test_nothing_is_kept_after_any_kind_of_change(client, corpus) -> None:
    path = "/tasks/"
    for name, change in changes().items():
        tag = client.get(path)["ETag"]
        assert again(client, path, tag).status_code == 304
        change()
        assert again(client, path, tag).status_code == 200, name


def test_every_table_that_a_tagged_page_reads_marks_the_revision(client, paths) -> None:
    marking = {table for migration in machinery._MARKING for table in migration.COUNTED}
    read = set()
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        for query in asked:
            read |= set(re.findall(r'(?:FROM|JOIN) "?((?:documents|comparisons|auth|django)_\w+)', query["sql"]))

    assert {"documents_task", "documents_citation", "comparisons_alignmentdecision"} <= read
    assert read - marking - DERIVED - NAMES_ONLY == set()


@pytest.mark.sqlite
def test_every_address_that_may_be_tagged_is_asked_in_these_tests(paths) -> None:
    tagged = {
        each.name
        for each in addresses()
        if rule_of(each.name).role is Role.VISITOR
        and rule_of(each.name).methods == READ
        and (each.name == "home" or each.name.partition(":")[0] in unchanged.PARTS)
        and each.name not in unchanged.BESIDES
        and not each.name.endswith("export")
    }
    asked = {resolve(path.partition("?")[0]).view_name for path in paths}
    assert tagged - asked == {"documents:function", "documents:original"}


@pytest.mark.sqlite
def test_who_is_known_keeps_nothing_and_is_never_shown_what_was_kept_before(client, corpus) -> None:
    public = client.get("/tasks/")
    assert public["Cache-Control"] == "no-cache"
    assert {"Cookie", "HX-Request", "HX-Target", "X-Panel"} <= set(public["Vary"].split(", "))
    editor = person(EDITOR, password="一个相当长的口令-2026")

    client.post("/accounts/sign-in/", {"username": editor.username, "password": "一个相当长的口令-2026"})
    signed_in = again(client, "/tasks/", public["ETag"])
    assert signed_in.status_code == 200
    assert editor.username in signed_in.content.decode()
    assert "ETag" not in signed_in
    assert signed_in["Cache-Control"] == "private, no-store"

    client.post("/accounts/sign-out/")
    assert "sessionid" not in {name for name, cookie in client.cookies.items() if cookie.value}
    afterwards = again(client, "/tasks/", public["ETag"])
    assert editor.username not in afterwards.content.decode()
    if afterwards.status_code == 200:  # a message was shown once, and is not kept
        assert "ETag" not in afterwards
        assert again(client, "/tasks/", public["ETag"]).status_code == 304


@pytest.mark.sqlite
def test_a_page_with_a_token_of_a_form_is_for_one_reader_and_pieces_for_scripts_are_not_kept(client, corpus) -> None:
    slug = PolicyDocument.objects.first().slug
    for path in ("/check/", f"/review/report/{slug}/0-10/", "/accounts/sign-in/"):
        page = client.get(path)
        assert "csrfmiddlewaretoken" in page.content.decode()
        assert "ETag" not in page
        assert "private" in page["Cache-Control"]
    client = Client()
    tag = client.get("/tasks/")["ETag"]
    for headers in ({"HX-Request": "true", "HX-Target": "choices-jurisdiction"}, {"X-Panel": "1"}):
        piece = client.get("/tasks/", headers={**headers, "If-None-Match": tag})
        assert piece.status_code == 200
        assert "ETag" not in piece


@pytest.mark.sqlite
def test_headers_alone_have_the_same_tag_and_what_is_not_there_has_none(client, corpus) -> None:
    tag = client.get("/tasks/")["ETag"]
    assert client.head("/tasks/")["ETag"] == tag
    unchanged_page = client.head("/tasks/", headers={"If-None-Match": f'W/"x", {tag}'})
    assert (unchanged_page.status_code, unchanged_page.content) == (304, b"")
    assert unchanged_page["ETag"] == tag
    assert "Cookie" in unchanged_page["Vary"]
    for path in ("/tasks/?page=999", "/documents/nothing/", "/tasks/?nonsense=1"):
        assert "ETag" not in client.get(path), path
    document = PolicyDocument.objects.first()
    original = client.get(f"/documents/{document.slug}/original.txt")
    assert original["ETag"] == f'"{document.sha256}"'
    assert again(client, f"/documents/{document.slug}/original.txt", original["ETag"]).status_code == 304


@pytest.mark.sqlite
def test_an_unchanged_page_asks_the_database_one_question(client, corpus, django_assert_num_queries) -> None:
    tag = client.get("/tasks/")["ETag"]
    with django_assert_num_queries(1):
        assert again(client, "/tasks/", tag).status_code == 304


@pytest.fixture
def kept_pages(settings, monkeypatch):
    """Pages are kept for the next reader, also those that are cheap to make."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept pages of a test"}
    settings.CACHES = {**settings.CACHES, "pages": memory}
    monkeypatch.setattr("portal.kept_pages.DEAR_SECONDS", 0)
    yield
    caches["pages"].clear()


def test_the_next_visitor_gets_a_page_as_it_was_made_and_whoever_is_signed_in_one_of_his_own(kept_pages, corpus):
    address = "/compare/?place=370100&place=419001"
    first, next_one, editor = Client(), Client(), Client()
    editor.force_login(person(EDITOR))
    made = first.get(address)
    with CaptureQueriesContext(connection) as asked:
        again = next_one.get(address)

    assert (again.status_code, again.content, again["ETag"]) == (200, made.content, made["ETag"])
    assert (again["Content-Type"], again["Content-Security-Policy"]) == (
        made["Content-Type"],
        made["Content-Security-Policy"],
    )
    assert len(asked) == 1  # the revision
    assert "退出" in editor.get(address).content.decode()
    assert "退出" not in Client().get(address).content.decode()


def test_a_kept_page_is_gone_with_the_state_of_the_corpus_that_it_shows(kept_pages, corpus):
    reader = Client()
    title = "刚刚撤回的方案"
    document = build_document(place=MAOJIAN, title=title, tasks=[TRAFFIC])
    assert title in BeautifulSoup(reader.get("/documents/").content, "lxml").get_text()

    PolicyDocument.objects.filter(pk=document.pk).update(state="withdrawn")

    assert title not in BeautifulSoup(Client().get("/documents/").content, "lxml").get_text()


def test_files_are_streamed_and_not_kept(kept_pages, corpus):
    Client().get("/tasks/export/csv/")
    Client().get("/no/such/page/")

    assert caches["pages"]._cache == {}
