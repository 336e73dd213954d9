"""The texts of a document: file and hash, original, clean text, alignment, words, sections that tile it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from documents.keeping.checks.damage import Damage, Looked
from documents.models import Repair, Section
from documents.parsing.errors import ParsingError
from documents.parsing.reader import read_bytes
from documents.parsing.version import PARSER_VERSION

HANDS_ON = "不要改动，从备份恢复"


def file_has_its_hash(looked: Looked) -> Iterator[Damage]:
    """The file is the one that was received, byte for byte."""
    found = hashlib.sha256(bytes(looked.document.original_bytes)).hexdigest()
    if found != looked.document.sha256:
        yield Damage(
            "original.hash",
            looked.slug,
            f"原件已损坏：校验值应为 {looked.document.sha256[:12]}…，现为 {found[:12]}…。{HANDS_ON}",
        )


def text_is_that_of_the_file(looked: Looked) -> Iterator[Damage]:
    """What is kept as original text is what the file says; asked of plain text, read by the rules of today."""
    document = looked.document
    if document.media_type != "text/plain" or document.parser_version != PARSER_VERSION:
        return
    try:
        text = read_bytes(bytes(document.original_bytes), name=document.file_name).text
    except ParsingError as problem:
        yield Damage("original.unreadable", looked.slug, f"原件读不出文字：{problem}")
        return
    if text != looked.original:
        place = first_difference(text, looked.original)
        yield Damage("original.text", looked.slug, f"原文与原件不符，从第 {place + 1} 字起。{HANDS_ON}")


def first_difference(one: str, other: str) -> int:
    """Where two texts part.

    >>> first_difference("数据中心", "数据平台")
    2
    """
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def alignment_is_whole(looked: Looked) -> Iterator[Damage]:
    """Every character of the clean text has its place in the original."""
    if looked.segments is None:
        yield Damage("clean.alignment", looked.slug, "整理后文本与原文的对应残缺或越界。用 reread_documents 重读这一份")


def clean_text_is_that_of_the_original(looked: Looked) -> Iterator[Damage]:
    """Cleaning the original gives the clean text; asked of documents read by the rules of today."""
    if looked.document.parser_version != PARSER_VERSION:
        return
    cleaned = looked.cleaned
    if cleaned.text != looked.clean:
        place = first_difference(cleaned.text, looked.clean)
        yield Damage(
            "clean.text", looked.slug, f"整理后文本与原文不符，从第 {place + 1} 字起。用 reread_documents 重读这一份"
        )
    elif looked.segments is not None and tuple(cleaned.traced.segments) != looked.segments:
        yield Damage("clean.alignment", looked.slug, "整理后文本与原文的对应被改动。用 reread_documents 重读这一份")


def words_make_up_the_text(looked: Looked) -> Iterator[Damage]:
    """The lengths of the words, where they are kept, add up to the clean text."""
    lengths = looked.document.word_lengths
    if not lengths:
        return
    try:
        total = sum(int(digit, 36) for digit in lengths)
    except ValueError:
        total = -1
    if total != len(looked.clean):
        yield Damage("clean.words", looked.slug, "分词的字数与整理后文本不符。用 reread_documents 重读这一份")


def repairs_name_what_they_replaced(looked: Looked) -> Iterator[Damage]:
    """Each repair says what stood in the original at its place, and each that cleaning makes is listed."""
    if looked.document.parser_version == PARSER_VERSION:
        made, listed = len(looked.cleaned.repairs), Repair.objects.filter(document=looked.document).count()
        if made != listed:
            yield Damage(
                "repair.count", looked.slug, f"修复应有 {made} 处，现有 {listed} 处。用 reread_documents 重读这一份"
            )
    for repair in Repair.objects.filter(document=looked.document).order_by("order"):
        if looked.original[repair.start : repair.end] != repair.before:
            yield Damage(
                "repair.quote",
                f"{looked.slug} 修复{repair.order}",
                f"原文第 {repair.start + 1} 字处不是“{repair.before}”",
            )


def sections_tile_the_text(looked: Looked) -> Iterator[Damage]:
    """The sections, in their order, cover the original from its first character to its last, without gap or overlap."""
    sections = list(Section.objects.filter(document=looked.document).order_by("order"))
    place = 0
    for number, section in enumerate(sections):
        where = f"{looked.slug} 章节{section.order}“{section.heading[:20]}”"
        if section.order != number:
            yield Damage("section.order", where, f"次序断开：应为 {number}")
        if section.start != place:
            what = "留有空档" if section.start > place else "互相重叠"
            yield Damage("section.tiling", where, f"章节没有铺满原文：第 {min(section.start, place) + 1} 字处{what}")
        place = section.end
    if place != len(looked.original):
        yield Damage(
            "section.tiling", looked.slug, f"章节没有铺满原文：止于第 {place} 字，原文共 {len(looked.original)} 字"
        )


def sections_stand_in_a_tree(looked: Looked) -> Iterator[Damage]:
    """A section's parent is an earlier, shallower section of the same document; its heading stands in it."""
    sections = list(Section.objects.filter(document=looked.document).select_related("parent").order_by("order"))
    for section in sections:
        where = f"{looked.slug} 章节{section.order}“{section.heading[:20]}”"
        parent = section.parent
        if parent is not None and parent.document_id != looked.document.pk:
            yield Damage("section.parent", where, "上级章节在另一份文件里")
        elif parent is not None and (parent.order >= section.order or parent.depth >= section.depth):
            yield Damage("section.parent", where, "上级章节不在它之前，或不比它高")
        words = looked.clean_words(section.start, section.end)
        heading = section.heading.removesuffix("…")
        if words is not None and not section.inferred and heading and heading not in words:
            yield Damage("section.heading", where, "小标题不在这一章节的文字里")


def published_document_is_complete(looked: Looked) -> Iterator[Damage]:
    """What is public has text, sections and passages, and says where it comes from."""
    document = looked.document
    if document.state != document.State.PUBLISHED:
        return
    missing = [
        name
        for name, there in (
            ("原文", looked.original),
            ("整理后文本", looked.clean),
            ("原件", document.original_bytes),
            ("章节", document.sections.exists()),
            ("段落", document.passages.exists()),
        )
        if not there
    ]
    if missing:
        yield Damage("document.incomplete", looked.slug, f"已发布，却缺少{'、'.join(missing)}")
