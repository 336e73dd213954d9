"""A backup taken back gives the same corpus, on either database; a damaged one is refused and nothing is touched."""

import hashlib
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from documents.keeping import machinery
from documents.keeping.archive.manifest import ArchiveProblem
from documents.keeping.archive.reading import opened
from documents.keeping.digest import corpus_digest
from documents.keeping.verifying import damages_of_the_whole
from documents.models import Decision, ImportBatch, ImportItem, Passage, PolicyDocument, ReviewedFact, Task, Upload
from tests.people import EDITOR, REVIEWER, person

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
MOMENT = datetime(2026, 11, 22, 8, 30, 15, 123456, tzinfo=UTC)
TASKS = "tables/documents.task.jsonl"


def run(command, *arguments):
    output = io.StringIO()
    call_command(command, *map(str, arguments), stdout=output, stderr=io.StringIO())
    return output.getvalue()


def what_people_did():
    """A decision, and a file on its way, so that every kind of row is in the archive."""
    reviewer, editor = person(REVIEWER), person(EDITOR)
    fact = ReviewedFact.objects.create(
        document=PolicyDocument.objects.earliest("pk"), kind="task", fingerprint="a" * 32, start=1, end=2,
        read={"says": {"title": "甲", "share": 0.1, "large": 1e16}}, state="rejected", version=1,
    )  # fmt: skip
    Decision.objects.create(
        fact=fact, number=1, verdict="reject", reviewer=reviewer, reviewer_name=reviewer.username, decided_at=MOMENT
    )
    data = "正文".encode("gb18030")
    upload = Upload.objects.create(sha256=hashlib.sha256(data).hexdigest(), data=data, size=len(data))
    batch = ImportBatch.objects.create(key="b1", owner=editor, received_at=MOMENT, expected=1)
    ImportItem.objects.create(
        batch=batch, ordinal=0, name="甲.txt", sha256=upload.sha256, size=upload.size, upload=upload
    )


def rewritten(path, target, **changed):
    """The archive with other members, whole as a ZIP; None leaves one out."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(set(changed) - set(old.namelist()))]:
            data = changed[name] if name in changed else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return target


ELSEWHERE = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("restore", sys.argv[1])
call_command("corpus_digest", "--json")
call_command("backup", sys.argv[2], verbosity=0)
"""


def elsewhere(folder, *archives):
    """What a portal with an SQLite file of its own says: it takes one archive back and makes another."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/there.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PORTAL_VAR_DIR": str(folder),
    }
    command = [sys.executable, "-c", ELSEWHERE, *map(str, archives)]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def test_the_corpus_goes_to_another_database_and_back_and_is_the_same(corpus, tmp_path):
    what_people_did()
    before = corpus_digest()
    said = run("backup", tmp_path / "here.zip")
    assert said.endswith(f"摘要值 {before.content}\n")

    said = elsewhere(tmp_path, tmp_path / "here.zip", tmp_path / "there.zip")
    assert f"摘要值与备份相同：{before.content}" in said
    there = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert (there["content"], there["exact"]) == (before.content, before.exact)

    Task.objects.all().delete()
    PolicyDocument.objects.update(title="别的")
    assert before.content in run("restore", tmp_path / "there.zip", "--replace")
    assert corpus_digest() == before
    assert list(damages_of_the_whole()) == []
    assert Passage.objects.filter(folded__holds="数据共享").count() == 5
    assert Decision.objects.get().reviewer_name == "核对"  # the account was unknown there, the name stays
    assert bytes(Upload.objects.get().data).decode("gb18030") == "正文"
    new = Task.objects.latest("pk")
    new.pk, new.order = None, 9_000
    new.save()  # keys go on where they ended


def test_the_same_corpus_gives_the_same_parts_and_no_backup_replaces_another(corpus, tmp_path):
    run("backup", tmp_path / "one.zip")
    run("backup", tmp_path / "two.zip")
    with zipfile.ZipFile(tmp_path / "one.zip") as one, zipfile.ZipFile(tmp_path / "two.zip") as two:
        assert {name: one.read(name) for name in one.namelist() if name != "manifest.json"} == {
            name: two.read(name) for name in two.namelist() if name != "manifest.json"
        }
        originals = {hashlib.sha256(one.read(name)).hexdigest() for name in one.namelist() if name.startswith("files/")}
    assert originals == {hashlib.sha256(path.read_bytes()).hexdigest() for path in corpus.glob("*.txt")}
    assert oct((tmp_path / "one.zip").stat().st_mode & 0o777) == "0o600"
    with pytest.raises(CommandError, match="换一个名字，备份不覆盖旧的"):
        run("backup", tmp_path / "one.zip")
    with pytest.raises(CommandError, match="没有留下半份备份"):
        run("backup", tmp_path / "no" / "such.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.zip", "two.zip"]


def test_what_was_damaged_on_the_way_is_refused_by_name(corpus, tmp_path):
    whole = tmp_path / "whole.zip"
    run("backup", whole)
    data = whole.read_bytes()
    broken = tmp_path / "broken.zip"
    for length in (0, 10, len(data) // 2, len(data) - 1_000, len(data) - 1):
        broken.write_bytes(data[:length])
        with pytest.raises(CommandError, match="不是完整的备份：文件被截断"):
            run("restore", broken, "--check-only")
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    lots = random.Random(20201130)
    refused = 0
    for _ in range(100):
        changed = bytearray(data)
        changed[lots.randrange(len(data))] ^= 1 << lots.randrange(8)
        broken.write_bytes(changed)
        try:
            with opened(broken) as found:
                assert {name: found.package.read(name) for name in found.package.namelist()} == parts
        except ArchiveProblem:
            refused += 1
    assert refused > 90
    manifest = json.loads(parts["manifest.json"])
    for changes, said in (
        ({TASKS: parts[TASKS].replace(b"key_task", b"safeguard", 1)}, "tables/documents.task.jsonl 的内容与清单里的校验值不符"),
        ({TASKS: None}, "tables/documents.task.jsonl 读不出来"),
        ({"files/" + manifest["files"][0]: b"other"}, f"files/{manifest['files'][0]} 的内容与清单里的校验值不符"),
        ({"more.txt": b"?"}, "备份里有清单没有的部分：more.txt"),
        ({"manifest.json": None}, "manifest.json 读不出来"),
        ({"manifest.json": b"[]"}, "清单 manifest.json 读不懂"),
        ({"manifest.json": json.dumps(manifest | {"format": "?"}).encode()}, "不是本门户的备份"),
        ({"manifest.json": json.dumps(manifest | {"version": 2}).encode()}, "备份的格式是第 2 版"),
        ({"manifest.json": json.dumps(manifest | {"tables": manifest["tables"][:-1]}).encode()}, "备份里的表与本程序的不同"),
    ):  # fmt: skip
        with pytest.raises(CommandError, match=said):
            run("restore", rewritten(whole, broken, **changes), "--replace")
    with pytest.raises(CommandError, match="没有 "):
        run("restore", tmp_path / "none.zip")


def test_a_restore_that_fails_leaves_everything_as_it_was(corpus, tmp_path, monkeypatch):
    whole, other = tmp_path / "whole.zip", tmp_path / "other.zip"
    run("backup", whole)
    PolicyDocument.objects.update(title="现有的")
    before = corpus_digest()
    with pytest.raises(CommandError, match=r"库里已有内容（.*政策文件 5.*先 backup 一份，再加 --replace"):
        run("restore", whole)
    with zipfile.ZipFile(whole) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        lines = archive.read(TASKS)

    def with_tasks(changed):
        """An archive that agrees with itself, and whose rows are not those that its digest is of."""
        tables = [
            part | {"sha256": hashlib.sha256(changed).hexdigest()} if part["name"] == TASKS else part
            for part in manifest["tables"]
        ]
        said = json.dumps(manifest | {"tables": tables}).encode()
        return rewritten(whole, other, **{TASKS: changed, "manifest.json": said})

    older = json.dumps(manifest | {"migrations": {"documents": ["0001_corpus"]}}).encode()
    for make, said in (
        (lambda: with_tasks(lines.replace(b"key_task", b"safeguard", 1)), "恢复后的摘要值是"),
        (lambda: with_tasks(b"".join(lines.splitlines(keepends=True)[:-1])), "没有恢复，已全部撤回"),
        (lambda: with_tasks(lines.replace(b"key_task", b"no_task", 1)), "没有恢复，已全部撤回：IntegrityError"),
        (lambda: with_tasks(lines.replace(b'"order"', b'"odd"', 1)), "没有恢复，已全部撤回：ValueError"),
        (lambda: rewritten(whole, other, **{"manifest.json": older}), "备份的表结构（documents 到 0001_corpus）"),
    ):
        with pytest.raises(CommandError, match=said):
            run("restore", make(), "--replace")
    monkeypatch.setattr(machinery, "make", fail)
    with pytest.raises(CommandError, match="没有恢复，已全部撤回：DatabaseError 磁盘已满"):
        run("restore", whole, "--replace")
    assert corpus_digest() == before
    assert list(damages_of_the_whole()) == []
    assert Passage.objects.filter(folded__holds="数据共享").count() == 5


def fail():
    raise DatabaseError("磁盘已满")


def test_accounts_go_along_only_where_asked_and_sessions_never(corpus, client, tmp_path):
    what_people_did()
    reviewer = User.objects.get(username=Decision.objects.get().reviewer_name)
    client.force_login(reviewer)
    key = client.session.session_key
    run("backup", tmp_path / "without.zip")
    run("backup", tmp_path / "with.zip", "--with-accounts")

    def held(name):
        with zipfile.ZipFile(tmp_path / name) as archive:
            return b"".join(map(archive.read, archive.namelist()))

    assert reviewer.password.encode() not in held("without.zip")
    assert reviewer.password.encode() in held("with.zip")
    assert key.encode() not in held("with.zip")
    with pytest.raises(CommandError, match="这份备份不含账号"):
        run("restore", tmp_path / "without.zip", "--replace", "--with-accounts")
    with pytest.raises(CommandError, match="库里已有账号"):
        run("restore", tmp_path / "with.zip", "--replace", "--with-accounts")
    User.objects.all().delete()
    run("restore", tmp_path / "with.zip", "--replace")
    assert Decision.objects.get().reviewer is None
    assert Decision.objects.get().reviewer_name == reviewer.username
    run("restore", tmp_path / "with.zip", "--replace", "--with-accounts")
    assert Decision.objects.get().reviewer == reviewer
    assert User.objects.get(pk=reviewer.pk).password == reviewer.password
    assert list(Decision.objects.get().reviewer.groups.values_list("name", flat=True)) == ["核对"]
    if connection.vendor == "postgresql":
        assert User.objects.create(username="新人").pk > reviewer.pk
