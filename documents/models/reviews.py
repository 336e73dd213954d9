"""What people decide about facts: the fact as it was read and as it stands, each decision, batches of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.querysets import DocumentFactQuerySet

FACT_KINDS = [
    ("field", _("文件信息")),
    ("task", _("任务")),
    ("agency", _("任务单位")),
    ("deadline", _("任务时限")),
    ("target", _("目标")),
    ("stage", _("实施步骤")),
    ("citation", _("引用")),
]


class ReviewedFact(models.Model):
    """A fact that somebody has decided on; it outlives the row of the fact, which every new reading replaces.

    `fingerprint` tells kind, place and content as the rules read them (or as a person entered them); `standing`
    the same of what stands in the tables now, nothing where the fact was rejected.
    """

    class State(models.TextChoices):
        """What the last decision made of the fact."""

        OPEN = "open", _("待核对")
        APPROVED = "approved", _("已通过")
        CORRECTED = "corrected", _("已更正")
        REJECTED = "rejected", _("已驳回")
        ADDED = "added", _("已补录")

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="reviewed_facts")
    kind = models.CharField(_("种类"), max_length=10, choices=FACT_KINDS)
    fingerprint = models.CharField(_("指纹"), max_length=32)
    standing = models.CharField(_("现行指纹"), max_length=32, blank=True)
    start = models.PositiveIntegerField(_("起点"), null=True, blank=True)
    end = models.PositiveIntegerField(_("终点"), null=True, blank=True)
    rule = models.CharField(_("规则"), max_length=60, blank=True)
    read = models.JSONField(_("读出的内容"))
    stands = models.JSONField(_("现行内容"), null=True, blank=True)
    newer = models.JSONField(_("新规则读出的内容"), null=True, blank=True)
    """What newer rules read at this place instead; somebody has to look."""
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    disputed = models.BooleanField(_("两人不一致"), default=False)
    version = models.PositiveIntegerField(_("修订"), default=0)

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("核对过的事实")
        verbose_name_plural = _("核对过的事实")
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "fingerprint"], name="reviewed_fact_once"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="reviewed_fact_span_paired",
            ),
        ]
        indexes = [
            models.Index(fields=["disputed", "document"], name="reviewed_fact_disputed"),
            models.Index(fields=["rule", "state"], name="reviewed_fact_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_state_display()}"


class DecisionBatch(models.Model):
    """Finds of one rule approved together after a look at a sample; taken back as one step."""

    rule = models.CharField(_("规则"), max_length=60)
    document = models.ForeignKey(
        "documents.PolicyDocument", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    number = models.PositiveIntegerField(_("条数"))
    sample = models.PositiveSmallIntegerField(_("看过的样本"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by_name = models.CharField(_("核对人"), max_length=150)
    made_at = models.DateTimeField(_("时间"))
    undone_by_name = models.CharField(_("撤销人"), max_length=150, blank=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("成批通过")
        verbose_name_plural = _("成批通过")

    def __str__(self) -> str:
        return f"{self.rule} {self.number}"


class Decision(models.Model):
    """One decision of one person on one fact: who, when, what it was, what it is. Never changed, never deleted."""

    class Verdict(models.TextChoices):
        """What was decided."""

        APPROVE = "approve", _("通过")
        CORRECT = "correct", _("更正")
        REJECT = "reject", _("驳回")
        ADD = "add", _("补录")
        UNDO = "undo", _("撤销")

    fact = models.ForeignKey(ReviewedFact, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField(_("次序"))
    """Its place among the decisions on this fact, from 1: order is by this, never by the clock."""
    verdict = models.CharField(_("决定"), max_length=10, choices=Verdict)
    before = models.JSONField(_("原为"), null=True, blank=True)
    after = models.JSONField(_("现为"), null=True, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewer_name = models.CharField(_("核对人"), max_length=150)
    blind = models.BooleanField(_("独立复核"), default=False)
    """Made without seeing what others had decided; it counts for agreement and changes nothing by itself."""
    batch = models.ForeignKey(DecisionBatch, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions")
    note = models.CharField(_("说明"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("决定")
        verbose_name_plural = _("决定")
        constraints = [
            models.UniqueConstraint(fields=["fact", "number"], name="decision_number_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=["approve", "correct", "reject", "add", "undo"]), name="decision_verdict_known"
            ),
        ]
        indexes = [models.Index(fields=["blind", "fact"], name="decision_blind_fact")]

    def __str__(self) -> str:
        return f"{self.reviewer_name} {self.get_verdict_display()}"
