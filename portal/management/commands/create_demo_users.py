"""Makes one account for each role, for trying the portal out; never on a portal that runs for the public."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.accounts.demo import DEMO_USERS, make_demo_user


class Command(BaseCommand):
    help = "建立演示账号：演示-编辑、演示-核对、演示-管理。密码随机，只显示一次；已有的账号不动。"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the accounts that are not there yet, and say their passwords; refuse in production."""
        if settings.PRODUCTION:
            raise CommandError(
                "这是正式运行的门户，不建立演示账号。第一个管理员用 python manage.py createsuperuser 建立，其他账号在“账号管理”页建立。"
            )
        made = False
        for name, role in DEMO_USERS.items():
            password = make_demo_user(name, role=role)
            if password:
                made = True
                self.stdout.write(f"{name}（{role}）  密码：{password}")
            else:
                self.stdout.write(f"{name}（{role}）  已有，密码不变。忘了密码，由管理员在“账号管理”页重设。")
        if made:
            self.stdout.write("密码只显示这一次。管理页要先在“个人”页启用两步验证。")
