"""A draft and its peers put together into what page and report read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.aspects.aligned.queries import read_material
from comparisons.aspects.targets.queries import find_targets, strength_labels
from comparisons.aspects.targets.rows import Ground
from comparisons.builder.facts import find_facts
from comparisons.builder.taxonomy import topics
from comparisons.comparability import notices
from comparisons.domain_choices import domain_names
from comparisons.draft.agencies import compare_agencies
from comparisons.draft.closest import ClosestTasks, closest_tasks, own_wordings
from comparisons.draft.column import KEY_TASK, SLUG, Draft, facts_of, header_of
from comparisons.draft.deadlines import deadline_lines
from comparisons.draft.domains import domain_groups
from comparisons.draft.elsewhere import with_elsewhere
from comparisons.draft.language import findings_of
from comparisons.draft.passing import with_passing
from comparisons.draft.queries import functions, level_names
from comparisons.draft.summary import Parts, summary
from comparisons.draft.targets import compare_targets
from comparisons.records import ComparedDocument, Notice, Point
from documents.parsing.records import ParsedDocument
from documents.querysets import User

EVERY = "all"


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """Everything a check shows of a draft beside its peers."""

    header: ComparedDocument
    peers: tuple[ComparedDocument, ...]
    notices: tuple[Notice, ...]
    points: tuple[Point, ...]
    parts: Parts
    said: str


def draft_of(parsed: ParsedDocument) -> Draft:
    """What was read in a draft, with the words that the corpus has for levels and strengths."""
    return Draft(parsed, level_names=level_names(), strength_names=strength_labels())


def check_draft(draft: Draft, *, peers: tuple[ComparedDocument, ...], user: User) -> DraftCheck:
    """Set a draft against documents of the corpus; reads the corpus only, in a fixed number of queries."""
    header = header_of(draft)
    parts = _parts(draft, header=header, peers=peers, user=user)
    return DraftCheck(
        header=header,
        peers=peers,
        notices=notices((*peers, header)) if header.level else notices(peers),
        points=summary(parts) if peers else (),
        parts=parts,
        said=_said(header, peers=peers),
    )


def _parts(draft: Draft, *, header: ComparedDocument, peers: tuple[ComparedDocument, ...], user: User) -> Parts:
    taxonomy = topics()
    every = find_facts(peers, category=EVERY, user=user)
    own = with_passing(facts_of(draft), draft=draft)
    documents = (*peers, header)
    ground = Ground(documents, domain_names(taxonomy), focus=SLUG)
    return Parts(
        groups=domain_groups(taxonomy, draft=own, peers=every, documents=peers),
        targets=compare_targets(draft, header=header, peers=find_targets(peers, user=user), ground=ground),
        agencies=compare_agencies(functions(), draft=own, peers=every, documents=peers),
        deadlines=deadline_lines((*every, own), documents=documents),
        closest=_closest(draft, header=header, peers=peers, user=user),
        language=findings_of(draft),
        ranked=any(header.level and document.level == header.level for document in peers),
    )


def _closest(
    draft: Draft, *, header: ComparedDocument, peers: tuple[ComparedDocument, ...], user: User
) -> tuple[ClosestTasks, ...]:
    facts = facts_of(draft, category=KEY_TASK)
    own = own_wordings(draft, facts=facts, column=len(peers))
    material = read_material(peers, category=KEY_TASK, user=user)
    found = closest_tasks(own, facts=facts, header=header, material=material)
    return with_elsewhere(found, own=own, peers=peers, user=user)


def _said(header: ComparedDocument, *, peers: tuple[ComparedDocument, ...]) -> str:
    """草稿《…》与禹城市、济源市对标。"""
    labels = "、".join(document.label for document in peers)
    words = {"title": header.title, "peers": labels}
    return _("《%(title)s》与%(peers)s对标。") % words if peers else _("《%(title)s》，还没有选对标的文件。") % words
