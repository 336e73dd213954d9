"""The fields in which a person corrects a target, wherever that is done, and what of them belongs together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.claims.standing import plain
from documents.models import Target
from documents.models.facts import PRECISION_CHOICES
from documents.parsing.spans import Span, TracedText

DATE_HELP = _("写成2022、2022-09或2022-12-31")
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
BLANK_CHOICE = ("", _("未写明"))
# What only numbers have.
OF_QUANTITIES: dict[str, Any] = {"operator": "", "value": None, "value_max": None, "unit": "", "base_year": None}


def dated(value: str) -> str:
    """A year, a month or a day, or nothing. Raises ValidationError for anything else.

    >>> dated("2022-09")
    '2022-09'
    """
    if value and not DATE.fullmatch(value):
        raise forms.ValidationError(
            _("日期没有读懂：%(value)s。写成2022、2022-09或2022-12-31"), params={"value": value}
        )
    return value


def place_of(traced: TracedText, words: str, *, near: Span) -> Span | None:
    """Where words stand in the original: inside or before a place, else anywhere; None where they do not."""
    around = traced.from_source(near)
    start = traced.text.find(words, around.start, around.end)
    if start < 0:
        start = traced.text.rfind(words, 0, around.end)
    if start < 0:
        start = traced.text.find(words)
    return traced.source(Span(start, start + len(words))) if start >= 0 and words else None


class TargetFields(forms.Form):
    """A quantity or a milestone; whoever uses it says where the words of a deadline stand."""

    kind = forms.ChoiceField(label=_("类型"), choices=Target.Kind.choices)
    indicator = forms.CharField(label=_("指标（含分母）"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    operator = forms.ChoiceField(label=_("比较"), choices=[BLANK_CHOICE, *Target.Operator.choices], required=False)
    value = forms.DecimalField(label=_("目标值"), max_digits=20, decimal_places=4, required=False)
    value_max = forms.DecimalField(label=_("目标值上限"), max_digits=20, decimal_places=4, required=False)
    unit = forms.CharField(label=_("单位"), max_length=30, required=False)
    strength = forms.ChoiceField(label=_("力度"), choices=Target.Strength.choices)
    base_year = forms.IntegerField(label=_("基准年"), min_value=1900, max_value=2100, required=False)
    deadline = forms.CharField(label=_("时限"), max_length=10, required=False, help_text=DATE_HELP)
    deadline_precision = forms.ChoiceField(
        label=_("时限精度"), choices=[BLANK_CHOICE, *PRECISION_CHOICES], required=False
    )
    deadline_words = forms.CharField(
        label=_("时限原文"), max_length=60, required=False, help_text=_("照抄原文，如2022年9月底前")
    )

    def words_at(self, words: str) -> Span | None:
        """Where the words of the deadline stand; None where they do not."""
        raise NotImplementedError

    def clean_deadline(self) -> str:
        """A year, a month or a day, or nothing."""
        return dated(self.cleaned_data["deadline"])

    def clean(self) -> dict[str, Any]:
        """Number, unit and sign together; deadline, precision and words together, the words found in the source."""
        given: dict[str, Any] = super().clean() or {}
        is_quantity = given.get("kind") == Target.Kind.QUANTITY
        if is_quantity and (given.get("value") is None or not given.get("unit") or not given.get("operator")):
            self.add_error("value", _("数值目标要同时有比较、目标值和单位"))
        low, high = given.get("value"), given.get("value_max")
        if is_quantity and low is not None and high is not None and high < low:
            self.add_error("value_max", _("上限小于目标值"))
        together = [bool(given.get(name)) for name in ("deadline", "deadline_precision", "deadline_words")]
        if any(together) and not all(together):
            self.add_error("deadline", _("时限、精度和原文要么都写，要么都空"))
        elif all(together) and self.words_at(given["deadline_words"]) is None:
            self.add_error("deadline_words", _("原文里没有“%(words)s”，照抄原文") % {"words": given["deadline_words"]})
        return given

    def target_says(self) -> dict[str, Any]:
        """What the filled-in form says, in the shape of a claim; a milestone has no number."""
        said = {name: self.cleaned_data[name] for name in TargetFields.base_fields}
        said["indicator"] = " ".join(said["indicator"].split())
        if said["kind"] == Target.Kind.MILESTONE:
            said |= OF_QUANTITIES
        said |= {name: plain(_decimal(said[name])) for name in ("value", "value_max")}
        place = self.words_at(said["deadline_words"]) if said["deadline"] else None
        return {**said, "deadline_span": list(place) if place else None}


def _decimal(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(value)
