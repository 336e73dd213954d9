"""House rules of the Python code, so that they hold without anybody remembering them."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("portal", "documents", "comparisons", "tests")
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
}

WRITING = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "acreate",
    "asave",
    "aupdate",
    "adelete",
    "cursor",
}
LONGEST_FUNCTION = 50
LONGEST_FILE = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}


# Who writes: the loader the corpus, editors their decisions on alignment, visitors their snapshots, and accounts theirs.
WRITERS = (
    *("documents/loading", "comparisons/aspects/aligned/deciding.py", "comparisons/snapshots/store.py"),
    "comparisons/draft/tallies.py",
    "documents/arrivals.py",
    "documents/counted.py",
    "portal/accounts",
    "documents/importing/desk",
    "documents/keeping",
)
# Who reads by SQL of his own, where rows are too many for the mapper or an index has no words in it.
READ_BY_SQL = (
    "documents/models/folded.py",
    "documents/neighbours.py",
    "documents/one_state.py",
    "documents/rows/task_copy.py",
    "documents/rows/task_lines.py",
    "documents/views/streaming.py",
)


@cache
def trees():
    """Every module as a tree; read when a test asks, for reading them takes seconds."""
    return {name: ast.parse(source) for name, source in SOURCES.items()}


def application_code():
    """Names of the files that must not write to the tables: all but the writers and the tests."""
    return [name for name in SOURCES if not name.startswith(("tests/", *WRITERS))]


def writes_in(tree):
    """Line and method of each call that writes rows: `x.save()`, `rows.update(state="…")`, `rows.delete()` …

    `update` with a positional argument is that of a dict, a set or a hash; a queryset takes keywords only.
    """
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        method = node.func.attr
        is_update_of_rows = method == "update" and not node.args and node.keywords
        is_delete_of_rows = method == "delete" and not node.args and not node.keywords
        if method in WRITING or is_update_of_rows or is_delete_of_rows:
            yield node.lineno, method


def test_only_the_loading_package_writes_to_the_tables():
    found = [
        f"{name}:{line} .{method}()"
        for name in application_code()
        for line, method in writes_in(trees()[name])
        if (name in READ_BY_SQL) <= (method != "cursor")
    ]

    assert found == []


@pytest.mark.parametrize(
    ("source", "methods"),
    [
        ("task.save()", ["save"]),
        ("Task.objects.create(title='')", ["create"]),
        ("rows.filter(id=1).update(state='draft')", ["update"]),
        ("rows.update(**values)", ["update"]),
        ("rows.delete()", ["delete"]),
        ("Task.objects.bulk_create(rows)", ["bulk_create"]),
        ("connection.cursor()", ["cursor"]),
        ("names.update({'a': 1})", []),
        ("digest.update(data)", []),
        ("words.update(more, others)", []),
        ("cache.delete('key')", []),
        ("save(rows)", []),
    ],
)
def test_the_search_for_writers_tells_rows_from_plain_containers(source, methods):
    assert [method for _, method in writes_in(ast.parse(source))] == methods


def test_the_search_for_writers_does_find_the_writer():
    loading = [name for name in SOURCES if name.startswith("documents/loading")]

    assert any(True for name in loading for _ in writes_in(trees()[name]))


def test_every_module_begins_by_saying_its_one_subject():
    silent = [name for name, tree in trees().items() if not (ast.get_docstring(tree) or "").strip()]

    assert silent == []


def test_no_function_is_longer_than_fifty_lines():
    long = [
        f"{name}:{node.lineno} {node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert long == []


def test_no_file_is_longer_than_four_hundred_lines():
    assert {name: lines for name, s in SOURCES.items() if (lines := s.count("\n")) > LONGEST_FILE} == {}


def test_no_error_is_swallowed_in_silence():
    silent = [
        f"{name}:{node.lineno}"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body)
    ]

    assert silent == []


def marks_html_as_safe(node):
    """Whether this is mark_safe, a SafeString made by hand, or a filter declared safe; format_html escapes and may stay."""
    names = {"mark_safe", "SafeString", "SafeText"}
    if isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        return called in names
    if isinstance(node, ast.ImportFrom):
        return any(alias.name == "mark_safe" for alias in node.names)
    return isinstance(node, ast.keyword) and node.arg in {"is_safe", "needs_autoescape"}


def test_no_code_marks_html_as_safe():
    marked = [
        f"{name}:{getattr(node, 'lineno', '?')}"
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if marks_html_as_safe(node)
    ]

    assert marked == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from django.utils.safestring import mark_safe", True),
        ("mark_safe('<b>')", True),
        ("safestring.mark_safe(text)", True),
        ("SafeString(text)", True),
        ("register.filter(is_safe=True)", True),
        ("format_html('<b>{}</b>', text)", False),
        ("def tag() -> SafeString: return format_html('{}', text)", False),
    ],
)
def test_the_search_for_safe_html_knows_its_spellings(source, found):
    assert any(marks_html_as_safe(node) for node in ast.walk(ast.parse(source))) is found


def test_no_module_is_a_drawer():
    assert [name for name in SOURCES if DRAWERS & set(Path(name).with_suffix("").parts)] == []
