"""The view of agencies (单位): who leads, answers for and supports what in each place, by function or by domain."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from comparisons.aspect import Ask, Aspect
from comparisons.aspects.agencies.comparison import BY_DOMAIN, KEY, compare_agencies
from comparisons.aspects.agencies.page import AgenciesContent, content_of
from comparisons.aspects.agencies.queries import read_material
from comparisons.aspects.agencies.tables import list_table, shown_table
from comparisons.domain_choices import chosen_domain
from comparisons.records import ComparedDocument
from comparisons.selection import Setting
from documents.tables import Table

__all__ = ["AGENCIES"]


def build(ask: Ask) -> AgenciesContent:
    """Read who is named for what in the chosen columns, arranged as chosen."""
    material = read_material(ask.documents, user=ask.user)
    domain = chosen_domain(ask.selection.domain, taxonomy=material.taxonomy)
    comparison = compare_agencies(material, selection=ask.selection, domain=domain.code, domain_name=domain.name)
    return content_of(comparison, selection=ask.selection, taxonomy=material.taxonomy, problems=domain.problems)


def tables(content: AgenciesContent, site: str) -> tuple[Table, ...]:
    """The table as shown, then the list of one row for each agency named for a task."""
    return shown_table(content.comparison), list_table(content.comparison, site=site)


def count(documents: Sequence[ComparedDocument]) -> int:
    """The agencies that the columns name, beside the tab."""
    return sum(document.agencies for document in documents)


AGENCIES = Aspect(
    key=KEY,
    label=gettext_lazy("单位"),
    template="comparisons/agencies/agencies.html",
    build=build,
    tables=tables,
    settings=(Setting("by", gettext_lazy("排列"), ("function", BY_DOMAIN)),),
    count=count,
)
