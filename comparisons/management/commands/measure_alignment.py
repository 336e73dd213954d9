"""`manage.py measure_alignment PAIRS`: precision and recall of the alignment on graded pairs, as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comparisons.aspects.aligned.graded import PairsNotFound, measure, read_graded
from comparisons.measured import MEASURED


class Command(BaseCommand):
    """Measure the alignment on pairs that readers graded; the documents must be loaded."""

    help = "在人工判定的任务对上测量任务对齐的准确率和召回率"

    def add_arguments(self, parser: CommandParser) -> None:
        """The file of pairs, and whether to keep the figures for the method page."""
        parser.add_argument("pairs", type=Path, help="判定好的任务对（JSON）")
        parser.add_argument("--write", action="store_true", help="把结果写入方法页所用的数据文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table; with --write keep the figures."""
        try:
            measured = measure(read_graded(options["pairs"]))
        except (OSError, json.JSONDecodeError, KeyError) as error:
            raise CommandError(f"{options['pairs']}：读不出任务对（{error}）") from error
        except PairsNotFound as error:
            raise CommandError(str(error)) from error
        for line in _lines(measured):
            self.stdout.write(line)
        if options["write"]:
            MEASURED.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            self.stdout.write(f"已写入 {MEASURED.name}")


def _lines(measured: dict[str, Any]) -> Iterator[str]:
    pairs = "，".join(f"{grade} {count}" for grade, count in measured["pairs"].items())
    yield f"{measured['documents']}份文件，{measured['tasks']}项任务；任务对：{pairs}（disputed 不计）"
    yield f"{'方法':<28}{'准确率':>8}{'召回率':>8}{'对':>6}{'错':>6}{'漏':>6}"
    yield _line(f"jieba TF-IDF 余弦（最佳阈值 {measured['baseline']['threshold']}）", measured["baseline"])
    for key, name in (("without_related", "不用相关词表"), ("with_related", "用相关词表")):
        yield _line(name, measured[key])
        for document, figures in measured[key]["left_out"].items():
            yield _line(f"  参数不看 {document}，在其上测", figures)
        yield _line("  逐份留出，合计", measured[key]["left_out_all"])


def _line(name: str, figures: dict[str, float]) -> str:
    counts = "".join(f"{figures[key]:>7}" for key in ("right", "wrong", "missed"))
    return f"{name:<30}{figures['precision']:>9.3f}{figures['recall']:>9.3f}{counts}"
