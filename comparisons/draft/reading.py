"""A draft read in the limited child: the text of an uploaded file, and everything found in a text; nothing is written.

What the child says went wrong is told by its sentence only; its trace may hold words of the draft and is dropped.
"""

from __future__ import annotations

from documents.parsing.errors import ParserStopped, ParsingError
from documents.parsing.formats.encodings import REPLACEMENT
from documents.parsing.isolation import READ_BYTES, Limits, run_limited
from documents.parsing.raw import UNSTORABLE, RawText
from documents.parsing.records import ParsedDocument

PARSE_WORDS = "comparisons.draft.child.parse_words"
WITHIN = Limits(cpu_seconds=12, wall_seconds=20.0, memory=640 * 1024 * 1024)
"""Less than a loading may take: a visitor waits, and a worker answers nobody else meanwhile."""


class UnreadableDraft(Exception):
    """A draft that cannot be read; the message says in one sentence what is wrong and what to do."""


def text_of_file(data: bytes, *, name: str) -> str:
    """The text of a TXT, Word, PDF or web file from its bytes; of a web page only the article.

    Raises UnreadableDraft. Example: the bytes of 方案.docx give 关于印发…的通知.
    """
    raw = _limited(READ_BYTES, data, name=name)
    if not isinstance(raw, RawText):
        raise UnreadableDraft(str(ParserStopped("parser_crash", name=name)))
    text = raw.text[slice(*raw.main)] if raw.main else raw.text
    return unified_lines(text)


def read_draft(text: str, *, name: str) -> ParsedDocument:
    """Everything found in the text of a draft called `name`. Raises UnreadableDraft.

    Example: 一、重点任务（一）智慧交通。… gives a document with the task 智慧交通.
    """
    parsed = _limited(PARSE_WORDS, text, name=name)
    if not isinstance(parsed, ParsedDocument):
        raise UnreadableDraft(str(ParserStopped("parser_crash", name=name)))
    return parsed


def unified_lines(text: str) -> str:
    """The text as a form sends it back: one kind of line break, nothing that cannot be written.

    >>> unified_lines("一、总则\\r\\n二、任务")
    '一、总则\\n二、任务'
    """
    return UNSTORABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def _limited(function: str, given: object, *, name: str) -> object:
    try:
        return run_limited(function, given, name=name, within=WITHIN)
    except ParsingError as error:
        sentence = str(error)
    raise UnreadableDraft(sentence)
