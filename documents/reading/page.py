"""Everything that the page of one document shows, read before anything is rendered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.bibliography import NOTICE, Reference, bibtex, gbt7714
from documents.models import PolicyDocument, Section
from documents.querysets import User
from documents.reading.asked import Asked
from documents.reading.facts import DocumentFacts, RepairFact, read_facts
from documents.reading.finding import NOTHING_ASKED, Found, find_words
from documents.reading.identity import CitationLine, DoubtLine, Pair, citations_of, doubts_of, identity_of
from documents.reading.marks import anchors_of, marks_of, with_hits
from documents.reading.outline import OutlineNode, outline_of, size_of
from documents.reading.passages import Passage, passages_of
from documents.reading.steps import HitBar, Steps, first_step, hit_bar
from documents.reading.switches import Switch, first_anchors, switches_of
from documents.reading.texts import CLEAN, ORIGINAL, TRADITIONAL, shown_text
from documents.rows.named import Named

# A longer outline shows its third depth only where the reader is.
LONG_OUTLINE = 40
# Passages from which on the browser draws only those in sight.
LONG_TEXT = 80


@dataclass(frozen=True, slots=True)
class Setting:
    """The text as it is set: its passages, the switches of its marks, what was found in it."""

    passages: tuple[Passage, ...]
    switches: tuple[Switch, ...]
    found: Found


@dataclass(frozen=True, slots=True)
class ModeLink:
    """One of the three texts to choose from."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """The page of one document."""

    title: str
    notice_title: str
    slug: str
    path: str
    address: str
    """The page without words looked for: what a quotation names."""
    place: Named
    level: str
    document_type: str
    state: str
    is_published: bool
    mode: str
    modes: tuple[ModeLink, ...]
    mode_label: str
    marks: bool
    marks_url: str
    """The same page with all marks, or with none: what is not shown now."""
    switches: tuple[Switch, ...]
    hits: HitBar
    task_steps: Steps | None
    """From before the first task; None where there are none."""
    is_long: bool
    """Whether the outline is long."""
    is_long_text: bool
    identity: tuple[Pair, ...]
    doubts: tuple[DoubtLine, ...]
    repairs: tuple[tuple[str, int], ...]
    explained_repairs: tuple[RepairFact, ...]
    citations: tuple[CitationLine, ...]
    cited_by: tuple[Named, ...]
    outline: tuple[OutlineNode, ...]
    passages: tuple[Passage, ...]
    gbt7714: str
    bibtex: str


def read_page(document: PolicyDocument, *, asked: Asked, user: User, site: str = "") -> ReadingPage:
    """The page of a document that `user` may see; `document` comes with its jurisdiction, `site` is scheme and host."""
    facts = read_facts(document)
    issuers = list(document.issuers.order_by("order").values_list("name", flat=True))
    reference = reference_of(document, issuers=issuers, site=site)
    citations = citations_of(document, visible=_cited_and_visible(document, user))
    text = _set(document, facts, citations=citations, asked=asked)
    modes = _modes(asked)
    outline = outline_of(facts)
    return ReadingPage(
        title=document.title,
        notice_title=document.notice_title,
        slug=document.slug,
        path=asked.path,
        address=asked.address(find="", hit=0, marks=True),
        place=Named(document.jurisdiction.name, reverse("documents:jurisdiction", args=[document.jurisdiction.code])),
        level=document.jurisdiction.level,
        document_type=document.document_type,
        state=str(PolicyDocument.State(document.state).label),
        is_published=document.state == PolicyDocument.State.PUBLISHED,
        mode=asked.mode,
        modes=modes,
        mode_label=next(mode.label for mode in modes if mode.current),
        marks=asked.marks,
        marks_url=asked.address(marks=not asked.marks),
        switches=text.switches,
        hits=hit_bar(text.found, asked=asked),
        task_steps=first_step([passage.task_name for passage in text.passages if passage.tasks]),
        is_long=size_of(outline) > LONG_OUTLINE,
        is_long_text=len(text.passages) > LONG_TEXT,
        identity=identity_of(document, facts, issuers=issuers),
        doubts=doubts_of(facts),
        repairs=tuple(facts.repairs_by_kind.most_common()),
        explained_repairs=facts.explained_repairs,
        citations=citations,
        cited_by=_cited_by(document, user),
        outline=outline,
        passages=text.passages,
        gbt7714=gbt7714(reference),
        bibtex=bibtex(reference),
    )


def _set(document: PolicyDocument, facts: DocumentFacts, *, citations: Sequence[CitationLine], asked: Asked) -> Setting:
    """Mark the text that is asked for and cut it into passages; hits are never looked for in the host page's words."""
    shown = shown_text(document, mode=asked.mode)
    furniture = [section.span for section in facts.sections if section.role == Section.Role.FURNITURE]
    outside = [shown.traced.from_source(span) for span in furniture]
    found = find_words(shown.traced.text, asked.find, outside=outside) if asked.find else NOTHING_ASKED
    marks = marks_of(facts, shown=shown, citations=citations)
    anchors = anchors_of(facts, shown=shown, citations=citations, hits=found.hits)
    passages = passages_of(
        facts,
        shown=shown,
        original=document.original_text,
        marks=with_hits(marks, found.hits, shown=shown),
        anchors=sorted([*anchors, *first_anchors(marks)]),
    )
    return Setting(passages, switches_of(facts, marks=marks), found)


def _modes(asked: Asked) -> tuple[ModeLink, ...]:
    labels = ((CLEAN, _("整理后")), (ORIGINAL, _("原文")), (TRADITIONAL, _("繁体")))
    return tuple(ModeLink(label, asked.address(mode=name, hit=0), name == asked.mode) for name, label in labels)


def _cited_and_visible(document: PolicyDocument, user: User) -> set[int]:
    cited = PolicyDocument.objects.visible_to(user).filter(cited_by__document=document)
    return set(cited.values_list("pk", flat=True))


def _cited_by(document: PolicyDocument, user: User) -> tuple[Named, ...]:
    citing = PolicyDocument.objects.visible_to(user).filter(citations__cited=document).distinct().order_by("pk")
    return tuple(
        Named(title, reverse("documents:document", args=[slug])) for title, slug in citing.values_list("title", "slug")
    )


def reference_of(document: PolicyDocument, *, issuers: Sequence[str], site: str) -> Reference:
    """The document as a reference: its own source where that is an address, else its page here.

    A date of publication stands in for the date of signature where the text has none.
    """
    source = document.source_address
    return Reference(
        authors=tuple(issuers),
        title=document.title,
        number=document.document_number,
        published=document.issued_on or document.published_on,
        accessed=timezone.localdate(),
        address=source if source.startswith(("http://", "https://")) else f"{site}{document.get_absolute_url()}",
        medium=NOTICE,
        key=document.slug,
    )


def citation_words(document: PolicyDocument, issuers: list[str]) -> str:
    """How to cite the document: issuer, title, number, date, as far as the text says them."""
    parts = ["、".join(issuers), f"《{document.title}》"]
    if document.document_number:
        parts.append(f"（{document.document_number}）")
    if document.issued_on:
        parts.append(f"，{document.issued_on.isoformat()}")
    return "".join(parts) + "。"
