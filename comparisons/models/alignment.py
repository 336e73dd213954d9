"""What people decided about a comparison: which tasks speak of the same thing, and which do not."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

DECIDE = "comparisons.decide_alignment"


class AlignmentDecisionQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Questions about decisions."""

    def in_force(self) -> Self:
        """Decisions that nobody took back."""
        return self.filter(withdrawn_at__isnull=True)

    def between(self, document_ids: object) -> Self:
        """Decisions on tasks of these documents only."""
        return self.filter(first_document__in=document_ids, second_document__in=document_ids)


class AlignmentDecision(models.Model):
    """One pair of tasks, decided to be of one subject or of two.

    A task is held by document, locator and hash of its wording, not by its row, so that reading a document anew
    keeps the decision as long as number and wording stay; changed wording is to be looked at again.
    """

    first_document = models.ForeignKey(
        "documents.PolicyDocument", on_delete=models.CASCADE, related_name="+", verbose_name=_("文件甲")
    )
    first_locator = models.CharField(_("出处甲"), max_length=120)
    first_wording = models.CharField(_("原文摘要值甲"), max_length=64)
    second_document = models.ForeignKey(
        "documents.PolicyDocument", on_delete=models.CASCADE, related_name="+", verbose_name=_("文件乙")
    )
    second_locator = models.CharField(_("出处乙"), max_length=120)
    second_wording = models.CharField(_("原文摘要值乙"), max_length=64)
    together = models.BooleanField(_("同一件事"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("核定人")
    )
    decided_at = models.DateTimeField(_("核定时间"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("撤销人"),
    )
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    objects = AlignmentDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("对齐核定")
        verbose_name_plural = _("对齐核定")
        permissions = [("decide_alignment", _("可以核定任务对齐"))]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "first_document",
                    "first_locator",
                    "first_wording",
                    "second_document",
                    "second_locator",
                    "second_wording",
                ],
                condition=Q(withdrawn_at__isnull=True),
                name="alignment_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(first_document__lt=models.F("second_document")), name="alignment_of_two_documents"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_locator} {'=' if self.together else '≠'} {self.second_locator}"
