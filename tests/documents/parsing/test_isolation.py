"""A file is parsed in a child process: what stops the child never stops the site, and is told in words."""

import os
import time
from datetime import date

import pytest

from documents.parsing.derived import parse_whole
from documents.parsing.errors import EmptyFile, ParserStopped, UnreadableFile
from documents.parsing.isolation import Limits, parse_file_isolated, parse_isolated, run_limited
from documents.parsing.reader import read_bytes

POLICY = (
    "某某市人民政府办公室关于建设数字城市的实施方案\n一、总体目标\n到2025年，网上可办率达到95%以上。\n二、重点任务\n"
    "（一）建设平台。建设统一平台。（责任单位：市公安局）\n某某市人民政府办公室\n2020年1月1日\n"
).encode()


def spin(*, name):
    while True:
        hash(name)


def sleep(*, name):
    time.sleep(600)
    return name


def swell(*, name):
    return [bytearray(64 * 1024 * 1024) for _block in range(100)]


def abort(*, name):
    os.abort()


def leave(*, name):
    os._exit(0)


def fail(*, name):
    raise ZeroDivisionError(name)


def return_a_function(*, name):
    return os.system


def return_a_trap(*, name):
    return Trap()


class Trap:
    def __reduce__(self):
        return os.system, ("exit 3",)


def write_a_file(path, *, name):
    with open(path, "w") as stream:  # noqa: PTH123 - the plainest way to try
        stream.write(name * 100)


def test_the_result_is_that_of_the_parser():
    parsed = parse_isolated(POLICY, name="方案.txt")

    assert parsed == parse_whole(POLICY, name="方案.txt")
    assert [profile.words.get("平台") for profile in parsed.derived.profiles] == [2.0]
    assert parsed.metadata.issued_on == date(2020, 1, 1)


def test_a_refusal_comes_through_as_it_is():
    with pytest.raises(EmptyFile, match=r"^空\.txt：文件里没有文字"):
        parse_isolated(b" ", name="空.txt")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="打不开"):
        parse_file_isolated(tmp_path / "没有.txt")


@pytest.mark.parametrize(
    ("function", "limits", "code"),
    [
        (spin, Limits(cpu_seconds=1), "parser_timeout"),
        (sleep, Limits(wall_seconds=0.5), "parser_timeout"),
        (swell, Limits(), "parser_memory"),
        (abort, Limits(), "parser_crash"),
        (leave, Limits(), "parser_crash"),
        (fail, Limits(), "parser_fault"),
        (return_a_function, Limits(), "parser_fault"),
        (return_a_trap, Limits(), "parser_fault"),
    ],
)
def test_whatever_happens_in_the_child_is_told_in_words(function, limits, code):
    with pytest.raises(ParserStopped) as stop:
        run_limited(function, name="坏.pdf", within=limits)

    assert stop.value.code == code
    assert str(stop.value).startswith("坏.pdf：")


def test_after_each_fault_the_next_file_is_read():
    with pytest.raises(ParserStopped):
        run_limited(abort, name="坏.pdf")

    assert run_limited(read_bytes, POLICY, name="方案.txt").encoding == "utf-8"


def test_the_place_of_a_fault_of_the_rules_is_kept_for_the_log():
    with pytest.raises(ParserStopped) as stop:
        run_limited(fail, name="方案.txt")

    assert "ZeroDivisionError" in "".join(stop.value.__notes__)


def test_the_child_writes_no_files(tmp_path):
    with pytest.raises(ParserStopped):
        run_limited(write_a_file, tmp_path / "written.txt", name="方案.txt")

    assert not (tmp_path / "written.txt").exists() or (tmp_path / "written.txt").stat().st_size == 0
