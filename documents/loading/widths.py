"""Texts that must fit a column: PostgreSQL refuses what is too long, SQLite would take it."""

from __future__ import annotations


def fit(text: str, width: int) -> str:
    """The text, or its beginning with an ellipsis; the whole stays readable in the original.

    >>> fit("关于加快推进新型智慧城市建设的实施意见", 8)
    '关于加快推进新…'
    """
    return text if len(text) <= width else f"{text[: width - 1]}…"
