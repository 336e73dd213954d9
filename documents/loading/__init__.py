"""The only writer of the corpus: frozen records go in, rows come out, in one transaction or not at all."""

from documents.loading.by_hand import set_effect
from documents.loading.loader import load, reread, wait_for_other_loaders
from documents.loading.outcome import LoadingError, LoadOutcome
from documents.loading.reference import load_reference
from documents.loading.reviewed.steps import publish

__all__ = [
    "LoadOutcome",
    "LoadingError",
    "load",
    "load_reference",
    "publish",
    "reread",
    "set_effect",
    "wait_for_other_loaders",
]
