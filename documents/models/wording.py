"""What tasks are compared by: the profile of each task, and terms that name the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.querysets import TaskFactQuerySet


class TaskProfile(models.Model):
    """The comparable form of one task, written by the loader, so that no page has to segment Chinese."""

    task = models.OneToOneField(
        "documents.Task", primary_key=True, on_delete=models.CASCADE, related_name="profile", verbose_name=_("任务")
    )
    titled = models.JSONField(_("标题所指领域"), default=list)
    shares = models.JSONField(_("各领域所占篇幅"), default=dict)
    words = models.JSONField(_("用词及分量"), default=dict)
    """Word → [weight, place in the order]: see `kept_words` and `weights_of`."""
    terms = models.JSONField(_("领域词"), default=list)
    keys = models.JSONField(_("相近任务的索引键"), null=True)
    """What tasks of the whole corpus find each other by (documents.parsing.task_keys); none where it was loaded before."""

    objects = TaskFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务特征")
        verbose_name_plural = _("任务特征")

    def __str__(self) -> str:
        return str(self.task_id)


def kept_words(weights: Mapping[str, float]) -> dict[str, list[float]]:
    """Words in their order, telling ones first, as they are kept; neither jsonb nor a backup keeps the order of keys.

    >>> kept_words({"停车": 2.0, "建设": 1.0})
    {'停车': [2.0, 0], '建设': [1.0, 1]}
    """
    return {word: [weight, place] for place, (word, weight) in enumerate(weights.items())}


def weights_of(kept: Mapping[str, Any] | None) -> dict[str, float]:
    """Word → weight in the order that `kept_words` was given; rows of before kept the weight alone.

    >>> weights_of({"建设": [1.0, 1], "停车": [2.0, 0]})
    {'停车': 2.0, '建设': 1.0}
    """
    pairs = (kept or {}).items()
    if any(not isinstance(value, list) for _word, value in pairs):
        return dict(pairs)
    return {word: weight for word, (weight, _place) in sorted(pairs, key=lambda pair: pair[1][1])}


class RelatedTerm(models.Model):
    """One of several names of the same thing: 一路通, 智能交通 and 智慧交通 stand in one group."""

    group = models.CharField(_("组"), max_length=40, help_text=_("组名用其中最通行的叫法，如“智慧交通”。"))
    term = models.CharField(_("词"), max_length=40, unique=True)
    reason = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("相关词")
        verbose_name_plural = _("相关词")
        ordering = ("group", "id")
        constraints = [
            models.CheckConstraint(condition=~models.Q(group=""), name="related_term_has_group"),
            models.CheckConstraint(condition=~models.Q(term=""), name="related_term_has_term"),
        ]

    def __str__(self) -> str:
        return f"{self.term}（{self.group}）"
