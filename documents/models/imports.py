"""What is on its way into the corpus: uploads as received, batches of them, and each file with what was read from it.

An upload and its batch are stored in one transaction before anything is read; it is deleted when no item needs it.
"""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.querysets import User
from documents.roles import may_review


class Upload(models.Model):
    """The bytes of a file as received, once for each content; in the database, so that batch and backup hold it."""

    sha256 = models.CharField(_("SHA-256"), primary_key=True, max_length=64)
    data = models.BinaryField(_("原始文件"))
    size = models.PositiveIntegerField(_("字节数"))

    class Meta:
        verbose_name = _("待入库的文件")
        verbose_name_plural = _("待入库的文件")

    def __str__(self) -> str:
        return self.sha256


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Questions about batches."""

    def visible_to(self, user: User) -> Self:
        """Those of the user; all of them for who reviews."""
        if user is None or not user.is_authenticated:
            return self.none()
        return self if may_review(user) else self.filter(owner=user.pk)


class ImportBatch(models.Model):
    """Files that came with one sending; `key` is made with the form, so that sending twice makes one batch."""

    key = models.CharField(_("编号"), max_length=32, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("导入人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    received_at = models.DateTimeField(_("收到时间"))
    expected = models.PositiveSmallIntegerField(_("份数"))
    source_address = models.CharField(_("来源地址"), max_length=500, blank=True)
    place_code = models.CharField(_("地区"), max_length=12, blank=True)
    """The place of documents that name none."""
    by_command = models.BooleanField(_("由命令载入"), default=False, db_default=False)
    """What is read of it is stored and published without a person, as `load_documents` does."""

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入批次")
        verbose_name_plural = _("导入批次")
        indexes = [models.Index(fields=["owner", "-received_at"], name="import_batch_owner")]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """Address of the page of this batch."""
        return reverse("importing:batch", args=[self.key])


class ImportItem(models.Model):
    """One file of a batch on its way: read, corrected, accepted, stored; or refused, known already, or discarded."""

    class State(models.TextChoices):
        """Where the file is; the last four are ends."""

        WAITING = "waiting", _("待读取")
        READING = "reading", _("读取中")
        READ = "read", _("待入库")
        ACCEPTED = "accepted", _("入库中")
        STORED = "stored", _("已入库")
        DUPLICATE = "duplicate", _("已在库")
        REFUSED = "refused", _("读不了")
        DISCARDED = "discarded", _("已弃用")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="items")
    ordinal = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("字节数"))
    upload = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="items")
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    code = models.CharField(_("代码"), max_length=40, blank=True)
    sentence = models.CharField(_("说明"), max_length=500, blank=True)

    lease_owner = models.CharField(max_length=40, blank=True)
    lease_until = models.DateTimeField(null=True)
    """By the clock of the database, when another reader may take the file up."""
    attempts = models.PositiveSmallIntegerField(_("读取次数"), default=0)

    parsed = models.TextField(_("读出的内容"), blank=True)
    """As the limited child packed it (documents.parsing.transport)."""
    parser_version = models.CharField(_("规则版本"), max_length=20, blank=True)
    summary = models.JSONField(_("概况"), default=dict)
    corrections = models.JSONField(_("更正"), default=list)
    """Each with its place, what it was, what it is, who and when."""
    revision = models.PositiveIntegerField(_("修订"), default=0)
    """Grows with each change by a person, so that nobody changes what somebody else has changed meanwhile."""

    publish = models.BooleanField(_("入库后发布"), default=False)
    """To be published when nothing accepted of the batch is left to store; taken back once that is done."""
    document = models.ForeignKey(
        "documents.PolicyDocument", null=True, on_delete=models.SET_NULL, related_name="imports"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(_("决定时间"), null=True)

    class Meta:
        verbose_name = _("导入的文件")
        verbose_name_plural = _("导入的文件")
        constraints = [
            models.UniqueConstraint(fields=["batch", "ordinal"], name="import_item_ordinal_once"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["waiting", "reading", "read", "accepted", "stored", "duplicate", "refused", "discarded"]
                ),
                name="import_item_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "reading", "read", "accepted"]) | Q(upload__isnull=False),
                name="import_item_upload_kept",
            ),
            models.CheckConstraint(
                condition=~Q(state="reading") | Q(lease_until__isnull=False), name="import_item_reading_leased"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(code=""), name="import_item_refused_coded"),
            models.CheckConstraint(
                condition=~Q(state__in=["read", "accepted"]) | ~Q(parsed=""), name="import_item_read_parsed"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "lease_until"], name="import_item_state_lease"),
            models.Index(fields=["state", "batch", "ordinal"], name="import_item_next"),
            models.Index(fields=["batch"], name="import_item_to_publish", condition=Q(publish=True)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the preview of this file."""
        return reverse("importing:item", args=[self.batch.key, self.ordinal + 1])


NEEDS_UPLOAD = (
    ImportItem.State.WAITING,
    ImportItem.State.READING,
    ImportItem.State.READ,
    ImportItem.State.ACCEPTED,
    ImportItem.State.REFUSED,
)
"""A refused file is kept as well, so that it can be read again, until it is discarded or its time is over."""
ENDS = (
    ImportItem.State.STORED,
    ImportItem.State.DUPLICATE,
    ImportItem.State.REFUSED,
    ImportItem.State.DISCARDED,
)
