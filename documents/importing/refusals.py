"""Why something of an import is not done: a stable code for each reason, a sentence that says what to do, a status."""

from __future__ import annotations

import sqlite3
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: MappingProxyType[str, tuple[int, str | Promise]] = MappingProxyType(
    {
        "no_files": (400, _("没有收到文件，也没有粘贴文字。选文件、拖进来，或粘贴正文。")),
        "upload_broken": (400, _("送来的内容不完整，没有收下。网络恢复后再送一次。")),
        "too_many_files": (413, _("一次最多%(limit)s份，这次有%(count)s份。分几次送。")),
        "too_many_sent": (413, _("一次最多选%(limit)s个文件。更多的打成一个ZIP再送。")),
        "batch_too_large": (413, _("一次最多%(limit)s MB（解压后%(expanded)s MB）。分几次送。")),
        "paste_too_long": (413, _("粘贴的文字有%(count)s字，最多%(limit)s字。存为文件再送。")),
        "daily_limit": (429, _("每人每天最多导入%(limit)s份，今天已有%(count)s份。明天再送，或请管理员用命令载入。")),
        "waiting_full": (503, _("待入库的文件已满%(limit)s MB。先把待入库的处理完，再送。")),
        "key_taken": (409, _("这个编号已属于另一个批次。重新打开导入页，再送一次。")),
        "no_space": (507, _("磁盘已满，没有写入，已有的内容不受影响。腾出空间后再试。")),
        "unknown_place": (422, _("没有找到地区“%(words)s”。写全称或行政区划代码，如“济南市”“370100”。")),
        "ambiguous_place": (422, _("“%(words)s”有几处：%(places)s。写明其中一处的代码。")),
        "changed_meanwhile": (409, _("这份文件刚被别人改过，这次没有改。看过现在的内容，再改。")),
        "not_open": (409, _("这份文件已是“%(state)s”，不能再改。")),
        "no_place": (422, _("没有读出地区，不能入库。在“文件信息”里填上地区。")),
        "reading_broken": (422, _("读取%(count)s次都中断，已停下。再读一次，或把文件交给维护者。")),
        "not_loaded": (422, _("没有入库：%(reason)s")),
    }
)
"""Every code with its status and sentence. Codes are kept; sentences may become better."""

_FULL_WORDS = ("disk is full", "disk i/o error", "no space left", "could not extend")


class ImportRefused(Exception):
    """Something that is not done; the message says in Chinese why and what to do. `status` is that of a response."""

    def __init__(self, code: str, **details: str | int) -> None:
        status, sentence = SENTENCES[code]
        super().__init__(str(sentence) % details if details else str(sentence))
        self.code = code
        self.status = status


def is_no_space(error: BaseException) -> bool:
    """Whether an error of the database, or one that it caused, says that the disk is full.

    SQLite says "database or disk is full", or "disk I/O error" where the system stops a file from growing;
    PostgreSQL says "could not extend file … No space left on device".
    """
    seen: BaseException | None = error
    while seen is not None:
        if getattr(seen, "sqlstate", None) == "53100" or _is_full(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _is_full(error: BaseException) -> bool:
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in (10, 13):
        return True
    return any(words in str(error).lower() for words in _FULL_WORDS)
