"""`manage.py demo`: migrate, load the five documents, and serve the portal on this machine."""

import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.port import HOST, port_problem

WORKERS = "2"
THREADS = "4"


class Command(BaseCommand):
    """Get ready what is not ready yet, then become the web server; Ctrl+C ends it."""

    help = "建立数据库，载入五份文件，在本机打开门户。"

    def add_arguments(self, parser: CommandParser) -> None:
        """--port: where to listen on this machine."""
        parser.add_argument("--port", default="8000", help="端口，默认 8000")

    def handle(self, *args: object, **options: str) -> None:
        """Check the port first, so that nothing is loaded in vain; then prepare and serve."""
        port = options["port"]
        if problem := port_problem(port):
            raise CommandError(problem)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_documents", str(settings.CORPUS_DIR))
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(self.style.SUCCESS(f"门户已就绪：http://{HOST}:{port} （按 Ctrl+C 停止）"))
        self.stdout.flush()
        serve(port=port)


def serve(*, port: str) -> None:
    """Replace this process by gunicorn, so that signals reach the server itself."""
    program = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"{HOST}:{port}"]
    os.execv(sys.executable, [*program, "--workers", WORKERS, "--threads", THREADS, "--log-level", "warning"])  # noqa: S606 - all words are ours
