"""How to cite: references after GB/T 7714—2015 and BibTeX entries, for a policy document and for a table made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# GB/T 7714—2015, appendix B: 电子公告 and 数据集, both read online.
NOTICE = "EB/OL"
DATASET = "DS/OL"
# What TeX takes for a command; a backslash first, or those that follow would be escaped twice.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
NOT_IN_KEYS = re.compile(r"[^0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited."""

    authors: tuple[str, ...]
    title: str
    number: str
    """文号; empty where there is none."""
    published: date | None
    accessed: date
    address: str
    medium: str
    key: str
    """What the BibTeX entry is called; what cannot stand in a key is left out."""


def gbt7714(reference: Reference) -> str:
    """The reference in one line, after GB/T 7714—2015, 8.

    茅箭区人民政府办公室. 茅箭区推进新型智慧城市建设实施方案: 茅政办发〔2022〕18号[EB/OL]. (2022-07-18)[2026-11-22].
    https://… ; without a date of publication only the day of access stands.
    """
    authors = ", ".join(_line(author) for author in reference.authors)
    title = ": ".join(_line(part) for part in (reference.title, reference.number) if part)
    day = f"({reference.published.isoformat()})" if reference.published else ""
    lead = f"{authors}. " if authors else ""
    return f"{lead}{title}[{reference.medium}]. {day}[{reference.accessed.isoformat()}]. {reference.address}."


def bibtex(reference: Reference) -> str:
    """The entry as BibTeX reads it; names of offices stand in braces so that no style takes them apart."""
    fields = [
        ("author", " and ".join(f"{{{_tex(author)}}}" for author in reference.authors)),
        ("title", f"{{{_tex(reference.title)}}}"),
        ("number", _tex(reference.number)),
        ("year", str(reference.published.year) if reference.published else ""),
        ("date", reference.published.isoformat() if reference.published else ""),
        ("url", _address(reference.address)),
        ("urldate", reference.accessed.isoformat()),
    ]
    lines = [f"  {name} = {{{value}}}" for name, value in fields if value]
    key = NOT_IN_KEYS.sub("-", reference.key).strip("-") or "policy"
    return "\n".join((f"@misc{{{key},", ",\n".join(lines), "}"))


def _line(text: str) -> str:
    """The words in one line."""
    return " ".join(text.split())


def _tex(text: str) -> str:
    return "".join(TEX.get(character, character) for character in _line(text))


def _address(address: str) -> str:
    """An address for a url field, which takes everything but braces and backslashes."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
