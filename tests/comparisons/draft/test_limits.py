"""Limits of the draft check hold over all processes, wherever the counts are kept, and fall away nowhere."""

import shutil
import subprocess
import threading
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.utils import timezone

from comparisons.draft import tallies
from comparisons.draft.tallies import CACHE, Limit, OwnTallies, Reached, TableTallies
from comparisons.draft.visitors import Gate, TooOften, visitor_of
from comparisons.models import Tally

MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


def crowd(number, *, most):
    """So many at one moment, each with a connection of its own; returns how many were let in."""
    limit, let_in, ready = Limit("hour:甲", most, 3600), [], threading.Barrier(number)

    def come():
        try:
            ready.wait()
            tallies.SharedTallies().enter([limit])
        except Reached:
            return
        else:
            let_in.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=come) for _one in range(number)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return len(let_in)


@pytest.mark.django_db(transaction=True)
def test_of_ten_at_one_moment_as_many_are_let_in_as_the_limit_says():
    assert crowd(10, most=4) == 4
    assert Tally.objects.get().number == 4

    Tally.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert crowd(3, most=4) == 3, "an hour later there is room again"
    Tally.objects.update(until=timezone.now() - timedelta(hours=2))
    TableTallies().enter([Limit("hour:乙", 1, 60)])
    assert list(Tally.objects.values_list("key", flat=True)) == ["hour:乙"], "what is over is forgotten"


@pytest.mark.sqlite
def test_counts_in_a_cache_hold_for_all_as_well(settings, tmp_path):
    places = [MEMORY]
    with ExitStack() as stack:
        if server := shutil.which("redis-server"):
            socket = tmp_path / "redis.sock"
            words = [server, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
            running = stack.enter_context(subprocess.Popen(words, stdout=subprocess.PIPE, text=True))
            stack.callback(running.terminate)
            next(line for line in running.stdout if "eady to accept connections" in line)
            backend = "django.core.cache.backends.redis.RedisCache"
            places.append({"BACKEND": backend, "LOCATION": f"unix://{socket}"})
        for place in places:
            settings.CACHES = {"default": MEMORY, CACHE: place}
            assert crowd(10, most=4) == 4
            gate = Gate(most_hourly=3, most_at_once=1, most_for_all=2)
            with gate.passing("丙"), pytest.raises(TooOften, match="上一次核稿还没有完成"), gate.passing("丙"):
                pass
            with gate.passing("丙"), gate.passing("丁"), pytest.raises(TooOften, match="人多"), gate.passing("戊"):
                pass
            with gate.passing("丙"):
                pass
            with pytest.raises(TooOften, match="一小时最多核3次") as refused, gate.passing("丙"):
                pass
            assert 3500 < refused.value.seconds <= 3600


@pytest.mark.django_db
def test_one_visitor_has_so_many_at_once_and_all_together_so_many():
    gate = Gate(most_at_once=2, most_for_all=3)
    other_process = Gate(most_at_once=2, most_for_all=3)
    with gate.passing("甲"), other_process.passing("甲"):
        with pytest.raises(TooOften, match="上一次核稿还没有完成"), gate.passing("甲"):
            pass
        with other_process.passing("乙"), pytest.raises(TooOften, match="同时核稿的人多"), gate.passing("丙"):
            pass
    with gate.passing("甲"):
        pass
    assert dict(Tally.objects.filter(key__contains="inside").values_list("key", "number")) == {
        "draft:inside": 0, "draft:inside:甲": 0, "draft:inside:乙": 0,
    }  # fmt: skip
    assert Tally.objects.get(key="draft:hour:甲").number == 3, "who was refused is not counted"


@pytest.mark.django_db
def test_who_was_killed_gives_the_place_back_after_a_while():
    gate = Gate(most_at_once=1)
    gate.tallies.enter([Limit("draft:inside:甲", 1, 180, is_stay=True)])
    with pytest.raises(TooOften), gate.passing("甲"):
        pass
    Tally.objects.filter(key="draft:inside:甲").update(until=timezone.now() - timedelta(seconds=1))
    with gate.passing("甲"):
        pass


def test_where_counts_cannot_be_written_each_process_counts_for_itself(monkeypatch, caplog):
    def full(self, limits):
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(TableTallies, "enter", full)
    gate = Gate(most_hourly=2)
    for _time in range(2):
        with gate.passing("甲"):
            pass
    with pytest.raises(TooOften), gate.passing("甲"):
        pass
    assert "counts cannot be shared for now: DatabaseError" in caplog.text
    assert OwnTallies().leave([Limit("甲", 1, 60, True)]) is None


def test_a_visitor_is_a_word_that_all_processes_make_alike_and_nobody_turns_back(settings, monkeypatch):
    request = RequestFactory().get("/check/", REMOTE_ADDR="203.0.113.7")
    word = visitor_of(request)

    assert word == visitor_of(request)
    assert "203.0.113.7" not in word
    settings.SECRET_KEY = "another" * 8
    assert visitor_of(request) != word
