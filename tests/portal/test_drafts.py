"""What is not published leaks nowhere: every address is asked, before there is anything, while it is public, and when not."""

import io
import re
import zipfile

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from comparisons.aspects import ASPECTS_BY_KEY
from comparisons.draft import views as draft_views
from comparisons.draft.visitors import Gate
from documents.exporters import FORMATS
from documents.models import Agency, Passage, PolicyDocument, Task
from portal.access import Role, rule_of
from tests.addresses import addresses
from tests.builders import FUNDING, JINAN, SICHUAN, TRAFFIC, TaskSpec, build_document
from tests.people import EDITOR, person
from tests.portal.canary import CANARY, VALUE, YEAR, hidden_documents

pytestmark = pytest.mark.django_db
LISTS = ("csv", "xlsx", "json", "md")
DRAFT = "智慧城市方案\n一、重点任务\n（一）智慧交通。建设平台，确保路口联网。（牵头单位：市公安局）\n（二）智慧教育。推进校园建设。\n"
CLOCK = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d[\d:.]*(?:Z|\+\d\d:\d\d)?)?|\d\d:\d\d:\d\d GMT|X-Request-ID: \w+'
)

# The tag is another one after any change of the corpus; it says neither what nor where.
NO_WORDS = frozenset({"Content-Length", "ETag"})


def public_documents():
    office = TaskSpec("智慧政务", "建设统一平台。", domain="data/platform")
    return [
        build_document(),
        build_document(place=JINAN, title="济南市行动计划", number="济政〔2018〕1号", tasks=(TRAFFIC, FUNDING)),
        build_document(place=SICHUAN, title="四川省指导意见", number="川府〔2020〕1号", tasks=(office,)),
    ]


def asked(*, public, secret):
    """Addresses to be asked, by name of the view; an address without an entry fails the test."""
    slug, other = public[0].slug, public[1].slug
    pair = f"?document={slug}&document={secret}&document={other}"
    agency = Agency.objects.get(name="区交通运输局", jurisdiction__code="420302").pk
    passage = Passage.objects.filter(document=public[0]).order_by("pk")[0].pk
    paths = {
        "home": ["/"],
        "healthz": ["/healthz"],
        "readyz": ["/readyz"],
        "metrics": ["/metrics"],
        "documents:documents": ["/documents/", f"/documents/?q={CANARY}", "/documents/?jurisdiction=371482"],
        "documents:document": [f"/documents/{slug}/", f"/documents/{slug}/?text=original"],
        "documents:original": [f"/documents/{slug}/original.txt"],
        "documents:passage": [f"/documents/{slug}/passage/0-10/"],
        "documents:tasks": ["/tasks/?category=all&show=full", f"/tasks/?q={CANARY}", "/tasks/?domain=governance"],
        "documents:targets": ["/targets/?kind=all", f"/targets/?q={CANARY}", f"/targets/?since={YEAR}"],
        "documents:agencies": ["/agencies/", f"/agencies/?q={CANARY}"],
        "documents:agency": [f"/agencies/{agency}/"],
        "documents:function": ["/agencies/functions/transport/"],
        "documents:jurisdictions": ["/jurisdictions/"],
        "documents:jurisdiction": [f"/jurisdictions/{code}/" for code in ("420302", "510000", "371482", "370000")],
        "documents:search": [f"/search/?q={words}" for words in ("平台", CANARY, f"{CANARY[:5]} 平台", VALUE)],
        "documents:search_export": [f"/search/export/{key}/?q=平台" for key in LISTS],
        "documents:found": [f"/search/passages/{passage}/"],
        "documents:suggest": [f"/search/suggestions/?q={word}" for word in (CANARY[:6], "禹城", "交通", "局")],
        "documents:method": ["/method/"],
        "comparisons:compare": [f"/compare/{query}" for query in ("", pair, "?place=371482", f"?find={CANARY}")],
        "comparisons:export": [f"/compare/export/{key}/{pair}" for key in FORMATS],
        "comparisons:pins": ["/compare/pins/"],
        "comparisons:closest": [f"/compare/closest/{slug}/{Task.objects.filter(document=public[0])[0].start}/"],
        "comparisons:aspect": [f"/compare/{key}/{pair}" for key in ASPECTS_BY_KEY],
        "comparisons:aspect_export": [f"/compare/{key}/export/json/{pair}" for key in ASPECTS_BY_KEY],
        "comparisons:take_snapshot": [f"/compare/domains/snapshot/{pair}"],
        "draft:check": ["/check/"],
        "reviewing:report_error": [f"/review/report/{slug}/0-10/"],
        "accounts:sign_in": ["/accounts/sign-in/"],
        "accounts:second_step": ["/accounts/sign-in/code/"],
    }
    for each in addresses():
        if each.name not in paths and each.name.endswith("_export") and len(each.parts) == 1:
            kinds = FORMATS if each.name == "documents:task_export" else LISTS
            paths[each.name] = [reverse(each.name, args=[key]) for key in kinds]
        elif each.name.startswith("lenses:") and not each.parts:
            paths[each.name] = [reverse(each.name), f"{reverse(each.name)}?jurisdiction=420302&jurisdiction=371482"]
    return paths


def said(response):
    """Status, headers and body; of packed files, part by part; without the moment of asking and the token of a form."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [part for part in packed.namelist() if not part.endswith("styles.xml")]
            content = b"\n".join(part.encode() + packed.read(part) for part in parts)
    kept = [(name, value) for name, value in sorted(response.items()) if name not in NO_WORDS]
    headers = "\n".join(f"{name}: {value}" for name, value in kept)
    return CLOCK.sub("", f"{response.status_code}\n{headers}\n\n{content.decode('utf-8', 'replace')}")


def sweep(client, paths, *, peers=()):
    """Everything that is answered, by address; a draft checked against the corpus, and against `peers`, is asked too."""
    draft_views.GATE = Gate()
    answers = {path: said(client.get(path)) for each in paths.values() for path in each}
    for address in ("/check/", "/check/report/"):
        answers[f"POST {address}"] = said(client.post(address, {"text": DRAFT}))
    picked = {"text": DRAFT, "chosen": "1", "find": CANARY[:6], "peer": peers}
    answers["POST /check/ looking for peers"] = said(client.post("/check/", picked))
    return answers


def telling(answers):
    """Addresses that answer with a word of the hidden documents which was not part of the question."""
    return [
        path
        for path, answer in answers.items()
        if CANARY not in path and any(word in answer.lower() and word not in path for word in (CANARY, YEAR, VALUE))
    ]


@pytest.mark.sqlite
def test_nobody_without_the_right_is_told_a_word_or_a_number_of_what_is_not_published(client):
    cache.clear()
    public = public_documents()
    with transaction.atomic():  # the slug is known beforehand, so that the same addresses are asked before and after
        secret = hidden_documents()["draft"].slug
        transaction.set_rollback(True)
    paths = asked(public=public, secret=secret)
    open_to_visitors = {each.name for each in addresses() if rule_of(each.name).role is Role.VISITOR}
    elsewhere = {"draft:report", "comparisons:snapshot", "comparisons:snapshot_export", "reviewing:report_state"}
    assert open_to_visitors - paths.keys() == elsewhere
    peers = [public[0].slug, secret]
    before = sweep(client, paths, peers=peers)

    hidden = hidden_documents()
    token = client.post(f"/compare/domains/snapshot/?document={secret}").headers["Location"].strip("/").split("/")[-1]
    kept = [f"/compare/snapshot/{token}/", *(f"/compare/snapshot/{token}/export/{key}/" for key in LISTS)]
    report = client.post(f"/review/report/{secret}/0-10/", {"message": "单位不对"}).headers["Location"]
    kept.append(report.partition("?")[0])
    own = [
        f"/review/report/{secret}/0-10/",
        f"/documents/{secret}/",
        f"/documents/{secret}/original.txt",
        f"/documents/{secret}/passage/0-10/",
    ]
    passages = Passage.objects.filter(document__in=hidden.values()).values_list("pk", flat=True)
    own += [f"/search/passages/{pk}/" for pk in passages]
    own += [f"/agencies/{pk}/" for pk in Agency.objects.filter(name__contains=CANARY).values_list("pk", flat=True)]
    while_public = sweep(client, paths | {"own": own, "kept": kept}, peers=peers)
    assert_the_sweep_bites(while_public)

    for state, document in hidden.items():
        PolicyDocument.objects.filter(pk=document.pk).update(state=state)
    after = sweep(client, paths, peers=peers)
    assert {path for path, answer in after.items() if answer != before[path]} == set()
    never = said(client.get("/documents/420302-00000000/"))
    assert {path for path in own if said(client.get(path)) != never} == set()
    assert telling(sweep(client, {"kept": kept})) == []
    client.force_login(person())
    assert telling(sweep(client, paths | {"own": own, "kept": kept}, peers=peers)) == []

    client.force_login(person(EDITOR))
    assert len(telling(sweep(client, {name: paths[name] for name in ("home", "documents:tasks")}))) >= 2
    assert client.get(own[0]).status_code == 200


def assert_the_sweep_bites(answers):
    """While the documents are public, their word is found on every kind of page and in every kind of file."""
    told = telling(answers)
    parts = (
        *("/documents/", "/tasks/", "/targets/", "/agencies/", "/search/", "/compare/", "/lenses/", "/check/"),
        *(
            "/compare/snapshot/",
            "/search/passages/",
            "/search/suggestions/",
            "looking for peers",
            "csv",
            "xlsx",
            "json",
            "md",
            "docx",
        ),
    )
    assert {part for part in parts if not any(part in path for path in told)} == set()
    assert len(told) > 100
