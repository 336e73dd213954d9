"""Everything that the page of one document shows, read before anything is rendered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.bibliography import NOTICE, Reference, bibtex, gbt7714
from documents.models import PolicyDocument
from documents.querysets import User
from documents.reading.facts import RepairFact, read_facts
from documents.reading.identity import CitationLine, DoubtLine, Pair, citations_of, doubts_of, identity_of
from documents.reading.marks import EXPLAINED
from documents.reading.outline import OutlineNode, outline_of
from documents.reading.passages import Passage, passages_of
from documents.reading.texts import CLEAN, ORIGINAL, TRADITIONAL, shown_text
from documents.rows.named import Named


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
    address: str
    place: Named
    level: str
    document_type: str
    state: str
    is_published: bool
    mode: str
    modes: tuple[ModeLink, ...]
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


def read_page(document: PolicyDocument, *, mode: str, user: User, site: str = "") -> ReadingPage:
    """The page of a document that `user` may see; `document` comes with its jurisdiction, `site` is scheme and host."""
    facts = read_facts(document)
    shown = shown_text(document, mode=mode)
    issuers = list(document.issuers.order_by("order").values_list("name", flat=True))
    address = reverse("documents:document", args=[document.slug])
    reference = reference_of(document, issuers=issuers, site=site)
    return ReadingPage(
        title=document.title,
        notice_title=document.notice_title,
        address=address,
        place=Named(document.jurisdiction.name, reverse("documents:jurisdiction", args=[document.jurisdiction.code])),
        level=document.jurisdiction.level,
        document_type=document.document_type,
        state=str(PolicyDocument.State(document.state).label),
        is_published=document.state == PolicyDocument.State.PUBLISHED,
        mode=mode,
        modes=_modes(address, mode),
        identity=identity_of(document, facts, issuers=issuers),
        doubts=doubts_of(facts),
        repairs=tuple(facts.repairs_by_kind.most_common()),
        explained_repairs=tuple(repair for repair in facts.repairs if repair.kind in EXPLAINED),
        citations=citations_of(document, visible=_cited_and_visible(document, user)),
        cited_by=_cited_by(document, user),
        outline=outline_of(facts),
        passages=passages_of(facts, shown=shown, original=document.original_text),
        gbt7714=gbt7714(reference),
        bibtex=bibtex(reference),
    )


def _modes(address: str, mode: str) -> tuple[ModeLink, ...]:
    labels = (
        (CLEAN, _("整理后"), ""),
        (ORIGINAL, _("原文"), "?text=original"),
        (TRADITIONAL, _("繁体"), "?text=traditional"),
    )
    return tuple(ModeLink(label, f"{address}{query}", name == mode) for name, label, query in labels)


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
