"""Takes away the second factor of an account whose phone and recovery codes are lost; written down as an event."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.factors import has_second_factor
from portal.accounts.people import person_named, reset_factor


class Command(BaseCommand):
    help = "手机和恢复码都丢了的人，由管理服务器的人用本命令停用其两步验证；登录中的设备全部退出，并记入账号记录。先当面或电话核实本人。"

    def add_arguments(self, parser: CommandParser) -> None:
        """The name of the account."""
        parser.add_argument("name", metavar="NAME", help="用户名")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset, and say what comes next."""
        name = options["name"]
        user = person_named(name)
        if user is None:
            raise CommandError(f"没有账号“{name}”。核对用户名，区分大小写。")
        if not has_second_factor(user):
            raise CommandError(f"“{name}”没有启用两步验证，没有可重置的。")
        reset_factor(user, request=None, detail="在服务器上用命令")
        self.stdout.write(f"已停用“{name}”的两步验证，登录中的设备已全部退出。登录后在“个人”页重新启用。")
