"""The forms of a preview: what the document is, and one task or one target; their values are plain, ready to be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.claims.standing import plain
from documents.importing.found import domain_name
from documents.importing.place_choice import chosen_place
from documents.importing.refusals import ImportRefused
from documents.models import PolicyDocument, Task, TaskAgency
from documents.parsing.domains import taxonomy
from documents.parsing.records import ParsedMetadata, ParsedTarget, ParsedTask
from documents.parsing.spans import Span, TracedText
from documents.place_names import place_words
from documents.target_fields import TargetFields, place_of

BETWEEN_NAMES = re.compile(r"[、，,;；\n]+")
EARLIEST, LATEST = 1949, 2100


def plain_metadata(metadata: ParsedMetadata, *, effect: str = "") -> dict[str, Any]:
    """What is known of a document as plain values, by the names of the fields."""
    return {
        "title": metadata.title,
        "document_number": metadata.document_number,
        "issuers": list(metadata.issuers),
        "issued_on": _iso(metadata.issued_on),
        "published_on": _iso(metadata.published_on),
        "place": metadata.jurisdiction.code if metadata.jurisdiction else "",
        "document_type": metadata.document_type,
        "publisher": metadata.publisher,
        "period": list(metadata.period) if metadata.period else [],
        "effect": effect or PolicyDocument.Effect.UNKNOWN.value,
        "source_url": metadata.source_url,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=EARLIEST, max_value=LATEST)


class PlainForm(forms.Form):
    """A form in the house's dress: fields with the edge of all controls, labels without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"


class DocumentForm(PlainForm):
    """Who issued what, when, where; `values()` gives what is kept."""

    title = forms.CharField(label=_("标题"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    place = forms.CharField(
        label=_("地区"),
        max_length=60,
        required=False,
        help_text=_("名称或行政区划代码"),
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    document_number = forms.CharField(label=_("文号"), max_length=60, required=False)
    document_type = forms.CharField(label=_("文种"), max_length=30, required=False)
    issuers = forms.CharField(label=_("发文机关"), max_length=600, required=False, help_text=_("多个用顿号隔开"))
    publisher = forms.CharField(label=_("发布机构"), max_length=120, required=False)
    issued_on = _day(_("成文日期"))
    published_on = _day(_("发布日期"))
    period_start = _year(_("规划期起"))
    period_end = _year(_("规划期止"))
    effect = forms.ChoiceField(label=_("效力"), choices=PolicyDocument.Effect.choices)
    source_url = forms.URLField(label=_("来源地址"), max_length=500, required=False, assume_scheme="https")

    @classmethod
    def showing(cls, plain: Mapping[str, Any]) -> DocumentForm:
        """The form with what is known."""
        first, last = plain["period"] or (None, None)
        initial = {
            **plain,
            "place": place_words(plain["place"]),
            "issuers": "、".join(plain["issuers"]),
            "period_start": first,
            "period_end": last,
        }
        return cls(initial=initial)

    def clean_place(self) -> str:
        """The code of the place."""
        try:
            return chosen_place(self.cleaned_data["place"])
        except ImportRefused as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal

    def clean(self) -> dict[str, Any]:
        """A period has both ends, in order."""
        data = super().clean() or {}
        ends = (data.get("period_start"), data.get("period_end"))
        if (ends[0] is None) != (ends[1] is None) and not self.errors:
            self.add_error("period_end", _("规划期的起止两年都要写，或都不写。"))
        elif ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
            self.add_error(
                "period_end", _("规划期止于%(last)s年，早于起始的%(first)s年。") % {"last": ends[1], "first": ends[0]}
            )
        return data

    def values(self) -> dict[str, Any]:
        """What is kept, by the names of `plain_metadata`; of a valid form."""
        data = self.cleaned_data
        period = [data["period_start"], data["period_end"]] if data["period_start"] else []
        names = [name.strip() for name in BETWEEN_NAMES.split(data["issuers"])]
        same = ("title", "place", "document_number", "document_type", "publisher", "effect", "source_url")
        return {
            **{name: data[name].strip() for name in same},
            "title": " ".join(data["title"].split()),
            "issuers": [name for name in names if name],
            "issued_on": _iso(data["issued_on"]),
            "published_on": _iso(data["published_on"]),
            "period": period,
        }


class TaskForm(PlainForm):
    """Title, category and domain of a task, role and name of each agency named in it."""

    title = forms.CharField(label=_("任务"), max_length=300)
    category = forms.ChoiceField(label=_("类别"), choices=Task.Category.choices)
    domain = forms.ChoiceField(label=_("领域"))

    def __init__(self, task: ParsedTask, data: Any = None) -> None:
        initial = {"title": task.title, "category": task.category, "domain": task.domain}
        super().__init__(data, auto_id="fact_%s", initial=initial)
        self.fields["domain"].choices = domain_choices()  # type: ignore[attr-defined]
        for number, agency in enumerate(task.agencies):
            self.fields[f"role_{number}"] = forms.ChoiceField(
                label=_("角色：%(agency)s") % {"agency": agency.as_written},
                choices=TaskAgency.Role.choices,
                initial=agency.role,
                widget=forms.Select(attrs={"class": "input"}),
            )
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("单位：%(agency)s") % {"agency": agency.as_written},
                max_length=120,
                initial=agency.name,
                widget=forms.TextInput(attrs={"class": "input"}),
            )

    def roles(self) -> list[str]:
        """The role of each agency, in order; of a valid form."""
        return [value for name, value in self.cleaned_data.items() if name.startswith("role_")]

    def names(self) -> list[str]:
        """The name of each agency, in order; of a valid form."""
        return [" ".join(value.split()) for name, value in self.cleaned_data.items() if name.startswith("name_")]


class TargetForm(TargetFields, PlainForm):
    """What a target measures, its value and its deadline; `target` is as it holds now."""

    def __init__(self, target: ParsedTarget, data: Any = None, *, traced: TracedText) -> None:
        self.target, self.traced = target, traced
        super().__init__(data, auto_id="fact_%s", initial=plain_target(target))

    def words_at(self, words: str) -> Span | None:
        """Where the words of the deadline stand: where they stood, else before the target, else the first time."""
        deadline = self.target.deadline
        if deadline and words == deadline.text:
            return deadline.span
        return place_of(self.traced, words, near=self.target.span)


def plain_target(target: ParsedTarget) -> dict[str, Any]:
    """What is known of a target as plain values, by the names of the fields of a claim."""
    deadline = target.deadline
    return {
        **{name: getattr(target, name) for name in ("kind", "indicator", "operator", "unit", "strength", "base_year")},
        "value": plain(target.value),
        "value_max": plain(target.value_max),
        "deadline": deadline.date if deadline else "",
        "deadline_precision": deadline.precision if deadline else "",
        "deadline_words": deadline.text if deadline else "",
        "deadline_span": list(deadline.span) if deadline else None,
    }


def domain_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All domains below their upper one: (城市治理, [(governance, 城市治理), (governance/traffic, 城市治理 · 交通) …])."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code in taxonomy().domains:
        groups.setdefault(domain_name(code.partition("/")[0]), []).append((code, domain_name(code)))
    return list(groups.items())
