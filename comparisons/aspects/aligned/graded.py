"""The measurement itself: graded pairs of a file, found in the corpus, against what the view sets together."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from comparisons.aspects.aligned.closeness import YARDSTICK, Yardstick
from comparisons.aspects.aligned.grouping import Pair, pair
from comparisons.aspects.aligned.material import Material, RelatedTerms
from comparisons.aspects.aligned.measuring import SAME, Accuracy, accuracy, best_threshold, left_out
from comparisons.aspects.aligned.queries import read_material
from comparisons.aspects.aligned.weighing import weigh
from comparisons.builder import choose_columns
from comparisons.selection import Choice, Selection
from documents.models import PolicyDocument
from documents.parsing.segmentation import words


class PairsNotFound(Exception):
    """Graded tasks that the corpus does not hold; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Graded:
    """The tasks of the graded documents, and the grade of each pair by the places of its tasks."""

    material: Material
    grades: Mapping[Pair, str]
    names: tuple[str, ...]
    """File names of the columns, without ending."""

    @property
    def columns(self) -> list[int]:
        """The column of each task."""
        return [task.column for task in self.material.tasks]


def read_graded(path: Path) -> Graded:
    """Read the pairs and the tasks they name from the corpus. Raises PairsNotFound."""
    pairs = json.loads(path.read_text(encoding="utf-8"))["pairs"]
    names = tuple(sorted({side["document"] for each in pairs for side in (each["a"], each["b"])}))
    slugs = {Path(name).stem: slug for name, slug in PolicyDocument.objects.values_list("file_name", "slug")}
    if missing := [name for name in names if name not in slugs]:
        raise PairsNotFound(_("库里没有这些文件：%(names)s。先载入后再测。") % {"names": "、".join(missing)})
    selection = Selection(choices=tuple(Choice("document", slugs[name]) for name in names), category="all")
    material = read_material(choose_columns(selection, user=None).documents, category="all", user=None)
    number_of = {(names[task.column], task.entry.locator): at for at, task in enumerate(material.tasks)}
    grades: dict[Pair, str] = {}
    for each in pairs:
        keys = [(side["document"], side["locator"]) for side in (each["a"], each["b"])]
        if lost := [key for key in keys if key not in number_of]:
            raise PairsNotFound(
                _("没有找到任务：%(document)s %(locator)s。") % dict(zip(("document", "locator"), lost[0], strict=True))
            )
        grades[pair(number_of[keys[0]], number_of[keys[1]])] = each["grade"]
    return Graded(material, grades, names)


def plain_cosine(graded: Graded) -> dict[Pair, float]:
    """The baseline: cosine of TF-IDF over jieba's words of the whole wordings, nothing else."""
    counts = [Counter(words(task.text)) for task in graded.material.tasks]
    used = Counter(word for each in counts for word in each)
    vectors = []
    for each in counts:
        vector = {word: count * math.log(len(counts) / used[word]) for word, count in each.items()}
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vectors.append({word: weight / length for word, weight in vector.items()})
    columns = graded.columns
    return {
        (first, second): sum(
            vectors[first][word] * vectors[second][word] for word in vectors[first].keys() & vectors[second].keys()
        )
        for first in range(len(vectors))
        for second in range(first + 1, len(vectors))
        if columns[first] != columns[second]
    }


def aligned_pairs(graded: Graded, *, related: bool, yardstick: Yardstick = YARDSTICK) -> set[Pair]:
    """The pairs that the page sets together."""
    terms = graded.material.related if related else RelatedTerms()
    return weigh(graded.material, related=terms, yardstick=yardstick).together(graded.columns)


def measure(graded: Graded) -> dict[str, Any]:
    """Everything measured, as plain values: with and without related terms, the baseline, documents left out."""
    grades = graded.grades
    threshold, plain = best_threshold(plain_cosine(graded), grades=grades)
    result: dict[str, Any] = {
        "pairs": dict(sorted(Counter(grades.values()).items())),
        "documents": len(graded.names),
        "tasks": len(graded.material.tasks),
        "same": sum(grade == SAME for grade in grades.values()),
        "yardstick": {name: round(value, 3) for name, value in asdict(YARDSTICK).items()},
        "baseline": {**_figures(plain), "threshold": threshold},
    }
    for name, related in (("with_related", True), ("without_related", False)):

        def together(yardstick: Yardstick, related: bool = related) -> set[Pair]:
            return aligned_pairs(graded, related=related, yardstick=yardstick)

        out = left_out(graded.columns, grades=grades, together=together)
        result[name] = {
            **_figures(accuracy(together(YARDSTICK), grades=grades)),
            "left_out": {graded.names[column]: _figures(found) for column, _best, found in out},
            "left_out_all": _figures(sum((found for _column, _best, found in out), Accuracy(0, 0, 0))),
        }
    return result


def _figures(found: Accuracy) -> dict[str, float]:
    return {
        "precision": round(found.precision, 3),
        "recall": round(found.recall, 3),
        "right": found.right,
        "wrong": found.wrong,
        "missed": found.missed,
    }
