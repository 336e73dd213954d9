"""The parser's word lists: read once from data/, checked on reading, each list with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from documents.parsing.reference import ReferenceDataError, read_json

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words that tell the role of a chapter by its heading, and of a lost chapter by its items."""

    chapters: dict[str, tuple[str, ...]]
    whole_names: dict[str, tuple[str, ...]]
    """Names that tell the role only where nothing else is said: 工作机制 beside 健全工作机制, which is a task."""
    opened_by: dict[str, tuple[str, ...]]
    """What a chapter of several clauses says first, behind a verb: 加强组织领导，形成发展合力."""
    last: tuple[str, ...]
    """What only the last chapter secures by its name, behind a verb: 健全工作机制, 压实各方责任."""
    subjects: tuple[str, ...]
    """What is itself provided, so that its 保障机制 is a task: 要素, 社会, 住房."""
    endings: dict[str, tuple[str, ...]]
    """What a name of few characters ends with: 园区类型."""
    divided: dict[str, tuple[str, ...]]
    """Names that tell the role where numbered items stand below: 有关要求（一）加强组织领导."""
    items: dict[str, tuple[str, ...]]
    leading_verbs: tuple[str, ...]
    acting: tuple[str, ...]
    """Verbs that open what is to be done: 优化工作流程 is a task, 工作流程 tells how one works."""


@dataclass(frozen=True, slots=True)
class GenreWords:
    """Genre words of titles, longest first, and the document type each stands for."""

    genres: tuple[str, ...]
    type_of: dict[str, str]
    cited_also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetWords:
    """Words around quantities: units, verbs that commit, words that unmake a target."""

    units: tuple[str, ...]
    commit: tuple[str, ...]
    commit_right_before: tuple[str, ...]
    """Verbs that commit only right before the number: 选取2个县 is a promise, 选取标准 none."""
    commit_at_the_beginning: tuple[str, ...]
    """Verbs that commit only where they open a clause that a number ends: 处置低效用地3000亩."""
    strengths: dict[str, tuple[str, ...]]
    not_before: tuple[str, ...]
    not_units: tuple[str, ...]
    not_in_clause: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyWords:
    """Labels of responsibility notes, endings of agency names, marks of collectives, names given without a level."""

    labels: dict[str, tuple[str, ...]]
    other_labels: tuple[str, ...]
    endings: tuple[str, ...]
    collectives: tuple[str, ...]
    mechanisms: tuple[str, ...]
    party_organs: tuple[str, ...]
    mass_organs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaiwanWords:
    """Words that show Taiwan wording, and words of it that are ordinary on the mainland too."""

    evidence: tuple[str, ...]
    ordinary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleSentence:
    """What one rule goes by, for readers: code task.numbered_item, subject 任务, a sentence in Chinese."""

    code: str
    subject: str
    sentence: str


def word_list(content: dict[str, Any], key: str, *, path: Path) -> tuple[str, ...]:
    """A list of distinct, non-empty words under `key`; raises ReferenceDataError otherwise."""
    words = content.get(key)
    if not isinstance(words, list) or not all(
        isinstance(word, str) and word.strip() == word and word for word in words
    ):
        raise ReferenceDataError(path, problem=f"“{key}”应为非空词的列表", advice="请检查空词和多余空格")
    repeated = {word for word in words if words.count(word) > 1}
    if repeated:
        raise ReferenceDataError(path, problem=f"“{key}”中重复：{'、'.join(sorted(repeated))}", advice="请删去重复")
    return tuple(words)


def _mapped_lists(content: dict[str, Any], key: str, path: Path) -> dict[str, tuple[str, ...]]:
    return {name: word_list(content[key], name, path=path) for name in content[key]}


@cache
def role_words() -> RoleWords:
    """The words of data/roles.json (重点任务 is a chapter of role task)."""
    path = DATA / "roles.json"
    content = read_json(path)
    return RoleWords(
        chapters=_mapped_lists(content, "chapters", path),
        whole_names=_mapped_lists(content, "whole_names", path),
        opened_by=_mapped_lists(content, "opened_by", path),
        last=word_list(content, "last", path=path),
        subjects=word_list(content, "subjects", path=path),
        endings=_mapped_lists(content, "endings", path),
        divided=_mapped_lists(content, "divided", path),
        items=_mapped_lists(content, "items", path),
        leading_verbs=word_list(content, "leading_verbs", path=path),
        acting=(*content["items"]["task"], *content["leading_verbs"], *word_list(content, "further_verbs", path=path)),
    )


@cache
def genre_words() -> GenreWords:
    """The words of data/genres.json (实施意见, 行动计划 …)."""
    path = DATA / "genres.json"
    content = read_json(path)
    genres = sorted(word_list(content, "genres", path=path), key=len, reverse=True)
    return GenreWords(tuple(genres), dict(content["type_of"]), word_list(content, "cited_also", path=path))


@cache
def target_words() -> TargetWords:
    """The words of data/targets.json (units such as 个, verbs such as 建成)."""
    path = DATA / "targets.json"
    content = read_json(path)
    return TargetWords(
        units=tuple(sorted(word_list(content, "units", path=path), key=len, reverse=True)),
        commit=word_list(content, "commit", path=path),
        commit_right_before=word_list(content, "commit_right_before", path=path),
        commit_at_the_beginning=word_list(content, "commit_at_the_beginning", path=path),
        strengths=_mapped_lists(content, "strengths", path),
        not_before=word_list(content, "not_before", path=path),
        not_units=word_list(content, "not_units", path=path),
        not_in_clause=word_list(content, "not_in_clause", path=path),
    )


@cache
def agency_words() -> AgencyWords:
    """The words of data/agencies.json (labels such as 牵头单位, endings such as 管理局)."""
    path = DATA / "agencies.json"
    content = read_json(path)
    return AgencyWords(
        labels=_mapped_lists(content, "labels", path),
        other_labels=word_list(content, "other_labels", path=path),
        endings=tuple(sorted(word_list(content, "endings", path=path), key=len, reverse=True)),
        collectives=word_list(content, "collectives", path=path),
        mechanisms=word_list(content, "mechanisms", path=path),
        party_organs=word_list(content, "party_organs", path=path),
        mass_organs=word_list(content, "mass_organs", path=path),
    )


@cache
def taiwan_words() -> TaiwanWords:
    """The words of data/taiwan_wording.json (网际网路, 最佳化 …)."""
    path = DATA / "taiwan_wording.json"
    content = read_json(path)
    return TaiwanWords(word_list(content, "evidence", path=path), word_list(content, "ordinary", path=path))


@cache
def rule_sentences() -> dict[str, RuleSentence]:
    """The sentences of data/rules.json by code, in its order (task.numbered_item: 任务部分中最深一层的编号条目)."""
    path = DATA / "rules.json"
    found: dict[str, RuleSentence] = {}
    for subject, sentences in read_json(path)["rules"].items():
        for code, sentence in sentences.items():
            if not isinstance(sentence, str) or not sentence.strip():
                raise ReferenceDataError(path, problem=f"规则“{code}”没有说明", advice="请写一句中文说明")
            found[code] = RuleSentence(code, subject, sentence)
    return found
