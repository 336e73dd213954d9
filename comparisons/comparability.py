"""The guard: what sets the compared documents apart, so that nothing is ranked across unlike ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from comparisons.records import ComparedDocument, Notice


def notices(documents: Sequence[ComparedDocument]) -> tuple[Notice, ...]:
    """One notice that names every way in which the documents differ; none where they are alike.

    省级1、地级2、县级2 with five kinds of text gives 层级、文种不同，只并列，不排名。
    """
    if len(documents) < 2:
        return ()
    unlike = [
        (name, sentence)
        for name, sentence in (_levels(documents), _types(documents), _bindings(documents), _periods(documents))
        if sentence
    ]
    if not unlike:
        return ()
    names = "、".join(name for name, _sentence in unlike)
    claim = _("%(what)s不同，只并列，不排名。") % {"what": names}
    return (Notice(claim=claim, sentence=f"{'；'.join(sentence for _name, sentence in unlike)}。"),)


def _levels(documents: Sequence[ComparedDocument]) -> tuple[str, str]:
    counts = Counter(document.level_words for document in documents)
    return _("层级"), _counted(counts) if len(counts) > 1 else ""


def _types(documents: Sequence[ComparedDocument]) -> tuple[str, str]:
    counts = Counter(document.document_type or _("文种不明") for document in documents)
    return _("文种"), _counted(counts) if len(counts) > 1 else ""


def _bindings(documents: Sequence[ComparedDocument]) -> tuple[str, str]:
    """Kinds of text that bind unlike: 指导性1、部署性4; a kind that is not classed says nothing."""
    counts = Counter(document.binding for document in documents if document.binding)
    return _("约束力"), _counted(counts) if len(counts) > 1 else ""


def _periods(documents: Sequence[ComparedDocument]) -> tuple[str, str]:
    """Periods differ when first or last year do; a document without years says nothing about it."""
    spans = {(_first_year(document), _last_year(document)) for document in documents}
    spans.discard((None, None))
    years = [year for span in spans for year in span if year]
    if len(spans) < 2 or min(years) == max(years):
        return _("时期"), ""
    return _("时期"), _("从%(first)s年到%(last)s年不等") % {"first": min(years), "last": max(years)}


def _first_year(document: ComparedDocument) -> int | None:
    if document.period:
        return document.period[0]
    day = document.issued_on or document.published_on
    return day.year if day else None


def _last_year(document: ComparedDocument) -> int | None:
    return document.period[1] if document.period else document.last_year


def _counted(counts: Counter[str]) -> str:
    return "、".join(f"{name}{count}" for name, count in counts.items())
