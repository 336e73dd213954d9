"""What a text announces or lost and does not hold: lost headings, attachments, downloads; stated as doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.parsing.frame import FramedLine
from documents.parsing.genres import RULE_TEXTS
from documents.parsing.outline import OutlineSection
from documents.parsing.patterns import pattern
from documents.parsing.records import ParsedDoubt

NOTICES = frozenset(("通知", "公告", "通告"))
DOWNLOAD = pattern("download_line", r"【文件下载】|点击下载|附件下载|\.(?:docx?|pdf|xlsx?|wps|zip|rar)(?![A-Za-z0-9])")
NAMED_ATTACHMENT = pattern("named_attachment", r"附 ?件 ?\d{0,2}[：:]? ?(?:\d{1,2}[.．、] ?)?(?P<name>[^\n]{2,100})")

LISTED_ATTACHMENT = pattern("listed_attachment", r"附 ?件|\d{1,2} ?[.．、]|[(（]\d{1,2}[)）]")
BARE_ATTACHMENT = pattern("bare_attachment", r"附 ?件 ?[\d一二三四五六七八九十]{0,3}[：:]?")


def find_gaps(frame: Sequence[FramedLine], sections: Sequence[OutlineSection], *, text: str) -> Iterator[ParsedDoubt]:
    """Doubts about what is missing; spans lie in the clean text.

    Example: 附件：《…任务分解表》 with no table behind it is a missing attachment.
    """
    yield from _lost_headings(sections, text)
    yield from _attachments(frame, text)


def why_no_tasks(sections: Sequence[OutlineSection], *, document_type: str) -> ParsedDoubt:
    """The reason a document holds no tasks: its kind, or that no numbered item says what is to be done."""
    if any(section.role == "article" for section in sections) and document_type in NOTICES:
        reason = f"这份{document_type}办理具体事项，或规定标准和条件，不设任务"
    elif any(section.role == "article" for section in sections):
        reason = "全文以条文写成，属规则性文件，不设任务"
    elif document_type in RULE_TEXTS:
        reason = f"{document_type}属规则性文件，不设任务"
    elif document_type in ("应急预案", "预案"):
        reason = "应急预案规定处置程序，不设任务"
    elif document_type in ("函", "复函"):
        reason = "函商洽或答复事项，不设任务"
    elif not any(section.label for section in sections):
        reason = "原文没有编号，读不出任务的起止"
    else:
        reason = f"这份{document_type or '文件'}没有写任务的编号条目"
    return ParsedDoubt("no_tasks", f"没有读出任务：{reason}", None)


def _lost_headings(sections: Sequence[OutlineSection], text: str) -> Iterator[ParsedDoubt]:
    inferred = [section for section in sections if section.inferred]
    if inferred:
        places = "、".join(section.locator for section in inferred)
        message = f"原文失去{len(inferred)}个一级标题。按所辖各条推断为 {places}，并非原文所载"
        yield ParsedDoubt("headings_lost", message, None)


def _attachments(frame: Sequence[FramedLine], text: str) -> Iterator[ParsedDoubt]:
    for index, framed in enumerate(frame):
        line = framed.line
        if _announces(frame, index) and not _text_follows(frame, index):
            match = NAMED_ATTACHMENT.match(line.text)
            name = match.group("name").strip() if match else line.text
            yield ParsedDoubt("attachment_missing", f"原文列有附件{name}，本页未载其内容", line.span)
        elif framed.part == "furniture" and DOWNLOAD.search(line.text):
            yield ParsedDoubt("attachment_missing", f"页面另附可下载文件，本文未收录：{line.text[:80]}", line.span)


def _announces(frame: Sequence[FramedLine], index: int) -> bool:
    """Whether a line of an attachment names one: 附件：…, 2.…, or what stands under a bare 附件; no sentence does."""
    text = frame[index].line.text.strip()
    if frame[index].part != "attachment" or text.endswith(("。", "；")):
        return False
    under_bare = index > 0 and BARE_ATTACHMENT.fullmatch(frame[index - 1].line.text.strip())
    if BARE_ATTACHMENT.fullmatch(text):  # what stands under it is its name
        return index + 1 == len(frame) or frame[index + 1].part != "attachment"
    return bool(LISTED_ATTACHMENT.match(text) or under_bare)


def _text_follows(frame: Sequence[FramedLine], index: int) -> bool:
    """Whether more than a list of names, or a table of tasks, stands behind an attachment line."""
    rest = [framed for framed in frame[index + 1 :] if framed.part in ("body", "attachment", "preamble", "table")]
    return any(framed.part == "table" for framed in rest) or sum(len(framed.line.text) for framed in rest) > 120
