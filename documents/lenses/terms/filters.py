"""Filters of distinctive terms: the lens, and the sentences behind one term of one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from documents.corpus import visible_jurisdictions
from documents.filters.base import AnyRowFilter, Unnarrowing
from documents.lenses.filters import LensFilter
from documents.models import Task


class TermsFilter(LensFilter):
    """The documents whose places are set against each other."""


class HeldTermFilter(Unnarrowing, django_filters.CharFilter):
    """A word that narrows tasks, not documents."""


class SentencesFilter(LensFilter):
    """One term in the tasks of one place."""

    jurisdiction = AnyRowFilter(
        queryset=lambda request: visible_jurisdictions(request.user), to_field_name="code", label=gettext_lazy("地区")
    )
    term = HeldTermFilter(max_length=40, label=gettext_lazy("词"))
    silent: ClassVar[frozenset[str]] = frozenset({"term"})
    defaults: ClassVar[Mapping[str, str]] = {"page": "1"}

    def tasks_with_term(self) -> QuerySet[Any]:
        """The tasks of the place whose words or terms hold the term; none without a place and a term."""
        term, places = self.given.get("term"), self.given.get("jurisdiction")
        tasks = self.tasks().filter(category=Task.Category.KEY_TASK)
        if not term or not places:
            return tasks.none()
        tasks = tasks.filter(jurisdiction__in=[place.pk for place in places])
        # Terms are a list in JSON, which SQLite cannot ask for a member: the few tasks of a place are looked through.
        with_term = [pk for pk, terms in tasks.values_list("pk", "profile__terms") if term in (terms or ())]
        return tasks.filter(Q(profile__words__has_key=term) | Q(pk__in=with_term))
