"""The two commands: what they print, with what they exit, and what bad files cost the good ones."""

import json
import shutil
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from documents.management import batch
from documents.management.corpus_folder import find_documents
from documents.management.terminal import Progress, aligned_table, display_width
from documents.models import PolicyDocument
from documents.parsing.errors import ParserStopped

CORPUS = Path(__file__).parents[2] / "fixtures" / "corpus"
YUCHENG = CORPUS / "yucheng-2020.txt"
MAOJIAN = CORPUS / "maojian-2022.txt"


def run(command, *arguments, **options):
    """Run a command; returns its exit code, what it printed and what it complained about."""
    out, err = StringIO(), StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err, **options)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_load_documents_prints_a_table_of_what_was_loaded():
    code, out, err = run("load_documents", MAOJIAN)

    assert (code, err) == (0, "")
    header, _rule, row = out.splitlines()[-3:]
    assert header.split() == ["地区", "文件", "章节", "任务", "单位", "目标", "疑点", "结果"]
    assert row.split()[:2] == ["茅箭区", "maojian-2022.txt"]
    assert row.split()[3] == "21", "14 key tasks and 7 safeguards"
    assert row.split()[-1] == "已入库"
    assert display_width(header[: header.index("结果")]) == display_width(row[: row.index("已入库")])


@pytest.mark.django_db
def test_load_documents_again_says_unchanged_and_loads_nothing_twice():
    run("load_documents", CORPUS)

    code, out, _err = run("load_documents", CORPUS)

    assert code == 0
    assert [line.split()[-1] for line in out.splitlines()[-5:]] == ["未变"] * 5
    assert PolicyDocument.objects.count() == 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("empty.txt", b"", "empty.txt：文件里没有文字"),
        ("binary.txt", b"\x00\x01\x02" * 200, "binary.txt：这是二进制文件"),
        ("poem.txt", "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n".encode(), "poem.txt"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture.txt：这是图片"),
    ],
    ids=["empty", "binary", "no policy", "picture"],
)
def test_a_bad_file_among_good_ones_costs_the_good_ones_nothing(tmp_path, name, content, complaint):
    shutil.copy(YUCHENG, tmp_path / "yucheng.txt")
    shutil.copy(MAOJIAN, tmp_path / "maojian.txt")
    (tmp_path / name).write_bytes(content)

    code, out, err = run("load_documents", tmp_path)

    assert code == 1
    assert complaint in err
    assert "没有入库" in out
    assert sorted(PolicyDocument.objects.values_list("jurisdiction__name", flat=True)) == ["禹城市", "茅箭区"]


@pytest.mark.django_db
def test_a_file_that_stops_the_parser_is_told_and_does_not_stop_the_batch(tmp_path, monkeypatch):
    shutil.copy(YUCHENG, tmp_path / "a.txt")
    shutil.copy(MAOJIAN, tmp_path / "b.txt")
    parse = batch.parse_isolated

    def stopped_on_the_first(data, *, name):
        if name == "a.txt":
            raise ParserStopped("parser_timeout", name=name)
        return parse(data, name=name)

    monkeypatch.setattr(batch, "parse_isolated", stopped_on_the_first)

    code, _out, err = run("load_documents", tmp_path)

    assert code == 1
    assert "a.txt：解析用时超过上限，已停止" in err
    assert PolicyDocument.objects.get().jurisdiction.name == "茅箭区"


@pytest.mark.django_db
def test_a_path_that_does_not_exist_is_told():
    code, _out, err = run("load_documents", "no/such/file.txt")

    assert code == 1
    assert "file.txt" in err


@pytest.mark.django_db
def test_a_folder_without_documents_is_told(tmp_path):
    (tmp_path / "README.md").write_text("nothing here")

    code, _out, err = run("load_documents", tmp_path)

    assert code == 1
    assert "没有找到可载入的文件" in err


@pytest.mark.django_db
def test_load_documents_can_be_silent():
    assert run("load_documents", YUCHENG, verbosity=0) == (0, "", "")


def test_find_documents_takes_what_the_manifest_lists_and_nothing_beside_it(tmp_path):
    (tmp_path / "manifest.csv").write_text("file,title\nb.txt,乙\na.txt,甲\n../out.txt,外\n", encoding="utf-8")
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("x")

    assert [path.name for path in find_documents([tmp_path])] == ["b.txt", "a.txt"]


def test_find_documents_searches_folders_to_the_bottom_and_leaves_out_what_is_no_document(tmp_path):
    for name in ("a.txt", "README.txt", "notes.md", ".hidden.txt", "深/b.TXT", "深/c.docx", ".git/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    assert [path.name for path in find_documents([tmp_path, tmp_path / "a.txt"])] == ["a.txt", "b.TXT", "c.docx"]


def test_aligned_table_counts_a_han_character_as_two_columns():
    lines = aligned_table(("地区", "任务"), [("茅箭区", "14"), ("Jinan", "9")], numbers=(1,))

    assert lines == ["地区    任务", "------  ----", "茅箭区    14", "Jinan      9"]


def test_progress_says_rate_and_remaining_time():
    times = iter((10.0, 12.0))
    progress = Progress(5, stream=StringIO(), clock=lambda: next(times))

    assert progress.line(2, name="jinan.txt") == "[#########---------------] 2/5  1.0 份/秒  剩余 3 秒  jinan.txt"


def test_parse_prints_the_contract_as_json():
    code, out, err = run("parse", YUCHENG)

    found = json.loads(out)
    assert (code, err) == (0, "")
    assert found["schema"] == "policy-document/1"
    assert found["metadata"]["jurisdiction"]["code"] == "371482"
    assert [task["title"] for task in found["tasks"] if task["category"] == "key_task"] == [
        "建设数字运营中心，打造综合平台",
        "推进智慧城市建设，提升总体水平",
        "深化智慧社区建设，突出惠民亮点",
    ]


def test_parse_prints_text_for_people():
    _code, out, _err = run("parse", MAOJIAN, "--format", "text")

    assert out.splitlines()[0] == "茅箭区推进新型智慧城市建设实施方案"
    assert "      牵头：公安茅箭分局" in out.splitlines()


@pytest.mark.parametrize("content", [b"", b"\x00" * 64, b"%PDF-1.7"], ids=["empty", "binary", "pdf"])
def test_parse_refuses_a_file_with_one_line_and_exit_code_2(tmp_path, content):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)

    code, out, err = run("parse", path)

    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith("bad.txt：")


@pytest.mark.django_db
def test_archive_is_loaded_member_by_member(tmp_path):
    archive = tmp_path / "合集.zip"
    with ZipFile(archive, "w") as package:
        package.write(MAOJIAN, "湖北/茅箭.txt")
        package.write(YUCHENG, "山东/禹城.txt")
        package.writestr("空.txt", "")

    code, out, err = run("load_documents", archive, jobs=2)

    assert code == 1
    assert err == "合集.zip/空.txt：文件里没有文字。请检查文件是否完整（代码 empty）\n"
    assert set(PolicyDocument.objects.values_list("jurisdiction__name", flat=True)) == {"茅箭区", "禹城市"}
    assert "合集.zip/湖北/茅箭.txt" in out


@pytest.mark.django_db
def test_archive_without_documents_is_told(tmp_path):
    archive = tmp_path / "空.zip"
    with ZipFile(archive, "w") as package:
        package.writestr("__MACOSX/._a.txt", "x")

    code, _out, err = run("load_documents", archive)

    assert (code, err) == (1, "空.zip：文件里没有文字。请检查文件是否完整（代码 empty）\n")


@pytest.mark.django_db
def test_several_jobs_load_the_same_in_the_same_order():
    code, out, _err = run("load_documents", CORPUS, jobs=3)

    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[-5:]] == ["济源市", "茅箭区", "禹城市", "济南市", "四川省"]


@pytest.mark.django_db
@pytest.mark.parametrize("jobs", [0, -1, 1000])
def test_number_of_jobs_out_of_range_is_refused_with_advice(jobs):
    with pytest.raises(CommandError, match="不在 1 到 64 之间"):
        call_command("load_documents", str(MAOJIAN), jobs=jobs)
