"""What a task is compared by: how much of its wording each domain fills, its words, and its terms of the field."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from documents.parsing.domains import (
    SAFEGUARD,
    SECURITY,
    SUPPORT,
    CueTerm,
    Taxonomy,
    plain_marks,
    taxonomy,
    without_notes,
)
from documents.parsing.patterns import pattern
from documents.parsing.records import TaskProfile
from documents.parsing.segmentation import rarity, words
from documents.parsing.task_keys import keys_of

_SENTENCE = pattern("profile sentence", r"[。；;！？\n]")
# A heading stands behind its number at most: (十一)加强跨区域城市综合治理.
_HEADING_WITHIN = 30
# Lighter title terms (基础设施) name no subject; the same measure as in domains.
_NAMES_A_SUBJECT = 2
_MOST_WORDS = 120


def profile(title: str, text: str, *, category: str = "key_task") -> TaskProfile:
    """The profile of a task from its title and its whole text (Simplified characters).

    Responsibility notes are left out, and the heading counts as title only. Example: 智慧交通。推进信号灯联网。
    has governance/traffic as titled domain and as the whole of its shares.
    """
    title, text = plain_marks(title), plain_marks(text)
    body = without_notes(_body(text, title=title))
    index = taxonomy()
    sentences = [sentence for sentence in _SENTENCE.split(body) if sentence.strip()]
    titled, shares = _titled(index, title, category), _shares(index, sentences, category)
    weights = _words(title, sentences)
    return TaskProfile(
        titled=titled,
        shares=shares,
        words=weights,
        terms=_terms(index, (title, *sentences)),
        keys=keys_of(titled=titled, shares=shares, words=weights),
    )


def _body(text: str, *, title: str) -> str:
    start = text.find(title, 0, _HEADING_WITHIN + len(title)) if title else -1
    return text if start < 0 else text[start + len(title) :]


def _speaks(entry: CueTerm, category: str) -> bool:
    """A safeguard is about support or security; in a key task words of support are nobody's subject."""
    top = entry.domain.partition("/")[0]
    return top in (SUPPORT, SECURITY) if category == SAFEGUARD else bool(top) and top != SUPPORT


def _titled(index: Taxonomy, title: str, category: str) -> tuple[str, ...]:
    """The domains with the heaviest term of the title; 智慧医养 names two."""
    weights: dict[str, int] = {}
    for entries in index.find(title):
        for entry in entries:
            if _speaks(entry, category) and entry.title_weight >= _NAMES_A_SUBJECT:
                weights[entry.domain] = max(weights.get(entry.domain, 0), entry.title_weight)
    heaviest = max(weights.values(), default=0)
    return tuple(domain for domain, weight in weights.items() if weight == heaviest)


def _shares(index: Taxonomy, sentences: Iterable[str], category: str) -> dict[str, float]:
    """How much of the wording speaks of each domain; a sentence that names several is divided by their weights."""
    filled: Counter[str] = Counter()
    length = 0
    for sentence in sentences:
        length += len(sentence)
        weights: dict[str, int] = {}
        for entries in index.find(sentence):
            for entry in entries:
                if entry.text_weight and _speaks(entry, category):
                    weights[entry.domain] = max(weights.get(entry.domain, 0), entry.text_weight)
        whole = sum(weights.values())
        for domain, weight in weights.items():
            filled[domain] += len(sentence) * weight / whole  # type: ignore[assignment]
    return {domain: round(filled[domain] / length, 3) for domain, _length in filled.most_common()}


def _words(title: str, sentences: Iterable[str]) -> dict[str, float]:
    counts = Counter(word for sentence in sentences for word in words(sentence))
    weights = {word: 1 + math.log(count) for word, count in counts.items()}
    for word in dict.fromkeys(words(title)):
        weights[word] = weights.get(word, 0.0) + 1
    telling = sorted(weights, key=lambda word: (-weights[word] * rarity(word), word))
    return {word: round(weights[word], 2) for word in telling[:_MOST_WORDS]}


def _terms(index: Taxonomy, texts: Iterable[str]) -> tuple[str, ...]:
    """Terms of the field in their order; those that only shield another (健康发展) say nothing."""
    found = (entries[0] for text in texts for entries in index.find(text) if any(each.domain for each in entries))
    return tuple(dict.fromkeys(entry.term for entry in found))
