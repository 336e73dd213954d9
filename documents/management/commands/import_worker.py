"""`manage.py import_worker`: read and store what people import, until it is stopped; SIGTERM gives back what is held."""

from __future__ import annotations

import signal
import time
from types import FrameType

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from documents.importing.working import is_work_left, work_off

PAUSE = 2.0
AFTER_TROUBLE = 10.0


class Command(BaseCommand):
    help = "读取并入库网页上导入的文件，直到停止；--once 只做现有的。"

    def add_arguments(self, parser: CommandParser) -> None:
        """--once: stop when nothing is left."""
        parser.add_argument("--once", action="store_true", help="做完现有的就结束")

    def handle(self, *args: object, once: bool, **options: object) -> None:
        """Work, rest, and look again; any number of these may run beside each other and beside the portal."""
        signal.signal(signal.SIGTERM, stop)
        while True:
            try:
                close_old_connections()
                while is_work_left() and work_off():
                    continue
            except OperationalError as error:
                if once:
                    raise
                self.stderr.write(f"数据库暂时不可用，稍后再试：{error}")
                time.sleep(AFTER_TROUBLE)
            if once:
                return
            time.sleep(PAUSE)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Leave through the code that gives leases back."""
    raise SystemExit(0)
