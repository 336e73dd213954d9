"""All facts of a folder of documents as short lines, so that two versions of the rules can be compared.

Run as a program with the code of either version on the path: it prints one JSON object, file name -> facts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.parsing.contract import as_contract
from documents.parsing.errors import ParsingError
from documents.parsing.pipeline import parse

Facts = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that a version of the rules finds and the other does not; `sign` is + or -."""

    file: str
    sign: str
    fact: str


def facts_of(contract: Mapping[str, Any]) -> Iterator[str]:
    """The facts of one parse result, each as `kind: place what`.

    Example: 任务: 三/(一)/1 通信基础设施 [infrastructure/network].
    """
    for field, value in contract["metadata"].items():
        if value:
            yield f"要素: {field} {json.dumps(value, ensure_ascii=False)}"
    for task in contract["tasks"]:
        where = f"{task['locator']} {task['title']}"
        yield f"{'任务' if task['category'] == 'key_task' else '保障'}: {where} [{task['domain']}]"
        for agency in task["agencies"]:
            yield f"单位: {where} {agency['role']} {agency['name']}"
    for target in contract["targets"]:
        due = (target["deadline"] or {}).get("date", "")
        value = f"{target['operator']} {target['value']} {target['unit']}" if target["value"] is not None else "里程碑"
        yield f"目标: {target['locator']} {target['indicator']} {value} {due}".rstrip()
    for stage in contract["stages"]:
        yield f"步骤: {stage['locator']} {stage['title']}"
    for citation in contract["citations"]:
        yield f"引用: {citation['title']} {citation['document_number']}".rstrip()
    for doubt in contract["doubts"]:
        yield f"疑点: {doubt['kind']} {doubt['message']}"


def list_facts(
    folder: Path, *, suffixes: Sequence[str] = (".txt", ".html", ".htm", ".docx", ".pdf")
) -> dict[str, list[str]]:
    """Facts of every document of a folder; a refused file has its refusal as its only fact."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in suffixes:
            try:
                found[path.name] = list(facts_of(as_contract(parse(path))))
            except ParsingError as error:
                found[path.name] = [f"未读: {error}"]
    return found


def compare_facts(before: Facts, after: Facts) -> list[FactChange]:
    """What was lost (-) and gained (+) from one version to the next, file by file."""
    changes: list[FactChange] = []
    for file in sorted({*before, *after}):
        old, new = Counter(before.get(file, ())), Counter(after.get(file, ()))
        changes.extend(FactChange(file, "-", fact) for fact in (old - new).elements())
        changes.extend(FactChange(file, "+", fact) for fact in (new - old).elements())
    return changes


if __name__ == "__main__":
    sys.stdout.write(json.dumps(list_facts(Path(sys.argv[1])), ensure_ascii=False))
