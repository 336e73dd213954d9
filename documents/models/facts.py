"""The facts of a document: tasks with agencies and deadlines, targets, stages, citations."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models.provenance import DocumentSpan, Origin, origin_is_known, span_is_forward
from documents.querysets import DocumentFactQuerySet

PRECISION_CHOICES = [("day", _("日")), ("month", _("月")), ("year", _("年")), ("period", _("时期"))]


class Task(DocumentSpan):
    """A key task or a safeguard measure: the deepest numbered item that says what is to be done.

    `jurisdiction` and `lead_agency` repeat what document and agencies say, so that a filtered
    list needs one index and no join.
    """

    class Category(models.TextChoices):
        """Key task (重点任务) or safeguard measure (保障措施)."""

        KEY_TASK = "key_task", _("重点任务")
        SAFEGUARD = "safeguard", _("保障措施")

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="tasks")
    jurisdiction = models.ForeignKey("documents.Jurisdiction", on_delete=models.PROTECT, related_name="tasks")
    section = models.ForeignKey("documents.Section", on_delete=models.CASCADE, related_name="tasks")
    order = models.PositiveIntegerField(_("次序"))
    title = models.CharField(_("任务"), max_length=300)
    text = models.TextField(_("内容"))
    category = models.CharField(_("类别"), max_length=10, choices=Category)
    domain = models.ForeignKey("documents.Domain", on_delete=models.PROTECT, related_name="tasks")
    other_domains = models.ManyToManyField("documents.Domain", blank=True, related_name="touched_by")
    domain_terms = models.JSONField(_("领域依据"), default=list)
    lead_agency = models.ForeignKey(
        "documents.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="leads"
    )
    due_year = models.PositiveSmallIntegerField(_("最后时限（年）"), null=True, blank=True)
    rule = models.CharField(_("规则"), max_length=60)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin, default=Origin.AUTOMATIC)

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务")
        verbose_name_plural = _("任务")
        constraints = [
            span_is_forward("task_span_forward"),
            origin_is_known("task_origin_known"),
            models.UniqueConstraint(fields=["document", "order"], name="task_order_once"),
            models.CheckConstraint(condition=Q(category__in=["key_task", "safeguard"]), name="task_category_known"),
            models.CheckConstraint(condition=~Q(title=""), name="task_has_title"),
        ]
        indexes = [
            models.Index(fields=["domain", "id"], name="task_domain_id"),
            models.Index(fields=["due_year", "id"], name="task_year_id"),
            models.Index(fields=["lead_agency", "id"], name="task_lead_id"),
            models.Index(fields=["jurisdiction", "id"], name="task_place_id"),
            models.Index(fields=["category", "id"], name="task_category_id"),
            models.Index(fields=["domain", "due_year", "id"], name="task_domain_year_id"),
            models.Index(fields=["domain", "category", "document"], name="task_domain_document"),
            models.Index(fields=["document", "category", "domain"], name="task_document_domain"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the passage in its document."""
        return f"{reverse('documents:document', args=[self.document.slug])}#{self.anchor}"


class TaskAgency(DocumentSpan):
    """One agency named for one task, in the order of the text."""

    class Role(models.TextChoices):
        """Lead (牵头), support (配合) or responsible without rank (责任)."""

        LEAD = "lead", _("牵头")
        SUPPORT = "support", _("配合")
        RESPONSIBLE = "responsible", _("责任")

    # Both begin an index below.
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="agency_links", db_index=False)
    agency = models.ForeignKey("documents.Agency", on_delete=models.PROTECT, related_name="task_links", db_index=False)
    role = models.CharField(_("角色"), max_length=12, choices=Role)
    as_written = models.CharField(_("原文写法"), max_length=120)
    collective = models.BooleanField(_("泛指"), default=False)
    order = models.PositiveSmallIntegerField(_("次序"))
    rule = models.CharField(_("规则"), max_length=60)
    rule_start = models.PositiveIntegerField(null=True, blank=True)
    rule_end = models.PositiveIntegerField(null=True, blank=True)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin, default=Origin.AUTOMATIC)

    class Meta:
        verbose_name = _("任务单位")
        verbose_name_plural = _("任务单位")
        constraints = [
            span_is_forward("task_agency_span_forward"),
            origin_is_known("task_agency_origin_known"),
            models.UniqueConstraint(fields=["task", "order"], name="task_agency_order_once"),
            models.CheckConstraint(
                condition=Q(role__in=["lead", "support", "responsible"]), name="task_agency_role_known"
            ),
            models.CheckConstraint(
                condition=Q(rule_start__isnull=True, rule_end__isnull=True)
                | Q(rule_start__isnull=False, rule_end__isnull=False, rule_start__lt=F("rule_end")),
                name="task_agency_rule_span_paired",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "role", "task"], name="task_agency_agency_role"),
            models.Index(fields=["task", "role", "agency"], name="task_agency_task_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.as_written}"


class TaskDeadline(DocumentSpan):
    """One date phrase inside a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="deadlines")
    date = models.CharField(_("时限"), max_length=10)
    year = models.PositiveSmallIntegerField(_("年"))
    precision = models.CharField(_("精度"), max_length=6, choices=PRECISION_CHOICES)
    words = models.CharField(_("原文写法"), max_length=60)
    order = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        verbose_name = _("任务时限")
        verbose_name_plural = _("任务时限")
        constraints = [
            span_is_forward("task_deadline_span_forward"),
            models.UniqueConstraint(fields=["task", "order"], name="task_deadline_order_once"),
        ]
        indexes = [models.Index(fields=["year", "task"], name="task_deadline_year_task")]

    def __str__(self) -> str:
        return self.words


class Target(DocumentSpan):
    """A quantity or milestone the document commits to reach."""

    class Kind(models.TextChoices):
        """Number with a unit, or a state to be reached by a date."""

        QUANTITY = "quantity", _("数值目标")
        MILESTONE = "milestone", _("里程碑")

    class Operator(models.TextChoices):
        """How the value binds."""

        AT_LEAST = ">=", _("不低于")
        AT_MOST = "<=", _("不超过")
        ABOUT = "~", _("约")
        EQUAL = "=", _("达到")
        RANGE = "range", _("区间")
        CHANGE = "change", _("变化")

    class Strength(models.TextChoices):
        """How strongly the document commits."""

        MUST = "must", _("确保")
        PLAIN = "plain", _("平述")
        STRIVE = "strive", _("力争")
        IN_PRINCIPLE = "in_principle", _("原则上")
        ENCOURAGE = "encourage", _("鼓励")

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="targets")
    jurisdiction = models.ForeignKey("documents.Jurisdiction", on_delete=models.PROTECT, related_name="targets")
    section = models.ForeignKey("documents.Section", on_delete=models.CASCADE, related_name="targets")
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.CASCADE, related_name="targets")
    order = models.PositiveIntegerField(_("次序"))
    kind = models.CharField(_("类型"), max_length=10, choices=Kind)
    indicator = models.CharField(_("指标"), max_length=300)
    operator = models.CharField(_("比较"), max_length=6, choices=Operator, blank=True)
    value = models.DecimalField(_("目标值"), max_digits=20, decimal_places=4, null=True, blank=True)
    value_max = models.DecimalField(_("目标值上限"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=30, blank=True)
    strength = models.CharField(_("力度"), max_length=12, choices=Strength)
    base_year = models.PositiveSmallIntegerField(_("基准年"), null=True, blank=True)
    deadline = models.CharField(_("时限"), max_length=10, blank=True)
    deadline_year = models.PositiveSmallIntegerField(_("时限（年）"), null=True, blank=True)
    deadline_precision = models.CharField(_("时限精度"), max_length=6, choices=PRECISION_CHOICES, blank=True)
    deadline_words = models.CharField(_("时限原文"), max_length=60, blank=True)
    deadline_start = models.PositiveIntegerField(null=True, blank=True)
    deadline_end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(_("原文"))
    quote_clean = models.TextField(_("整理后"))
    rule = models.CharField(_("规则"), max_length=60)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin, default=Origin.AUTOMATIC)

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("目标")
        verbose_name_plural = _("目标")
        constraints = [
            span_is_forward("target_span_forward"),
            origin_is_known("target_origin_known"),
            models.UniqueConstraint(fields=["document", "order"], name="target_order_once"),
            models.CheckConstraint(
                condition=Q(kind="milestone", value__isnull=True)
                | (Q(kind="quantity", value__isnull=False) & ~Q(unit="") & ~Q(operator="")),
                name="target_value_and_unit_together",
            ),
            models.CheckConstraint(
                condition=Q(value_max__isnull=True) | Q(value_max__gte=F("value")), name="target_range_forward"
            ),
            models.CheckConstraint(
                condition=Q(deadline="", deadline_year__isnull=True, deadline_start__isnull=True)
                | (~Q(deadline="") & Q(deadline_year__isnull=False, deadline_start__lt=F("deadline_end"))),
                name="target_deadline_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "id"], name="target_kind_id"),
            models.Index(fields=["jurisdiction", "id"], name="target_place_id"),
            models.Index(fields=["deadline_year", "id"], name="target_year_id"),
        ]

    def __str__(self) -> str:
        return self.indicator


class Stage(DocumentSpan):
    """One implementation stage (实施步骤)."""

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="stages")
    section = models.ForeignKey("documents.Section", on_delete=models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField(_("次序"))
    title = models.CharField(_("阶段"), max_length=300)
    begins = models.CharField(_("开始"), max_length=10, blank=True)
    ends = models.CharField(_("结束"), max_length=10, blank=True)
    rule = models.CharField(_("规则"), max_length=60)

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("实施步骤")
        verbose_name_plural = _("实施步骤")
        constraints = [
            span_is_forward("stage_span_forward"),
            models.UniqueConstraint(fields=["document", "order"], name="stage_order_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Citation(DocumentSpan):
    """A policy that the text cites; `cited` is set where the corpus holds it."""

    document = models.ForeignKey("documents.PolicyDocument", on_delete=models.CASCADE, related_name="citations")
    order = models.PositiveSmallIntegerField(_("次序"))
    title = models.CharField(_("被引文件"), max_length=300, blank=True)
    document_number = models.CharField(_("被引文号"), max_length=60, blank=True)
    rule = models.CharField(_("规则"), max_length=60)
    cited = models.ForeignKey(
        "documents.PolicyDocument", null=True, blank=True, on_delete=models.SET_NULL, related_name="cited_by"
    )

    objects = DocumentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("引用文件")
        verbose_name_plural = _("引用文件")
        constraints = [
            span_is_forward("citation_span_forward"),
            models.UniqueConstraint(fields=["document", "order"], name="citation_order_once"),
            models.CheckConstraint(condition=~Q(title="", document_number=""), name="citation_names_something"),
        ]
        indexes = [
            models.Index(fields=["document_number"], condition=Q(cited__isnull=True), name="citation_unlinked_number")
        ]

    def __str__(self) -> str:
        return self.title or self.document_number
