"""What was done to the text and what remains uncertain: repairs and doubts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models.provenance import DocumentSpan, span_is_forward
from documents.querysets import DocumentFactQuerySet


class Repair(DocumentSpan):
    """One change that cleaning made to the text, listed with what it changed."""

    class Kind(models.TextChoices):
        """Which layer made the change."""

        CONTROL = "control", _("控制字符")
        PINYIN = "pinyin", _("注音残留")
        SHIFTED_BYTES = "shifted_bytes", _("错位字节")
        COMMA = "comma", _("重复标点")
        BRACKET = "bracket", _("括号统一")
        WORDING = "wording", _("台湾用语")
        CORRECTION = "correction", _("人工更正")

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="repairs")
    order = models.PositiveIntegerField(_("次序"))
    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    before = models.TextField(_("原为"))
    after = models.TextField(_("改为"), blank=True)
    reason = models.CharField(_("依据"), max_length=300, blank=True)

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("修复")
        verbose_name_plural = _("修复")
        constraints = [
            span_is_forward("repair_span_forward"),
            models.UniqueConstraint(fields=["document", "order"], name="repair_order_once"),
        ]
        indexes = [models.Index(fields=["document", "kind"], name="repair_document_kind")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Doubt(models.Model):
    """Something a reader should know is uncertain or missing; with a place where there is one."""

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="doubts")
    order = models.PositiveSmallIntegerField(_("次序"))
    kind = models.CharField(_("种类"), max_length=40)
    message = models.CharField(_("说明"), max_length=500)
    start = models.PositiveIntegerField(_("起点"), null=True, blank=True)
    end = models.PositiveIntegerField(_("终点"), null=True, blank=True)

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("疑点")
        verbose_name_plural = _("疑点")
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="doubt_order_once"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="doubt_span_paired",
            ),
        ]

    def __str__(self) -> str:
        return self.message
