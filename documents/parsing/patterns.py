"""Every regular expression of the parser in one registry, so that each is tested against attack strings.

Add a pattern with `pattern(name, expression)`. Expressions run over single lines or short
stretches; tests/documents/parsing/test_patterns.py feeds each of them long hostile strings.
"""

from __future__ import annotations

import re

REGISTRY: dict[str, re.Pattern[str]] = {}


def pattern(name: str, expression: str) -> re.Pattern[str]:
    """Compile and register `expression` under `name`; a name can be given once.

    >>> pattern("doctest_year", r"\\d{4}年").search("到2022年").group()
    '2022年'
    """
    if name in REGISTRY:
        raise ValueError(f"pattern {name!r} is registered twice")
    compiled = re.compile(expression)
    REGISTRY[name] = compiled
    return compiled
