"""System check: every address has its line in the table of access, and every line an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from portal.access import ACCESS, NAMESPACES, rule_of


@register
def check_access(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """portal.E004, portal.E005: the table of access and the addresses agree."""
    return access_problems(set(view_names()))


def view_names() -> Iterator[str]:
    """The name of every view that an address leads to, with its namespace: "documents:tasks"."""
    yield from _names(get_resolver().url_patterns, before="")


def _names(patterns: Iterable[URLPattern | URLResolver], *, before: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{before}{pattern.namespace}:" if pattern.namespace else before
            yield from _names(pattern.url_patterns, before=inside)
        else:
            yield f"{before}{pattern.name or pattern.lookup_str}"


def access_problems(names: set[str]) -> list[CheckMessage]:
    """Return one error for each view without a line, and for each line without a view."""
    missing = [
        Error(
            f"地址 {name} 没有写明谁可以打开，门户按“没有这一页”答复。",
            hint="在 portal/access.py 的表中加上它和最低的角色。",
            id="portal.E004",
        )
        for name in sorted(names)
        if rule_of(name) is None
    ]
    stale = [
        Error(f"portal/access.py 中的 {name} 没有对应的地址。", hint="删去这一行，或补上地址。", id="portal.E005")
        for name in sorted(ACCESS.keys() - names)
    ]
    unused = [
        Error(f"portal/access.py 中的 {name}: 没有对应的地址。", hint="删去这一行，或补上地址。", id="portal.E005")
        for name in sorted(NAMESPACES.keys() - {name.partition(":")[0] for name in names})
    ]
    return [*missing, *stale, *unused]
