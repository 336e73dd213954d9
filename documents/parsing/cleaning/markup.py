"""Layer: entities of HTML, the stars of Markdown around what it prints bold, and labels that a page break tears."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from documents.parsing.patterns import pattern
from documents.parsing.spans import Edit

ENTITY = pattern(
    "html_entity",
    r"&(?:nbsp|ensp|emsp|thinsp|[lr][sd]quo|quot|[lr]aquo|[mn]dash|middot|hellip|times|permil|deg|bull|lt|gt|amp"
    r"|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});",
)
STARRED = pattern("starred_line", r"(?m)^[ 　\t]{0,8}\*\*(?=[^\s*])[^\n]{1,400}$")
# （牵头部⏎门：市交通委）, …；配合单⏎— 7 —⏎位：…: the end of a page, with its number or without, inside the label of a note.
TORN_LABEL = pattern(
    "torn_label",
    r"[（(；;](?:牵|(?:牵头|责任|配合|协办|主办|参与|负责)[单部]?)(?P<tear>[ 　\t]{0,4}\n[ 　\t\n]{0,6}(?:[—–\-·]{0,2} ?\d{1,3} ?[—–\-·]{0,2}[ 　\t]{0,4}\n[ 　\t\n]{0,6})?)(?:头?(?:单位|部门)|位|门)[：:]",
)
STARS = pattern("stars", r"\*{1,8}")
_BLANKS = "\u00a0\u2002\u2003\u2009"


def markup_edits(text: str) -> Iterator[Edit]:
    """Edits that write an entity as its character and take the stars off a line that opens in bold.

    Both are another shape of the same text, so they are not listed as repairs. A name whose signs are masked (王**)
    keeps its stars: only a line that opens with them, all of them in pairs, is in bold.

    >>> [edit.new for edit in markup_edits("&#8220;一网通办&#8221;")]
    ['“', '”']
    >>> [edit.new for edit in markup_edits("（牵头部\\n\\n门：市交通委）")]
    ['']
    """
    yield from sorted([*_entities(text), *_stars(text), *_torn_labels(text)], key=lambda edit: edit.start)


def _entities(text: str) -> Iterator[Edit]:
    if "&" not in text:
        return
    for match in ENTITY.finditer(text):
        character = unescape(match.group())
        if len(character) == 1 and character != "\ufffd":
            new = " " if character in _BLANKS else character
            yield Edit(match.start(), match.end(), new, "entity")


def _torn_labels(text: str) -> Iterator[Edit]:
    for match in TORN_LABEL.finditer(text):
        yield Edit(*match.span("tear"), "", "line_end")


def _stars(text: str) -> Iterator[Edit]:
    if "**" not in text:
        return
    for line in STARRED.finditer(text):
        runs = list(STARS.finditer(text, *line.span()))
        if all(len(run.group()) in (2, 4) for run in runs) and sum(len(run.group()) for run in runs) % 4 == 0:
            for run in runs:
                yield Edit(run.start(), run.end(), "", "markup")
