"""Files come in as text with their hash, or are refused in words that say what to do."""

import gc
import hashlib
from pathlib import Path

import pytest

from documents.parsing.errors import EmptyFile, NotAPolicy, ParsingError, UnknownEncoding, UnreadableFile
from documents.parsing.pipeline import parse, parse_bytes
from documents.parsing.reader import read_bytes

TEXT = "关于加快推进新型智慧城市建设的实施意见\n一、总体要求\n坚持规划引领，推进信息基础设施建设，提升城市治理能力。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("gb18030"), "gb18030"),
    ],
)
def test_text_is_read_in_its_encoding(data: bytes, encoding: str) -> None:
    raw = read_bytes(data, name="意见.txt")

    assert (raw.text, raw.encoding) == (TEXT, encoding)
    assert raw.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyFile, "没有文字"),
        ("\ufeff \n\u3000".encode(), EmptyFile, "没有文字"),
        (b"%PDF-1.7 ...", UnreadableFile, "PDF"),
        (b"PK\x03\x04....", UnreadableFile, "压缩结构已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", UnreadableFile, ".doc"),
        (b"\x89PNG\r\n\x1a\n", UnreadableFile, "图片"),
        (b"ab\x00\x01\x02", UnreadableFile, "二进制"),
        (b"\xff\xfe\x00\xd8x", UnknownEncoding, "utf-16"),
        (bytes(range(128, 256)) * 20, UnknownEncoding, "编码"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes, error: type[ParsingError], words: str) -> None:
    with pytest.raises(error, match=words) as refusal:
        read_bytes(data, name="坏文件.bin")

    assert str(refusal.value).startswith("坏文件.bin：")
    assert "请" in str(refusal.value)


def test_missing_file_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="打不开"):
        parse(tmp_path / "没有.txt")


@pytest.mark.parametrize(
    "text",
    [
        "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
        "今天下午，市长到社区看望了居民，并就垃圾分类工作进行调研。记者从现场获悉，居民对此表示欢迎。",
        "Smart city plan of the county. First part. Second part.",
        "会议指出，要研究制定全市工业振兴行动计划，推动产业升级。会议还研究了其他事项。",
        "一、活动时间\n本周六上午。请自带水杯。",
        "红烧肉的做法\n一、准备材料\n五花肉500克，冰糖30克。\n二、焯水\n锅中加水，煮5分钟后捞出。\n三、炖煮\n小火慢炖40分钟即可。\n",
        "第一章\n夜色渐深，老李推开门，院子里静悄悄的。\n第二章\n清晨，鸟儿在枝头叫个不停。\n",
    ],
)
def test_text_that_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(NotAPolicy, match="政策文件"):
        parse_bytes(text.encode(), name="其他.txt")


@pytest.mark.parametrize(
    "preamble",
    [
        "为推动绿色发展，结合我市实际，特制定全市绿色发展三年（2021—2023年）行动计划。",
        "為推動綠色發展，現提出如下實施意見：",
        "为推动绿色发展，加快转型，具体行动计划如下：",
    ],
)
def test_a_page_that_begins_at_its_preamble_is_read(preamble: str) -> None:
    text = f"{preamble}\n一、主要目标\n到2023年，建成绿色园区20个。\n"
    found = [target for target in parse_bytes(text.encode(), name="开头.txt").targets if target.kind == "quantity"]
    assert [(str(target.value), target.unit, target.deadline.date) for target in found] == [("20", "个", "2023")]


def test_numbered_chapters_alone_are_read_where_they_speak_of_work() -> None:
    text = "一、新建幼儿园3所。\n二、改造老旧小区20个。\n三、建成养老服务站15个。\n"
    assert len(parse_bytes(text.encode(), name="开头.txt").tasks) == 3


def test_after_reading_and_after_a_refusal_the_interpreter_cleans_up_as_before() -> None:
    parse_bytes(TEXT.encode(), name="意见.txt")
    assert gc.isenabled()
    with pytest.raises(NotAPolicy):
        parse_bytes("床前明月光，疑是地上霜。".encode(), name="诗.txt")
    assert gc.isenabled()
    gc.disable()
    try:
        parse_bytes(TEXT.encode(), name="意见.txt")
        assert not gc.isenabled()
    finally:
        gc.enable()
