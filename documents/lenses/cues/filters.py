"""Filter of cue words: by group, place, level, domain, category and word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.corpus import visible_jurisdictions
from documents.filters.base import (
    AnyRowFilter,
    AnyValueFilter,
    HeldRowFilter,
    HeldValueFilter,
    KeywordFilter,
    ListFilter,
    SortFilter,
    ViewFilter,
)
from documents.filters.facets import Choice, Facet, domain_facet, facet_of_choices
from documents.filters.places import LEVEL_CHOICES, jurisdiction_facet, level_facet
from documents.filters.scope import SignedFilter, WithinFilter
from documents.models import Domain, Task, TaskCue
from documents.parsing.cues import STRENGTH, CueGroup, cue_list
from documents.querysets import CountedQuerySet

ORDERINGS = {
    "source": ("id",),
    "place": ("jurisdiction_id", "id"),
    "word": ("word", "id"),
}
SORT_CHOICES = [
    ("source", gettext_lazy("按文件、原文次序")),
    ("place", gettext_lazy("按地区")),
    ("word", gettext_lazy("按词")),
]
BOTH = "all"
CATEGORY_CHOICES = [(BOTH, gettext_lazy("任务和保障措施")), *Task.Category.choices]
COMBINED = frozenset({"kind", "code", "domain", "category"})
MOST_WORDS = 30


class CueFilter(ListFilter):
    """Query string -> cue words at their places; a type of instruments stands for its tools too."""

    q = KeywordFilter(columns=("task__title", "task__text"), label=gettext_lazy("关键词"))
    kind = ViewFilter(choices=TaskCue.Kind.choices, label=gettext_lazy("类"))
    code = HeldValueFilter(choices=[], label=gettext_lazy("组"))
    word = AnyValueFilter("word", choices=[], label=gettext_lazy("词"))
    domain = HeldRowFilter(queryset=Domain.objects.all(), to_field_name="code", label=gettext_lazy("领域"))
    jurisdiction = AnyRowFilter(
        queryset=lambda request: visible_jurisdictions(request.user), to_field_name="code", label=gettext_lazy("地区")
    )
    level = AnyValueFilter("jurisdiction__level", choices=LEVEL_CHOICES, label=gettext_lazy("层级"))
    within = WithinFilter()
    signed = SignedFilter("document__issued_on")
    category = ViewFilter(choices=CATEGORY_CHOICES, label=gettext_lazy("类别"))
    sort = SortFilter(orderings=ORDERINGS, choices=SORT_CHOICES, label=gettext_lazy("次序"))

    silent: ClassVar[frozenset[str]] = frozenset({"sort", "kind", "category"})
    defaults: ClassVar[Mapping[str, str]] = {"kind": STRENGTH, "category": BOTH, "sort": "source", "page": "1"}
    phrases: ClassVar[Mapping[str, Any]] = {"q": gettext_lazy("所在任务含“%s”"), "code": "%s", "word": "“%s”"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = cue_list().groups.values()
        types = [(group.group, group.description) for group in groups if group.tool]
        self.filters["code"].extra["choices"] = [*dict(types).items(), *((each.code, each.name) for each in groups)]
        self.filters["word"].extra["choices"] = [(each.word, each.word) for each in cue_list().words if each.code]

    @property
    def kind_shown(self) -> str:
        """Strength where the address says nothing."""
        return self.given.get("kind") or STRENGTH

    @property
    def things(self) -> str:
        """What the rows are called."""
        return str(TaskCue.Kind(self.kind_shown).label)

    def of_kind(self) -> CountedQuerySet:
        """Everything of the kind shown."""
        return self.queryset.filter(kind=self.kind_shown)

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply the conditions; the combined ones last."""
        queryset = super().narrow(queryset, {name: given[name] for name in given if name not in COMBINED})
        if "kind" in given:
            queryset = queryset.filter(kind=given["kind"] or STRENGTH)
        if given.get("category") and given["category"] != BOTH:
            queryset = queryset.filter(task__category=given["category"])
        if given.get("code"):
            queryset = queryset.filter(Q(code__in=given["code"]) | Q(group__in=given["code"]))
        return queryset.filter(task__domain__in=self.domain_keys) if given.get("domain") else queryset

    @cached_property
    def domain_keys(self) -> list[int]:
        """Keys of the chosen domains and of the domains below them."""
        chosen = [domain.pk for domain in self.given["domain"]]
        return list(Domain.objects.filter(Q(pk__in=chosen) | Q(parent__in=chosen)).values_list("pk", flat=True))

    def facets(self) -> tuple[Facet, ...]:
        """The groups of the filter panel, each counted over all conditions but its own."""
        kinds = self.without("kind", "code", "word").counts_by("kind")
        categories = self.without("category").counts_by("task__category")
        base = self.without("domain")
        top = base.annotate(top=Coalesce("task__domain__parent_id", "task__domain_id")).counts_by("top")
        return (
            facet_of_choices(
                "kind", _("类"), choices=TaskCue.Kind.choices, counts=kinds, selected={self.kind_shown}, kind="radio"
            ),
            self._code_facet(),
            self._word_facet(),
            domain_facet(counts=base.counts_by("task__domain_id"), top_counts=top, selected=self.selected("domain")),
            jurisdiction_facet(
                counts=self.without("jurisdiction").counts_by("jurisdiction_id"),
                selected=self.selected("jurisdiction"),
                user=self.user,
            ),
            level_facet(counts=self.without("level").counts_by("jurisdiction__level"), selected=self.selected("level")),
            facet_of_choices(
                "category",
                _("类别"),
                choices=CATEGORY_CHOICES,
                counts={**categories, BOTH: sum(categories.values())},
                selected={self.given.get("category") or BOTH},
                kind="radio",
            ),
        )

    def _code_facet(self) -> Facet:
        counts = self.without("code").counts_by("code")
        selected = self.selected("code")
        groups = cue_list().of_kind(self.kind_shown)
        choices: list[Choice] = []
        for name in dict.fromkeys(group.group for group in groups):
            members = [group for group in groups if group.group == name]
            choices.append(_code_choice(name, members, counts, selected))
        return Facet("code", _("组"), tuple(choices))

    def _word_facet(self) -> Facet:
        """The words that occur, the commonest first."""
        counts = self.without("word").counts_by("word")
        selected = self.selected("word")
        common = sorted({*counts, *selected}, key=lambda word: (-counts.get(word, 0), str(word)))[:MOST_WORDS]
        choices = [(str(word), str(word)) for word in common]
        return facet_of_choices("word", _("词"), choices=choices, counts=counts, selected=selected)


def _code_choice(name: str, members: list[CueGroup], counts: Mapping[Any, int], selected: frozenset[str]) -> Choice:
    if not members[0].tool:
        return Choice(name, members[0].name, counts.get(name, 0), name in selected)
    children = tuple(
        Choice(group.code, group.name, counts.get(group.code, 0), group.code in selected) for group in members
    )
    return Choice(
        name, members[0].description, sum(child.count for child in children), name in selected, children, open=True
    )
