"""The closest tasks elsewhere: found by the stored index, measured as alignment measures, never a hidden document's."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection

from comparisons.aspects.aligned.closeness import ProfiledTask, rarity_among
from comparisons.closest.measuring import Candidate, nearest
from documents.loading.profiles import write_missing_keys
from documents.models import PolicyDocument, Task, TaskProfile
from documents.neighbours import MOST, tasks_sharing


def profiled(column, words, shares):
    return ProfiledTask(column, (), shares, dict.fromkeys(words.split(), 1.0))


def address_of(place: str, title: str) -> str:
    task = Task.objects.select_related("document").get(jurisdiction__name=place, title=title)
    return f"/compare/closest/{task.document.slug}/{task.start}/"


def shown(client, address: str) -> list[str]:
    soup = BeautifulSoup(client.get(address).content, "lxml")
    return [" ".join(each.get_text(" ", strip=True).split()) for each in soup.select("main article")]


def test_each_document_brings_its_closest_task_and_none_that_would_not_stand_in_one_row():
    traffic = {"governance/traffic": 0.6}
    asked = profiled(0, "信号灯 联网 路口", traffic)
    found = nearest(
        asked,
        [
            Candidate(11, 1, profiled(1, "信号灯 路口 改造", traffic)),
            Candidate(12, 1, profiled(1, "信号灯 联网 路口", traffic)),
            Candidate(21, 2, profiled(1, "信号灯 联网", {"livelihood/health": 0.6})),
            Candidate(31, 3, profiled(1, "路口 公交 调度 站点", traffic)),
        ],
        rarity=rarity_among([asked.words, {"建设": 1.0}]),
        parents=frozenset({"governance", "livelihood"}),
        most=5,
    )
    assert [(each.pk, each.closeness) for each in found] == [(12, 100), (31, 93)]
    assert found[0].shared == ("信号灯", "联网", "路口")


@pytest.mark.django_db
def test_the_page_lists_the_closest_task_of_each_document_with_its_words_and_a_way_to_read_both(corpus, client):
    address = address_of("茅箭区", "智慧城管")
    rows = shown(client, address)
    assert len(rows) >= 1
    assert any("济源市" in row and "城管" in row for row in rows), rows
    assert all("接近" in row and "共用" in row for row in rows)
    soup = BeautifulSoup(client.get(address).content, "lxml")
    both = client.get(soup.select_one("main article a.fit")["href"])
    assert both.status_code == 200
    PolicyDocument.objects.filter(jurisdiction__name="济源市").update(state="in_review")
    assert not any("济源市" in row for row in shown(client, address))
    assert client.get(f"{address[:-2]}9999/").status_code == 404


@pytest.mark.django_db
def test_a_task_loaded_before_says_so_until_the_index_is_rebuilt(corpus, client):
    address = address_of("茅箭区", "智慧城管")
    before = shown(client, address)
    keys = dict(TaskProfile.objects.values_list("pk", "keys"))
    TaskProfile.objects.update(keys=None)
    assert "rebuild_index" in client.get(address).content.decode()
    call_command("rebuild_index", stdout=io.StringIO())
    assert dict(TaskProfile.objects.values_list("pk", "keys")) == keys
    assert write_missing_keys() == 0
    assert shown(client, address) == before


@pytest.mark.django_db
def test_the_index_follows_the_table_and_gives_no_more_than_its_limit(corpus):
    task = Task.objects.filter(profile__isnull=False).order_by("pk").first()
    keys = task.profile.keys
    assert task.pk in tasks_sharing(keys)
    TaskProfile.objects.filter(pk=task.pk).update(keys=["zzzzzz"])
    assert task.pk not in tasks_sharing(keys)
    assert tasks_sharing(["zzzzzz"]) == [task.pk]
    TaskProfile.objects.filter(pk=task.pk).delete()
    assert tasks_sharing(["zzzzzz"]) == []
    TaskProfile.objects.update(keys=["aaaaaa", "bbbbbb"])
    assert 0 < len(tasks_sharing(["aaaaaa", "bbbbbb"])) <= MOST
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM documents_taskprofile WHERE keys IS NULL")
        assert cursor.fetchone() == (0,)
