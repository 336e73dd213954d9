"""How often something was done of late, by a word that nobody can turn back; counted for all processes together."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """One count: what of whom (hour:9f2c…), how often, and until when it counts. Nothing of what was done is kept."""

    key = models.CharField(_("计数"), max_length=80, primary_key=True)
    number = models.PositiveIntegerField(_("次数"))
    until = models.DateTimeField(_("有效至"))

    class Meta:
        verbose_name = _("限次计数")
        verbose_name_plural = _("限次计数")
        indexes = [models.Index(fields=["until"], name="tally_until")]

    def __str__(self) -> str:
        return self.key
