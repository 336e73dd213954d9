"""What happens to a document as a whole in review, what a new reading changed, and errors that visitors report."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models.reviews import FACT_KINDS
from documents.querysets import DocumentFactQuerySet

LONGEST_MESSAGE = 500


class DocumentStep(models.Model):
    """One step of one person with a document: checked as a whole, published, withdrawn, returned."""

    class Action(models.TextChoices):
        """What was done."""

        CHECKED = "checked", _("已核对全文")
        UNCHECKED = "unchecked", _("取消“已核对”")
        PUBLISHED = "published", _("发布")
        WITHDRAWN = "withdrawn", _("撤回")
        RETURNED = "returned", _("退回更正")
        RESUBMITTED = "resubmitted", _("重新送核")

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="steps")
    action = models.CharField(_("步骤"), max_length=12, choices=Action)
    state_before = models.CharField(_("原状态"), max_length=10)
    state_after = models.CharField(_("现状态"), max_length=10)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by_name = models.CharField(_("经手人"), max_length=150)
    made_at = models.DateTimeField(_("时间"))

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("核对步骤")
        verbose_name_plural = _("核对步骤")

    def __str__(self) -> str:
        return f"{self.made_by_name} {self.get_action_display()}"


class Rereading(models.Model):
    """A document read anew by newer rules: what was gained, lost, changed, and what people's decisions kept."""

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="rereadings")
    version_before = models.CharField(_("原规则版本"), max_length=20)
    version_after = models.CharField(_("现规则版本"), max_length=20)
    changes = models.JSONField(_("变化"))
    """Lists of facts by what became of them: gained, lost, changed, kept, conflicts (documents.claims.changes)."""
    made_by_name = models.CharField(_("经手人"), max_length=150, blank=True)
    made_at = models.DateTimeField(_("时间"))

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("重读")
        verbose_name_plural = _("重读")

    def __str__(self) -> str:
        return f"{self.version_before} → {self.version_after}"


class ErrorReport(models.Model):
    """What a visitor says is wrong at a place of a document; the code lets the visitor look up what became of it."""

    class State(models.TextChoices):
        """Where the report stands."""

        OPEN = "open", _("待处理")
        ACCEPTED = "accepted", _("已采纳")
        DECLINED = "declined", _("未采纳")

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="error_reports")
    kind = models.CharField(_("种类"), max_length=10, choices=FACT_KINDS, blank=True)
    start = models.PositiveIntegerField(_("起点"))
    end = models.PositiveIntegerField(_("终点"))
    message = models.CharField(_("哪里不对"), max_length=LONGEST_MESSAGE)
    contact = models.CharField(_("联系方式"), max_length=100, blank=True)
    code = models.CharField(_("查询号"), max_length=16, unique=True)
    visitor = models.CharField(_("来访者"), max_length=64)
    """A word made of address, day and secret, for the daily limit; nobody can turn it back."""
    reported_at = models.DateTimeField(_("时间"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    reply = models.CharField(_("答复"), max_length=LONGEST_MESSAGE, blank=True)
    answered_by_name = models.CharField(_("处理人"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("处理时间"), null=True, blank=True)

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("报错")
        verbose_name_plural = _("报错")
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="error_report_span_forward"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "accepted", "declined"]), name="error_report_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "document"], name="error_report_state"),
            models.Index(fields=["visitor"], name="error_report_visitor"),
        ]

    def __str__(self) -> str:
        return self.code
