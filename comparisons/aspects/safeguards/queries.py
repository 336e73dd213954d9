"""What the view of safeguards reads: safeguards by domain, and the sections of guiding thoughts and principles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comparisons.addresses import passage, passage_panel
from comparisons.aspects.safeguards.principles import named_items
from comparisons.aspects.safeguards.records import Guidance, Measure, SafeguardMaterial, SectionText
from comparisons.builder.facts import find_facts
from comparisons.builder.goals import traced
from comparisons.builder.taxonomy import topics
from comparisons.records import ComparedDocument, Mention
from comparisons.wording import body_of, split_opening
from documents.models import PolicyDocument, Section
from documents.models.provenance import Origin
from documents.parsing.spans import Span, TracedText
from documents.querysets import User

ROLES = (Section.Role.GENERAL, Section.Role.GUIDING, Section.Role.PRINCIPLE)


@dataclass(frozen=True, slots=True)
class _Text:
    """A document with its original, and its clean text with the way back."""

    document: ComparedDocument
    original: str
    clean: TracedText

    def words(self, start: int, end: int) -> str:
        """The clean words of a span of the original."""
        return self.clean.from_source(Span(start, end)).slice(self.clean.text)


def read_material(documents: tuple[ComparedDocument, ...], *, user: User) -> SafeguardMaterial:
    """Read it all in ten queries, for any number of columns and rows."""
    facts = find_facts(documents, category="safeguard", user=user)
    texts = _texts(documents, user=user)
    sections = _sections(texts, user=user)
    return SafeguardMaterial(
        documents=documents,
        facts=facts,
        guidance=tuple(_guidance(sections[document.pk], text=texts[document.pk]) for document in documents),
        taxonomy=topics(),
    )


def _texts(documents: Sequence[ComparedDocument], *, user: User) -> dict[int, _Text]:
    by_pk = {document.pk: document for document in documents}
    rows = PolicyDocument.objects.visible_to(user).filter(id__in=by_pk)
    return {
        pk: _Text(by_pk[pk], original, traced(clean, alignment))
        for pk, original, clean, alignment in rows.values_list("id", "original_text", "clean_text", "alignment")
    }


def _sections(texts: Mapping[int, _Text], *, user: User) -> dict[int, list[SectionText]]:
    rows = Section.objects.visible_to(user).filter(document_id__in=texts, role__in=ROLES)
    fields = ("id", "parent_id", "document_id", "role", "locator", "heading", "start", "end")
    found: dict[int, list[SectionText]] = defaultdict(list)
    for row in rows.order_by("document_id", "order").values(*fields):
        found[row["document_id"]].append(
            SectionText(
                pk=row["id"],
                parent=row["parent_id"],
                role=row["role"],
                role_words=str(Section.Role(row["role"]).label),
                locator=row["locator"],
                heading=row["heading"],
                wording=texts[row["document_id"]].words(row["start"], row["end"]),
                start=row["start"],
                end=row["end"],
            )
        )
    return found


def _guidance(sections: Sequence[SectionText], *, text: _Text) -> Guidance:
    """Guiding thoughts and principles as measures; a 总体要求 that speaks itself only where no 指导思想 stands."""
    guiding = [each for each in sections if each.role == Section.Role.GUIDING and _body(each)]
    general = [each for each in sections if each.role == Section.Role.GENERAL and _body(each)]
    return Guidance(
        guiding=tuple(_measure(each, text=text, span=Span(each.start, each.end)) for each in guiding),
        principles=tuple(_principles(sections, text=text)),
        touching=() if guiding else tuple(_mention(each, text=text) for each in general),
    )


def _body(section: SectionText) -> str:
    """The words of a section behind number and heading."""
    return body_of(section.wording, title=section.heading).strip()


def _principles(sections: Sequence[SectionText], *, text: _Text) -> Iterator[Measure]:
    """Each numbered principle, or the items that the section's own text names; a section without either as a whole."""
    own = [each for each in sections if each.role == Section.Role.PRINCIPLE]
    parents = {each.parent for each in own}
    for section in own:
        if section.pk in parents or not _body(section):
            continue
        items = named_items(section.wording)
        inside = text.clean.from_source(Span(section.start, section.end))
        for item in items:
            span = text.clean.source(Span(item.start, item.end).shifted(inside.start))
            yield _measure(section, text=text, span=span, name=item.name)
        if not items:
            yield _measure(section, text=text, span=Span(section.start, section.end))


def _measure(section: SectionText, *, text: _Text, span: Span, name: str = "") -> Measure:
    title = name or section.heading
    span = _trimmed(span, text.original)
    body = body_of(text.words(span.start, span.end), title=title)
    opening, rest = split_opening(body)
    return Measure(
        kind=section.role,
        kind_words=section.role_words,
        title=title,
        opening=opening,
        rest=rest,
        original=span.slice(text.original),
        locator=section.locator,
        start=span.start,
        address=passage(text.document.address, start=section.start),
        panel_address=passage_panel(text.document.slug, start=span.start, end=span.end),
        origin=Origin.AUTOMATIC,
        origin_words=str(Origin.AUTOMATIC.label),
    )


def _trimmed(span: Span, original: str) -> Span:
    """The span without the blanks around its words."""
    words = span.slice(original)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _mention(section: SectionText, *, text: _Text) -> Mention:
    return Mention(
        kind="general",
        kind_words=section.role_words,
        title=section.heading,
        quote=split_opening(_body(section))[0],
        locator=section.locator,
        address=passage(text.document.address, start=section.start),
        panel_address=passage_panel(text.document.slug, start=section.start, end=section.end),
    )
