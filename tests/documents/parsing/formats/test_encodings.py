"""Text in every encoding Chinese files come in is read right, or held, or refused: never wrong in silence."""

import pytest

from documents.parsing.errors import UnknownEncoding, UnreadableFile
from documents.parsing.formats.encodings import declared_encoding, decode
from documents.parsing.reader import read_bytes

SIMPLIFIED = (
    "某某市人民政府办公室关于印发数字城市建设三年行动方案的通知\n各县（市、区）人民政府，市政府各部门：\n"
    "为加快推进数字城市建设，提升城市治理和公共服务水平，现将行动方案印发给你们，请结合实际认真组织实施。\n"
    "到2025年，政务服务事项网上可办率达到95%以上，公共数据资源实现统一目录管理。"
)
TRADITIONAL = (
    "某某縣政府關於推動智慧城市發展計畫的實施方案\n各鄉鎮市公所：\n為加速推動智慧城市建設，提升城市治理與公共服務品質，"
    "請各單位依照本方案確實辦理。\n到民國114年，線上申辦服務比率達到百分之九十以上，公共資料開放集數倍增。"
)


@pytest.mark.parametrize("length", [12, 40, 4000])
@pytest.mark.parametrize(
    ("codec", "encoding", "text"),
    [
        ("utf-8", "utf-8", SIMPLIFIED),
        ("utf-8-sig", "utf-8", SIMPLIFIED),
        ("utf-16", "utf-16", SIMPLIFIED),
        ("utf-16-le", "utf-16", SIMPLIFIED),
        ("utf-16-be", "utf-16", SIMPLIFIED),
        ("gb18030", "gb18030", SIMPLIFIED),
        ("gbk", "gb18030", SIMPLIFIED),
        ("gb2312", "gb18030", SIMPLIFIED),
        ("hz", "hz", SIMPLIFIED),
        ("big5", "big5", TRADITIONAL),
        ("gbk", "gb18030", TRADITIONAL),
        ("utf-8", "utf-8", TRADITIONAL),
    ],
)
def test_text_is_read_with_confidence_whatever_its_encoding(codec, encoding, text, length):
    shown = (text * 40)[:length]

    decoded = decode(shown.encode(codec), name="通知.txt")

    assert (decoded.text, decoded.encoding) == (shown, encoding)
    assert decoded.confidence >= 0.9
    assert decoded.doubts == ()


def test_rare_characters_of_a_place_name_survive_gb18030():
    text = SIMPLIFIED + "㘵村、𠮷田、䶮山"

    assert decode(text.encode("gb18030"), name="通知.txt").text == text


@pytest.mark.parametrize("declared", ["utf-8", "big5", "latin-1", "nonsense", ""])
def test_a_false_declaration_does_not_decide(declared):
    decoded = decode(SIMPLIFIED.encode("gbk"), name="通知.html", declared=declared)

    assert decoded.text == SIMPLIFIED


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        (b'<meta charset="gb2312">', "gb2312"),
        (b'<META http-equiv=Content-Type content="text/html; charset=GBK">', "gbk"),
        (b"<?xml version='1.0' encoding='UTF-8'?>", "utf-8"),
        (b"<p>charset</p>", ""),
    ],
)
def test_the_declared_encoding_is_found(head, declared):
    assert declared_encoding(head) == declared


def test_bytes_that_do_not_fit_are_counted_and_the_text_is_held():
    damaged = SIMPLIFIED.encode("utf-8").replace("治".encode(), b"\xe6\xb2", 1)

    raw = read_bytes(damaged, name="通知.txt")

    assert raw.held
    assert raw.text.count("\ufffd") == 1
    assert raw.doubts == ("有 1 处字节读不出文字，以 � 表示，第一处在第 67 字。请对照来源",)


def test_text_cut_inside_its_last_character_keeps_all_before_it():
    raw = read_bytes(SIMPLIFIED.encode("gbk")[:-1], name="通知.txt")

    assert raw.text.startswith(SIMPLIFIED[:-1])
    assert raw.doubts


def test_two_encodings_in_one_file_are_never_taken_for_one():
    mixed = (SIMPLIFIED * 12).encode("utf-8") + (SIMPLIFIED * 12).encode("gbk")

    try:
        raw = read_bytes(mixed, name="通知.txt")
    except UnknownEncoding as refusal:
        assert "看不出文字编码" in str(refusal)  # noqa: PT017 - both ends are right, silence is not
    else:
        assert raw.held


def test_text_once_saved_in_a_wrong_encoding_is_held_or_refused():
    garbled = SIMPLIFIED.encode("utf-8").decode("gbk", errors="replace").replace("\ufffd", "")

    try:
        raw = read_bytes(garbled.encode("utf-8"), name="通知.txt")
    except UnknownEncoding as refusal:
        assert "看不出文字编码" in str(refusal)  # noqa: PT017 - both ends are right, silence is not
    else:
        assert raw.held


def test_a_stray_nul_is_replaced_because_not_every_database_can_hold_it():
    raw = read_bytes((SIMPLIFIED + "\x00" + SIMPLIFIED).encode("utf-8"), name="通知.txt")

    assert "\x00" not in raw.text
    assert "有 1 个无法保存的字符，以 � 表示" in raw.doubts


def test_random_bytes_are_refused():
    noise = bytes((index * 7919 + index // 3) % 256 for index in range(5000))

    with pytest.raises((UnknownEncoding, UnreadableFile)):
        decode(noise, name="通知.txt")
