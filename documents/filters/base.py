"""What every list filter can do: stay strict, leave one condition out, and say in words what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django_filters.fields import ModelMultipleChoiceField

from documents.addresses import PAGE, PLACES, chosen, encoded, without_value
from documents.filters.facets import Choice, Facet
from documents.filters.panel import MOST_CHARACTERS, Group, group_of
from documents.querysets import CountedQuerySet, User

MAX_KEYWORD_CHARACTERS = 100
MAX_KEYWORDS = 10
# More names than this are counted in the sentence: 领域为交通等5类.
SPOKEN_NAMES = 3
# Longer numbers overflow the keys of both databases.
MAX_KEY_DIGITS = 18
FIRST_YEAR, LAST_YEAR = 1980, 2080
# Parameters that change the filter panel alone: what is looked for among the choices of a facet, which facets are open.
WORDS_IN = "in_"
MORE = "more"


@dataclass(frozen=True, slots=True)
class Condition:
    """One value of one parameter that is on: parameter and value as in the address, key and value in words."""

    name: str
    raw: str
    key: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """The one condition whose removal gives an empty list rows again: its words, the address, how many rows."""

    phrase: str
    url: str
    count: int


class KeywordField(forms.CharField):
    """Words to look for, all of them; too many or too long a text is refused with advice."""

    def clean(self, value: Any) -> str:
        """The words, one space between them."""
        words = super().clean(value).split()
        if sum(map(len, words)) > MAX_KEYWORD_CHARACTERS or len(words) > MAX_KEYWORDS:
            raise forms.ValidationError(
                _("关键词最多%(words)d个、共%(characters)d字。例如：交通 信号")
                % {"words": MAX_KEYWORDS, "characters": MAX_KEYWORD_CHARACTERS}
            )
        return " ".join(words)


class KeywordFilter(django_filters.CharFilter):
    """Rows in which every word stands in one of `columns`."""

    field_class = KeywordField

    def __init__(self, *, columns: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.columns = columns

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Narrow by each word in turn."""
        for word in value.split():
            anywhere = Q()
            for column in self.columns:
                anywhere |= Q(**{f"{column}__icontains": word})
            qs = qs.filter(anywhere)
        return qs


class AnyRowFilter(django_filters.ModelMultipleChoiceFilter):
    """Rows whose `field_name` is one of the chosen rows; the chosen ones are found by code or key first.

    Not the parent's chain of OR with DISTINCT: one IN over keys uses the index that ends in id.
    """

    def filter(self, qs: QuerySet, value: Sequence[Model]) -> QuerySet:
        """Narrow to the keys of the chosen rows."""
        keys = [row.pk for row in value]
        return qs.filter(**{f"{self.field_name}__in": keys}) if keys else qs


class AnyValueFilter(django_filters.MultipleChoiceFilter):
    """Rows whose `field_name` is one of the chosen values."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """Narrow to the values."""
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class YearFilter(django_filters.Filter):
    """A bound on a year: rows whose `field_name` compares to it by `lookup_expr`."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)


class SortFilter(django_filters.ChoiceFilter):
    """The order of the rows, one of a fixed list; the first is taken where none is asked for."""

    def __init__(self, *, orderings: Mapping[str, tuple[Any, ...]], choices: list[tuple[str, Any]], label: Any) -> None:
        super().__init__(choices=choices, label=label)
        self.orderings = orderings
        self.first = choices[0][0]

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Order by the named ordering."""
        return qs.order_by(*self.orderings[value or self.first])


class Unnarrowing:
    """Keeps a parameter valid and at hand while the filter set itself decides what it does to the rows."""

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """All rows as they are."""
        return qs


class ViewFilter(Unnarrowing, django_filters.ChoiceFilter):
    """A choice of how rows are shown."""


class KeyChoiceField(ModelMultipleChoiceField):
    """Rows by their number; what is no number, or too long for one, is no choice."""

    def _check_values(self, value: Any) -> Any:
        for key in value or ():
            if not (key.isascii() and key.isdigit() and len(key) <= MAX_KEY_DIGITS):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super()._check_values(value)


class HeldRowFilter(Unnarrowing, django_filters.ModelMultipleChoiceFilter):
    """Chosen rows that the filter set combines with others."""


class HeldKeyFilter(HeldRowFilter):
    """Chosen rows, named by their number, that the filter set combines with others."""

    field_class = KeyChoiceField


class HeldValueFilter(Unnarrowing, django_filters.MultipleChoiceFilter):
    """Chosen values that the filter set combines with others."""


class ListFilter(django_filters.FilterSet):
    """A filter set that shows nothing, with its errors, when a value makes no sense; never everything."""

    defaults: ClassVar[Mapping[str, str]] = {}
    """Values that need not stand in the address."""
    silent: ClassVar[frozenset[str]] = frozenset({"sort", "show", "category"})
    """Parameters that change the view and are no condition of their own."""
    phrases: ClassVar[Mapping[str, str]] = {}
    """How a condition is spoken where 领域为交通 would not do; %s stands for the values."""
    searchable: ClassVar[tuple[str, ...]] = ()
    """Parameters among whose choices a reader may look for one by name."""
    counted: ClassVar[tuple[str, ...]] = ("number", "numbers", "shares", "facts")
    """Properties that hold what was counted."""
    counts_all: ClassVar[bool] = False
    """Whether the number of rows is told however large it is: where the facets know it anyway."""
    queryset: CountedQuerySet

    @property
    def user(self) -> User:
        """Who is asking."""
        return getattr(self.request, "user", None)

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """The parameters of the address in canonical order."""
        return (*cls.base_filters, *cls.of_the_panel(), *PLACES)

    @classmethod
    def of_the_panel(cls) -> tuple[str, ...]:
        """The parameters that change the filter panel and no row: in_jurisdiction=湖北, more=jurisdiction."""
        return (*(f"{WORDS_IN}{name}" for name in cls.searchable), MORE)

    @cached_property
    def given(self) -> dict[str, Any]:
        """Cleaned values of the address; empty when one of them makes no sense."""
        return self.form.cleaned_data if self.is_valid() else {}

    @property
    def qs(self) -> CountedQuerySet:
        """The rows that fit every condition; none when a value makes no sense."""
        return self.narrow(self.queryset, self.given) if self.is_valid() else self.queryset.none()

    def without(self, *names: str) -> CountedQuerySet:
        """The rows that fit every condition but these: what a facet counts over."""
        if not self.is_valid():
            return self.queryset.none()
        return self.narrow(self.queryset, {name: value for name, value in self.given.items() if name not in names})

    def narrow(self, queryset: CountedQuerySet, given: Mapping[str, Any]) -> CountedQuerySet:
        """Apply the conditions in `given`, one after the other."""
        for name, value in given.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    # --- In the address ---------------------------------------------------------------------------------------

    @cached_property
    def address_values(self) -> dict[str, list[str]]:
        """The parameters that are on, as they stand in the address."""
        return chosen(self.data, order=self.parameters(), defaults=self.defaults)

    def query(self, *, leave_out: tuple[str, ...] = ()) -> str:
        """The address's query string without these parameters, ending in & where it is not empty."""
        left = {*leave_out, *PLACES} if PAGE in leave_out else set(leave_out)
        text = encoded({name: values for name, values in self.address_values.items() if name not in left})
        return f"{text}&" if text else ""

    def selected(self, name: str) -> frozenset[str]:
        """The values of one parameter as they stand in the address."""
        return frozenset(self.address_values.get(name, ()))

    # --- In words ---------------------------------------------------------------------------------------------

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition that is on, in the order of the parameters: the chips above the list."""
        return tuple(
            Condition(name, raw, str(self.filters[name].label), label, self._address_without(name, raw))
            for name, value in self.given.items()
            if name not in self.silent
            for raw, label in self._spoken(name, value)
        )

    def _address_without(self, name: str, raw: str) -> str:
        return f"?{encoded(without_value(self.address_values, name=name, value=raw))}"

    def _spoken(self, name: str, value: Any) -> list[tuple[str, str]]:
        """(value in the address, value in words) for each value of one parameter."""
        if isinstance(self.filters[name], django_filters.ModelMultipleChoiceFilter):
            key = self.filters[name].extra.get("to_field_name", "pk")
            return [(str(getattr(row, key)), str(row)) for row in value]
        if isinstance(value, list):
            labels = {str(each): str(label) for each, label in self.form.fields[name].choices}
            return [(each, labels[each]) for each in value]
        if value in ("", None, False):
            return []
        return [("1" if value is True else str(value), str(value))]

    def said(self, *, things: str, everything: str) -> str:
        """The sentence above the list: 领域为城市治理、写明牵头单位的任务, or `everything` without conditions."""
        parts = [self._phrase(name, values) for name, values in self._spoken_conditions().items()]
        return (
            _("%(conditions)s的%(things)s") % {"conditions": "、".join(parts), "things": things}
            if parts
            else everything
        )

    def _spoken_conditions(self) -> dict[str, list[str]]:
        """The words of the values that are on, by parameter."""
        spoken: dict[str, list[str]] = {}
        for condition in self.conditions:
            spoken.setdefault(condition.name, []).append(condition.value)
        return spoken

    def _phrase(self, name: str, values: list[str]) -> str:
        words = "或".join(values[:SPOKEN_NAMES])
        if len(values) > SPOKEN_NAMES:
            words = _("%(names)s等%(number)d项") % {"names": words, "number": len(values)}
        pattern = self.phrases.get(name, f"{self.filters[name].label}为%s")
        return str(pattern) % words if "%s" in str(pattern) else str(pattern)

    def way_out(self) -> WayOut | None:
        """For an empty list: the condition whose removal helps most; None when no single one does."""
        best: WayOut | None = None
        for name, values in self._spoken_conditions().items():
            count = self.without(name, "sort").capped_count()
            if count and (best is None or count > best.count):
                left = {key: several for key, several in self.address_values.items() if key not in (name, *PLACES)}
                best = WayOut(self._phrase(name, values), f"?{encoded(left)}", count)
        return best

    @cached_property
    def number(self) -> int:
        """How many rows fit, at most one more than COUNT_LIMIT where `counts_all` is false."""
        return self.qs.capped_count()

    def everything(self, total: CountedQuerySet) -> int:
        """How many rows `total` has, which the list is taken from."""
        return total.order_by().count() if self.counts_all else total.capped_count()

    def forget(self) -> None:
        """Count anew what is asked from now on: the corpus has changed."""
        for name in self.counted:
            self.__dict__.pop(name, None)

    # --- In the panel -----------------------------------------------------------------------------------------

    def facets(self) -> tuple[Facet, ...]:
        """The groups of the filter panel, with as many of their choices as are worth keeping."""
        raise NotImplementedError

    def group(self, facet: Facet) -> Group:
        """One facet as the panel shows it under this address: folded, opened, or searched."""
        words = " ".join(self.address_values.get(f"{WORDS_IN}{facet.name}", ())).strip()[:MOST_CHARACTERS]
        kept_whole = facet.total <= len(facet.choices)
        less = without_value(self.address_values, name=MORE, value=facet.name)
        return group_of(
            facet,
            words=words,
            has_words=facet.searchable and facet.name in self.searchable,
            is_open=facet.name in self.selected(MORE),
            less_url=f"?{encoded(less)}",
            found=None if kept_whole or not words else self.choices_named(facet.name, words),
        )

    def choices_named(self, name: str, words: str) -> tuple[Choice, ...]:
        """The choices of a parameter whose names hold the words, asked for where a facet does not keep them all."""
        raise NotImplementedError
