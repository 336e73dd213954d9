"""The forms in which a reviewer corrects or enters a fact: one per kind, from a claim and back to one."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.claims import Claim
from documents.claims.claim import AGENCY, CITATION, DEADLINE, FIELD, STAGE, TARGET, TASK
from documents.claims.standing import DATE_FIELDS, PLACE
from documents.models import PolicyDocument, Task, TaskAgency
from documents.models.facts import PRECISION_CHOICES
from documents.parsing.domains import taxonomy
from documents.parsing.spans import Segment, Span, TracedText
from documents.place_names import UnclearPlace, place_from, place_words
from documents.reviewing.wording import ISSUERS, PERIOD, field_label
from documents.target_fields import DATE_HELP, TargetFields, dated, place_of

# What a claim says besides what its form asks.
KEPT = ("task", "as_written", "words")


class ClaimForm(forms.Form):
    """What all of them share: made from a claim, and turned into the claim it is corrected to."""

    def __init__(self, data: Any = None, *, document: PolicyDocument, claim: Claim) -> None:
        self.document, self.claim = document, claim
        super().__init__(data, initial=self.begin(claim.says), label_suffix="")
        for field in self.fields.values():
            kind = "select" if isinstance(field.widget, forms.Select) else "input"
            if not isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
                field.widget.attrs["class"] = kind

    def begin(self, says: Any) -> dict[str, Any]:
        """What the form shows before anybody has written in it."""
        return dict(says)

    def says(self) -> dict[str, Any]:
        """What the filled-in form says."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def corrected(self) -> Claim:
        """The claim as the filled-in form has it, at the same place."""
        beside = {name: self.claim.says[name] for name in KEPT if name in self.claim.says}
        return Claim(self.claim.kind, self.claim.span, {**self.says(), **beside})


def _domain_choices() -> list[tuple[str, Any]]:
    """Domains by their upper domain."""
    domains = taxonomy().domains.values()
    return [
        (upper.name, [(each.code, each.name) for each in domains if each.code.partition("/")[0] == upper.code])
        for upper in domains
        if "/" not in upper.code
    ]


class TaskForm(ClaimForm):
    """Title, category and domains of a task."""

    title = forms.CharField(label=_("任务"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    category = forms.ChoiceField(label=_("类别"), choices=Task.Category.choices)
    domain = forms.ChoiceField(label=_("领域"), choices=_domain_choices)
    other_domains = forms.MultipleChoiceField(
        label=_("兼及领域"), choices=_domain_choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def says(self) -> dict[str, Any]:
        """A domain is no further one of itself."""
        given = self.cleaned_data
        others = sorted(code for code in given["other_domains"] if code != given["domain"])
        return {**super().says(), "title": " ".join(given["title"].split()), "other_domains": others}


class AgencyForm(ClaimForm):
    """Role and name of an agency of a task; how it is written stands at its place."""

    role = forms.ChoiceField(label=_("角色"), choices=TaskAgency.Role.choices)
    name = forms.CharField(label=_("单位"), max_length=120, help_text=_("补全省略的层级，如市公安局"))
    collective = forms.BooleanField(label=_("泛指（各县区政府、有关部门）"), required=False)


class DeadlineForm(ClaimForm):
    """A date phrase of a task; its words stand at its place."""

    date = forms.CharField(label=_("时限"), max_length=10, help_text=DATE_HELP)
    precision = forms.ChoiceField(label=_("精度"), choices=PRECISION_CHOICES)

    def clean_date(self) -> str:
        """A year, a month or a day."""
        return dated(self.cleaned_data["date"])


class TargetForm(TargetFields, ClaimForm):
    """A quantity or a milestone; the deadline knows where its words stand."""

    def says(self) -> dict[str, Any]:
        """What the fields say."""
        return self.target_says()

    def words_at(self, words: str) -> Span | None:
        """Where the words of the deadline stand: where they stood, else the last time before the fact, else the first."""
        kept = self.claim.says.get("deadline_span")
        if kept and words == self.claim.says.get("deadline_words"):
            return Span(*kept)
        traced = TracedText(self.document.clean_text, tuple(Segment(*segment) for segment in self.document.alignment))
        return place_of(traced, words, near=self.claim.at)


class StageForm(ClaimForm):
    """An implementation stage."""

    title = forms.CharField(label=_("阶段"), max_length=300)
    begins = forms.CharField(label=_("开始"), max_length=10, required=False, help_text=DATE_HELP)
    ends = forms.CharField(label=_("结束"), max_length=10, required=False, help_text=DATE_HELP)

    def clean_begins(self) -> str:
        """A year, a month or a day, or nothing."""
        return dated(self.cleaned_data["begins"])

    def clean_ends(self) -> str:
        """A year, a month or a day, or nothing."""
        return dated(self.cleaned_data["ends"])


class CitationForm(ClaimForm):
    """A policy that the text cites."""

    title = forms.CharField(label=_("被引文件"), max_length=300, required=False)
    document_number = forms.CharField(label=_("被引文号"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        """Either of the two names it."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("title") and not given.get("document_number"):
            raise forms.ValidationError(_("标题和文号至少写一个"))
        return given


class FieldForm(ClaimForm):
    """One field of a document's identity."""

    value = forms.CharField(required=False, strip=True)

    def __init__(self, data: Any = None, *, document: PolicyDocument, claim: Claim) -> None:
        super().__init__(data, document=document, claim=claim)
        name = self.claim.says["name"]
        self.fields["value"].label = field_label(name)
        help_texts = {ISSUERS: _("几家联合发文的，一行写一家"), PERIOD: _("写成2018-2020")}
        help_texts[PLACE] = _("名称或行政区划代码；单位、任务、目标随文件改属")
        help_texts |= dict.fromkeys(DATE_FIELDS, _("写成2022-07-18"))
        self.fields["value"].help_text = help_texts.get(name, "")
        if name == PLACE:
            self.fields["value"].widget.attrs |= {"list": "places", "autocomplete": "off"}
        if name in (ISSUERS, "title", "notice_title"):
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 2, "class": "input"})

    def begin(self, says: Any) -> dict[str, Any]:
        """Lists as lines, a period as two years."""
        value = says["value"]
        if says["name"] == PLACE:
            value = place_words(value)
        if isinstance(value, list):
            value = ("-" if says["name"] == PERIOD else "\n").join(map(str, value))
        return {"value": value}

    def clean_value(self) -> Any:
        """The value in the shape of its field."""
        name, value = self.claim.says["name"], self.cleaned_data["value"]
        if name == ISSUERS:
            return [line.strip()[:120] for line in value.splitlines() if line.strip()]
        if name == PLACE:
            return self._place(value)
        if name == PERIOD:
            return self._period(value)
        if name in DATE_FIELDS:
            return self._date(value)
        if name == "title" and not value:
            raise forms.ValidationError(_("标题不能空"))
        longest = getattr(PolicyDocument._meta.get_field(name), "max_length", None)
        if longest and len(value) > longest:
            raise forms.ValidationError(_("太长，至多%(number)s字"), params={"number": longest})
        return " ".join(value.split())

    def _place(self, words: str) -> str:
        try:
            code = place_from(words)
        except UnclearPlace as unclear:
            said = _("没有找到地区“%(words)s”。写全称或行政区划代码，如“济南市”“370100”")
            several = _("“%(words)s”有几处：%(places)s。写明其中一处的代码")
            details = {"words": unclear.words, "places": unclear.places}
            raise forms.ValidationError(several if unclear.places else said, params=details) from unclear
        if not code:
            raise forms.ValidationError(_("地区不能空"))
        return code

    def _period(self, value: str) -> list[int]:
        years = [int(year) for year in re.findall(r"\d{4}", value, re.ASCII)]
        if value and (len(years) != 2 or years[0] > years[1]):
            raise forms.ValidationError(_("规划期没有读懂：%(value)s。写成2018-2020"), params={"value": value})
        return years

    def _date(self, value: str) -> str:
        return forms.DateField(input_formats=["%Y-%m-%d"], required=False).clean(value).isoformat() if value else ""

    def says(self) -> dict[str, Any]:
        """The name of the field stays."""
        return {"name": self.claim.says["name"], "value": self.cleaned_data["value"]}


FORMS: dict[str, type[ClaimForm]] = {
    FIELD: FieldForm,
    TASK: TaskForm,
    AGENCY: AgencyForm,
    DEADLINE: DeadlineForm,
    TARGET: TargetForm,
    STAGE: StageForm,
    CITATION: CitationForm,
}


def form_of(document: PolicyDocument, claim: Claim, data: Any = None) -> ClaimForm:
    """The form of a claim, filled in where data is given."""
    return FORMS[claim.kind](data, document=document, claim=claim)
