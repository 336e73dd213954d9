"""A comparison as a file: what travels with it, and what the file is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from comparisons.records import Comparison, State
from comparisons.sentences import title_of
from comparisons.tables import list_table, matrix_table
from documents.exporters import About, to_xlsx


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when a file was made: scheme and host, the address of the page, the day, the corpus version."""

    site: str
    address: str
    day: date
    corpus_version: str


def workbook(comparison: Comparison, *, origin: Origin) -> bytes:
    """The comparison as XLSX: the matrix as shown, the list of one row a task, and what they are."""
    matrix = matrix_table(comparison, notes=notes_of(comparison))
    return to_xlsx(
        matrix,
        about=about(comparison, origin=origin),
        more=(list_table(comparison, site=origin.site),),
        paper="A3",
    )


def about(comparison: Comparison, *, origin: Origin) -> About:
    """What the last sheet says about day, corpus, address and how to cite."""
    title = title_of(comparison.documents)
    return About(
        exported_on=origin.day,
        corpus_version=origin.corpus_version,
        address=origin.address,
        cite=_("政策对照. %(title)s[DS/OL]. 语料版本%(version)s. [%(day)s]. %(address)s")
        % {
            "title": title,
            "version": origin.corpus_version,
            "day": origin.day.isoformat(),
            "address": origin.address,
        },
    )


def notes_of(comparison: Comparison) -> tuple[str, ...]:
    """Guard, decisions and the meaning of the five states, as lines of the last sheet."""
    return (
        *(f"{notice.claim}{notice.sentence}" for notice in comparison.notices),
        *comparison.remarks,
        *(point.text for point in comparison.points),
        *(f"{state.words}：{state.meaning}。" for state in State),
        _("“对照”表列引文的开头，以“……”结尾的全文在“清单”表；折叠的兼及处只列标题和出处。"),
        _("引文（整理后）去掉了注音残留等文字损伤；引文（原样）与原文逐字相同。"),
        _("出处以“~”开头的，是原文缺标题，编号为推定。"),
    )


def file_name(comparison: Comparison, *, day: date, extension: str) -> str:
    """A name that says what is inside: 济南市、茅箭区对照-2026-11-22.xlsx."""
    return f"{title_of(comparison.documents)}-{day.isoformat()}.{extension}"
