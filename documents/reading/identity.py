"""The identity card of a document: who speaks, when, under which number, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Citation, PolicyDocument, Target, Task
from documents.parsing.spans import Span
from documents.reading.facts import DocumentFacts
from documents.rows.documents import period_text

GOVERNMENT_HOST = ".gov.cn"


@dataclass(frozen=True, slots=True)
class Pair:
    """One label and its value; an empty value reads 原文未载."""

    label: str
    value: str
    url: str = ""
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A doubt with the fragment of the passage that raised it."""

    message: str
    url: str
    kind_label: str = ""


@dataclass(frozen=True, slots=True)
class CitationLine:
    """A policy that the text cites: linked where the corpus holds it."""

    title: str
    document_number: str
    url: str
    """Its page here; empty where the corpus does not hold it or the reader may not see it."""
    span: Span

    @property
    def place(self) -> str:
        """The fragment where the text cites it."""
        return f"#c{self.span.start}"

    @property
    def name(self) -> str:
        """The fragment of its line in the list of what is cited."""
        return f"cited-{self.span.start}"


def identity_of(document: PolicyDocument, facts: DocumentFacts, *, issuers: Sequence[str]) -> tuple[Pair, ...]:
    """The pairs under the title."""
    return (
        Pair(_("发文机关"), "、".join(issuers)),
        Pair(_("文号"), document.document_number),
        Pair(_("成文日期"), document.issued_on.isoformat() if document.issued_on else ""),
        Pair(_("规划期"), period_text(document.period_start, document.period_end)),
        Pair(_("发布机构"), document.publisher),
        Pair(_("发布日期"), document.published_on.isoformat() if document.published_on else ""),
        Pair(_("效力"), _effect(document)),
        Pair(_("来源地址"), document.source_address, government_address(document.source_address)),
        Pair(_("内容"), _contents(facts), f"{reverse('documents:tasks')}?jurisdiction={document.jurisdiction.code}"),
        Pair(_("目标"), _targets(facts), f"{reverse('documents:targets')}?jurisdiction={document.jurisdiction.code}"),
        Pair(_("文字"), _script(document, facts), "#repairs" if facts.repairs else "", doubt=bool(facts.repairs)),
        Pair(_("原件"), _original(document), reverse("documents:original", args=[document.slug])),
    )


def _effect(document: PolicyDocument) -> str:
    unknown = document.effect == PolicyDocument.Effect.UNKNOWN
    return "" if unknown else str(PolicyDocument.Effect(document.effect).label)


def government_address(address: str) -> str:
    """The address if it may be a link: http or https on a host of the government; mirrors are never linked."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".")
    return address if parts.scheme in ("http", "https") and host.endswith(GOVERNMENT_HOST) else ""


def _contents(facts: DocumentFacts) -> str:
    safeguards = sum(task.category == Task.Category.SAFEGUARD for task in facts.all_tasks)
    tasks = len(facts.all_tasks) - safeguards
    return _("%(tasks)d项任务、%(safeguards)d项保障") % {"tasks": tasks, "safeguards": safeguards}


def _targets(facts: DocumentFacts) -> str:
    quantities = sum(target.kind == Target.Kind.QUANTITY for target in facts.all_targets)
    milestones = len(facts.all_targets) - quantities
    return _("%(quantities)d个数值、%(milestones)d个里程碑") % {"quantities": quantities, "milestones": milestones}


def _script(document: PolicyDocument, facts: DocumentFacts) -> str:
    script = _("繁体转简体") if document.script == PolicyDocument.Script.TRADITIONAL else _("简体")
    if not facts.repairs:
        return script
    return _("%(script)s，修复%(number)d处") % {"script": script, "number": len(facts.repairs)}


def _original(document: PolicyDocument) -> str:
    return _("%(characters)s字 · SHA-256 %(start)s…%(end)s") % {
        "characters": f"{len(document.original_text):,}",
        "start": document.sha256[:4],
        "end": document.sha256[-4:],
    }


def doubts_of(facts: DocumentFacts) -> tuple[DoubtLine, ...]:
    """What the portal is not sure of, each linked to its passage where it has one."""
    return tuple(DoubtLine(doubt.message, f"#c{doubt.span.start}" if doubt.span else "") for doubt in facts.doubts)


def citations_of(document: PolicyDocument, *, visible: set[int]) -> tuple[CitationLine, ...]:
    """What the text cites; a document that the reader may not see counts as not in the corpus."""
    rows = Citation.objects.filter(document=document).order_by("order")
    return tuple(
        CitationLine(
            title,
            number,
            reverse("documents:document", args=[slug]) if cited in visible else "",
            Span(start, end),
        )
        for title, number, cited, slug, start, end in rows.values_list(
            "title", "document_number", "cited_id", "cited__slug", "start", "end"
        )
    )
