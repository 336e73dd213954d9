"""Outline -> targets: the quantities and milestones a document commits to reach (codebook: Target).

A quantity is a number with a unit in a clause that commits (达到, 打造, 实现 …), in the goals or the tasks. A
milestone is one date phrase with everything it governs, wherever it stands. Counts of the plan's own parts,
subsidies, baselines and numbers after 面向 or 围绕 are neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.parsing.deadlines import DateContext, find_deadlines
from documents.parsing.lexicon import target_words
from documents.parsing.patterns import pattern
from documents.parsing.quantities import Quantity, find_quantities
from documents.parsing.records import ParsedDeadline
from documents.parsing.spans import Span

QUANTITY_ROLES = frozenset({"goal", "task", "safeguard", "stage"})
MILESTONE_ROLES = QUANTITY_ROLES | {"preamble", "general", "guiding", "architecture"}

REACH = pattern(
    "reach",
    r"(?:基本|总体|全部|均|都|要|力争|争取|确保|稳步|持续|年均|分别|进一步){0,4}"
    r"(?P<verb>达到|达|提高到|提升到|提升至|提高至|增加到|增长到|扩大到|增长|增加|提高|提升|下降|降低|减少|压缩|缩短|控制在|保持在|稳定在|维持在|不低于|不少于|不小于|不超过|不高于|不大于|超过|突破|低于|高于|大于|为)"
    r"(?:到|至|了)?(?:约|近)?\Z",
)
LEAD_IN = pattern(
    "indicator_lead_in",
    r"(?:(?:并|且|同时|其中|努力|力争|争取|确保|必须|务必|推动|实现|使|全市|全省|全区|全县|在)|(?:到|至)?20\d\d ?年[底末]?前?){1,6}",
)
NOUN_END = pattern("indicator_end", r"[，。；：、]|和(?!谐)|以及|通过|并(?!网)|，")
COMPARED = pattern("compared_with", r"(?:比|较)20\d\d ?年?(?:末|底|同期)?\Z")
BASE_YEAR = pattern("base_year", r"(?:比|较)20(?P<short>\d\d) ?年")
CLAUSE_END = pattern("clause_end", r"[，。；：]")
_CIRCUMSTANCES = ("借助", "依托", "通过", "按照", "根据", "围绕", "结合", "在")
CHANGE_VERBS = ("增长", "增加", "提高", "提升", "下降", "降低", "减少", "压缩", "缩短")
NEAR = 6
MAX_INDICATOR = 80


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of clean text that facts are read from: position of its section, role, text, start."""

    section: int
    role: str
    text: str
    start: int
    """Place of the text in the clean text."""
    notes: tuple[Span, ...] = ()
    """Responsibility notes in `text`; no milestone reaches into them."""


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A target in positions of the clean text."""

    section: int
    kind: str
    indicator: str
    operator: str
    quantity: Quantity | None
    strength: str
    base_year: int | None
    deadline: ParsedDeadline | None
    span: Span
    rule: str


def find_targets(passages: Sequence[Passage], *, context: DateContext) -> tuple[FoundTarget, ...]:
    """All targets of the passages, in order of the text, each figure of one indicator once."""
    deadlines = {id(passage): _shifted(passage, context) for passage in passages}
    goal_deadline = _only_goal_deadline(passages, deadlines)
    found: list[FoundTarget] = []
    seen: set[tuple[object, ...]] = set()
    for passage in passages:
        dated = deadlines[id(passage)]
        if passage.role in MILESTONE_ROLES:
            found.extend(_milestones(passage, dated))
        if passage.role in QUANTITY_ROLES:
            for target in _quantities(passage, dated, goal_deadline):
                figure = (target.indicator, target.quantity and target.quantity.value, target.operator)
                if figure not in seen:
                    seen.add(figure)
                    found.append(target)
    return tuple(sorted(found, key=lambda target: (target.span.start, target.kind)))


def _shifted(passage: Passage, context: DateContext) -> tuple[ParsedDeadline, ...]:
    return find_deadlines(passage.text, context=context)


def _only_goal_deadline(
    passages: Sequence[Passage], deadlines: dict[int, tuple[ParsedDeadline, ...]]
) -> tuple[ParsedDeadline, int] | None:
    """The one deadline of the goals, which holds for figures without their own; None if there are several."""
    found = [
        (deadline, passage.start)
        for passage in passages
        if passage.role == "goal"
        for deadline in deadlines[id(passage)]
    ]
    return found[0] if len({deadline.date for deadline, _ in found}) == 1 else None


# Milestones ---------------------------------------------------------------------------------------------------------


def _milestones(passage: Passage, deadlines: Sequence[ParsedDeadline]) -> Iterator[FoundTarget]:
    strength, sentence_end = "plain", 0
    for index, deadline in enumerate(deadlines):
        following = deadlines[index + 1].span.start if index + 1 < len(deadlines) else len(passage.text)
        following = min(
            (note.start for note in passage.notes if deadline.span.end <= note.start < following),
            default=following,
        )
        span = _governed(passage.text, deadline.span, following)
        content = Span(deadline.span.end, span.end).slice(passage.text)
        if len(content.strip("，。；、 ")) < 2:
            continue
        own = _strength(passage.text[span.start : deadline.span.end] + _first_clause(content))
        strength = strength if own == "plain" and deadline.span.start < sentence_end else own
        sentence_end = _sentence_end(passage.text, deadline.span.end)
        yield FoundTarget(
            section=passage.section,
            kind="milestone",
            indicator=_first_clause(content),
            operator="",
            quantity=None,
            strength=strength,
            base_year=None,
            deadline=_moved(deadline, passage.start),
            span=span.shifted(passage.start),
            rule="milestone.date_phrase",
        )


def _governed(text: str, phrase: Span, following: int) -> Span:
    """What a date phrase governs: the rest of the paragraph where it opens a sentence, else of the sentence."""
    start = phrase.start
    for word in _strength_words():
        if text[:start].endswith(word):
            start -= len(word)
    opens_sentence = start == 0 or text[start - 1] in "。：\n；"
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
    clauses = [clause.strip() for clause in CLAUSE_END.split(content) if clause.strip()]
    telling = [clause for clause in clauses if not clause.startswith(_CIRCUMSTANCES)]
    return (telling or clauses or [""])[0][:MAX_INDICATOR]


def _moved(deadline: ParsedDeadline, start: int) -> ParsedDeadline:
    return ParsedDeadline(deadline.date, deadline.precision, deadline.text, deadline.span.shifted(start))


# Quantities ---------------------------------------------------------------------------------------------------------


def _quantities(
    passage: Passage, deadlines: Sequence[ParsedDeadline], goal_deadline: tuple[ParsedDeadline, int] | None
) -> Iterator[FoundTarget]:
    for quantity in find_quantities(passage.text):
        clause = _clause(passage.text, quantity.span)
        if not _commits(passage.text, quantity, clause):
            continue
        reading = _reading(passage.text, quantity, clause)
        if reading is None:
            continue
        indicator, span, verb = reading
        deadline = _deadline_of(quantity, passage, deadlines)
        if deadline is None and goal_deadline is not None:
            deadline = _moved(*goal_deadline)
        yield FoundTarget(
            section=passage.section,
            kind="quantity",
            indicator=indicator,
            operator=_operator(quantity, verb),
            quantity=quantity,
            strength=_strength(clause.slice(passage.text)),
            base_year=_base_year(clause.slice(passage.text)),
            deadline=deadline,
            span=span.shifted(passage.start),
            rule="quantity.measured_before" if verb else "quantity.counted_after",
        )


def _clause(text: str, span: Span) -> Span:
    """The clause around a span: between ，。；： outside brackets."""
    start = span.start
    while start > 0 and text[start - 1] not in "，。；：\n":
        start -= 1
    end, depth = span.end, 0
    while end < len(text) and (depth or text[end] not in "，。；：\n"):
        depth += (text[end] == "（") - (text[end] == "）")
        end += 1
    return Span(start, end)


def _commits(text: str, quantity: Quantity, clause: Span) -> bool:
    """Whether the clause (or the one it continues) commits to the number."""
    words = target_words()
    body = clause.slice(text)
    near = text[max(clause.start, quantity.span.start - NEAR) : quantity.span.start]
    if any(word in body for word in words.not_in_clause) or any(
        _stands_before(near, word) for word in words.not_before
    ):
        return False
    if any(word in body for word in words.commit):
        return True
    return quantity.span.start == clause.start and _continues(text, clause)


def _stands_before(near: str, word: str) -> bool:
    """Whether `word` governs the number: prepositions anywhere close before it, short words right before it."""
    return near.endswith(word) if len(word) == 1 else word in near


def _continues(text: str, clause: Span) -> bool:
    """A clause that opens with a number continues the enumeration before it (打造5个…，3个…，1个…)."""
    before = text[: clause.start]
    if not before.endswith("，"):
        return False
    previous = _clause(text, Span(clause.start - 1, clause.start - 1))
    own = list(find_quantities(previous.slice(text)))
    if not own:
        return False
    committed = any(word in previous.slice(text) for word in target_words().commit)
    return committed or (own[0].span.start == 0 and _continues(text, previous))


def _reading(text: str, quantity: Quantity, clause: Span) -> tuple[str, Span, str] | None:
    """Indicator, span of the quote and verb, by the first of the three word orders that fits."""
    return (
        _measured_before(text, quantity, clause)
        or _counted_before(text, quantity, clause)
        or _measured_after(text, quantity, clause)
    )


def _measured_before(text: str, quantity: Quantity, clause: Span) -> tuple[str, Span, str] | None:
    """上云率达到80%: the indicator stands before the verb."""
    before = text[clause.start : quantity.digits]
    match = REACH.search(before)
    if match is None:
        return None
    lead = LEAD_IN.match(before)
    start = lead.end() if lead else 0
    indicator = COMPARED.sub("", before[start : match.start()]).strip("的 ")
    if len(indicator) < 2:
        return None
    place = clause.start + start
    return indicator[-MAX_INDICATOR:], Span(place, quantity.span.end), match.group("verb")


def _counted_before(text: str, quantity: Quantity, clause: Span) -> tuple[str, Span, str] | None:
    """建成5G基站1.2万个: verb, what is counted, number at the end of the clause."""
    before = text[clause.start : quantity.span.start]
    if text[quantity.span.end : clause.end].strip():
        return None
    lead = LEAD_IN.match(before)
    start = lead.end() if lead else 0
    verbs = [verb for verb in target_words().commit if before[start:].startswith(verb)]
    verb = max(verbs, key=len, default="")
    indicator = before[start + len(verb) :].strip("了的各类 ")
    if not verb or len(indicator) < 2:
        return None
    return indicator, Span(clause.start + start, quantity.span.end), ""


def _measured_after(text: str, quantity: Quantity, clause: Span) -> tuple[str, Span, str] | None:
    """打造30个…试点示范, 80%的…能够…: what is counted stands behind the number."""
    after = text[quantity.span.end : clause.end]
    offset = len(after) - len(after.lstrip("的 "))
    end = offset
    for match in NOUN_END.finditer(after, offset):
        if after.count("（", 0, match.start()) == after.count("）", 0, match.start()) and quantity.unit != "%":
            end = match.start()
            break
    else:
        end = len(after)
    indicator = after[offset:end].strip()
    if len(indicator) < 2 or len(indicator) > MAX_INDICATOR:
        return None
    start = _verb_start(text, quantity, clause)
    return indicator, Span(start, quantity.span.end + end), ""


def _verb_start(text: str, quantity: Quantity, clause: Span) -> int:
    """Where the verb right before the number begins, so that the quote says 打造30个…, not 30个…."""
    before = text[clause.start : quantity.span.start]
    verbs = [verb for verb in target_words().commit if before.endswith(verb)]
    return quantity.span.start - max(map(len, verbs), default=0)


def _deadline_of(quantity: Quantity, passage: Passage, deadlines: Sequence[ParsedDeadline]) -> ParsedDeadline | None:
    """The last date phrase before the number in its paragraph governs it."""
    paragraph = passage.text.rfind("\n", 0, quantity.span.start) + 1
    governing = [d for d in deadlines if paragraph <= d.span.start < quantity.span.start]
    return _moved(governing[-1], passage.start) if governing else None


def _operator(quantity: Quantity, verb: str) -> str:
    changes = verb in CHANGE_VERBS
    return "change" if changes and quantity.operator in ("=", "~", ">=") else quantity.operator


def _strength(clause: str) -> str:
    for strength, words in target_words().strengths.items():
        if any(word in clause for word in words):
            return strength
    return "plain"


def _base_year(clause: str) -> int | None:
    match = BASE_YEAR.search(clause)
    return 2000 + int(match.group("short")) if match else None
