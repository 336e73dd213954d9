"""What a table shows, line by line as texts, to hold a file against that was read back."""

from __future__ import annotations

from documents.tables import Cell, Group, Lines, Table
from tests.documents.rereading import csv_lines, docx_lines, json_lines, markdown_tables, plain, xlsx_lines


def rows_of(table: Table) -> list[list[str]]:
    """The texts of every row, in the order of the columns."""
    return [[plain(cell.text) for cell in row] for row in table.cells()]


def flat_lines(table: Table) -> list[list[str]]:
    """Header, groups, rows and totals as a CSV has them, the name of the group in front where there are groups."""
    lines = [[*([table.group_heading] if table.group else []), *map(plain, table.headings)]]
    group = ""
    for line in table.lines():
        if isinstance(line, Group):
            group = line.name
            texts = [line.text_of(column) for column in table.columns]
            lines.append([group, *texts] if table.group else [group, *texts[1:]])
        else:
            lines.append([*([group] if table.group else []), *(plain(cell.text) for cell in line)])
    return lines


def sheet_lines(table: Table) -> list[list[str]]:
    """Header, groups, rows and totals as a sheet has them: what is not printed stands last."""
    columns = [*(c for c in table.columns if c.printed), *(c for c in table.columns if not c.printed)]
    return [[plain(str(column.heading)) for column in columns], *_lines(table, columns, lambda cell: plain(cell.text))]


def paper_lines(table: Table, columns) -> list[list[str]]:
    """Header, groups, rows and totals as paper has them: nothing folded, no empty lines between blocks."""
    return [[plain(str(column.heading)) for column in columns], *_lines(table, columns, _on_paper)]


def _lines(table: Table, columns, text_of) -> list[list[str]]:
    made = []
    for line in table.lines():
        if isinstance(line, Group):
            made.append([line.name, *(line.text_of(column) for column in columns[1:])])
        else:
            cells = {cell.column.key: cell for cell in line}
            made.append([text_of(cells[column.key]) for column in columns])
    return made


def _on_paper(cell: Cell) -> str:
    if not isinstance(cell.value, Lines):
        return plain(cell.text)
    lines = [line for block in cell.value.blocks for line in block]
    return plain("\n".join(f"{line.label} {line.whole}" if line.label else line.whole for line in lines))


def header_rows(table: Table) -> int:
    """How many rows the header has: two where columns stand in groups."""
    return 2 if any(column.group for column in table.columns) else 1


def assert_csv_equals(content: bytes, table: Table) -> None:
    """The CSV holds what the table shows; an apostrophe before what looks like a formula is no difference."""
    assert [[_armed(text) for text in line] for line in csv_lines(content)] == flat_lines(table)


def _armed(text: str) -> str:
    return text.removeprefix("'")


def assert_xlsx_equals(content: bytes, table: Table, *, sheet: int = 0) -> None:
    """The sheet holds what the table shows."""
    read = xlsx_lines(content, sheet=sheet, header=header_rows(table))
    assert read == sheet_lines(table)


def assert_docx_equals(content: bytes, table: Table) -> None:
    """The Word file holds what is printed of the table, in as many parts as its columns need."""
    fixed = list(table.printed[: table.fixed_columns])
    rest = list(table.printed[table.fixed_columns :])
    for part in docx_lines(content):
        read = part[header_rows(table) - 1 :]
        width = len(read[0]) - len(fixed)
        columns, rest = [*fixed, *rest[:width]], rest[width:]
        assert [[_without_empty(text) for text in line] for line in read] == [
            [_without_empty(text) for text in line] for line in paper_lines(table, columns)
        ]
    assert rest == [], "columns that are in no part"


def _without_empty(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line)


def assert_json_equals(content: bytes, table: Table, *, number: int = 0) -> None:
    """The JSON holds what the table shows."""
    assert json_lines(content, table=number) == [list(map(str, table.headings)), *rows_of_exact(table)]


def rows_of_exact(table: Table) -> list[list[str]]:
    """The texts of every row with the line breaks they have."""
    return [[cell.text for cell in row] for row in table.cells()]


def assert_markdown_equals(content: bytes, table: Table, *, number: int = 0) -> None:
    """The Markdown holds what the table shows; a group's name stands in its first cell."""
    header, *lines = markdown_tables(content)[number]
    grouped = [f"{column.group}\n{column.heading}" if column.group else str(column.heading) for column in table.columns]
    assert header == [plain(heading) for heading in grouped]
    assert lines == _lines(table, list(table.columns), lambda cell: plain(cell.text))
