"""Which domain a task belongs to, and the cue terms that decided.

Codebook, "Domain": the title decides; where it names none, the domain with most sentences; several
with equal weight give the parent they share, or ``other``, and are listed as further domains.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documents.parsing.patterns import pattern
from documents.parsing.reference import FIXTURES, Row, read_csv

OTHER = "other"
SUPPORT = "support"
SECURITY = "security"
SAFEGUARD = "safeguard"
_SENTENCE_END = pattern("domain sentence end", r"[。；;!！?？\n]")
_BRACKETS = pattern("domain brackets", r"[(（][^()（）]*[)）]")
_RESPONSIBILITY = pattern("domain responsibility note", r"牵头|负责|责任|配合|参与|分工")
_NOTE_LINE = pattern("domain note line", r"(?m)^(?:牵头|责任|配合|参与|协办|主办)[^\n:：。]{0,6}[:：][^\n]*")
_MARKS = str.maketrans({"＋": "+", " ": "", "\u3000": "", "＂": "“", '"': "“"})
# A title term must weigh this much to decide; lighter ones (基础设施) speak only in a group's title.
_DECIDES = 2.0
# In a key task, words of support (人才, 标准, 机制) give way to any subject named beside them.
_SUPPORT_IN_KEY_TASK = 0.5
# Strong terms (weight 2) make a sentence speak for a domain fully, weak ones by half.
_STRONG = 2
_MOST_FURTHER = 8


@dataclass(frozen=True, slots=True)
class Domain:
    """One entry of the taxonomy: governance/traffic, 交通, Traffic, what belongs to it, order."""

    code: str
    name: str
    name_en: str
    description: str
    order: int

    @property
    def parent_code(self) -> str:
        """governance for governance/traffic; empty at the top."""
        return self.code.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class CueTerm:
    """A term that speaks for a domain, with its weight in titles and in running text."""

    term: str
    domain: str
    title_weight: int
    text_weight: int


@dataclass(frozen=True, slots=True)
class DecidingTerm:
    """A cue term that was found: 智慧交通, in the title, for governance/traffic, weight 5."""

    term: str
    where: str
    domain: str
    weight: float


@dataclass(frozen=True, slots=True)
class DomainReading:
    """Main domain, further domains, the terms that decided, and a confidence between 0 and 1."""

    domain: str
    other_domains: tuple[str, ...]
    terms: tuple[DecidingTerm, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The domains by code and their cue terms by their first two characters."""

    domains: Mapping[str, Domain]
    terms_by_start: Mapping[str, tuple[tuple[str, tuple[CueTerm, ...]], ...]]

    def find(self, text: str) -> list[tuple[CueTerm, ...]]:
        """The cue terms in a text, longest first on spans that do not overlap, in order of place.

        公共安全大数据 is one term and not 公共安全 beside 大数据.
        """
        pairs = map(str.__add__, text, text[1:])
        starting = map(self.terms_by_start.get, pairs)
        spans = [
            (len(term), position, entries)
            for position, terms in enumerate(starting)
            if terms
            for term, entries in terms
            if text.startswith(term, position)
        ]
        if len(spans) < 2:
            return [entries for _length, _start, entries in spans]
        taken: list[tuple[int, tuple[CueTerm, ...]]] = []
        covered = bytearray(len(text))
        for length, start, entries in sorted(spans, key=lambda span: (-span[0], span[1])):
            # A shorter term can only overlap a longer one with its first or its last character.
            if not (covered[start] or covered[start + length - 1]):
                covered[start : start + length] = b"\x01" * length
                taken.append((start, entries))
        return [entries for _, entries in sorted(taken, key=lambda span: span[0])]


def classify(title: str, text: str, *, group_title: str = "", category: str = "key_task") -> DomainReading:
    """Read the domain of a task from its title, else from its text (Simplified characters).

    ``group_title`` (推进民生服务便利化) only breaks ties. A safeguard belongs to support/* or to
    security. Example: 智慧医养 gives livelihood/health with livelihood/elderly_social as a further one.
    """
    index = taxonomy()
    title = plain_marks(title)
    text = without_notes(plain_marks(text).removeprefix(title))
    titled = _title_terms(index, title, category)
    spoken, sentence_count = _text_terms(index, text, category)
    votes = _votes(spoken)
    weights = _sum(titled)
    if weights:
        main, tied = _top(weights, index, group_title)
        confidence = 0.6 if len(tied) > 1 else 0.95
        return _reading(main, (*tied, *_further(weights, _DECIDES), *_further(votes, 1)), titled, confidence)
    convincing = _convincing(votes, spoken, sentence_count)
    main, tied = _top(convincing, index, group_title) if convincing else (OTHER, [])
    if main == OTHER and category == SAFEGUARD:
        return _reading(SUPPORT, (*tied, *_further(votes, 1)), _without_numbers(spoken), 0.4)
    confidence = 0.3 if main == OTHER else 0.5 if len(tied) > 1 else 0.7
    return _reading(main, (*tied, *_further(votes, 1)), _without_numbers(spoken), confidence)


def plain_marks(text: str) -> str:
    """The text as the cue terms are written: plain plus, no spaces, “ for every straight quote."""
    return text.translate(_MARKS)


def without_notes(text: str) -> str:
    """The text without its responsibility notes: (牵头单位:市公安局) is no word on public safety."""
    text = _BRACKETS.sub(lambda found: "" if _RESPONSIBILITY.search(found.group()) else found.group(), text)
    return _NOTE_LINE.sub("", text)


def _title_terms(index: Taxonomy, title: str, category: str) -> list[DecidingTerm]:
    found = [
        DecidingTerm(entry.term, "title", entry.domain, _title_weight(entry, category))
        for entries in index.find(title)
        for entry in entries
        if _speaks(entry.domain, category)
    ]
    return [term for term in found if term.weight >= _DECIDES]


def _title_weight(entry: CueTerm, category: str) -> float:
    if category != SAFEGUARD and _top_level(entry.domain) == SUPPORT:
        return entry.title_weight * _SUPPORT_IN_KEY_TASK
    return float(entry.title_weight)


def _speaks(domain: str, category: str) -> bool:
    """In a safeguard only support and security are asked for: 完善医疗、住房政策 is no health task."""
    return category != SAFEGUARD or _top_level(domain) in (SUPPORT, SECURITY)


def _text_terms(index: Taxonomy, text: str, category: str) -> tuple[list[tuple[int, DecidingTerm]], int]:
    """The terms of the text with the number of their sentence, and how many sentences there are.

    In a key task words of support stay unheard: nearly every text speaks of mechanisms and standards.
    """
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip()]
    found = [
        (number, DecidingTerm(entry.term, "text", entry.domain, float(entry.text_weight)))
        for number, sentence in enumerate(sentences)
        for entries in index.find(sentence)
        for entry in entries
        if entry.text_weight
        and _speaks(entry.domain, category)
        and (category == SAFEGUARD or _top_level(entry.domain) != SUPPORT)
    ]
    return found, len(sentences)


def _votes(spoken: Iterable[tuple[int, DecidingTerm]]) -> Counter[str]:
    """How many sentences speak for each domain: one for a strong term, half for weak ones only."""
    strongest: dict[tuple[int, str], float] = defaultdict(float)
    for number, term in spoken:
        key = (number, term.domain)
        strongest[key] = max(strongest[key], term.weight / _STRONG)
    votes: Counter[str] = Counter()
    for (_, domain), vote in strongest.items():
        votes[domain] += vote  # type: ignore[assignment]
    return votes


def _sum(terms: Iterable[DecidingTerm]) -> Counter[str]:
    """The weight of each domain in a title: its heaviest term counts, so that repeating wins nothing."""
    weights: Counter[str] = Counter()
    for term in terms:
        weights[term.domain] = max(weights[term.domain], term.weight)  # type: ignore[assignment]
    return weights


def _top(scores: Counter[str], index: Taxonomy, group_title: str) -> tuple[str, list[str]]:
    """The domain with the highest score; of several, the group's, else their parent, else ``other``."""
    best = max(scores.values())
    tied = [code for code in index.domains if scores.get(code) == best]
    tied = _without_parents(tied)
    if len(tied) == 1:
        return tied[0], tied
    grouped = {entry.domain for entries in index.find(plain_marks(group_title)) for entry in entries}
    preferred = [code for code in tied if code in grouped or _top_level(code) in grouped]
    if len(preferred) == 1:
        return preferred[0], tied
    parents = {_top_level(code) for code in tied}
    return (parents.pop() if len(parents) == 1 else OTHER), tied


def _convincing(votes: Counter[str], spoken: Iterable[tuple[int, DecidingTerm]], sentence_count: int) -> Counter[str]:
    """The domains that fill enough of a text to be its subject: two fifths of the sentences, two terms."""
    terms: dict[str, set[str]] = defaultdict(set)
    for _, term in spoken:
        terms[term.domain].add(term.term)
    return Counter(
        {
            code: vote
            for code, vote in votes.items()
            if vote >= 1 and vote * 5 >= sentence_count * 2 and (vote >= 2 or len(terms[code]) >= 2)
        }
    )


def _without_parents(codes: Iterable[str]) -> list[str]:
    """智慧社区治理 names 社区 and its parent 城市治理; only the child is said."""
    listed = list(codes)
    above = {code.rpartition("/")[0] for code in listed}
    return [code for code in listed if code not in above]


def _further(scores: Counter[str], least: float) -> list[str]:
    return [code for code, score in scores.most_common() if score >= least]


def _reading(main: str, further: Iterable[str], terms: list[DecidingTerm], confidence: float) -> DomainReading:
    """Put a reading together: neither the main domain nor the parent of a listed one is a further domain."""
    codes = _without_parents(dict.fromkeys((*further, main)))
    others = [code for code in codes if code != main]
    return DomainReading(main, tuple(others[:_MOST_FURTHER]), tuple(dict.fromkeys(terms)), confidence)


def _without_numbers(spoken: Iterable[tuple[int, DecidingTerm]]) -> list[DecidingTerm]:
    """The terms of a text without their sentence numbers."""
    return [term for _, term in spoken]


def _top_level(code: str) -> str:
    return code.partition("/")[0]


@cache
def taxonomy(folder: Path = FIXTURES) -> Taxonomy:
    """The domains and their cue terms, read once; ReferenceDataError names file and line of a bad row."""
    domains: dict[str, Domain] = {}
    for row in read_csv(folder / "domains.csv", columns=("code", "name", "name_en", "description", "order")):
        domain = _domain(row, domains)
        domains[domain.code] = domain
    grouped: dict[str, list[CueTerm]] = defaultdict(list)
    columns = ("term", "domain", "title_weight", "text_weight")
    for row in read_csv(folder / "domain_terms.csv", columns=columns):
        if not row["domain"]:
            _block(row, grouped)
            continue
        entry = _cue_term(row, domains)
        if any(known.domain == entry.domain for known in grouped[entry.term]):
            raise row.error(f"“{entry.term}”在“{entry.domain}”下重复")
        grouped[entry.term].append(entry)
    by_start: dict[str, list[tuple[str, tuple[CueTerm, ...]]]] = defaultdict(list)
    for term, entries in grouped.items():
        by_start[term[:2]].append((term, tuple(entries)))
    return Taxonomy(domains, {start: tuple(terms) for start, terms in by_start.items()})


def _domain(row: Row, known: Mapping[str, Domain]) -> Domain:
    code, order = row.required("code"), row.integer("order")
    if code in known:
        raise row.error(f"领域“{code}”重复")
    if any(domain.order == order for domain in known.values()):
        raise row.error(f"次序 {order} 重复")
    domain = Domain(code, row.required("name"), row.required("name_en"), row.required("description"), order)
    if domain.parent_code and domain.parent_code not in known:
        raise row.error(f"上级领域“{domain.parent_code}”不在此行之前", advice="上级应排在下级之前")
    return domain


def _block(row: Row, grouped: dict[str, list[CueTerm]]) -> None:
    """A term without domain says nothing and shields what stands in it: 健康发展 is no word of health."""
    term = row.required("term")
    if row.integer("title_weight") or row.integer("text_weight") or grouped[term]:
        raise row.error(f"“{term}”没有领域，权重应为 0，且不能另有一行")


def _cue_term(row: Row, domains: Mapping[str, Domain]) -> CueTerm:
    if len(row.required("term")) < 2:
        raise row.error("词应有两字以上")
    entry = CueTerm(
        row.required("term"),
        row.choice("domain", among=domains),
        row.integer("title_weight"),
        row.integer("text_weight"),
    )
    if not entry.title_weight and not entry.text_weight:
        raise row.error(f"“{entry.term}”的两个权重都为 0", advice="请填写权重或删去此行")
    if entry.text_weight > _STRONG:
        raise row.error(f"text_weight 为 {entry.text_weight}，应为 0、1 或 2")
    return entry
