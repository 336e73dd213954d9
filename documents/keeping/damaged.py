"""Whether what a page is about to show is what was received: asked by the pages of a document."""

from __future__ import annotations

import hashlib

from documents.keeping.alignment import segments_of
from documents.models import PolicyDocument


def is_file_whole(document: PolicyDocument) -> bool:
    """Whether the file has the hash it had when it was received."""
    return hashlib.sha256(bytes(document.original_bytes)).hexdigest() == document.sha256


def is_text_whole(document: PolicyDocument) -> bool:
    """Whether every character of the clean text has its place in the original."""
    return segments_of(document) is not None
