"""RawText -> CleanText: the order of the cleaning layers, with every change kept as a repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from documents.parsing.cleaning.controls import DECEIVING, LOOKALIKE, control_edits
from documents.parsing.cleaning.front_breaks import front_break_edits
from documents.parsing.cleaning.line_breaks import line_break_edits
from documents.parsing.cleaning.markup import markup_edits
from documents.parsing.cleaning.pinyin import pinyin_edits
from documents.parsing.cleaning.script import is_traditional, script_edits
from documents.parsing.cleaning.shifted_bytes import LOST, shifted_byte_edits
from documents.parsing.cleaning.width import bracket_edits, doubled_comma_edits, width_edits
from documents.parsing.cleaning.wording import wording_edits
from documents.parsing.cleaning.wrapped_lines import wrapped_line_edits
from documents.parsing.corrections import Correction
from documents.parsing.raw import RawText
from documents.parsing.records import ParsedDoubt, ParsedRepair
from documents.parsing.spans import Edit, Span, TracedText

Layer = Callable[[str], Iterable[Edit]]

LAYERS: tuple[Layer, ...] = (
    markup_edits,
    control_edits,
    shifted_byte_edits,
    pinyin_edits,
    doubled_comma_edits,
    bracket_edits,
    width_edits,
    script_edits,
    wording_edits,
    wrapped_line_edits,
    front_break_edits,
    line_break_edits,
)

UNLISTED = frozenset({"width", "script", "line_break", "line_end", "entity", "markup", "wrap"})
"""Kinds that change the shape of a character, not the text: counted nowhere, listed nowhere."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text after all layers, traced to the original, with the repairs and doubts of cleaning."""

    traced: TracedText
    script: str
    repairs: tuple[ParsedRepair, ...]
    doubts: tuple[ParsedDoubt, ...]

    @property
    def text(self) -> str:
        """The clean text itself."""
        return self.traced.text


def clean(raw: RawText, *, corrections: Sequence[Correction] = ()) -> CleanText:
    """Apply the corrections of a person, then every layer; offsets into `raw.text` are carried along.

    Corrections come first because they speak of the original: what a person has read is not repaired again.
    """
    traced = TracedText.of(raw.text)
    repairs: list[ParsedRepair] = []
    kinds: set[str] = set()
    first: Layer = lambda text: _correction_edits(text, corrections)  # noqa: E731
    for layer in (first, *LAYERS):
        edits = list(layer(traced.text))
        kinds.update(edit.kind for edit in edits)
        repairs.extend(_repair(traced, edit, raw.text) for edit in edits if edit.kind not in UNLISTED)
        traced = traced.apply(edits)
    script = "traditional" if is_traditional(raw.text) else "simplified"
    repairs.sort(key=lambda repair: repair.span)
    doubts = [*_doubts(repairs), *_layer_doubts(kinds), *_lookalikes(raw.text)]
    return CleanText(traced, script, tuple(repairs), tuple(doubts))


def _correction_edits(text: str, corrections: Sequence[Correction]) -> Iterable[Edit]:
    for correction in corrections:
        if text[correction.start : correction.end] == correction.before:
            yield Edit(correction.start, correction.end, correction.after, "correction", correction.why)


def _repair(traced: TracedText, edit: Edit, original: str) -> ParsedRepair:
    span = traced.source(Span(edit.start, edit.end))
    return ParsedRepair(edit.kind, span.slice(original), edit.new, edit.reason, span)


def _layer_doubts(kinds: set[str]) -> Iterable[ParsedDoubt]:
    if "line_break" in kinds:
        yield ParsedDoubt("lines_lost", "原文失去分行，已按编号、标题和落款重新分段", None)
    if "wording" in kinds:
        yield ParsedDoubt("taiwan_wording", "原文为台湾用语的转换本，已换回大陆用语。请对照来源网页", None)


def _lookalikes(text: str) -> Iterable[ParsedDoubt]:
    """Titles and names with letters of another script look the same and are found by no search."""
    found = list(LOOKALIKE.finditer(text))
    if found:
        message = (
            f"原文有 {len(found)} 处字母是形似的西里尔或希腊字母，如“{found[0].group()}”，检索时会漏掉。请对照来源"
        )
        yield ParsedDoubt("lookalike_letters", message, Span(*found[0].span()))


def _doubts(repairs: Sequence[ParsedRepair]) -> Iterable[ParsedDoubt]:
    deceiving = [repair for repair in repairs if repair.kind == "control" and DECEIVING.match(repair.before)]
    if deceiving:
        message = f"原文有 {len(deceiving)} 个改变显示次序的隐藏字符，整理时已去掉。请对照来源"
        yield ParsedDoubt("hidden_characters", message, deceiving[0].span)
    for repair in repairs:
        if repair.kind == "shifted_bytes":
            lost = repair.after.count(LOST)
            message = f"原文此处字节错位，按字节还原后仍缺 {lost} 字，以 □ 表示。请对照来源网页"
            yield ParsedDoubt("damaged_text", message, repair.span)
