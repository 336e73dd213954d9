"""The passages of search: those that the text gives, no more and no fewer, and the index holds each of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from documents.keeping.checks.damage import Damage, Looked
from documents.loading.passages import passages_of
from documents.models import Passage
from documents.models.folded import grams

REWRITE = "用 reread_documents 重读这一份"
NAMES = {field.attname: str(field.verbose_name) for field in Passage._meta.concrete_fields}
COLUMNS = ("address", "section_id", "part", "rank", "heading_length", "text", "folded", "start", "end")
# So many entries of a passage are looked up in the index; a passage that left it has lost them all.
LOOKED_UP = 12


def passages_are_those_of_the_text(looked: Looked) -> Iterator[Damage]:
    """Cutting the text anew gives the rows that stand in the table."""
    if looked.traced is None:
        return
    wanted = {passage.order: passage for passage in passages_of(looked.document)}
    standing = {passage.order: passage for passage in Passage.objects.filter(document=looked.document)}
    for order in sorted(wanted.keys() - standing.keys()):
        yield Damage(
            "passage.missing", f"{looked.slug} 段落{order} {wanted[order].address}", f"搜索里没有这一段。{REWRITE}"
        )
    for order in sorted(standing.keys() - wanted.keys()):
        yield Damage("passage.surplus", f"{looked.slug} 段落{order}", f"正文里没有这一段，搜索里却有。{REWRITE}")
    for order in sorted(wanted.keys() & standing.keys()):
        differing = [name for name in COLUMNS if getattr(wanted[order], name) != getattr(standing[order], name)]
        if differing:
            names = "、".join(NAMES[name] for name in differing)
            yield Damage(
                "passage.differs",
                f"{looked.slug} 段落{order} {wanted[order].address}",
                f"与正文不符（{names}）。{REWRITE}",
            )


def passages_are_in_the_index(looked: Looked) -> Iterator[Damage]:
    """Each passage is found by its own words. On PostgreSQL the index is over the column and cannot lag behind it."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for key, order, folded in Passage.objects.filter(document=looked.document).values_list("pk", "order", "folded"):
            entries = " AND ".join(entry.encode().hex() for entry in _sample(folded))
            if not entries:
                continue
            cursor.execute(
                "SELECT 1 FROM documents_grams WHERE rowid = %s AND documents_grams MATCH %s", [key, entries]
            )
            if cursor.fetchone() is None:
                yield Damage(
                    "index.missing",
                    f"{looked.slug} 段落{order}",
                    "全文索引里没有这一段，搜索找不到它。用 rebuild_index 重建",
                )


def _sample(folded: str) -> list[str]:
    """Pairs of characters from all over a text; single ones of a very short text."""
    pairs = grams(folded) if folded else []
    step = max(1, len(pairs) // LOOKED_UP)
    return [pair for pair in pairs[::step] if len(pair) > 1] or pairs[:1]
