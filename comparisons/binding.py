"""How strongly a kind of text binds: 指导性, 部署性 or 规范性, so that a header says it and nobody ranks across it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

KINDS = Path(__file__).resolve().parent / "data" / "binding.json"
WORDS = {"guiding": _("指导性"), "assigning": _("部署性"), "ruling": _("规范性")}


@cache
def _kind_of_type() -> dict[str, str]:
    kinds = json.loads(KINDS.read_text(encoding="utf-8"))["kinds"]
    return {document_type: kind for kind, types in kinds.items() for document_type in types}


def binding_words(document_type: str) -> str:
    """The binding of a kind of text in one word; empty for a kind that is not classed.

    指导意见 is 指导性, 实施方案 部署性, 办法 规范性 (comparisons/data/binding.json says why).
    """
    kind = _kind_of_type().get(document_type)
    return str(WORDS[kind]) if kind else ""
