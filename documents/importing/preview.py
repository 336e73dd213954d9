"""Everything that the preview of one file shows: what was read of it, as it would be stored, beside its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documents.importing.additions import with_added
from documents.importing.alike import alike_documents, words_of
from documents.importing.corrections import corrected, latest
from documents.importing.desk.storing import parsed_of
from documents.importing.editing import FactForm, fact_form, shown_metadata
from documents.importing.entering import Entering
from documents.importing.forms import DocumentForm
from documents.importing.found import facts_of, shown
from documents.importing.lines import TargetLine, TaskLine, target_lines, task_lines
from documents.importing.log import CorrectionLine, correction_lines
from documents.models import ImportItem, PolicyDocument, Repair
from documents.place_names import place_words
from documents.reading.identity import DoubtLine, Pair, doubts_of
from documents.reading.marks import anchors_of, marks_of
from documents.reading.outline import OutlineNode, outline_of
from documents.reading.passages import Passage, passages_of
from documents.reading.texts import CLEAN, ORIGINAL
from documents.rows.documents import period_text


@dataclass(frozen=True, slots=True)
class AlikeLine:
    """A document of the corpus that resembles this one, in words."""

    words: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The preview of one item that was read."""

    title: str
    place: str
    level: str
    mode: str
    described: tuple[Pair, ...]
    form: DocumentForm
    form_is_open: bool
    tasks: tuple[TaskLine, ...]
    targets: tuple[TargetLine, ...]
    editing: str
    """The key of the fact whose form is open, empty for none."""
    editing_form: FactForm | None
    entering: Entering | None
    """The fact that is being entered."""
    doubts: tuple[DoubtLine, ...]
    repairs: tuple[tuple[str, int], ...]
    alike: tuple[AlikeLine, ...]
    outline: tuple[OutlineNode, ...]
    passages: tuple[Passage, ...]
    corrections: tuple[CorrectionLine, ...]

    @property
    def kept_tasks(self) -> int:
        """How many tasks are not left out."""
        return sum(not task.left_out for task in self.tasks)

    @property
    def kept_targets(self) -> int:
        """How many targets are not left out."""
        return sum(not target.left_out for target in self.targets)


def preview_of(
    item: ImportItem,
    *,
    mode: str = CLEAN,
    editing: str = "",
    form: DocumentForm | None = None,
    editing_form: FactForm | None = None,
    entering: Entering | None = None,
) -> Preview:
    """The preview; forms that were sent and refused come along, so that nothing typed is lost."""
    parsed = parsed_of(item)
    final = corrected(parsed, item=item)
    changes = latest(item.corrections)
    told = with_added(final, entering.as_begun) if entering else final
    facts = facts_of(told, repair_names={str(kind): str(name) for kind, name in Repair.Kind.choices})
    text = shown(final, mode=mode)
    place = final.metadata.jurisdiction
    return Preview(
        title=final.metadata.title,
        place=place.name if place else "",
        level=place.level if place else "",
        mode=ORIGINAL if mode == ORIGINAL else CLEAN,
        described=_pairs(shown_metadata(item, parsed)),
        form=form or DocumentForm.showing(shown_metadata(item, parsed)),
        form_is_open=form is not None or not place or not final.metadata.title,
        tasks=task_lines(parsed, changes),
        targets=target_lines(parsed, changes),
        editing=editing,
        editing_form=editing_form or fact_form(item, parsed, editing),
        entering=entering,
        doubts=doubts_of(facts),
        repairs=tuple(facts.repairs_by_kind.most_common()),
        alike=tuple(
            AlikeLine(words_of(like.kind), like.title, PolicyDocument(slug=like.slug).get_absolute_url())
            for like in alike_documents(final)
        ),
        outline=outline_of(facts),
        passages=passages_of(
            facts,
            shown=text,
            original=final.original,
            marks=marks_of(facts, shown=text),
            anchors=anchors_of(facts, shown=text),
        ),
        corrections=correction_lines(parsed, item.corrections),
    )


def _pairs(known: dict[str, Any]) -> tuple[Pair, ...]:
    """What the document is, in words, as on the page of a document."""
    first, last = known["period"] or (None, None)
    unknown = known["effect"] == PolicyDocument.Effect.UNKNOWN
    return (
        Pair(_("地区"), place_words(known["place"])),
        Pair(_("文号"), known["document_number"]),
        Pair(_("发文机关"), "、".join(known["issuers"])),
        Pair(_("文种"), known["document_type"]),
        Pair(_("成文日期"), known["issued_on"]),
        Pair(_("发布日期"), known["published_on"]),
        Pair(_("规划期"), period_text(first, last)),
        Pair(_("发布机构"), known["publisher"]),
        Pair(_("效力"), "" if unknown else str(PolicyDocument.Effect(known["effect"]).label)),
        Pair(_("来源地址"), known["source_url"]),
    )
