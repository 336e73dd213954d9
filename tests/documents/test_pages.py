"""Pages of the corpus: who may see what, nothing run, nothing asked while rendering, the file equal to the page."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template.response import TemplateResponse
from django.test.utils import CaptureQueriesContext

from documents.models import Agency, PolicyDocument, Task
from tests.builders import (
    JINAN,
    JIYUAN,
    MAOJIAN,
    SCHOOLS,
    SICHUAN,
    TRAFFIC,
    YUCHENG,
    Quantity,
    TaskSpec,
    build_document,
)
from tests.people import EDITOR, person

pytestmark = pytest.mark.django_db

CANARY = "金丝雀"
SECRET = TaskSpec(
    title=f"{CANARY}任务",
    text=f"{CANARY}内容，{CANARY}率达到70%。",
    agencies=((f"{CANARY}局", "lead", "public_security"),),
    quantities=(Quantity(f"{CANARY}率达到70%", f"{CANARY}率", ">=", "70", "%"),),
)


def secret_document(state="draft", place=YUCHENG):
    return build_document(
        state=state,
        place=place,
        title=f"{CANARY}方案",
        number=f"{CANARY}〔2022〕1号",
        tasks=(SECRET,),
        document_type=f"{CANARY}文种",
    )


def soup_of(response):
    return BeautifulSoup(response.content, "lxml")


def without_clock(content):
    return re.sub(rb"\d{4}-\d\d-\d\d", b"", content)


@pytest.mark.parametrize(
    "path",
    [
        "/documents/{slug}/",
        "/documents/{slug}/?text=original",
        "/documents/{slug}/original.txt",
        "/documents/{slug}/passage/0-10/",
        "/agencies/{agency}/",
        "/jurisdictions/371482/",
        "/jurisdictions/370000/",
    ],
)
def test_what_belongs_to_a_draft_is_not_found_like_what_never_was(client, path):
    draft = secret_document()
    agency = Agency.objects.get()

    hidden = client.get(path.format(slug=draft.slug, agency=agency.pk))
    never = client.get("/documents/000000-00000000/")

    assert hidden.status_code == 404
    assert without_clock(hidden.content) == without_clock(never.content)


@pytest.mark.parametrize(
    "query",
    [
        "/tasks/?jurisdiction=371482",
        "/tasks/?agency={agency}",
        "/tasks/?document_type=%E9%87%91%E4%B8%9D%E9%9B%80%E6%96%87%E7%A7%8D",
    ],
)
def test_a_filter_knows_no_place_agency_or_genre_that_only_a_draft_has(client, query):
    build_document()
    secret_document()
    agency = Agency.objects.get(name=f"{CANARY}局")

    found = soup_of(client.get(query.format(agency=agency.pk)))

    assert found.select_one(".notice[role=alert]"), "an unknown value is an error, whether or not a draft has it"


def test_staff_see_drafts_and_are_told_their_state(client):
    draft = secret_document()
    client.force_login(person(EDITOR))

    assert f"{CANARY}任务" in client.get("/tasks/").content.decode()
    assert "草稿" in client.get("/documents/").content.decode()
    assert client.get(f"/documents/{draft.slug}/").status_code == 200


def test_a_member_of_the_public_with_an_account_sees_no_draft(client):
    draft = secret_document()
    client.force_login(person())

    assert client.get(f"/documents/{draft.slug}/").status_code == 404
    assert CANARY not in client.get("/tasks/").content.decode()


def test_a_citation_of_a_draft_reads_like_one_outside_the_corpus(client):
    draft = secret_document()
    citing = build_document(cites=draft.document_number)
    assert citing.citations.get().cited == draft

    page = client.get(f"/documents/{citing.slug}/").content.decode()

    assert draft.slug not in page
    assert "未收入语料" in page


# --- Nothing in a document is run ---------------------------------------------------------------------------------

ATTACK = '<script>alert(1)</script><img src=x onerror="alert(2)">{{ 7 }}</textarea>&amp;'


@pytest.mark.parametrize(
    "path", ["/documents/{slug}/", "/documents/{slug}/?text=original", "/documents/{slug}/?text=traditional",
             "/documents/{slug}/passage/0-60/", "/tasks/?category=all&show=full", "/tasks/", "/targets/?kind=all", "/documents/",
             "/agencies/", "/jurisdictions/420302/", "/agencies/{agency}/", "/tasks/?q=%3Cscript%3Ealert(1)%3C/script%3E"],
)  # fmt: skip
def test_what_looks_like_code_in_a_document_is_shown_and_not_run(client, path):
    task = TaskSpec(
        title=f"任务{ATTACK}",
        text=f"内容{ATTACK}，{ATTACK}率达到70%。",
        agencies=((f"局{ATTACK}", "lead", ""),),
        quantities=(Quantity(f"{ATTACK}率达到70%", f"{ATTACK}率", ">=", "70", "%"),),
    )
    document = build_document(title=f"方案{ATTACK}", number=ATTACK[:40], tasks=(task,), document_type="<b>类型")
    path = path.format(slug=document.slug, agency=Agency.objects.get().pk)

    page = soup_of(client.get(path))

    assert [script.get("src") is not None for script in page.select("script")] == [True] * len(page.select("script"))
    assert not page.select("main img, main textarea, [onerror], [style]")
    assert not [link for link in page.select("a[href]") if link["href"].lower().startswith("javascript:")]


def test_a_web_page_is_given_out_as_bytes_that_no_browser_opens(client):
    document = build_document()
    PolicyDocument.objects.update(media_type="text/html", file_name="规划.html")

    response = client.get(f"/documents/{document.slug}/original.txt")

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Disposition"].endswith(".html")


def test_the_original_is_given_out_byte_for_byte_to_keep_and_not_to_run(client):
    document = build_document(title=f"方案{ATTACK}")
    PolicyDocument.objects.update(file_name='../..\\etc/"x\r\n.html')

    response = client.get(f"/documents/{document.slug}/original.txt")

    assert response.content == document.original_text.encode()
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert re.fullmatch(r'attachment; filename="[\w._-]+\.txt"', response["Content-Disposition"])


# --- Questions to the database ------------------------------------------------------------------------------------

PAGES = [
    *("/documents/", "/tasks/", "/tasks/?domain=governance&role=lead", "/targets/?kind=all", "/agencies/"),
    *("/jurisdictions/", "/jurisdictions/420302/", "/method/", "/agencies/functions/transport/"),
    *("/documents/{slug}/", "/documents/{slug}/passage/0-20/", "/agencies/{agency}/", "/tasks/export/csv/"),
]
CITIES = (MAOJIAN, JINAN, SICHUAN, JIYUAN, YUCHENG)


def questions(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", PAGES)
def test_five_documents_cost_as_many_questions_as_two(client, address):
    first = build_document()
    build_document(place=JINAN, title="济南市方案")
    address = address.format(slug=first.slug, agency=Agency.objects.order_by("id").first().pk)
    with_two = questions(client, address)

    for place in CITIES[2:]:
        build_document(place=place, title=f"{place.name}方案", tasks=(TRAFFIC, SCHOOLS) * 3)

    assert questions(client, address) == with_two


@pytest.mark.parametrize("address", [address for address in PAGES if "export" not in address])
def test_rendering_asks_the_database_nothing(client, address, monkeypatch):
    document = build_document()
    address = address.format(slug=document.slug, agency=Agency.objects.order_by("id").first().pk)
    asked = []
    render = TemplateResponse.render

    def counted(self):
        with CaptureQueriesContext(connection) as queries:
            result = render(self)
        asked.append(len(queries))
        return result

    monkeypatch.setattr(TemplateResponse, "render", counted)
    client.get(address)

    assert asked == [0]


# --- Single pages -------------------------------------------------------------------------------------------------


@pytest.fixture
def two_places():
    build_document()
    build_document(place=JINAN, title="济南市方案", tasks=(SCHOOLS, TRAFFIC))


def test_the_method_page_says_every_rule_in_a_sentence(client):
    rows = soup_of(client.get("/method/")).select("#rules ~ table")[0].select("tbody tr")
    said = {row.select("td")[1].get_text(): (row.th.get_text(), row.td.get_text()) for row in rows}

    assert said["note.ending.joint"] == ("单位", "括号中“某某会同某某负责”一类的前后两方")
    assert said["citation.number"] == ("引用", "单独出现的文号")


def test_an_empty_portal_says_what_is_missing_on_every_list(client):
    for address in ("/documents/", "/tasks/", "/targets/", "/agencies/", "/jurisdictions/"):
        assert soup_of(client.get(address)).select_one(".empty h2"), address


def test_the_page_of_an_agency_lists_its_tasks_by_role_and_its_like_elsewhere(client, two_places):
    agency = Agency.objects.get(name="区交通运输局", jurisdiction__name="茅箭区")

    page = soup_of(client.get(f"/agencies/{agency.pk}/"))

    assert page.h1.get_text() == "区交通运输局"
    assert "牵头1项，配合0项，责任0项。" in page.get_text()
    assert [heading.get_text() for heading in page.select("h2")] == ["牵头", "各地的交通运输单位"]


def test_a_place_lists_its_documents_domains_targets_and_agencies(client, two_places):
    page = soup_of(client.get("/jurisdictions/420302/"))

    rows = {row.th.get_text(): row.select("td") for row in page.select(".domain-table tbody tr")}
    assert rows["城市治理"][0].get_text().strip() == "1"
    assert "自动抽取未见" in rows["产业发展"][1].get_text()
    assert "兼及" in rows["数据"][1].get_text()
    assert [place.get_text() for place in page.select(".breadcrumbs a")] == ["地区", "全国", "湖北省", "十堰市"]


def test_a_place_above_leads_to_the_places_below(client, two_places):
    page = soup_of(client.get("/jurisdictions/420300/"))

    assert "没有收入十堰市的文件" in page.get_text()
    assert page.select_one('a[href="/jurisdictions/420302/"]')


@pytest.mark.parametrize(
    "address",
    [
        "/documents/nothing/",
        "/jurisdictions/999999/",
        "/agencies/99999999/",
        "/agencies/99999999999999999999999/",
        "/agencies/functions/nothing/",
        "/documents/{slug}/passage/10-10/",
        "/documents/{slug}/passage/0-99999999999999999999/",
    ],
)
def test_what_does_not_exist_is_not_found(client, address):
    document = build_document()

    assert client.get(address.format(slug=document.slug)).status_code == 404


def test_get_absolute_url_of_a_task_leads_to_an_element_of_the_page(client):
    build_document()
    for task in Task.objects.select_related("document"):
        path, _hash, anchor = task.get_absolute_url().partition("#")
        assert len(soup_of(client.get(path)).select(f"#{anchor}")) == 1, task.title
