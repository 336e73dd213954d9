"""What is on its way: batches are whole, files have their hashes, nothing is stored twice, lost or left behind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db.models import F

from documents.keeping.checks.damage import Damage
from documents.models import ImportBatch, ImportItem, Upload

State = ImportItem.State


def batches_are_whole() -> Iterator[Damage]:
    """A batch has as many files as were received, numbered from 0."""
    for batch in ImportBatch.objects.order_by("pk").iterator():
        ordinals = list(batch.items.order_by("ordinal").values_list("ordinal", flat=True))
        if ordinals != list(range(batch.expected)):
            yield Damage(
                "import.batch", f"批次 {batch.key}", f"收到 {batch.expected} 份，现有 {len(ordinals)} 份，或编号断开"
            )


def uploads_have_their_hashes() -> Iterator[Damage]:
    """A received file is what was sent, byte for byte, and some item needs it."""
    for upload in Upload.objects.order_by("pk").iterator(chunk_size=1):
        data = bytes(upload.data)
        if hashlib.sha256(data).hexdigest() != upload.sha256:
            yield Damage(
                "upload.hash", f"待入库的文件 {upload.sha256[:12]}", "已损坏：内容与校验值不符。重新导入这份文件"
            )
        if len(data) != upload.size:
            yield Damage(
                "upload.size", f"待入库的文件 {upload.sha256[:12]}", f"应为 {upload.size} 字节，现为 {len(data)} 字节"
            )
    for key in Upload.objects.filter(items__isnull=True).order_by("pk").values_list("pk", flat=True):
        yield Damage("upload.orphan", f"待入库的文件 {key[:12]}", "没有哪个批次需要它。下一轮扫尾会删去")


def items_lead_to_their_documents() -> Iterator[Damage]:
    """A stored file has its document, with the same hash; a file still to be read has its bytes."""
    items = ImportItem.objects.select_related("batch", "document").defer("parsed", "document__original_bytes")
    for item in items.filter(state=State.STORED, document__isnull=False).exclude(sha256=F("document__sha256")):
        yield Damage("import.document", _where(item), "入库的文件与收到的不是同一份")
    for item in items.filter(upload__isnull=False).exclude(sha256=F("upload__sha256")):
        yield Damage("import.upload", _where(item), "所存的文件与收到的不是同一份")
    for item in items.filter(document__isnull=False).exclude(state__in=[State.STORED, State.DUPLICATE]):
        yield Damage("import.state", _where(item), f"状态是“{item.get_state_display()}”，却已有入库的文件")


def _where(item: ImportItem) -> str:
    return f"批次 {item.batch.key} 第{item.ordinal + 1}份“{item.name[:30]}”"
