"""Whatever characters a file holds: they are kept in the original, do not change what is read, and can be stored."""

import json

import pytest
from docx import Document

from documents.parsing.contract import as_contract
from documents.parsing.errors import UnreadableFile
from documents.parsing.formats.file_names import name_on_disk
from documents.parsing.isolation import Limits, parse_isolated
from documents.parsing.pipeline import parse_bytes
from tests.documents.parsing.formats.made import saved
from tests.fuzz.oracle import holds_together

SOUND = (
    "某某市人民政府办公室关于建设数字城市的实施方案\n一、总体目标\n到2025年，网上可办率达到95%以上。\n二、重点任务\n"
    "（一）建设平台。建设统一平台。（责任单位：市公安局）\n某某市人民政府办公室\n2020年1月1日\n"
)


def facts_of(parsed):
    """What was found, in words."""
    return (
        parsed.metadata.title,
        parsed.metadata.issued_on,
        [(task.locator, task.title, [agency.name for agency in task.agencies]) for task in parsed.tasks],
        [(target.quote_clean, target.value, target.unit) for target in parsed.targets],
    )


def with_inserted(character):
    """The text with the character inside its title, a heading, an agency and a target."""
    for place in ("办公室关于", "总体目标", "公安局", "可办率"):
        at = SOUND.index(place) + 1
        yield SOUND[:at] + character + SOUND[at:]


INVISIBLE = [
    *(chr(code) for code in (0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x84, 0x9F)),
    *("\u00ad", "\u034f", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2060"),
    *("\u2064", "\u2066", "\u2069", "\u206f", "\u3164", "\ufeff", "\ufff9", "\U000e0001", "\U000e0041", "\U000e007f"),
]  # fmt: skip


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda character: f"U+{ord(character):04X}")
def test_an_invisible_character_is_kept_in_the_original_counted_and_changes_no_fact(character):
    expected = facts_of(parse_bytes(SOUND.encode(), name="方案.txt"))

    for text in with_inserted(character):
        parsed = parse_bytes(text.encode(), name="方案.txt")

        assert parsed.original == text
        assert facts_of(parsed) == expected
        assert [repair.before for repair in parsed.repairs if repair.kind == "control"] == [character]
        holds_together(parsed)


@pytest.mark.parametrize("character", ["\u061c", "\u202e", "\u2066", "\U000e0041"])
def test_a_character_that_changes_what_a_line_shows_is_doubted_where_it_stands(character):
    text = SOUND.replace("统一平台", f"统{character}一平台")

    (doubt,) = (
        doubt for doubt in parse_bytes(text.encode(), name="方案.txt").doubts if doubt.kind == "hidden_characters"
    )

    assert doubt.message == "原文有 1 个改变显示次序的隐藏字符，整理时已去掉。请对照来源"
    assert doubt.span.slice(text) == character


@pytest.mark.parametrize("written", ["АI平台", "数字СHINA平台", "建设平台ο二号", "5Gа网络"])
def test_letters_that_look_like_others_are_doubted(written):
    text = SOUND.replace("建设统一平台", f"建设X{written}网")

    (doubt,) = (
        doubt for doubt in parse_bytes(text.encode(), name="方案.txt").doubts if doubt.kind == "lookalike_letters"
    )

    assert "1 处字母是形似的西里尔或希腊字母" in doubt.message
    assert not doubt.span.slice(text).isascii()


@pytest.mark.parametrize("written", ["AI平台", "α射线", "PM2.5 小于 35 μg/m³", "Ω级", "β版软件", "λ学说"])
def test_letters_that_are_meant_are_not_doubted(written):
    text = SOUND.replace("建设统一平台", f"建设{written}平台")

    assert "lookalike_letters" not in [doubt.kind for doubt in parse_bytes(text.encode(), name="方案.txt").doubts]


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_ends_a_line_and_is_no_repair(line_end):
    parsed = parse_bytes(SOUND.replace("\n", line_end).encode(), name="方案.txt")

    assert facts_of(parsed) == facts_of(parse_bytes(SOUND.encode(), name="方案.txt"))
    assert parsed.repairs == ()
    holds_together(parsed)


@pytest.mark.parametrize("character", ["\x00", "\ufdd0", "\ufdef", "\ufffe", "\uffff"], ids=ascii)
def test_what_no_database_or_no_xml_can_hold_is_replaced_and_counted(character):
    text = SOUND.replace("统一平台", f"统{character}一平台")

    parsed = parse_bytes(text.encode(), name="方案.txt")

    assert parsed.original == SOUND.replace("统一平台", "统\ufffd一平台")
    assert "有 1 个无法保存的字符，以 � 表示" in [doubt.message for doubt in parsed.doubts]


@pytest.mark.parametrize(
    "data",
    [
        SOUND.encode("utf-16-le").replace("统".encode("utf-16-le"), b"\x00\xd8", 1),
        (SOUND * 5).encode("utf-8").replace("统".encode(), b"\xed\xa0\x80", 1),
        SOUND.encode("utf-8").replace("统".encode(), "\ufffd".encode(), 1),
        f"<html><body>{''.join(f'<p>{line}</p>' for line in SOUND.split())}&#xD800;&#xFFFF;&#0;</body></html>".encode(),
    ],
    ids=["half a pair in UTF-16", "half a pair in UTF-8", "a replacement character", "character references"],
)
def test_every_text_that_comes_out_can_be_stored(data):
    parsed = parse_bytes(data, name="方案.txt")

    json.dumps(as_contract(parsed), ensure_ascii=False).encode()
    holds_together(parsed)
    assert "\ufffd" in parsed.original


# One character in two shapes ----------------------------------------------------------------------------------------


def test_second_shapes_of_characters_are_read_and_quoted_as_they_stand():
    text = (
        SOUND.replace("一、", "⼀、")
        .replace("二、", "⼆、")
        .replace("（一）", "㈠")
        .replace("市公安局", "市公安局、市⼯业和信息化局")
    ).replace("95%", "９５％")

    parsed = parse_bytes(text.encode(), name="方案.txt")

    assert parsed.original == text
    assert [(task.locator, [agency.name for agency in task.agencies]) for task in parsed.tasks] == [
        ("二/(一)", ["市公安局", "市工业和信息化局"])
    ]
    assert ("网上可办率达到９５％以上", "网上可办率达到95%以上") in [
        (target.quote, target.quote_clean) for target in parsed.targets
    ]
    written = [agency.span.slice(parsed.original) for task in parsed.tasks for agency in task.agencies]
    assert written == ["市公安局", "市⼯业和信息化局"]


# Beyond U+FFFF ------------------------------------------------------------------------------------------------------

RARE = SOUND.replace("建设统一平台", "在𠮷田村、䶮山镇、𮯠\U0002ebf0河、葛\U000e0100城和\ue123村建设统一平台").replace(
    "网上可办率", "𠮷田村网上可办率"
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_characters_of_the_supplementary_planes_keep_their_place_in_code_points(codec):
    parsed = parse_isolated(RARE.encode(codec), name="方案.txt")
    target, (task,) = parsed.targets[-1], parsed.tasks

    assert parsed.original == RARE
    assert parsed.source.characters == len(RARE)
    assert target.span.slice(RARE) == target.quote
    assert RARE.index("95%") in range(target.span.start, target.span.end)
    assert [agency.span.slice(RARE) for agency in task.agencies] == ["市公安局"]
    assert task.span.slice(RARE).startswith("（一）建设平台。在𠮷田村、䶮山镇、")
    holds_together(parsed)


def test_characters_of_the_supplementary_planes_come_out_of_every_format():
    document = Document()
    for line in RARE.split():
        document.add_paragraph(line)
    page = f"<html><body>{''.join(f'<p>{line}</p>' for line in RARE.split())}</body></html>"

    for data in (saved(document), page.encode(), page.replace("𠮷", "&#x20BB7;").encode("gb18030")):
        parsed = parse_bytes(data, name="方案")

        assert parsed.original.strip() == RARE.strip()
        assert parsed.targets[0].span.slice(parsed.original) == parsed.targets[0].quote


# Size -----------------------------------------------------------------------------------------------------------------


LONG = {
    "one long line": SOUND + "。" * 500_000,
    "one long word": SOUND + "建设平台" * 150_000,
    "many empty lines": SOUND + "\n" * 300_000,
    "lines of one character": SOUND + "建\n" * 20_000,
    "tasks": SOUND + "（二）建设平台。由市公安局负责。\n" * 3_000,
    "carriage returns": SOUND.replace("\n", "\r") + "建设平台。\r" * 20_000,
    "line separators": SOUND.replace("\n", "\u2028") + "建设平台。\u2028" * 20_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_endless_lines_and_lines_without_number_lose_no_character(text):
    parsed = parse_isolated(text.encode(), name="方案.txt", within=Limits(cpu_seconds=60, wall_seconds=120))

    assert parsed.original == text
    assert sum(section.span.end - section.span.start for section in parsed.sections) == len(text)
    assert parsed.metadata.title == "某某市人民政府办公室关于建设数字城市的实施方案"


def test_one_line_of_twenty_megabytes_is_refused_not_cut():
    with pytest.raises(UnreadableFile) as refusal:
        parse_isolated(("建设平台" * 1_700_000).encode(), name="方案.txt")

    assert refusal.value.code == "too_long"


# Names of files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("方案.txt", "方案.txt"),
        ("方\u202e案\u2066.txt", "方案.txt"),
        ("方\x1b[2J案\r\n.txt", "方[2J案.txt"),
        ("方\U000e0041案.txt", "方案.txt"),
        ("规划.txt".encode("gbk").decode("utf-8", errors="surrogateescape"), "规划.txt"),
        (b"\xff\x80\x81.txt".decode("utf-8", errors="surrogateescape"), "\ufffd\ufffd\ufffd.txt"),
        ("\u202e\u200b", "无名文件"),
    ],
    ids=["plain", "direction", "terminal", "tags", "GBK", "no text", "nothing"],
)
def test_the_name_of_a_file_is_shown_without_what_lies(written, shown):
    assert name_on_disk(written) == shown
