"""Documents that wait to be read anew by the rules of today; who reads one takes a lease, who is done takes the row away."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WaitingRereading(models.Model):
    """A wish that a document be read anew; with a code where that could not be done."""

    document = models.OneToOneField(
        "documents.PolicyDocument", on_delete=models.CASCADE, related_name="waiting_rereading"
    )
    asked_at = models.DateTimeField(_("时间"))
    code = models.CharField(_("代码"), max_length=40, blank=True)
    sentence = models.CharField(_("说明"), max_length=500, blank=True)
    lease_owner = models.CharField(max_length=40, blank=True)
    lease_until = models.DateTimeField(null=True)
    """By the clock of the database, when another reader may take the document up."""
    attempts = models.PositiveSmallIntegerField(_("读取次数"), default=0)

    class Meta:
        verbose_name = _("待重读的文件")
        verbose_name_plural = _("待重读的文件")
        indexes = [models.Index(fields=["code", "lease_until"], name="waiting_rereading_free")]

    def __str__(self) -> str:
        return str(self.document_id)
