"""The sentences behind a distinctive term, each with the characters of the original it stands at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.lenses.sentences import Sentence, sentences_with
from documents.models import PolicyDocument
from documents.parsing.spans import Segment, Span, TracedText
from documents.querysets import User
from documents.tables import Column, Table

TASKS_PER_PAGE = 50
FIELDS = (
    *("pk", "title", "text", "start", "end", "document_id", "document__slug", "document__title"),
    *("section__locator", "jurisdiction__name", "jurisdiction__level"),
)


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One task with the sentences of it that hold the term."""

    task: str
    place: str
    level: str
    document: str
    locator: str
    url: str
    sentences: tuple[tuple[Sentence, str], ...]
    """Each with the address of its characters."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The tasks of a page; `tasks` is how many there are."""

    rows: tuple[SentenceRow, ...]
    page: Page
    tasks: int


def read_sentences(tasks: Any, *, term: str, user: User, page: Any, per_page: int = TASKS_PER_PAGE) -> Sentences:
    """The tasks in the order of the source, with every sentence that holds the term."""
    try:
        shown = Paginator(tasks.order_by("pk").values(*FIELDS), per_page).page(page or 1)
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404(_("没有这一页")) from error
    records = list(shown.object_list)
    texts = _texts({record["document_id"] for record in records}, user)
    rows = tuple(_row(record, term, texts.get(record["document_id"])) for record in records)
    return Sentences(rows, shown, shown.paginator.count)


def _texts(keys: set[int], user: User) -> dict[int, TracedText]:
    found = PolicyDocument.objects.visible_to(user).filter(pk__in=keys).values_list("pk", "clean_text", "alignment")
    return {key: TracedText(clean, tuple(Segment(*each) for each in alignment)) for key, clean, alignment in found}


def _row(record: Mapping[str, Any], term: str, text: TracedText | None) -> SentenceRow:
    slug = record["document__slug"]
    whole = Span(record["start"], record["end"])
    return SentenceRow(
        task=record["title"],
        place=record["jurisdiction__name"],
        level=record["jurisdiction__level"],
        document=record["document__title"],
        locator=record["section__locator"],
        url=_passage(slug, whole),
        sentences=tuple(
            (sentence, _passage(slug, _source(text, whole, offset, len(term))))
            for offset, sentence in sentences_with(record["text"], word=term)
        ),
    )


def _source(text: TracedText | None, task: Span, offset: int, length: int) -> Span:
    """The characters of the original that a word of a task's text was read from; the whole task where they do not show."""
    if text is None:
        return task
    place = text.from_source(task)
    words = place.slice(text.text)
    start = place.start + len(words) - len(words.lstrip()) + offset
    found = text.source(Span(start, start + length))
    return found if task.start <= found.start < found.end <= task.end else task


def _passage(slug: str, span: Span) -> str:
    return reverse("documents:passage", args=[slug, span.start, span.end])


def sentence_table(rows: Sequence[SentenceRow], *, title: str, said: str, site: str) -> Table:
    """One line for each sentence."""
    lines = [(row, sentence, url) for row in rows for sentence, url in row.sentences or ((None, row.url),)]
    columns = (
        Column("place", _("地区"), lambda line: line[0].place, 8),
        Column("task", _("任务"), lambda line: line[0].task, 24),
        Column("sentence", _("所在句（整理后）"), lambda line: line[1].text if line[1] else "", 60),
        Column("locator", _("出处"), lambda line: line[0].locator, 10),
        Column("document", _("文件"), lambda line: line[0].document, 30, printed=False),
        Column("address", _("原文地址"), lambda line: urljoin(site, line[2]), 40, "link", printed=False),
    )
    return Table(title, columns, lines, said=said)
