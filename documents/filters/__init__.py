"""Query string in, rows, facets and a sentence out: one filter set per list."""

from documents.filters.agencies import AgencyFilter
from documents.filters.documents import DocumentFilter
from documents.filters.jurisdictions import JurisdictionFilter
from documents.filters.targets import TargetFilter
from documents.filters.tasks import TaskFilter

__all__ = ["AgencyFilter", "DocumentFilter", "JurisdictionFilter", "TargetFilter", "TaskFilter"]
