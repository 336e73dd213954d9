"""Agencies (单位) of one jurisdiction and the functions (职能) that make them comparable across places."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AgencyFunction(models.Model):
    """A function class such as 公安 that 市公安局 and 公安茅箭分局 share."""

    code = models.SlugField(_("代码"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80)
    order = models.PositiveSmallIntegerField(_("次序"), unique=True)

    class Meta:
        verbose_name = _("职能")
        verbose_name_plural = _("职能")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the page of this function."""
        return reverse("documents:function", args=[self.code])


class Agency(models.Model):
    """An agency of one jurisdiction; `function` is empty where the name could not be mapped."""

    jurisdiction = models.ForeignKey(
        "documents.Jurisdiction", verbose_name=_("地区"), on_delete=models.PROTECT, related_name="agencies"
    )
    name = models.CharField(_("名称"), max_length=120)
    function = models.ForeignKey(
        AgencyFunction,
        verbose_name=_("职能"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agencies",
    )
    collective = models.BooleanField(_("泛指"), default=False)
    successor = models.ForeignKey(
        "self", verbose_name=_("后继单位"), null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "name"], name="agency_once_per_jurisdiction"),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | ~models.Q(successor=models.F("id")),
                name="agency_not_its_own_successor",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the page of this agency."""
        return reverse("documents:agency", args=[self.pk])


class AgencyAlias(models.Model):
    """Another written name of an agency; the loader finds the agency by either."""

    agency = models.ForeignKey(Agency, verbose_name=_("单位"), on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("别名"), max_length=120)

    class Meta:
        verbose_name = _("单位别名")
        verbose_name_plural = _("单位别名")
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="agency_alias_once")]

    def __str__(self) -> str:
        return self.name
