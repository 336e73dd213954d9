"""Domains: the two-level taxonomy (领域) that tasks are filed under."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Domain(models.Model):
    """A subject of policy, such as governance/traffic (交通) under governance (城市治理)."""

    code = models.CharField(_("代码"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("上级领域"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=60)
    description = models.CharField(_("说明"), max_length=300)
    order = models.PositiveSmallIntegerField(_("次序"), unique=True)

    class Meta:
        verbose_name = _("领域")
        verbose_name_plural = _("领域")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="domain_not_its_own_parent",
            )
        ]

    def __str__(self) -> str:
        return self.name
