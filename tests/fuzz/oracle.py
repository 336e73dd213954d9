"""What must be true of any file at all: it gives a result that holds together, or a refusal in words."""

import json

from documents.parsing.cleaning.controls import INVISIBLE
from documents.parsing.contract import as_contract
from documents.parsing.errors import SENTENCES, ParsingError
from documents.parsing.formats.archives import members
from documents.parsing.pipeline import parse_bytes
from documents.parsing.transport import opened, packed_result

LONGEST_MESSAGE = 300


def outcome_of(data, *, name):
    """Kind of the outcome ("result" or the code of the refusal); AssertionError says what is wrong with it."""
    try:
        if name.endswith(".zip"):
            return "+".join(sorted({outcome_of(content, name=inner) for inner, content in members(data, name=name)}))
        parsed = parse_bytes(data, name=name)
    except ParsingError as refusal:
        message = str(refusal)
        assert refusal.code in SENTENCES, refusal.code  # noqa: PT017 - what it says is what is tested
        assert len(message) <= LONGEST_MESSAGE, message
        assert any("\u4e00" <= character <= "\u9fff" for character in message), message
        message.encode()
        return refusal.code
    holds_together(parsed)
    return "result"


def holds_together(parsed):
    """Spans lie in the original and show what they quote; every text can be stored and sent."""
    original = parsed.original
    for character in ("\x00", "\ufffe", "\uffff"):
        assert character not in original
    original.encode()
    parsed.clean_text.encode()
    assert parsed.source.characters == len(original)
    for target in parsed.targets:
        assert original[target.span.start : target.span.end] == target.quote
    for repair in parsed.repairs:
        assert original[repair.span.start : repair.span.end] == repair.before
    assert not INVISIBLE.search(parsed.clean_text)
    for fact in (*parsed.sections, *parsed.tasks, *parsed.targets, *parsed.stages, *parsed.citations):
        assert 0 <= fact.span.start <= fact.span.end <= len(original)
    for task in parsed.tasks:
        for agency in task.agencies:
            assert 0 <= agency.span.start < agency.span.end <= len(original)
    end = 0
    for section in parsed.sections:
        assert section.span.start == end, "sections do not tile the original"
        end = section.span.end
    assert not parsed.sections or end == len(original), "sections do not reach the end"
    json.dumps(as_contract(parsed), ensure_ascii=False).encode()
    assert opened(packed_result(parsed), name=parsed.source.name) == parsed
