"""What the corpus holds already: the same bytes, the same text in another file, the same number, a title nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from documents.keywords.folding import fold
from documents.models import PolicyDocument
from documents.parsing.records import ParsedDocument

NEARLY = 0.86
"""关于印发济南市…实施方案的通知 and 济南市…实施方案 are near; plans of two years (2018年, 2019年) are as well."""
MOST_COMPARED = 300
MOST_SHOWN = 3
SEEN = re.compile(r"\w", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A document of the corpus and what it shares with the one that was read."""

    kind: str
    slug: str
    title: str

    def as_words(self) -> dict[str, Any]:
        """Plain values, for the summary of an item."""
        return asdict(self)


def words_of(kind: str) -> str:
    """What a kind of likeness says in front of the title."""
    return {
        "same_text": _("与已入库的文件正文相同"),
        "same_number": _("文号与已入库的文件相同"),
        "near_title": _("标题与已入库的文件相近"),
    }[kind]


def known_document(sha256: str) -> PolicyDocument | None:
    """The document that was read from exactly these bytes; None where the corpus holds none."""
    return PolicyDocument.objects.without_texts().filter(sha256=sha256).order_by("pk").first()


def alike_documents(parsed: ParsedDocument) -> tuple[Likeness, ...]:
    """Documents of the corpus that resemble this one, the closest kind first."""
    found = sorted(_alike(parsed), key=lambda likeness: ("same_text", "same_number", "near_title").index(likeness.kind))
    return tuple(found[:MOST_SHOWN])


def _alike(parsed: ParsedDocument) -> Iterator[Likeness]:
    folded = seen_only(parsed.clean_text)
    title, number = seen_only(parsed.metadata.title), parsed.metadata.document_number
    for slug, other, its_number, pk in _candidates(parsed):
        close = _nearness(title, seen_only(other))
        if (close >= NEARLY or (number and number == its_number)) and _text_of(pk) == folded:
            yield Likeness("same_text", slug, other)
        elif number and number == its_number:
            yield Likeness("same_number", slug, other)
        elif close >= NEARLY:
            yield Likeness("near_title", slug, other)


def _candidates(parsed: ParsedDocument) -> QuerySet[PolicyDocument, tuple[Any, ...]]:
    place, number = parsed.metadata.jurisdiction, parsed.metadata.document_number
    wanted = Q(jurisdiction__code=place.code) if place else Q(title=parsed.metadata.title)
    if number:
        wanted |= Q(document_number=number)
    rows = PolicyDocument.objects.filter(wanted).order_by("-pk")
    return rows.values_list("slug", "title", "document_number", "pk")[:MOST_COMPARED]


def _text_of(pk: int) -> str:
    return seen_only(PolicyDocument.objects.values_list("clean_text", flat=True).get(pk=pk))


def _nearness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= NEARLY else 0.0


def seen_only(text: str) -> str:
    """The letters, digits and characters of a text in the form in which search compares them.

    >>> seen_only("濟政發〔2018〕5号：")
    '济政发20185号'
    """
    return "".join(SEEN.findall(fold(text)))
