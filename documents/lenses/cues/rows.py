"""Rows of cue words: the sentence each stands in, with the way to its characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.columns import level_label
from documents.lenses.sentences import Sentence, sentence_at
from documents.models import TaskCue
from documents.parsing.cues import cue_list
from documents.tables import Column, Table

FIELDS = (
    *("pk", "kind", "code", "word", "offset", "start", "end", "task__title", "task__text", "task__category"),
    *("task__section__locator", "task__domain__name", "document__slug", "document__title"),
    *("document__document_number", "jurisdiction__name", "jurisdiction__code", "jurisdiction__level"),
)


@dataclass(frozen=True, slots=True)
class CueRow:
    """One cue word at its place."""

    pk: int
    word: str
    group: str
    sentence: Sentence
    task: str
    category: str
    domain: str
    place: str
    place_url: str
    level: str
    document: str
    document_number: str
    locator: str
    url: str
    panel_url: str


def cue_rows(ids: Sequence[int]) -> list[CueRow]:
    """The cue words with these keys, in this order."""
    records = TaskCue.objects.filter(pk__in=ids).values(*FIELDS)
    found = {record["pk"]: _row(record) for record in records}
    return [found[pk] for pk in ids if pk in found]


def _row(record: Mapping[str, Any]) -> CueRow:
    group = cue_list().groups.get((record["kind"], record["code"]))
    address = reverse("documents:passage", args=[record["document__slug"], record["start"], record["end"]])
    return CueRow(
        pk=record["pk"],
        word=record["word"],
        group=f"{group.description}·{group.name}" if group and group.tool else group.name if group else record["code"],
        sentence=sentence_at(record["task__text"], start=record["offset"], word=record["word"]),
        task=record["task__title"],
        category=record["task__category"],
        domain=record["task__domain__name"],
        place=record["jurisdiction__name"],
        place_url=reverse("documents:jurisdiction", args=[record["jurisdiction__code"]]),
        level=record["jurisdiction__level"],
        document=record["document__title"],
        document_number=record["document__document_number"],
        locator=record["task__section__locator"],
        url=address,
        panel_url=address,
    )


def cue_table(rows: Sequence[CueRow], *, site: str, said: str, title: str) -> Table:
    """Cue words as a table; `site` is the address that makes links absolute."""
    columns = (
        Column("place", _("地区"), lambda row: row.place, 8),
        Column("level", _("层级"), lambda row: level_label(row.level), 6),
        Column("group", _("组"), lambda row: row.group, 16),
        Column("word", _("词"), lambda row: row.word, 10),
        Column("sentence", _("所在句（整理后）"), lambda row: row.sentence.text, 58),
        Column("task", _("任务"), lambda row: row.task, 22),
        Column("domain", _("领域"), lambda row: row.domain, 12),
        Column("locator", _("出处"), lambda row: row.locator, 10),
        Column("document", _("文件"), lambda row: row.document, 30, printed=False),
        Column("number", _("文号"), lambda row: row.document_number, 20, printed=False),
        Column("address", _("原文地址"), lambda row: urljoin(site, row.url), 40, "link", printed=False),
    )
    return Table(title, columns, rows, said=said, notes=(automatic_note(),))


def automatic_note() -> str:
    """What every table of cue words says of itself."""
    return _(
        "自动，可改：按词表逐字查找，不判断语意；“支持”出现一次就记一次。词表在fixtures/policy_cues.csv，改后运行manage.py find_cues。"
    )
