"""Cue words as they stand in tasks: how strongly a task obliges, which policy instruments it names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.provenance import DocumentSpan, span_is_forward
from documents.querysets import DocumentFactQuerySet


class TaskCue(DocumentSpan):
    """One cue word at its place in one task, written by the loader from the list of words."""

    class Kind(models.TextChoices):
        """Strength of obligation (力度用语) or policy instrument (政策工具)."""

        STRENGTH = "strength", _("力度用语")
        INSTRUMENT = "instrument", _("政策工具")

    # Each is the first column of an index below; one of its own would only cost time to write.
    document = models.ForeignKey(
        "documents.PolicyDocument", on_delete=models.CASCADE, related_name="cues", db_index=False
    )
    jurisdiction = models.ForeignKey(
        "documents.Jurisdiction", on_delete=models.PROTECT, related_name="cues", db_index=False
    )
    task = models.ForeignKey("documents.Task", on_delete=models.CASCADE, related_name="cues", db_index=False)
    kind = models.CharField(_("类"), max_length=10, choices=Kind)
    code = models.CharField(_("组"), max_length=40)
    """must; supply.talent (documents.parsing.cues)."""
    group = models.CharField(_("大组"), max_length=20)
    """must; supply."""
    word = models.CharField(_("词"), max_length=40)
    offset = models.PositiveIntegerField(_("在任务内容里的位置"))

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("线索词")
        verbose_name_plural = _("线索词")
        constraints = [
            span_is_forward("task_cue_span_forward"),
            models.UniqueConstraint(fields=["task", "kind", "start"], name="task_cue_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["strength", "instrument"]), name="task_cue_kind_known"),
        ]
        indexes = [
            models.Index(fields=["kind", "code", "id"], name="task_cue_kind_code"),
            models.Index(fields=["jurisdiction", "kind", "code"], name="task_cue_place_kind"),
            models.Index(fields=["document", "kind"], name="task_cue_document_kind"),
        ]

    def __str__(self) -> str:
        return self.word
