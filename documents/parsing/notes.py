"""Responsibility notes of an item: where they stand, and their parts by label.

Forms (see the method page): （责任单位：A、B） · （牵头单位：A；配合单位：B、C等） · （A牵头，B配合） · （A、B按职责分工负责） ·
a line or sentence of its own: 责任单位：A、B. A bracket without label is a note only when it ends in a role word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.parsing.lexicon import agency_words
from documents.parsing.patterns import pattern
from documents.parsing.spans import Span

_ROLE_OF_LABEL = {label: role for role, labels in agency_words().labels.items() for label in labels}
_LABELS = "|".join(map(re.escape, sorted([*_ROLE_OF_LABEL, *agency_words().other_labels], key=len, reverse=True)))

LABEL = pattern("note_label", rf"(?:^|(?<=[（(【；;，,。、\n 　]))(?P<label>{_LABELS})(?:及人员)?(?:[ 　]?[：:]|】)")
ROLE_ENDING = pattern(
    "note_role_ending",
    r"(?P<manner>(?:等)?(?:按照?|根据)?(?:各自)?(?:职责|职能)?(?:分工)?(?:分别|共同|具体|结合实际|抓好|按要求|组织)?)"
    r"(?P<role>牵头(?:负责|组织|落实)?|主办|负责(?:组织)?(?:落实|实施)?|组织实施|落实|配合|参与|参加|协助|协办|指导)\Z",
)
# （市农业农村局负责利用，市生态环境局负责禁烧）: each does its part.
PART_ENDING = pattern("note_part_ending", r"(?P<manner>)(?P<role>牵头|负责|配合)(?!解释|的)[\u4e00-\u9fff]{2,20}\Z")
JOINT = pattern("note_joint", r"(?P<first>[^，；。]{2,30}?)会同(?P<second>[^，；。]{2,60}?)\Z")
_FIRST_IS_LEAD = r"(?:排列|排名|名列|列|排)?[在于]?(?:第一位|首位|第一名?|首个)[个者]?的?(?:责任)?(?:单位|部门)?为(?:牵头|主办|主责|主要?责任|第一责任)(?:单位|部门)?"
FIRST_IS_LEAD = pattern("first_is_lead", _FIRST_IS_LEAD)
DECLARATION = pattern(
    "note_declaration", rf"[，,；;。〔（( ]{{0,2}}{_FIRST_IS_LEAD}[^\n]*\Z|[，,；;。〔（(]以?下同[〕）)]?\Z"
)
BLANKET = pattern("note_blanket", r"[，,；;。]?以[下上](?:各项)?(?:工作|任务|事项)?均需.{0,80}\Z")
NAME_MARK = pattern("note_name_mark", r"[、，,；;]")
LIMIT = pattern("note_limit", r"\d{1,4} ?[年月日]|完成|推进|持续|取得")
BRACKET = pattern("note_bracket_behind_name", r"（[^（）]{2,14}）\Z")
CLAUSE = pattern("note_clause", r"[，,；;]")
TOP_MARK = pattern("note_top_mark", r"[、，,；;](?![^（）]{0,40}）)")
WITH = pattern("note_with", r"(?:并?会同|联合|由|并由)(?=[\u4e00-\u9fff]{2})")
_LEADING = ("牵头", "主办")
_SUPPORTING = ("配合", "参与", "参加", "协助", "协办")
_OPENS_LABEL = "。；;，, 　【"
MAX_NOTE = 600


@dataclass(frozen=True, slots=True)
class NotePart:
    """One role and the stretch of names that holds it: 牵头单位：A、B is ("lead", span of A、B)."""

    role: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Note:
    """One responsibility note with its parts; `span` covers brackets and labels too."""

    span: Span
    parts: tuple[NotePart, ...]


def find_notes(text: str) -> tuple[Note, ...]:
    """All responsibility notes of an item, in order.

    >>> [part.role for part in find_notes("建平台。（牵头单位：市局；配合单位：市委）")[0].parts]
    ['lead', 'support']
    """
    notes = [note for bracket in _brackets(text) if (note := _read_bracket(text, bracket))]
    inside = [note.span for note in notes]
    notes.extend(note for note in _labelled_lines(text) if not any(span.contains(note.span) for span in inside))
    return tuple(sorted(notes, key=lambda note: note.span))


def _brackets(text: str) -> Iterator[Span]:
    """Outermost brackets with what they hold; a bracket that is never closed ends with its line."""
    depth, start = 0, 0
    for place, character in enumerate(text):
        if character in "（(〔[【":
            if depth == 0:
                start = place
            depth += 1
        elif character in "）)〕]】" and depth:
            depth -= 1
            if depth == 0 and place - start <= MAX_NOTE:
                yield Span(start, place + 1)
        elif character == "\n":
            depth = 0


def _read_bracket(text: str, bracket: Span) -> Note | None:
    inner = Span(bracket.start + 1, bracket.end - 1)
    if any(LABEL.finditer(inner.slice(text))):
        parts = tuple(_labelled_parts(text, inner))
    elif _assigns(_without_declaration(inner.slice(text))):
        parts = tuple(_unlabelled_parts(text, inner))
    elif _stands_alone(text, bracket) and _only_names(inner.slice(text)):
        names = Span(inner.start, inner.start + len(_without_declaration(inner.slice(text))))
        parts = (NotePart("responsible", names, "note.names_only"),)
    else:
        return None
    return Note(bracket, parts) if parts else None


def _stands_alone(text: str, bracket: Span) -> bool:
    """Whether a bracket stands between the full stop of its item and the end of the line."""
    before, after = text[: bracket.start].rstrip(" 　\n"), text[bracket.end : bracket.end + 1]
    return before.endswith(("。", "；", "）")) and after in ("", "\n", "。")


def _only_names(content: str) -> bool:
    """Whether a bracket holds nothing but names of agencies and collectives: （市教育局、市公安局等）."""
    words = agency_words()
    names = [name.strip(" 　。") for name in TOP_MARK.split(_without_declaration(content))]
    return all(
        len(name) >= 3
        and (
            BRACKET.sub("", name.removesuffix("等")).endswith(words.endings)
            or any(word in name for word in words.collectives)
        )
        for name in names
    )


def _assigns(content: str) -> bool:
    """Whether an unlabelled bracket is a note: it ends in a role word, or a clause gives agencies one.

    （市教育局负责，6月底完成） is a note although it ends with a date.
    """
    for clause in CLAUSE.split(content):
        match = _ending(clause)
        if match and _names_agencies(clause[: match.start()]):
            return True
    return False


def _ranks_itself(names: str, *, role: str) -> bool:
    """Whether what stands behind a label gives its names roles of their own, or only the last of them a manner.

    责任单位：A牵头，B配合 ranks; 责任单位：A、B按职责分工负责 says no more than its label, and 按职责分工负责 is no name.
    """
    endings = list(_endings(names))
    if any(ranked.group("role").startswith(_LEADING + _SUPPORTING) for ranked in endings):
        return True
    last = CLAUSE.split(names)[-1]
    return role == "responsible" and any(
        ranked.group("manner") and ranked.group("role") and last.endswith(ranked.group()) for ranked in endings
    )


def _first_sentence(names: str) -> str:
    """Names up to the full stop; what follows is another sentence (…负责。具体任务均涉及各地，不再做分工), names apart."""
    first, _stop, rest = names.partition("。")
    return names if not first or not rest.strip(" 　\n") or _only_names(rest) else first


def _endings(content: str) -> Iterator[re.Match[str]]:
    """The role words that clauses end in: 责任部门：A牵头，B配合 ranks its names itself."""
    for clause in CLAUSE.split(content):
        match = _ending(clause)
        if match:
            yield match


def _ending(clause: str) -> re.Match[str] | None:
    """The role word that a clause ends in, or that stands behind agencies and before the part they do."""
    match = ROLE_ENDING.search(clause)
    if match is None and (part := PART_ENDING.search(clause)) and _names_agencies(clause[: part.start()]):
        return part
    return match


def _names_agencies(names: str) -> bool:
    """Whether a stretch names at least one agency by its ending or as a collective (各地, 有关部门)."""
    words = agency_words()
    return any(
        name.rstrip("等").endswith(words.endings) or any(word in name for word in words.collectives)
        for name in NAME_MARK.split(names)
        if name
    )


def _labelled_parts(text: str, inner: Span) -> Iterator[NotePart]:
    """Names between one label and the next; labels that name no agency (完成时限) are passed over."""
    content = inner.slice(text)
    matches = list(LABEL.finditer(content))
    ends = [match.start() for match in matches[1:]] + [len(content)]
    for match, end in zip(matches, ends, strict=True):
        role = _ROLE_OF_LABEL.get(match.group("label"))
        names = _first_sentence(_without_declaration(content[match.end() : end])).rstrip("；;，,。、 \n　")
        start = inner.start + match.end()
        if role and _ranks_itself(names, role=role):
            yield from _unlabelled_parts(text, Span(start, start + len(names)))
        elif role and names:
            yield NotePart(role, Span(start, start + len(names)), f"note.label.{role}")


def _unlabelled_parts(text: str, inner: Span) -> Iterator[NotePart]:
    """A牵头，B、C配合: each clause that ends in a role word gives its names that role."""
    content = _without_declaration(inner.slice(text))
    start = 0
    first: int | None = None
    roles: list[tuple[str, Span]] = []
    for clause in CLAUSE.split(content):
        match = _ending(clause)
        opening = WITH.match(clause)
        lead_in = opening.end() if opening else 0
        if match and match.start() >= 2 + lead_in:
            opens = start + lead_in if first is None else first
            roles.append((match.group("role"), Span(opens, start + match.start())))
            first = None
        elif _names_agencies(clause) and not LIMIT.search(clause):
            first = (
                start + lead_in if first is None else first
            )  # A、B，各市按职责分工负责: the role holds for A and B too.
        else:
            first = None
        start += len(clause) + 1
    for role, span in roles:
        yield from _joint(text, span.shifted(inner.start), role_of_ending(role))


def role_of_ending(word: str) -> str:
    """The role that the last word of a clause gives: 牵头负责 lead, 协办 support, 落实 responsible."""
    if word.startswith(_LEADING):
        return "lead"
    return "support" if word.startswith(_SUPPORTING) else "responsible"


def _without_declaration(content: str) -> str:
    """A note without the rules it declares at its end (，排在第一位的部门为牵头部门，下同；以下任务均需各地落实)."""
    without_blanket = BLANKET.sub("", content).rstrip("。，；,; ")
    return DECLARATION.sub("", without_blanket).rstrip("。，；,; ")


def _joint(text: str, span: Span, role: str) -> Iterator[NotePart]:
    """X会同Y负责 names both as responsible."""
    names = span.slice(text)
    match = JOINT.search(names)
    if match is None:
        yield NotePart(role, span, f"note.ending.{role}")
        return
    for group in ("first", "second"):
        yield NotePart(role, Span(span.start + match.start(group), span.start + match.end(group)), "note.ending.joint")


def cell_parts(text: str, cell: Span, *, role: str) -> tuple[NotePart, ...]:
    """The names of a table cell whose column gives `role`; what the cell itself says of roles goes before it.

    Example: 市教育局、市财政局 in the column 牵头单位 are lead, 办公室牵头，各科室配合 in 责任单位 lead and support.
    """
    words = cell.slice(text)
    if any(LABEL.finditer(words)):
        return tuple(_labelled_parts(text, cell))
    bare = _without_declaration(words)
    if bare and _assigns(bare):
        parts = tuple(_unlabelled_parts(text, cell))
        if parts:
            return parts
    return (NotePart(role, Span(cell.start, cell.start + len(bare)), f"table.{role}"),) if bare else ()


def _labelled_lines(text: str) -> Iterator[Note]:
    """责任单位：A、B as a line of its own or after the full stop of the item."""
    start = 0
    for line in text.split("\n"):
        matches = [m for m in LABEL.finditer(line) if m.start() == 0 or line[m.start() - 1] in _OPENS_LABEL]
        if matches and _ROLE_OF_LABEL.get(matches[0].group("label")):
            stop = line.find("。", matches[-1].end())
            span = Span(start + matches[0].start(), start + (stop if stop >= 0 else len(line)))
            parts = tuple(_labelled_parts(text, span))
            if parts:
                yield Note(span, parts)
        start += len(line) + 1
