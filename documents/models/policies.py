"""Policy documents (政策文件), who signed them, and their sections."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models.provenance import DocumentSpan, span_is_forward
from documents.querysets import DocumentFactQuerySet, PolicyDocumentQuerySet
from documents.roles import PERMISSIONS


class PolicyDocument(models.Model):
    """One policy text of one jurisdiction, with the original exactly as received."""

    class Effect(models.TextChoices):
        """Whether the document is still in force."""

        IN_FORCE = "in_force", _("现行")
        REPEALED = "repealed", _("废止")
        EXPIRED = "expired", _("失效")
        UNKNOWN = "unknown", _("效力未载")

    class State(models.TextChoices):
        """Where the document stands in our own process; only published ones are public."""

        DRAFT = "draft", _("草稿")
        IN_REVIEW = "in_review", _("核对中")
        PUBLISHED = "published", _("已发布")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Script(models.TextChoices):
        """Script of the original."""

        SIMPLIFIED = "simplified", _("简体")
        TRADITIONAL = "traditional", _("繁体")

    slug = models.SlugField(_("地址"), max_length=60, unique=True)
    jurisdiction = models.ForeignKey(
        "documents.Jurisdiction", verbose_name=_("地区"), on_delete=models.PROTECT, related_name="documents"
    )
    title = models.CharField(_("标题"), max_length=300)
    notice_title = models.CharField(_("印发通知标题"), max_length=300, blank=True)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    document_type = models.CharField(_("文种"), max_length=30, blank=True)
    publisher = models.CharField(_("发布机构"), max_length=120, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    published_on = models.DateField(_("发布日期"), null=True, blank=True)
    period_start = models.PositiveSmallIntegerField(_("规划期起"), null=True, blank=True)
    period_end = models.PositiveSmallIntegerField(_("规划期止"), null=True, blank=True)
    source_address = models.CharField(_("来源地址"), max_length=500, blank=True)
    effect = models.CharField(_("效力"), max_length=10, choices=Effect, default=Effect.UNKNOWN)
    amends = models.ForeignKey(
        "self",
        verbose_name=_("修改的文件"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="amended_by",
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("代替的文件"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaced_by",
    )
    script = models.CharField(_("字体"), max_length=12, choices=Script, default=Script.SIMPLIFIED)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.DRAFT)
    reviewed = models.BooleanField(_("全文已经人工核对"), default=False)

    original_text = models.TextField(_("原文"))
    clean_text = models.TextField(_("整理后文本"))
    alignment = models.JSONField(_("整理后与原文的对应"))
    word_lengths = models.TextField(_("整理后文本的分词"), blank=True, default="")
    original_bytes = models.BinaryField(_("原始文件"))
    file_name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    media_type = models.CharField(_("文件类型"), max_length=60)
    encoding = models.CharField(_("编码"), max_length=20)
    parser_version = models.CharField(_("规则版本"), max_length=20)
    loaded_at = models.DateTimeField(_("入库时间"))

    objects = PolicyDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("政策文件")
        verbose_name_plural = _("政策文件")
        permissions = PERMISSIONS
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "sha256"], name="document_once_per_jurisdiction"),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_start__isnull=False, period_end__isnull=False, period_start__lte=F("period_end")),
                name="document_period_paired",
            ),
            models.CheckConstraint(
                condition=Q(effect__in=["in_force", "repealed", "expired", "unknown"]), name="document_effect_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review", "published", "withdrawn"]), name="document_state_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_title"),
        ]
        indexes = [
            models.Index(fields=["state", "jurisdiction", "id"], name="document_state_place_id"),
            models.Index(fields=["state", "loaded_at"], name="document_state_loaded"),
            models.Index(fields=["state", "issued_on"], name="document_state_issued"),
            models.Index(fields=["state", "document_type"], name="document_state_type"),
            models.Index(fields=["issued_on", "id"], name="document_issued_id"),
            models.Index(fields=["document_type", "id"], name="document_type_id"),
            models.Index(fields=["loaded_at"], name="document_loaded"),
            models.Index(fields=["sha256"], name="document_sha256"),
            models.Index(fields=["document_number", "id"], name="document_number_id"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the reading page."""
        return reverse("documents:document", args=[self.slug])


class DocumentIssuer(models.Model):
    """One signing body; a zone and a city may sign together, so order counts."""

    document = models.ForeignKey(PolicyDocument, on_delete=models.CASCADE, related_name="issuers")
    name = models.CharField(_("发文机关"), max_length=120)
    order = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        verbose_name = _("发文机关")
        verbose_name_plural = _("发文机关")
        constraints = [models.UniqueConstraint(fields=["document", "order"], name="issuer_order_once")]

    def __str__(self) -> str:
        return self.name


class Section(DocumentSpan):
    """A heading with its own text; the spans of a document's sections tile its original."""

    class Role(models.TextChoices):
        """What a section is for (codebook: Sections)."""

        TITLE = "title", _("标题")
        FURNITURE = "furniture", _("页面附属文字")
        PREAMBLE = "preamble", _("引言")
        GENERAL = "general", _("总体要求")
        GUIDING = "guiding", _("指导思想")
        PRINCIPLE = "principle", _("基本原则")
        GOAL = "goal", _("主要目标")
        ARCHITECTURE = "architecture", _("总体架构")
        TASK = "task", _("重点任务")
        STAGE = "stage", _("实施步骤")
        SAFEGUARD = "safeguard", _("保障措施")
        ARTICLE = "article", _("条款")
        CLOSING = "closing", _("落款")
        ATTACHMENT = "attachment", _("附件")

    document = models.ForeignKey(PolicyDocument, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    locator = models.CharField(_("出处"), max_length=120, blank=True)
    label = models.CharField(_("编号"), max_length=40, blank=True)
    heading = models.CharField(_("小标题"), max_length=300, blank=True)
    role = models.CharField(_("作用"), max_length=12, choices=Role)
    order = models.PositiveIntegerField(_("次序"))
    depth = models.PositiveSmallIntegerField(_("层次"))
    inferred = models.BooleanField(_("推断"), default=False)
    confidence = models.FloatField(_("把握"), default=1.0)

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("章节")
        verbose_name_plural = _("章节")
        constraints = [
            span_is_forward("section_span_forward"),
            models.UniqueConstraint(fields=["document", "order"], name="section_order_once"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0.0) & Q(confidence__lte=1.0), name="section_confidence_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.locator} {self.heading}".strip()
