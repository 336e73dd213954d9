"""Every refusal has a code that stays and a sentence that says what is wrong and what to do; the list is complete."""

import re
from pathlib import Path

import pytest

from documents.parsing import transport
from documents.parsing.errors import SENTENCES, EmptyFile, ParserStopped, ParsingError, UnreadableFile
from documents.parsing.formats.sniffing import REFUSED

ROOT = Path(__file__).parents[3]
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "documents" / "parsing").rglob("*.py"))
    if path.name != "errors.py"
)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_says_what_is_wrong_and_what_to_do(code):
    wrong, advice = SENTENCES[code].split("。")

    assert re.fullmatch(r"[a-z_]{3,30}", code)
    assert len(wrong) >= 5
    assert advice.startswith("请")


@pytest.mark.parametrize("code", SENTENCES)
def test_every_code_of_the_list_is_given_somewhere(code):
    assert f'"{code}"' in SOURCES or code in REFUSED


def test_the_list_for_readers_holds_every_code_with_its_sentence():
    shown = (ROOT / "docs" / "refusals.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.+) \|$", shown, flags=re.MULTILINE))

    assert rows == {code: re.sub(r"\{\w+\}", "…", sentence) for code, sentence in SENTENCES.items()}


def test_the_list_for_readers_holds_every_code_of_loading():
    shown = (ROOT / "docs" / "refusals.md").read_text(encoding="utf-8")
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "documents" / "loading").rglob("*.py"))
    )
    given = set(re.findall(r'\bcode(?:: str)? ?= ?"([a-z_]+)"', sources))

    assert given == set(re.findall(r"\| `([a-z_]+)` \|$", shown, flags=re.MULTILINE)) >= {"no_place", "not_loaded"}


def test_a_refusal_names_the_file_and_ends_with_its_code():
    refusal = UnreadableFile("too_many_pages", name="规划.pdf", limit=600)

    assert str(refusal) == "规划.pdf：页数超过 600 页。请拆分后再读"
    assert refusal.coded == "规划.pdf：页数超过 600 页。请拆分后再读（代码 too_many_pages）"


def test_a_code_that_is_not_on_the_list_is_no_refusal():
    with pytest.raises(KeyError):
        ParsingError("nonsense", name="方案.txt")


# On the way from the child --------------------------------------------------------------------------------------------


def test_a_refusal_comes_through_with_its_code_and_its_words():
    with pytest.raises(EmptyFile) as refusal:
        transport.opened(transport.packed_refusal(EmptyFile("empty", name="空.txt")), name="空.txt")

    assert (refusal.value.code, str(refusal.value)) == ("empty", "空.txt：文件里没有文字。请检查文件是否完整")


def test_a_stop_comes_through_with_the_place_for_the_log():
    with pytest.raises(ParserStopped) as stop:
        transport.opened(transport.packed_stop("parser_fault", trace="line 7"), name="方案.txt")

    assert stop.value.code == "parser_fault"
    assert stop.value.__notes__ == ["line 7"]


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\xff",
        b"null",
        b"[]",
        b"[" * 100_000,
        b'["result","ParsedDocument",[]]',
        b'["result","RawText",[1,2,3,4,5,6,7,8,9]]',
        b'["result","RawText",["a","b","c","d","e",NaN,[],[],null]]',
        b'["result","os.system",["true"]]',
        b'["refused","SystemExit","empty","a",{}]',
        b'["refused","EmptyFile","nonsense","a",{}]',
        b'["refused","EmptyFile","too_large","a",{}]',
        b'["refused","EmptyFile","empty","a",{"code":"b"}]',
        b'["refused","EmptyFile","empty","a",{"x":[1]}]',
        b'["stopped","nonsense",""]',
        b"\x80\x05cos\nsystem\n(S'exit 3'\ntR.",
    ],
)
def test_what_is_no_answer_of_ours_is_not_opened(packed):
    with pytest.raises(transport.Unopenable):
        transport.opened(packed, name="方案.txt")
