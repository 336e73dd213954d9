"""What a visitor sends: the draft as text or file, the peers, what is looked for; refused with a sentence where unfit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from comparisons.draft.reading import UnreadableDraft, text_of_file, unified_lines
from comparisons.draft.uploads import MAX_BODY, MAX_CHARACTERS, MAX_FILE, MEGABYTE, HeldInMemory

SLUG = re.compile(r"[a-z0-9-]{1,80}\Z")
LONGEST_FIND = 40
LONGEST_NAME = 80
# More choices than a form of ours can send are not read.
MOST_SENT = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft with its name, and the peers wanted; None where the visitor has not chosen yet."""

    text: str
    name: str
    peers: tuple[str, ...] | None
    find: str


class Refused(Exception):
    """A request that cannot be answered; the message says why and what to do. `status` is that of the response."""

    def __init__(self, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def hold_in_memory(request: HttpRequest) -> HeldInMemory:
    """Before anything of the body is read: refuse what is too large, and let uploads be held in memory only.

    Raises Refused.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAX_BODY:
        raise Refused(too_large_words(), status=413)
    handler = HeldInMemory(request)
    request.upload_handlers = [handler]
    return handler


def too_large_words() -> str:
    """That a file is too large, and what to do."""
    return _("文件超过%(limit)s MB，没有读。去掉图片或另存为TXT，或把正文粘贴进来。") % {"limit": MAX_FILE // MEGABYTE}


def read_asked(request: HttpRequest, *, handler: HeldInMemory) -> Asked:
    """Read the form. Raises Refused."""
    file, post = request.FILES.get("file"), request.POST
    if handler.too_large:
        raise Refused(too_large_words(), status=413)
    name = post.get("name", "")[:LONGEST_NAME].strip() or _("草稿")
    text = unified_lines(post.get("text", ""))
    if isinstance(file, UploadedFile) and (file.size or not text.strip()):
        name = (file.name or "")[-LONGEST_NAME:] or name
        text = _text_of(file, name=name)
    if not text.strip():
        raise Refused(_("没有收到草稿。把正文粘贴到框里，或选一个文件。"))
    if len(text) > MAX_CHARACTERS:
        words = {"count": len(text), "limit": MAX_CHARACTERS}
        raise Refused(_("草稿有%(count)s字，一次最多核%(limit)s字。分成几部分再核。") % words)
    return Asked(text, name, _peers(post.getlist("peer"), chosen="chosen" in post), _find(post.get("find", "")))


def _text_of(file: UploadedFile[bytes], *, name: str) -> str:
    try:
        return text_of_file(file.read(), name=name)
    except UnreadableDraft as error:
        sentence = str(error)
    raise Refused(sentence, status=422)


def _peers(sent: Sequence[str], *, chosen: bool) -> tuple[str, ...] | None:
    """The slugs that were sent, each once; None before the first choice."""
    slugs = tuple(dict.fromkeys(slug for slug in sent[:MOST_SENT] if SLUG.match(slug)))
    return slugs if slugs or chosen else None


def _find(sent: str) -> str:
    return sent.replace("\0", "").strip()[:LONGEST_FIND]
