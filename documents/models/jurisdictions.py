"""Jurisdictions: places whose governments issue policy documents, as a tree with GB/T 2260 codes."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.Model):
    """A place (茅箭区) or a functional zone (示范区) that issues policy documents."""

    class Level(models.TextChoices):
        """Administrative level; 省直辖县级市 such as 济源 counts as prefecture (codebook: Metadata)."""

        NATIONAL = "national", _("国家")
        PROVINCE = "province", _("省级")
        PREFECTURE = "prefecture", _("地级")
        COUNTY = "county", _("县级")
        TOWNSHIP = "township", _("乡级")

    class Kind(models.TextChoices):
        """Ordinary place or functional zone."""

        PLACE = "place", _("行政区")
        ZONE = "zone", _("功能区")

    code = models.CharField(_("行政区划代码"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    full_name = models.CharField(_("全称"), max_length=120)
    level = models.CharField(_("层级"), max_length=12, choices=Level)
    kind = models.CharField(_("类别"), max_length=8, choices=Kind, default=Kind.PLACE)
    parent = models.ForeignKey(
        "self", verbose_name=_("上级地区"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta:
        verbose_name = _("地区")
        verbose_name_plural = _("地区")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=["national", "province", "prefecture", "county", "township"]),
                name="jurisdiction_level_known",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["place", "zone"]), name="jurisdiction_kind_known"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="jurisdiction_not_its_own_parent",
            ),
        ]
        indexes = [models.Index(fields=["level", "id"], name="jurisdiction_level_id")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the page of this jurisdiction."""
        return reverse("documents:jurisdiction", args=[self.code])
