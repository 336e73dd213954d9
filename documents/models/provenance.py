"""What every fact carries: the span of the kept original it was read from, and who vouches for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Who vouches for a fact (codebook: Provenance)."""

    AUTOMATIC = "automatic", _("自动抽取")
    REVIEWED = "reviewed", _("人工核对")
    MANUAL = "manual", _("人工录入")


class DocumentSpan(models.Model):
    """Half-open range of code points of the document's original text."""

    start = models.PositiveIntegerField(_("起点"))
    end = models.PositiveIntegerField(_("终点"))

    class Meta:
        abstract = True

    @property
    def anchor(self) -> str:
        """Fragment of the document page that shows this place."""
        return f"c{self.start}"


def span_is_forward(name: str) -> models.CheckConstraint:
    """Constraint: a span starts before it ends."""
    return models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name=name)


def origin_is_known(name: str) -> models.CheckConstraint:
    """Constraint: origin is one of the three."""
    return models.CheckConstraint(condition=models.Q(origin__in=Origin.values), name=name)
