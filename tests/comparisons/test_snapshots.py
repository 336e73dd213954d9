"""Snapshots: kept as they were, found by address, said to have changed, silent about what was withdrawn."""

import hashlib
import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from comparisons.models import Snapshot
from comparisons.snapshots.store import Taken
from comparisons.snapshots.store import take as take_at_once
from documents.models import PolicyDocument, Task
from tests.builders import JINAN, TRAFFIC, TaskSpec, build_document
from tests.comparisons.pages import soup_of, words_of
from tests.documents.reviewing.racing import DONE, at_once

pytestmark = pytest.mark.django_db

BOTH = "place=420302&place=370100"
TAKE = f"/compare/domains/snapshot/?{BOTH}"
ROAD = TaskSpec(
    title="市民出行“一路通”", text="联接各类交通管理资源。", agencies=(("市公安局", "lead", "public_security"),)
)


@pytest.fixture
def two_places():
    """茅箭区 and 济南市, each with a task on traffic."""
    return build_document(), build_document(place=JINAN, title="济南市行动计划", tasks=(ROAD,))


def take(client, address: str = TAKE) -> Snapshot:
    """Take a snapshot as a visitor does."""
    client.post(address)
    return Snapshot.objects.latest("id")


def page_of(client, kept: Snapshot):
    return soup_of(client.get(kept.get_absolute_url()))


def test_the_page_offers_a_snapshot_and_says_what_it_is(client, two_places):
    link = next(
        each for each in soup_of(client.get(f"/compare/?{BOTH}")).select("a.button") if words_of(each) == "存为快照"
    )

    assert link["href"] == TAKE
    assert "任何人有网址就能看" in words_of(soup_of(client.get(TAKE)).main)
    assert Snapshot.objects.count() == 0


def test_a_snapshot_has_an_address_a_date_and_a_hash_of_its_content(client, two_places):
    kept = take(client)
    words = words_of(page_of(client, kept).main)

    assert re.fullmatch(r"/compare/snapshot/[a-z0-9]{12}/", kept.get_absolute_url())
    assert hashlib.sha256(kept.content.encode()).hexdigest() == kept.sha256
    assert kept.sha256 in words
    assert "市民出行“一路通”" in words
    assert "层级不同，只并列，不排名" in words


def test_a_snapshot_keeps_what_the_corpus_no_longer_says(client, two_places):
    kept = take(client)
    Task.objects.filter(title="市民出行“一路通”").update(title="智慧出行")

    page = page_of(client, kept)

    table = words_of(page.select_one("table"))
    assert "市民出行“一路通”" in table
    assert "智慧出行" not in table
    changes = words_of(page.select_one("details.fold"))
    assert "存下以后，这几份文件读出的内容有2处变化：新增1，消失1，改动0" in changes


def test_a_field_that_reads_otherwise_is_said_with_before_and_after(client, two_places):
    kept = take(client)
    Task.objects.filter(title="市民出行“一路通”").update(origin="reviewed")

    assert "来源：自动抽取 → 人工核对" in words_of(page_of(client, kept).select_one("details.fold"))


def test_nothing_changed_is_said_too(client, two_places):
    assert "读出的内容没有变化" in words_of(page_of(client, take(client)).main)


def test_a_withdrawn_document_is_shown_no_more_and_the_others_only_as_lists(client, two_places):
    kept = take(client)
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(state="withdrawn")

    page = page_of(client, kept)
    words = words_of(page.main)

    assert "市民出行“一路通”" not in words
    assert "济南市行动计划" not in words
    assert "仅茅箭区" not in words
    assert "已撤下" in words
    assert "智慧交通" in words
    for kind in ("csv", "json", "md"):
        content = client.get(f"{kept.get_absolute_url()}export/{kind}/").content.decode()
        assert "一路通" not in content
        assert "智慧交通" in content


def test_a_draft_stands_in_no_snapshot(client, two_places):
    PolicyDocument.objects.filter(jurisdiction__code="370100").update(state="draft")

    assert "一路通" not in take(client).content


def test_a_later_document_of_a_place_is_said(client, two_places):
    kept = take(client)
    build_document(title="茅箭区新方案", tasks=(TRAFFIC,), issued_on="2025-01-01")

    page = page_of(client, kept)

    assert "此地另有较新的文件" in words_of(page.select_one(".compared"))
    assert "读出的内容没有变化" in words_of(page.main)


def test_the_same_content_is_kept_once(client, two_places):
    first = take(client)
    second = take(client)

    assert first == second


def test_a_visitor_has_a_quota_and_is_told_what_to_do(client, two_places, settings):
    settings.SNAPSHOTS_A_DAY = 1
    take(client)

    refused = client.post(f"/compare/targets/snapshot/?{BOTH}")

    assert refused.status_code == 429
    assert "明天再存，或用导出保存到本机" in words_of(soup_of(refused).main)
    other = client.post(f"/compare/targets/snapshot/?{BOTH}", REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_snapshots_taken_at_one_moment_as_many_are_kept_as_a_visitor_may_take(settings):
    settings.SNAPSHOTS_A_DAY = 2

    def taking(number):
        taken = Taken("domains", f"n={number}", "对照", "", (), f"第{number}份".encode(), "1")
        return lambda: take_at_once(taken, user=AnonymousUser(), address="192.0.2.7")

    ends = at_once(*map(taking, range(6)))

    assert (ends.count(DONE), sum("明天再存" in end for end in ends)) == (2, 4)
    assert Snapshot.objects.count() == 2
    settings.SNAPSHOTS_A_DAY = 3
    assert at_once(*(taking(9) for _time in range(4))) == [DONE] * 4, "the same content is kept once"
    assert Snapshot.objects.count() == 3


def test_no_address_of_a_visitor_is_kept(client, two_places):
    client.post(TAKE, REMOTE_ADDR="192.0.2.7")

    kept = Snapshot.objects.get()
    assert "192.0.2.7" not in json.dumps([kept.visitor, kept.content, kept.documents])


def test_what_is_too_large_is_not_kept(client, two_places, monkeypatch):
    monkeypatch.setattr("comparisons.snapshots.store.LARGEST", 100)

    refused = client.post(TAKE)

    assert "这次对照太大" in words_of(soup_of(refused).main)
    assert Snapshot.objects.count() == 0


@pytest.mark.parametrize("aspect", ["targets", "agencies", "timeline", "safeguards", "aligned"])
def test_every_view_can_be_kept_and_read_again(client, two_places, aspect):
    kept = take(client, f"/compare/{aspect}/snapshot/?{BOTH}")

    page = page_of(client, kept)

    assert page.select_one("table")
    assert "读出的内容没有变化" in words_of(page.main)
    for kind in ("csv", "xlsx", "docx", "json", "md"):
        assert client.get(f"{kept.get_absolute_url()}export/{kind}/").status_code == 200


def test_markup_in_a_title_stays_text(client):
    build_document(title="<script>alert(1)</script>方案", tasks=(TaskSpec(title="<img src=x>任务"),))
    kept = take(client, "/compare/domains/snapshot/?place=420302")

    body = client.get(kept.get_absolute_url()).content.decode()

    assert "<script>alert" not in body
    assert "<img src=x>" not in body
    assert "&lt;img src=x&gt;任务" in body


def test_a_snapshot_needs_a_token_against_forged_requests(two_places):
    assert Client(enforce_csrf_checks=True).post(TAKE).status_code == 403


def test_search_engines_keep_out(client, two_places):
    assert client.get(take(client).get_absolute_url())["X-Robots-Tag"] == "noindex"
