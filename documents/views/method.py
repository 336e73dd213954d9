"""The method page: what counts as what, how facts are read, and what is not read."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from documents.corpus import corpus_version
from documents.parsing.cues import INSTRUMENT, STRENGTH
from documents.parsing.domains import taxonomy
from documents.parsing.functions import agency_functions
from documents.parsing.lexicon import rule_sentences
from documents.parsing.version import PARSER_VERSION
from documents.rows.cue_words import word_groups

# Enough to show what speaks for a domain.
TERMS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class DomainEntry:
    """One domain of the taxonomy with the terms that speak for it."""

    code: str
    name: str
    description: str
    is_top: bool
    terms: tuple[str, ...]


@require_safe
def method(request: HttpRequest) -> HttpResponseBase:
    """Show the codebook in the portal's own words."""
    context = {
        "domains": _domains(),
        "functions": agency_functions(),
        "rules": tuple(rule_sentences().values()),
        "strength": word_groups(STRENGTH),
        "instruments": word_groups(INSTRUMENT),
        "parser_version": PARSER_VERSION,
        "corpus": corpus_version(request.user),
    }
    return TemplateResponse(request, "documents/method.html", context)


def _domains() -> list[DomainEntry]:
    terms: dict[str, list[str]] = {}
    for groups in taxonomy().terms_by_start.values():
        for term, entries in groups:
            for entry in entries:
                terms.setdefault(entry.domain, []).append(term)
    return [
        DomainEntry(
            domain.code,
            domain.name,
            domain.description,
            not domain.parent_code,
            tuple(sorted(terms.get(domain.code, ()), key=lambda term: (-len(term), term))[:TERMS_SHOWN]),
        )
        for domain in sorted(taxonomy().domains.values(), key=lambda domain: domain.order)
    ]
