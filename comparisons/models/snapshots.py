"""Frozen snapshots: the tables of one view of a comparison as they were on a day, with address and hash."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Snapshot(models.Model):
    """One view of a selection, kept as it was; nothing in it changes afterwards.

    `content` is the JSON of an export (documents.exporters.as_json), byte for byte what `sha256` was taken of.
    """

    token = models.CharField(_("地址里的代号"), max_length=16, unique=True)
    aspect = models.CharField(_("视图"), max_length=30)
    query = models.CharField(_("选择"), max_length=2000)
    title = models.CharField(_("标题"), max_length=300)
    said = models.CharField(_("内容"), max_length=2000)
    documents = models.JSONField(_("文件"))
    """[{"id", "slug", "label", "citation", "sha256"}] in the order of the columns."""
    content = models.TextField(_("表"))
    sha256 = models.CharField(_("校验值"), max_length=64)
    corpus_version = models.CharField(_("语料版本"), max_length=60)
    taken_at = models.DateTimeField(_("存档时间"))
    visitor = models.CharField(_("访问者摘要值"), max_length=32)
    """A keyed hash of the address of who took it, for the quota alone."""

    class Meta:
        verbose_name = _("快照")
        verbose_name_plural = _("快照")
        indexes = [
            models.Index(fields=["visitor", "taken_at"], name="snapshot_visitor_time"),
            models.Index(fields=["sha256"], name="snapshot_sha256"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the page of this snapshot."""
        return reverse("comparisons:snapshot", args=[self.token])
