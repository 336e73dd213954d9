"""Reference data: where the fixtures folder is, how its CSV and JSON files are read and checked."""

import csv
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


class ReferenceDataError(Exception):
    """A reference data file is missing or has a bad row; the message names file, line and remedy."""

    def __init__(self, path: Path, *, problem: str, advice: str, line: int | None = None) -> None:
        self.path = path
        self.line = line
        place = f"{path.name} 第 {line} 行" if line else path.name
        super().__init__(f"{place}：{problem}。{advice}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a CSV file that remembers where it stands, so that a check can point to it."""

    path: Path
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def error(self, problem: str, *, advice: str = "请改正这一行") -> ReferenceDataError:
        """The error for this row: problem in words, e.g. ``级别“乡”未定义``."""
        return ReferenceDataError(self.path, problem=problem, advice=advice, line=self.line)

    def required(self, column: str) -> str:
        """The value of a column that must not be empty; raises ReferenceDataError."""
        value = self.values[column]
        if not value:
            raise self.error(f"“{column}”为空")
        return value

    def choice(self, column: str, *, among: Collection[str]) -> str:
        """The value of a column that must be one of ``among``; raises ReferenceDataError."""
        value = self.values[column]
        if value not in among:
            raise self.error(f"“{column}”为“{value}”，应为其中之一：{'、'.join(sorted(among))}")
        return value

    def integer(self, column: str) -> int:
        """The value of a column that must be a whole number; raises ReferenceDataError."""
        value = self.values[column]
        if not value.isascii() or not value.isdigit():
            raise self.error(f"“{column}”为“{value}”，应为整数")
        return int(value)

    def words(self, column: str) -> tuple[str, ...]:
        """A column that lists words separated by ``|``, e.g. ``襄樊市|襄樊`` gives two."""
        return tuple(word for word in self.values[column].split("|") if word)


def read_csv(path: Path, *, columns: Sequence[str]) -> Iterator[Row]:
    """Read a UTF-8 CSV file whose header is exactly ``columns``; yields one Row per line.

    Raises ReferenceDataError for a missing file, another header or a row of another width.
    """
    with _open(path) as stream:
        reader = csv.reader(stream, strict=True)
        if tuple(next(reader, ())) != tuple(columns):
            raise ReferenceDataError(path, line=1, problem=f"表头应为 {','.join(columns)}", advice="请恢复表头")
        yield from _rows(path, reader, columns)


def _rows(path: Path, reader: Any, columns: Sequence[str]) -> Iterator[Row]:
    width = len(columns)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise ReferenceDataError(
                path, line=reader.line_num, problem=f"引号不配对（{error}）", advice="请检查引号"
            ) from error
        if cells is None:
            return
        if len(cells) != width:
            raise ReferenceDataError(
                path,
                line=reader.line_num,
                problem=f"有 {len(cells)} 列，应有 {width} 列",
                advice="含逗号的内容请加英文引号",
            )
        yield Row(path, reader.line_num, dict(zip(columns, cells, strict=True)))


def read_json(path: Path) -> Any:
    """Read a UTF-8 JSON file; raises ReferenceDataError with the line of a syntax error."""
    with _open(path) as stream:
        try:
            return json.load(stream)
        except json.JSONDecodeError as error:
            raise ReferenceDataError(
                path, line=error.lineno, problem=f"不是有效的 JSON（{error.msg}）", advice="请检查标点和引号"
            ) from error


def _open(path: Path) -> Any:
    try:
        return path.open(encoding="utf-8", newline="")
    except FileNotFoundError as error:
        raise ReferenceDataError(
            path, problem="文件不存在", advice=f"请从版本库恢复 {path.parent.name}/{path.name}"
        ) from error
