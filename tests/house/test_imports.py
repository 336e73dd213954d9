"""What import contracts cannot say: who may ask the database, and how little of Django the pure parts know."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The parts of the comparison that talk to Django as a site: pages, addresses, registration, tables, queries.
SITE_PARTS = {
    "addresses", "admin", "apps", "builder", "exporting", "management", "migrations", "models", "page", "templatetags",
    "urls", "views",
}  # fmt: skip
# What is no more than a word of Django: translations, and names of types that no program loads.
PLAIN_DJANGO = {"django.utils.translation", "django.utils.functional", "django_stubs_ext"}
# Modules of these names do so inside a view of a selection, among the snapshots and in the check of a draft; nothing
# else there does.
SITE_MODULES = {
    "aspects": {"deciding", "graded", "page", "queries", "views"},
    "snapshots": {"store", "views"},
    "closest": {"queries", "views"},
    "draft": {"asked", "queries", "report", "shielding", "tallies", "uploads", "urls", "views", "visitors"},
}


def trees_of(package):
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def imported_modules(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def asks_for_rows(tree):
    return any(isinstance(node, ast.Attribute) and node.attr == "objects" for node in ast.walk(tree))


def is_site(name):
    """Whether a module of the comparison may know of addresses and tables."""
    parts = [part.removesuffix(".py") for part in Path(name).parts]
    return parts[1] in SITE_PARTS or parts[-1] in SITE_MODULES.get(parts[1], ())


def test_the_pure_parts_of_the_comparison_know_of_django_only_its_translations():
    found = {
        f"{name}: {module}"
        for name, tree in trees_of("comparisons").items()
        if not is_site(name)
        for module in imported_modules(tree)
        if module.startswith("django") and module not in PLAIN_DJANGO
    }

    assert found == set()


def test_only_builder_and_queries_of_the_comparison_ask_for_rows():
    asking = {name for name, tree in trees_of("comparisons").items() if asks_for_rows(tree)}

    assert asking
    assert {name for name in asking if not is_site(name)} == set()


def test_the_shell_asks_for_no_rows_itself_but_those_of_accounts():
    asking = {name for name, tree in trees_of("portal").items() if asks_for_rows(tree)}

    assert {name for name in asking if not name.startswith("portal/accounts/")} == set()


def test_parsing_is_plain_python():
    found = {
        f"{name}: {module}"
        for name, tree in trees_of("documents/parsing").items()
        for module in imported_modules(tree)
        if module.split(".")[0] in {"django", "portal", "comparisons"} or module.startswith("documents.models")
    }

    assert found == set()


def test_only_the_registry_and_the_readers_of_data_compile_patterns():
    compiling = {
        name
        for name, tree in trees_of("documents/parsing").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr == "compile"
    }

    assert compiling == {"documents/parsing/patterns.py"}
