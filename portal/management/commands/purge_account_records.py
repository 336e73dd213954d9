"""Deletes old records of accounts: events, failed sign-ins, sessions that are over."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.accounts.purging import purge


class Command(BaseCommand):
    help = "删去超过保存期限的账号记录（PORTAL_ACCOUNT_RECORDS_DAYS）、过了锁定时间的登录失败和已结束的会话。每天运行一次。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how much."""
        deleted = purge(now=timezone.now())
        said = "，".join(f"{words}{number}条" for words, number in deleted.items())
        self.stdout.write(f"已删去：{said}。账号记录保存{settings.ACCOUNT_RECORDS_KEPT.days}天。")
