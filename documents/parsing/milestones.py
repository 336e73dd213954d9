"""Passage -> milestones: one date phrase with everything it governs, wherever it stands (codebook: Target)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.parsing.lexicon import target_words
from documents.parsing.passages import Passage
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedDeadline
from documents.parsing.spans import Span

CLAUSE_END = pattern("clause_end", r"[，。；：]")
LIMIT_LABEL = pattern("limit_label", r"(?:时限|时间|节点)(?:要求)?[：:] ?\Z")
REPORTS = pattern("reports_an_event", r"，[^，。；]{0,30}(?:提出|印发|召开|部署在|了)")
# “十四五”时期，为贯彻…，特制定本实施意见: why the text is made, not what is reached.
MAKES_THIS = pattern("makes_this", r"制定本[\u4e00-\u9fff]{0,4}(?:意见|方案|计划|规划|措施|要点|办法|纲要)")
NAMES_GOALS = pattern("names_goals", r"[^，。；：]{0,24}(?:主要|预期|工作|总体|具体|年度)目标(?:是|为|如下)?")
BARE_YEAR = pattern("bare_year", r"20\d\d ?年")
MAX_INDICATOR = 80
ITEM_LABEL = pattern(
    "milestone_item_label",
    r"(?:\A|\n)[ 　]{0,4}(?:（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、) ?\Z",
)
_LABELS = ("目标", "任务", "目标任务", "工作目标", "主要目标", "年度目标", "阶段目标", "工作任务")
_CIRCUMSTANCES = ("借助", "依托", "通过", "按照", "根据", "围绕", "结合", "在")


@dataclass(frozen=True, slots=True)
class Milestone:
    """What a date phrase governs, with spans inside its passage: 2021年11月底前通过终期验收."""

    indicator: str
    strength: str
    deadline: ParsedDeadline
    span: Span


def find_milestones(passage: Passage, *, deadlines: Sequence[ParsedDeadline]) -> Iterator[Milestone]:
    """One milestone per date phrase of the passage; 确保A前…，B前… binds both with 确保."""
    strength, sentence_end = "plain", 0
    for index, deadline in enumerate(deadlines):
        following = deadlines[index + 1].span.start if index + 1 < len(deadlines) else len(passage.text)
        following = min(
            (note.start for note in passage.notes if deadline.span.end <= note.start < following),
            default=following,
        )
        span = _governed(passage.text, deadline.span, following)
        content = Span(deadline.span.end, span.end).slice(passage.text)
        said = content.strip("，。；：、 ）")
        if len(said) < 2 or said in _LABELS:
            if is_stated_limit(passage, deadline):
                yield Milestone(_first_clause(passage.text), "plain", deadline, deadline.span)
            continue
        if MAKES_THIS.search(content) or (BARE_YEAR.fullmatch(deadline.text) and NAMES_GOALS.fullmatch(content)):
            continue
        if content.startswith("的") or (BARE_YEAR.fullmatch(deadline.text) and REPORTS.match(content)):
            continue  # 提高到2025年的45%; 2015年，中央一号文件提出…: the date of a value, or history told.
        own = strength_of(passage.text[span.start : deadline.span.end] + _first_clause(content))
        strength = strength if own == "plain" and deadline.span.start < sentence_end else own
        sentence_end = _sentence_end(passage.text, deadline.span.end)
        yield Milestone(_first_clause(content), strength, deadline, span)


def is_stated_limit(passage: Passage, deadline: ParsedDeadline) -> bool:
    """Whether a date phrase stands for its whole item: 完成时限：2019年6月底, or inside a responsibility note."""
    before = passage.text[max(0, deadline.span.start - 8) : deadline.span.start]
    return bool(LIMIT_LABEL.search(before)) or any(note.contains(deadline.span) for note in passage.notes)


def strength_of(clause: str) -> str:
    """How strongly a clause commits: must (确保), strive (力争), in_principle, encourage or plain.

    >>> strength_of("力争建成10个示范园区")
    'strive'
    """
    for strength, words in target_words().strengths.items():
        if any(word in clause for word in words):
            return strength
    return "plain"


def _governed(text: str, phrase: Span, following: int) -> Span:
    """What a date phrase governs: the rest of the paragraph where it opens a sentence, else of the sentence."""
    start = phrase.start
    for word in _strength_words():
        if text[:start].endswith(word):
            start -= len(word)
    opens_sentence = (
        start == 0 or text[start - 1] in "。：\n；" or bool(ITEM_LABEL.search(text, max(0, start - 9), start))
    )
    stops = "\n" if opens_sentence else "。；\n"
    end = min(
        (place for stop in stops if 0 <= (place := text.find(stop, phrase.end)) < following),
        default=following,
    )
    for word in _strength_words():
        if text[:end].endswith(word):
            end -= len(word)
    while end > phrase.end and text[end - 1] in "，。；、：\n 　":
        end -= 1
    return Span(start, end)


def _strength_words() -> tuple[str, ...]:
    return tuple(word for words in target_words().strengths.values() for word in words)


def _sentence_end(text: str, place: int) -> int:
    return min((end for stop in "。；\n" if (end := text.find(stop, place)) >= 0), default=len(text))


def _first_clause(content: str) -> str:
    """The first clause that says what is reached; circumstances (借助…平台, 在…基础上) are passed over."""
    clauses = [clause.strip(" 　\n）") for clause in CLAUSE_END.split(content) if clause.strip(" 　\n）")]
    telling = [clause for clause in clauses if not clause.startswith(_CIRCUMSTANCES) and clause not in _LABELS]
    return (telling or clauses or [""])[0][:MAX_INDICATOR]
