"""ZIP archives give their members with clean names and within limits, or are refused in words."""

import struct
import zipfile

import pytest

from documents.parsing.errors import UnreadableFile
from documents.parsing.formats import limits
from documents.parsing.formats.archives import members
from tests.documents.parsing.formats.made import zip_of

TEXT = "关于建设数字城市的实施方案".encode()


def listed(data):
    return [(name, bytes(content)) for name, content in members(data, name="全部.zip")]


def test_members_come_in_the_order_of_the_archive():
    assert listed(zip_of({"政策/二.txt": b"2", "政策/一.txt": b"1"})) == [("政策/二.txt", b"2"), ("政策/一.txt", b"1")]


def test_file_names_of_chinese_windows_are_read_right():
    data = zip_of({"XXXX.txt": TEXT})  # eight bytes of name, replaced by four characters of GBK

    assert listed(data.replace(b"XXXX.txt", "规划".encode("gbk") + b".txt")) == [("规划.txt", TEXT)]


def test_an_archive_within_an_archive_is_opened_and_a_third_is_refused():
    inner = zip_of({"一.txt": TEXT})
    middle = zip_of({"内.zip": inner})

    assert listed(middle) == [("内.zip/一.txt", TEXT)]
    with pytest.raises(UnreadableFile, match="超过 2 层。请解压"):
        listed(zip_of({"中.zip": middle}))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("../../etc/方案.txt", "etc/方案.txt"),
        ("/etc/方案.txt", "etc/方案.txt"),
        ("..\\..\\方案.txt", "方案.txt"),
        ("．．／方案.txt", "方案.txt"),
        ("C:方案.txt", "C方案.txt"),
        ("方\u202e案\r\n.txt", "方案.txt"),
        ("a/./b/../方案.txt", "a/b/方案.txt"),
        ("长" * 300 + ".txt", "长" * 116 + ".txt"),
    ],
)
def test_names_lose_their_tricks(written, shown):
    assert listed(zip_of({written: TEXT})) == [(shown, TEXT)]


def test_folders_and_system_files_are_left_out():
    files = {"政策/": b"", "政策/.DS_Store": b"x", "__MACOSX/政策/._一.txt": b"x", "政策/一.txt": TEXT}

    assert listed(zip_of(files)) == [("政策/一.txt", TEXT)]


def test_a_member_that_swells_is_refused():
    with pytest.raises(UnreadableFile, match="压缩比超过 200 倍"):
        listed(zip_of({"一.txt": b"0" * (3 * limits.MEGABYTE)}))


def test_a_member_larger_than_its_directory_says_is_refused():
    data = bytearray(zip_of({"一.txt": b"0123456789" * 300}))
    place = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 10)

    with pytest.raises(UnreadableFile, match="已损坏"):
        listed(bytes(data))


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)

    with pytest.raises(UnreadableFile, match="超过 3 个"):
        listed(zip_of({f"{index}.txt": b"x" for index in range(4)}))


def test_archives_together_may_hold_no_more_than_one(monkeypatch):
    monkeypatch.setattr(limits, "MAX_MEMBERS", 5)
    inner = zip_of({f"{index}.txt": b"x" for index in range(3)})

    with pytest.raises(UnreadableFile, match="超过 5 个"):
        listed(zip_of({"一.zip": inner, "二.zip": inner}))


def test_more_than_the_whole_may_hold_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_EXPANDED_BYTES", limits.MEGABYTE)

    with pytest.raises(UnreadableFile, match="解压后超过 1 MB"):
        listed(zip_of({"一.txt": bytes(range(256)) * 5000}))


def test_an_encrypted_archive_is_refused():
    data = bytearray(zip_of({"一.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1

    with pytest.raises(UnreadableFile, match="密码"):
        listed(bytes(data))


def test_a_link_out_of_the_archive_is_refused():
    link = zipfile.ZipInfo("方案.txt")
    link.external_attr = 0o120777 << 16

    with pytest.raises(UnreadableFile, match="链接"):
        listed(zip_of({link: b"/etc/passwd"}))


def test_members_that_share_their_bytes_are_refused():
    data = bytearray(zip_of({"1.txt": TEXT, "2.txt": TEXT}))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)

    with pytest.raises(UnreadableFile, match="互相重叠"):
        listed(bytes(data))


@pytest.mark.parametrize("cut", [10, 40, 80])
def test_a_truncated_archive_is_refused(cut):
    with pytest.raises(UnreadableFile, match="损坏"):
        listed(zip_of({"一.txt": TEXT})[:cut])
