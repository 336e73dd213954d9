"""What generated documents are made of: titles, sentences, agencies and indicators of the five real documents, by domain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from documents.parsing.domains import taxonomy
from documents.parsing.gazetteer import gazetteer, parents
from documents.parsing.pipeline import parse
from documents.parsing.records import ParsedDocument, ParsedTask
from documents.parsing.reference import FIXTURES

PLACE, LEVEL = "{place}", "{level}"
CORPUS = FIXTURES / "corpus"
HEADING_WEIGHT = 3
LONGEST_INDICATOR = 20
# Names that tie a sentence to one region and that the gazetteer does not list.
REGIONAL = re.compile(
    r"成都|泉城|武当|成渝|川渝|成德眉资|川酒|川药|蜀|王屋山|济云|赛管|数鲁|数创|南部山区|\d{4}年|附件|《"
)
LEVEL_WORDS = re.compile(r"(?<=[全我])[省市区](?![县民级])")
LEVEL_PREFIX = re.compile(r"^[省市区](?!场)")
SENTENCE_END = re.compile(r"(?<=。)")
NOTE = re.compile(r"[（(][^（()）]*(?:牵头|责任|配合)[^（()）]*[)）]|[（(](?:牵头|责任|配合).*")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a target measures and in which unit: 上云率, %."""

    name: str
    unit: str
    value: int


@dataclass(frozen=True, slots=True)
class Material:
    """Pieces by code of domain; sentences hold {place} and {level} where the real ones name theirs."""

    titles: Mapping[str, tuple[str, ...]]
    sentences: Mapping[str, tuple[str, ...]]
    agencies: Mapping[str, tuple[str, ...]]
    """Names without the prefix of their level: 公安局."""
    safeguards: tuple[tuple[str, str], ...]
    general: Mapping[str, tuple[str, ...]]
    """Sentences of principles and goals, by role of their section."""
    indicators: tuple[Indicator, ...]


@cache
def read_material() -> Material:
    """Read the five documents and the domain terms once."""
    documents = [parse(path) for path in sorted(CORPUS.glob("*.txt"))]
    tasks = [(document, task) for document in documents for task in document.tasks]
    key_tasks = [(document, task) for document, task in tasks if task.category == "key_task"]
    return Material(
        titles=_titles(key_tasks),
        sentences=_by_domain((task.domain, _sentences(document, task.text)) for document, task in key_tasks),
        agencies=_by_domain(
            (task.domain, [LEVEL_PREFIX.sub("", name) for name in _offices(task) if _is_general(document, name)])
            for document, task in key_tasks
        ),
        safeguards=tuple(
            (task.title, "".join(sentences))
            for document, task in tasks
            if task.category == "safeguard" and (sentences := _sentences(document, task.text))
        ),
        general=_general(documents),
        indicators=tuple(
            Indicator(target.indicator, target.unit, int(target.value))
            for document in documents
            for target in document.targets
            if target.value is not None and len(target.indicator) <= LONGEST_INDICATOR
        ),
    )


def _offices(task: ParsedTask) -> list[str]:
    return [agency.as_written for agency in task.agencies if not agency.collective]


def _titles(tasks: Iterable[tuple[ParsedDocument, ParsedTask]]) -> dict[str, tuple[str, ...]]:
    """Titles of the real tasks, and the terms that speak for a domain in a title (智慧停车)."""
    real = ((task.domain, [task.title]) for document, task in tasks if _is_general(document, task.title))
    known = (entry for terms in taxonomy().terms_by_start.values() for _term, entries in terms for entry in entries)
    return _by_domain(
        [*real, *((entry.domain, [entry.term]) for entry in known if entry.title_weight >= HEADING_WEIGHT)]
    )


def _general(documents: Iterable[ParsedDocument]) -> dict[str, tuple[str, ...]]:
    roles = ("principle", "goal")
    return _by_domain(
        (section.role, _sentences(document, section.span.slice(document.original)))
        for document in documents
        if document.metadata.script == "simplified"
        for section in document.sections
        if section.role in roles
    )


def _by_domain(pieces: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Every piece once, in the order of the documents."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for code, several in pieces:
        found[code].update(dict.fromkeys(several))
    return {code: tuple(several) for code, several in found.items() if several}


def _sentences(document: ParsedDocument, text: str) -> list[str]:
    """Whole sentences without heading and agency note that could stand in a document of any place."""
    body = NOTE.sub("", text).replace("\n", "").replace(" ", "").replace("\u3000", "")
    return [
        LEVEL_WORDS.sub(LEVEL, sentence)
        for sentence in SENTENCE_END.split(body)[1:]
        if sentence.endswith("。") and _is_general(document, sentence)
    ]


def _is_general(document: ParsedDocument, sentence: str) -> bool:
    """Whether no place is named: neither one by its whole name nor the document's own, in short or above it."""
    place = document.metadata.jurisdiction
    own = {place.code, *(above.code for above in parents(place.code))} if place else set()
    named = gazetteer().mentions(sentence)
    return not REGIONAL.search(sentence) and all(each.short and own.isdisjoint(each.codes) for each in named)
