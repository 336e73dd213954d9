"""What one reader sees of the corpus as a whole: its version, its places, its agencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.counted import kept_agencies
from documents.models import Agency, ImportItem, Jurisdiction, PolicyDocument, Task, TaskAgency, UncountedDocument
from documents.querysets import CountedQuerySet, User


@dataclass(frozen=True, slots=True)
class CorpusVersion:
    """Which state of the corpus a page or an export was made from: 2026-11-22·5份."""

    version: str
    documents: int
    loaded_at: datetime | None

    @property
    def label(self) -> str:
        """Version and number of documents in one phrase."""
        return _("%(version)s·%(documents)d份") % {"version": self.version, "documents": self.documents}


def corpus_version(user: User) -> CorpusVersion:
    """The version of what `user` may see, from one aggregate; the day is that of the latest loading."""
    facts = PolicyDocument.objects.visible_to(user).corpus_facts()
    loaded_at = facts["loaded_at"]
    day = timezone.localtime(loaded_at).date().isoformat() if loaded_at else _("尚无文件")
    return CorpusVersion(day, facts["documents"], loaded_at)


def visible_jurisdictions(user: User) -> QuerySet[Jurisdiction]:
    """Places that have a document which `user` may see; places above them are not among them."""
    documents = PolicyDocument.objects.visible_to(user)
    return Jurisdiction.objects.filter(pk__in=documents.values("jurisdiction"))


def visible_agencies(user: User) -> CountedQuerySet:
    """Agencies that a task which `user` may see names: as the kept counts know, or a document that they leave out."""
    changed = Task.objects.visible_to(user).filter(document__in=UncountedDocument.objects.values("document_id"))
    links = TaskAgency.objects.filter(agency=OuterRef("pk"), task__in=changed)
    counted = kept_agencies(user=user).filter(agency_id=OuterRef("pk"))
    return CountedQuerySet(Agency).filter(Exists(counted) | Exists(links))


@dataclass(frozen=True, slots=True)
class CorpusFigures:
    """What the operator watches: documents and files on their way, by state, and since when the oldest of those waits."""

    documents: dict[str, int]
    imports: dict[str, int]
    oldest_import: datetime | None


ON_THEIR_WAY = (ImportItem.State.WAITING, ImportItem.State.READING, ImportItem.State.ACCEPTED)


def corpus_figures() -> CorpusFigures:
    """Count everything, whoever may see it; a state that nothing is in counts 0."""
    documents = dict(PolicyDocument.objects.order_by().values_list("state").annotate(Count("pk")))
    items = ImportItem.objects.filter(state__in=ON_THEIR_WAY).order_by()
    imports = dict(items.values_list("state").annotate(Count("pk")))
    return CorpusFigures(
        documents={state: documents.get(state, 0) for state in PolicyDocument.State.values},
        imports={state.value: imports.get(state.value, 0) for state in ON_THEIR_WAY},
        oldest_import=items.aggregate(oldest=Min("batch__received_at"))["oldest"],
    )
