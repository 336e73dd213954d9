"""Forty texts in nine encodings at three lengths; mixed, truncated and falsely marked files: right, held, or refused."""

from itertools import product
from pathlib import Path

import pytest
from opencc import OpenCC

from documents.parsing.errors import UnknownEncoding
from documents.parsing.formats.encodings import decode
from documents.parsing.reader import read_bytes

CORPUS = Path(__file__).parents[4] / "fixtures" / "corpus"
STRETCHES = 8
LENGTHS = (20, 200, 2000)
ENCODINGS = {  # written as: told as
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "cp950": "big5",
    "hz": "hz",
}
SENTENCE = "各县市区要加强组织领导，明确责任分工，健全工作机制，确保各项任务落到实处。"
PARAGRAPH = "为加快推进数字城市建设，提升城市治理和公共服务水平，结合实际，制定本方案。\n"


def texts():
    """Eight stretches of each of the five documents, in Simplified characters."""
    to_simplified = OpenCC("t2s").convert
    for path in sorted(CORPUS.glob("*.txt")):
        text = to_simplified(decode(path.read_bytes(), name=path.name).text)
        for index in range(STRETCHES):
            yield (text * 3)[index * len(text) // STRETCHES :][: 2 * max(LENGTHS)]


@pytest.mark.parametrize("codec", ENCODINGS)
def test_every_text_is_read_as_it_was_written(codec):
    written_in = OpenCC("s2tw").convert if codec == "cp950" else str
    wrong = []
    for (index, text), length in product(enumerate(texts()), LENGTHS):
        shown = written_in(text).encode(codec, errors="ignore").decode(codec)[:length]
        decoded = decode(shown.encode(codec), name="通知.txt")
        if (decoded.text, decoded.encoding) != (shown, ENCODINGS[codec]) or decoded.confidence < 0.9:
            wrong.append((index, length, decoded.encoding, decoded.confidence))

    assert wrong == []


def test_the_matrix_has_forty_texts():
    assert [len(text) for text in texts()] == [4000] * 40


@pytest.mark.parametrize("declared", ["gb2312", "big5", "utf-8", "utf-16", "hz-gb-2312", "iso-8859-1"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_a_page_that_lies_about_its_encoding_is_read_right(codec, declared):
    page = f'<html><head><meta charset="{declared}"></head><body><p>{SENTENCE}</p></body></html>'

    raw = read_bytes(page.encode(codec), name="通知.html")

    assert raw.text == SENTENCE
    assert not raw.held


# Mixed and broken files ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("characters", [20, 30, 70])
@pytest.mark.parametrize(("whole", "piece"), [
    ("utf-8", "gb18030"), ("utf-8", "cp950"), ("gb18030", "utf-8"), ("gb18030", "cp950"), ("cp950", "utf-8"), ("cp950", "gb18030"),
])  # fmt: skip
def test_a_sentence_in_another_encoding_is_never_read_in_silence(whole, piece, characters):
    to_traditional = OpenCC("s2tw").convert
    text = (to_traditional(PARAGRAPH) if whole == "cp950" else PARAGRAPH) * 100
    other = ((to_traditional(SENTENCE) if piece == "cp950" else SENTENCE) * 2)[:characters]
    half = text[: len(text) // 2].encode(whole)

    try:
        raw = read_bytes(half + other.encode(piece) + half, name="通知.txt")
    except UnknownEncoding as refusal:
        assert refusal.code == "unknown_encoding"  # noqa: PT017 - both ends are right, silence is not
    else:
        assert raw.held
        assert "请对照来源" in raw.doubts[0]


@pytest.mark.parametrize(("codec", "cut"), [("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("cp950", 1), ("utf-16-le", 1)])
def test_a_file_cut_inside_its_last_character_keeps_all_before_it_and_says_so(codec, cut):
    text = (PARAGRAPH * 4).removesuffix("。\n")
    written = OpenCC("s2tw").convert(text) if codec == "cp950" else text

    raw = read_bytes(written.encode(codec)[:-cut], name="通知.txt")

    assert raw.text == f"{written[:-1]}\ufffd"
    assert raw.doubts == (f"有 1 处字节读不出文字，以 � 表示，第一处在第 {len(written)} 字。请对照来源",)


@pytest.mark.parametrize(
    ("beginning", "codec"),
    [
        (b"\xef\xbb\xbf\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe\xff\xfe", "utf-16-le"),
        (b"\xfe\xff\xfe\xff", "utf-16-be"),
    ],
)
def test_a_second_byte_order_mark_changes_no_character(beginning, codec):
    raw = read_bytes(beginning + SENTENCE.encode(codec), name="通知.txt")

    assert raw.text == f"\ufeff{SENTENCE}"
    assert not raw.held


@pytest.mark.parametrize(
    ("mark", "codec"), [(b"\xef\xbb\xbf", "gb18030"), (b"\xff\xfe", "utf-8"), (b"\xfe\xff", "gb18030")]
)
def test_a_false_byte_order_mark_is_never_believed_in_silence(mark, codec):
    try:
        raw = read_bytes(mark + (PARAGRAPH * 5).encode(codec), name="通知.txt")
    except UnknownEncoding as refusal:
        assert refusal.code == "unknown_encoding"  # noqa: PT017 - both ends are right, silence is not
    else:
        assert raw.held


def test_one_unreadable_character_in_a_thousand_holds_the_text_and_fewer_are_only_counted():
    text = PARAGRAPH * 100
    few, many = (text.encode().replace("治".encode(), b"\xe6\xb2", count) for count in (2, 20))

    counted, held = (read_bytes(data, name="通知.txt") for data in (few, many))

    assert (counted.held, held.held) == (False, True)
    assert counted.doubts[0].startswith("有 2 处字节读不出文字")
    assert held.doubts[0].startswith("有 20 处字节读不出文字")
