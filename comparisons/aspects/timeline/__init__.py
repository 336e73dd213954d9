"""The view in time (时间轴): stages, milestones, values and deadlines of all places on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.addresses import comparison as comparison_address
from comparisons.aspect import Ask, Aspect
from comparisons.aspects.timeline.drawing import lanes_of, scale_of
from comparisons.aspects.timeline.queries import Material, read_moments
from comparisons.aspects.timeline.records import Moment, MomentKind, Timeline
from comparisons.aspects.timeline.schedule import points_of, year_rows
from comparisons.aspects.timeline.tables import list_table, shown_table
from comparisons.builder.taxonomy import topics
from comparisons.choices import Option, OptionGroup
from comparisons.domain_choices import chosen_domain, domain_options
from comparisons.records import ComparedDocument
from comparisons.selection import Selection, Setting
from documents.tables import Table

__all__ = ["TIMELINE"]
KEY = "timeline"
KINDS = ("", *(kind.value for kind in MomentKind))


@dataclass(frozen=True, slots=True)
class TimelineContent:
    """Everything the view in time shows."""

    timeline: Timeline
    domains: tuple[OptionGroup, ...]
    kinds: tuple[Option, ...]
    everything_address: str
    problems: tuple[str, ...]

    @property
    def said(self) -> str:
        """What the table shows, in one sentence."""
        return self.timeline.said


def build(ask: Ask) -> TimelineContent:
    """Read what the columns set in time, of the wanted kind."""
    selection = ask.selection
    taxonomy = topics()
    domain = chosen_domain(selection.domain, taxonomy=taxonomy)
    kind = selection.setting("kind")
    material = read_moments(ask.documents, user=ask.user)
    moments = tuple(
        tuple(moment for moment in own if (not kind or moment.kind == kind) and domain.holds(moment.domain))
        for own in material.moments
    )
    return TimelineContent(
        timeline=_timeline(material, documents=ask.documents, moments=moments, said=_said(ask, moments, domain.name)),
        domains=domain_options(taxonomy, selected=domain.code),
        problems=domain.problems,
        kinds=_kind_options(selection),
        everything_address=comparison_address(replace(selection, domain="", settings=()), aspect=KEY),
    )


def _timeline(
    material: Material,
    *,
    documents: tuple[ComparedDocument, ...],
    moments: tuple[tuple[Moment, ...], ...],
    said: str,
) -> Timeline:
    years = scale_of(documents, moments=moments)
    rows = year_rows(documents, moments=moments)
    return Timeline(
        documents=documents,
        years=years,
        lanes=lanes_of(documents, moments=moments, years=years),
        rows=rows,
        points=points_of(documents, rows=rows, tasks_with_date=material.tasks_with_date),
        said=said,
    )


def _said(ask: Ask, moments: Sequence[Sequence[Moment]], domain: str) -> str:
    """济源市、茅箭区的实施步骤、里程碑、目标值和任务时限，12项，其中有时限的9项."""
    kind = ask.selection.setting("kind")
    every = [moment for own in moments for moment in own]
    what = MomentKind(kind).words if kind else _("实施步骤、里程碑、目标值和任务时限")
    return _("%(places)s的%(what)s，%(count)s项，其中有时限的%(dated)s项。") % {
        "places": "、".join(document.label for document in ask.documents),
        "what": _("%(domain)s任务中的%(what)s") % {"domain": domain, "what": what} if domain else what,
        "count": len(every),
        "dated": sum(moment.first_year is not None for moment in every),
    }


def _kind_options(selection: Selection) -> tuple[Option, ...]:
    chosen = selection.setting("kind")
    labels = [("", _("全部")), *((kind.value, kind.words) for kind in MomentKind)]
    return tuple(
        Option(value, label, value == chosen, comparison_address(selection.set("kind", value), aspect=KEY))
        for value, label in labels
    )


def tables(content: TimelineContent, site: str) -> tuple[Table, ...]:
    """The table as shown, then the list of one row a moment."""
    return shown_table(content.timeline), list_table(content.timeline, site=site)


TIMELINE = Aspect(
    key=KEY,
    label=gettext_lazy("时间轴"),
    template="comparisons/timeline/timeline.html",
    build=build,
    tables=tables,
    settings=(Setting("kind", gettext_lazy("类型"), KINDS),),
)
