"""What loading a document ends in: an outcome, or an error that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from documents.claims.changes import Changes
from documents.models import PolicyDocument

NOTHING = Changes()


class LoadingError(Exception):
    """A document cannot be loaded; the message says in Chinese what is wrong and what to do.

    `code` stays when the sentence becomes better (docs/refusals.md); example: LoadingError("…", code="no_place").
    """

    def __init__(self, message: str, *, code: str = "not_loaded") -> None:
        self.code = code
        super().__init__(message)

    @property
    def coded(self) -> str:
        """The message with its code, as people quote it."""
        return f"{self}（代码 {self.code}）"


class Result(Enum):
    """What happened to the tables."""

    CREATED = "created"
    REPLACED = "replaced"
    """Same file, other rules: the facts were read anew, row and address of the document kept."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """The document as it stands in the tables, and what loading changed."""

    document: PolicyDocument
    result: Result
    changes: Changes = NOTHING
    """What a new reading changed."""

    @property
    def created(self) -> bool:
        """Whether the document is new to the corpus."""
        return self.result is Result.CREATED

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.result is not Result.UNCHANGED
