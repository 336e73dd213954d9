"""The tables of the corpus, one subject per module."""

from documents.models.agencies import Agency, AgencyAlias, AgencyFunction
from documents.models.counts import AgencyCount, TaskCount, UncountedDocument
from documents.models.cues import TaskCue
from documents.models.domains import Domain
from documents.models.evidence import Doubt, Repair
from documents.models.facts import Citation, Stage, Target, Task, TaskAgency, TaskDeadline
from documents.models.history import without_history
from documents.models.imports import ImportBatch, ImportItem, Upload
from documents.models.jurisdictions import Jurisdiction
from documents.models.many_keys import OneOf
from documents.models.passages import Passage
from documents.models.policies import DocumentIssuer, PolicyDocument, Section
from documents.models.review_steps import DocumentStep, ErrorReport, Rereading
from documents.models.reviews import Decision, DecisionBatch, ReviewedFact
from documents.models.revision import CorpusRevision
from documents.models.waiting import WaitingRereading
from documents.models.wording import RelatedTerm, TaskProfile, kept_words, weights_of

__all__ = [
    "Agency",
    "AgencyAlias",
    "AgencyCount",
    "AgencyFunction",
    "Citation",
    "CorpusRevision",
    "Decision",
    "DecisionBatch",
    "DocumentIssuer",
    "DocumentStep",
    "Domain",
    "Doubt",
    "ErrorReport",
    "ImportBatch",
    "ImportItem",
    "Jurisdiction",
    "OneOf",
    "Passage",
    "PolicyDocument",
    "RelatedTerm",
    "Repair",
    "Rereading",
    "ReviewedFact",
    "Section",
    "Stage",
    "Target",
    "Task",
    "TaskAgency",
    "TaskCount",
    "TaskCue",
    "TaskDeadline",
    "TaskProfile",
    "UncountedDocument",
    "Upload",
    "WaitingRereading",
    "kept_words",
    "weights_of",
    "without_history",
]
