"""`manage.py parse PATH`: read one file, write nothing, print everything found in it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from documents.parsing.contract import as_contract
from documents.parsing.errors import ParsingError
from documents.parsing.isolation import parse_file_isolated
from documents.parsing.records import ParsedDocument, ParsedTask


class Command(BaseCommand):
    """The parser's contract: JSON for programs, text for people; exit code 2 for a file that cannot be read."""

    help = "解析一份政策文件，不写数据库，输出全部抽取结果。"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """PATH and --format."""
        parser.add_argument("path", type=Path, help="要解析的文件")
        parser.add_argument("--format", choices=("json", "text"), default="json", help="输出格式，默认 json")

    def handle(self, *args: object, path: Path, format: str, **options: object) -> None:  # noqa: A002
        """Print the result; say in one line on stderr why there is none, with the code of the refusal."""
        try:
            parsed = parse_file_isolated(path)
        except ParsingError as error:
            self.stderr.write(error.coded, style_func=str)
            sys.exit(2)
        if format == "json":
            self.stdout.write(json.dumps(as_contract(parsed), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_as_text(parsed)))


def _as_text(parsed: ParsedDocument) -> list[str]:
    """Lines for a person: what the document is, its tasks with agencies and deadlines, targets, doubts."""
    meta = parsed.metadata
    place = meta.jurisdiction
    lines = [
        meta.title,
        f"地区：{place.name if place else '没有找到'}",
        f"发文机关：{'、'.join(meta.issuers) or '原文未载'}",
        f"文号：{meta.document_number or '原文未载'}",
        f"成文日期：{meta.issued_on or '原文未载'}",
        "",
        f"任务 {len(parsed.tasks)} 项",
    ]
    for task in parsed.tasks:
        lines += _task_lines(task)
    lines += ["", f"目标 {len(parsed.targets)} 个"]
    lines += [f"  {target.locator}  {target.quote_clean}" for target in parsed.targets]
    lines += ["", f"疑点 {len(parsed.doubts)} 处"]
    lines += [f"  {doubt.message}" for doubt in parsed.doubts]
    return lines


def _task_lines(task: ParsedTask) -> list[str]:
    lines = [f"  {task.locator}  {task.title}  [{task.domain}]"]
    words = {"lead": "牵头", "support": "配合", "responsible": "责任"}
    for role, label in words.items():
        names = [agency.name for agency in task.agencies if agency.role == role]
        if names:
            lines.append(f"      {label}：{'、'.join(names)}")
    if task.deadlines:
        lines.append(f"      时限：{'、'.join(deadline.text for deadline in task.deadlines)}")
    return lines
