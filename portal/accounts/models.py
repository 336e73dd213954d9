"""What an account keeps besides Django's own tables: where it is signed in, what happened to it, passwords to be changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SignedInSession(models.Model):
    """One browser that is signed in; the row ends with the session."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="signed_in_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    signed_in_at = models.DateTimeField(_("登录时间"))
    seen_at = models.DateTimeField(_("最近使用"))
    browser = models.CharField(_("浏览器"), max_length=60)
    address = models.GenericIPAddressField(_("网络地址"), null=True)

    class Meta:
        verbose_name = _("登录中的设备")
        verbose_name_plural = _("登录中的设备")

    def __str__(self) -> str:
        return self.browser


class PasswordToChange(models.Model):
    """An account whose password was given by somebody else: the person sets an own one before anything else."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="password_to_change")

    class Meta:
        verbose_name = _("待更换的密码")
        verbose_name_plural = _("待更换的密码")

    def __str__(self) -> str:
        return str(self.user_id)


class AccountEvent(models.Model):
    """One thing that happened to an account: what, when, by whom. Written once, never changed."""

    class Kind(models.TextChoices):
        """What happened."""

        SIGNED_IN = "signed_in", _("登录")
        RECOVERY_CODE = "recovery_code", _("用恢复码登录")
        LOCKED = "locked", _("多次登录失败，暂停登录")
        PASSWORD_CHANGED = "password_changed", _("更换密码")
        FACTOR_ON = "factor_on", _("启用两步验证")
        FACTOR_OFF = "factor_off", _("停用两步验证")
        CODES_RENEWED = "codes_renewed", _("换发恢复码")
        OTHERS_ENDED = "others_ended", _("其他设备退出")
        MADE = "made", _("建立账号")
        ROLE_GIVEN = "role_given", _("更改角色")
        DEACTIVATED = "deactivated", _("停用账号")
        ACTIVATED = "activated", _("恢复账号")
        PASSWORD_RESET = "password_reset", _("重设密码")
        FACTOR_RESET = "factor_reset", _("重置两步验证")
        UNLOCKED = "unlocked", _("解除暂停")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="events")
    username = models.CharField(_("用户名"), max_length=150)
    kind = models.CharField(_("事项"), max_length=20, choices=Kind)
    detail = models.CharField(_("内容"), max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("时间"))
    address = models.GenericIPAddressField(_("网络地址"), null=True)

    class Meta:
        verbose_name = _("账号记录")
        verbose_name_plural = _("账号记录")
        indexes = [models.Index(fields=["user", "-at"], name="event_user_at")]

    def __str__(self) -> str:
        return f"{self.username} {self.get_kind_display()}"
