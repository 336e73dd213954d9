"""Entering a fact that was not read, in the preview: its place found by its words, its form begun from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documents.claims.claim import AGENCY, DEADLINE, TARGET, TASK, Claim
from documents.importing.additions import ADDED, KINDS, added_key, added_task, task_around
from documents.importing.corrections import LEFT_OUT, corrected, holding_additions, latest
from documents.importing.editing import Change, task_of
from documents.models import ImportItem, PolicyDocument
from documents.parsing.records import ParsedDocument, ParsedTask
from documents.parsing.spans import Span, TracedText
from documents.reviewing.adding import LONGEST, Place, begun, places_of, problem_of
from documents.reviewing.forms import ClaimForm, form_of
from documents.reviewing.wording import kind_label


@dataclass(frozen=True, slots=True)
class Entering:
    """What the preview shows of a fact that is being entered: first its words, then, with one place, its form."""

    kind: str
    kinds: tuple[tuple[str, str], ...]
    within: str
    """The key of the task that the words are looked for in, empty for the whole text."""
    within_title: str
    quote: str = ""
    places: tuple[Place, ...] = ()
    span: Span | None = None
    words: str = ""
    """What stands at the place."""
    form: ClaimForm | None = None
    problem: str = ""

    @property
    def as_begun(self) -> tuple[Claim, ...]:
        """The fact as its words tell it, so that the text shows where it stands."""
        return (self.form.claim,) if self.form and not self.problem else ()


def entering_of(item: ImportItem, parsed: ParsedDocument, asked: Any, *, data: Any = None) -> Entering | None:
    """What is asked for in `asked` (the query, or what was sent): kind, words, place; None where nothing is.

    `data` is a filled-in form.
    """
    kind = asked.get("add", "")
    if kind not in KINDS:
        return None
    within = asked.get("within", "")
    entered_before = holding_additions(latest(item.corrections))
    task = task_of(parsed, within) or _entered_task(parsed, entered_before.get(within))
    shown = Entering(
        kind=kind,
        kinds=tuple((each, kind_label(each)) for each in KINDS),
        within=within if task else "",
        within_title=task.title if task else "",
        quote=asked.get("quote", "")[: 2 * LONGEST],
    )
    text, span = _text(parsed), _span(parsed, asked)
    places = [] if span or not shown.quote else places_of(text, shown.quote, within=task.span if task else None)
    span = places[0].span if span is None and len(places) == 1 else span
    values: dict[str, Any] = {"places": tuple(places) if span is None else (), "span": span}
    if span is not None:
        claim = begun(text, kind, span)
        traced = TracedText(parsed.clean_text, parsed.alignment)
        values["words"] = traced.from_source(span).slice(traced.text).strip()
        values |= {"form": form_of(text, claim, data), "problem": _unfit(item, parsed, claim)}
    elif shown.quote:
        values["problem"] = problem_of(places)
    return _with(shown, values)


def _entered_task(parsed: ParsedDocument, claim: Claim | None) -> ParsedTask | None:
    """A task that was entered before, so that agencies can be entered for it."""
    traced = TracedText(parsed.clean_text, parsed.alignment)
    return added_task(parsed, claim, traced=traced) if claim is not None and claim.kind == TASK else None


def _with(shown: Entering, values: dict[str, Any]) -> Entering:
    return Entering(shown.kind, shown.kinds, shown.within, shown.within_title, shown.quote, **values)


def _text(parsed: ParsedDocument) -> PolicyDocument:
    """The text as the pages of review read it; nothing of it is stored."""
    alignment = [list(segment) for segment in parsed.alignment]
    return PolicyDocument(original_text=parsed.original, clean_text=parsed.clean_text, alignment=alignment)


def _span(parsed: ParsedDocument, asked: Any) -> Span | None:
    """The place that is named, where it is one of the text."""
    given = [asked.get(name, "") for name in ("start", "end")]
    if not all(value.isascii() and value.isdigit() and len(value) < 9 for value in given):
        return None
    span = Span(int(given[0]), int(given[1]))
    return span if span.start < span.end <= len(parsed.original) and span.end - span.start <= LONGEST else None


def _unfit(item: ImportItem, parsed: ParsedDocument, claim: Claim) -> str:
    """Why no fact of this kind can be entered at the place; nothing where one can."""
    final = corrected(parsed, item=item)
    task = task_around(final, claim.at)
    if claim.kind in (AGENCY, DEADLINE) and task is None:
        return _("这一处不在任何任务里。先补录它所属的任务，再补录单位或时限")
    standing: dict[str, list[Span]] = {
        TASK: [each.span for each in final.tasks],
        AGENCY: [each.span for each in final.tasks[task].agencies] if task is not None else [],
        DEADLINE: [each.span for each in final.tasks[task].deadlines] if task is not None else [],
        TARGET: [],
    }
    if claim.at in standing[claim.kind] or added_key(claim) in holding_additions(latest(item.corrections)):
        return _("这一处已有一条%(kind)s。直接更正它；要换掉，先剔除再补录") % {"kind": kind_label(claim.kind)}
    return ""


def entered(form: ClaimForm) -> list[Change]:
    """What a filled-in, valid form adds."""
    claim = form.corrected()
    key = added_key(claim)
    return [(key, ADDED, None, claim.as_json()), (key, LEFT_OUT, False, False)]
