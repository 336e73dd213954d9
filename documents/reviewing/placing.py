"""Where a fact stands, chosen anew: by its exact words, found in the text, or by characters selected beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.claims import Claim
from documents.claims.claim import AGENCY, DEADLINE, FIELD
from documents.models import PolicyDocument
from documents.parsing.spans import Segment, Span, TracedText
from documents.reviewing.adding import LEFT_OUT, LONGEST, MOST_PLACES, Place, places_of

# Longer quotes are shown by their beginning and their end, as they may be given.
SHOWN_WHOLE, END_SHOWN = 240, 60
# What is written of agencies and deadlines is what stands at their place.
AS_WRITTEN = {AGENCY: ("as_written", 120), DEADLINE: ("words", 60)}


class PlaceForm(forms.Form):
    """The words of a fact's place; `at` is where a selection begins in the clean text, `choice` one of several places."""

    quote = forms.CharField(
        label=_("出处的文字"),
        required=False,
        max_length=2 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "input"}),
        help_text=_("从正文照抄；长的写开头……结尾"),
    )
    at = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)
    choice = forms.CharField(required=False, max_length=24)

    def __init__(self, data: Any = None, *, document: PolicyDocument, claim: Claim) -> None:
        self.document, self.claim = document, claim
        self.traced = TracedText(document.clean_text, tuple(Segment(*segment) for segment in document.alignment))
        self.shown = _shown(self._words(claim.at)) if claim.span else ""
        self.span = claim.span
        self.candidates: list[Place] = []
        given = data if data is not None and "quote" in data else None
        super().__init__(given, initial={"quote": self.shown}, label_suffix="")

    def _words(self, span: Span) -> str:
        return self.traced.from_source(span).slice(self.traced.text).strip()

    @property
    def is_moved(self) -> bool:
        """Whether the form, filled in and valid, gives the fact another place."""
        return self.is_bound and self.is_valid() and self.span != self.claim.span

    def clean(self) -> dict[str, Any]:
        """Find the place; several that fit are offered, none is said."""
        given: dict[str, Any] = super().clean() or {}
        quote, at, choice = given.get("quote", ""), given.get("at"), given.get("choice", "")
        if self.errors or (_packed(quote) == _packed(self.shown) and at is None and not choice):
            return given
        if selected := self._selected(quote, at):
            self.span = selected
            return given
        places = places_of(self.document, quote)
        fitting = _chosen(places, choice) or self._touching(places)
        if not places:
            self.add_error("quote", _("原文里没有找到这些字。从正文照抄，整理后的或原文的都可以，空格和换行不计"))
        elif len(fitting) == 1:
            self.span = fitting[0].span
        else:
            self.candidates = fitting
            several = _("这些字在文中有%(number)s处，选一处再存")
            if len(fitting) >= MOST_PLACES:
                several = _("这些字在文中至少有%(number)s处，多抄几个字，或者选一处再存")
            self.add_error("quote", forms.ValidationError(several, params={"number": len(fitting)}))
        return given

    def _selected(self, quote: str, at: int | None) -> Span | None:
        """The place in the original of words that begin at a character of the clean text; None where others do."""
        if at is None or at >= len(self.traced.text) or not _packed(quote):
            return None
        wanted, end = len(_packed(quote)), at
        while wanted and end < len(self.traced.text):
            wanted -= not self.traced.text[end].isspace()
            end += 1
        same = _packed(self.traced.text[at:end]) == _packed(quote)
        return self.traced.source(Span(at, end)) if same else None

    def _touching(self, places: Sequence[Place]) -> list[Place]:
        """The one that lies where the fact lies now, where there is one such; else all of them."""
        here = self.claim.at
        touching = [each for each in places if each.span.start < here.end and here.start < each.span.end]
        return touching if len(touching) == 1 else list(places)

    def placed(self, claim: Claim) -> Claim:
        """The corrected claim at the chosen place, with what stands there."""
        if not self.is_moved or self.span is None:
            return claim
        says = dict(claim.says)
        if claim.kind in AS_WRITTEN:
            name, width = AS_WRITTEN[claim.kind]
            says[name] = " ".join(self._words(self.span).split())[:width]
        return replace(claim, span=self.span, says=says)


def _chosen(places: Sequence[Place], choice: str) -> list[Place]:
    return [each for each in places if f"{each.span.start}-{each.span.end}" == choice]


def _packed(words: str) -> str:
    return "".join(words.split())


def _shown(words: str) -> str:
    return words if len(words) <= SHOWN_WHOLE else f"{words[:END_SHOWN]}{LEFT_OUT}{words[-END_SHOWN:]}"


def place_form_of(document: PolicyDocument, claim: Claim, data: Any = None) -> PlaceForm | None:
    """The form of a fact's place; None for what is said of the document as a whole."""
    return PlaceForm(data, document=document, claim=claim) if claim.kind != FIELD and claim.span else None
