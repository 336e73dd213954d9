"""Passages: the paragraphs of a document, each one result of a search."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.folded import FoldedField
from documents.models.provenance import DocumentSpan, span_is_forward
from documents.querysets import DocumentFactQuerySet


class Passage(DocumentSpan):
    """One paragraph of the text after cleaning; a very long one is cut at the end of a sentence."""

    class Part(models.TextChoices):
        """What a passage is about: what stands in it goes before where it stands."""

        TITLE = "title", _("标题")
        TASK = "task", _("任务")
        SAFEGUARD = "safeguard", _("保障措施")
        GOAL = "goal", _("目标")
        OTHER = "other", _("其他")

    class Rank(models.IntegerChoices):
        """What comes first among passages that hold the same words."""

        FURNITURE = 0, _("页面附属文字")
        TEXT = 1, _("正文")
        TITLE = 2, _("文件标题")

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="passages")
    section = models.ForeignKey("documents.Section", on_delete=models.CASCADE, related_name="passages")
    order = models.PositiveIntegerField(_("次序"))
    address = models.CharField(_("段落地址"), max_length=24)
    part = models.CharField(_("所在部分"), max_length=10, choices=Part)
    rank = models.PositiveSmallIntegerField(_("位次"), choices=Rank)
    heading_length = models.PositiveSmallIntegerField(_("小标题字数"), default=0)
    """How many characters of the folded text are heading: all, none, or those before the first full stop."""
    text = models.TextField(_("整理后文本"))
    folded = FoldedField(_("检索用文本"))

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("段落")
        verbose_name_plural = _("段落")
        constraints = [
            span_is_forward("passage_span_forward"),
            models.UniqueConstraint(fields=["document", "order"], name="passage_order_once"),
            models.CheckConstraint(
                condition=models.Q(part__in=["title", "task", "safeguard", "goal", "other"]), name="passage_part_known"
            ),
        ]
        indexes = [models.Index(fields=["document", "part"], name="passage_document_part")]

    def __str__(self) -> str:
        return f"{self.address} {self.text[:20]}"
