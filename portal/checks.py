"""System checks: what must be right before the portal serves anybody, each with an id and a hint."""

import csv
import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from documents.parsing.corrections import corrections_for
from documents.parsing.domains import taxonomy
from documents.parsing.functions import agency_functions
from documents.parsing.gazetteer import gazetteer
from documents.parsing.lexicon import agency_words, genre_words, role_words, rule_sentences, target_words
from documents.parsing.reference import ReferenceDataError
from portal.database import SQLITE

# 3.31 is the oldest that Django 5.2 supports; older ones ignore constraints silently.
OLDEST_SQLITE = (3, 31, 0)
SHORTEST_TOKEN = 20

REFERENCE_DATA: Mapping[str, Callable[[], object]] = {
    "地区": gazetteer,
    "领域": taxonomy,
    "职能": agency_functions,
    "单位用词": agency_words,
    "文种用词": genre_words,
    "章节用词": role_words,
    "目标用词": target_words,
    "规则说明": rule_sentences,
    "更正": lambda: corrections_for(""),
}


@register
def check_reference_data(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """portal.E001: every list that the parser reads loads and is valid."""
    return reference_problems(REFERENCE_DATA)


def reference_problems(lists: Mapping[str, Callable[[], object]]) -> list[CheckMessage]:
    """Load each list by its loader; return one error for each that does not load."""
    problems: list[CheckMessage] = []
    for name, load in lists.items():
        try:
            load()
        except (ReferenceDataError, OSError) as problem:
            problems.append(
                Error(
                    f"基础数据“{name}”不能载入：{problem}",
                    hint="改正该文件，或从代码库恢复它：git checkout -- fixtures documents/parsing",
                    id="portal.E001",
                )
            )
    return problems


@register
def check_sqlite_version(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """portal.E002: SQLite is new enough, when it is the database."""
    if settings.DATABASES["default"]["ENGINE"] != SQLITE:
        return []
    return sqlite_problems(sqlite3.sqlite_version_info)


def sqlite_problems(version: tuple[int, int, int]) -> list[CheckMessage]:
    """Return an error for a version below 3.31."""
    if version >= OLDEST_SQLITE:
        return []
    return [
        Error(
            f"SQLite 版本 {'.'.join(map(str, version))} 太旧，至少要 3.31。",
            hint="换一个较新的 Python，或把 DATABASE_URL 指向 PostgreSQL。",
            id="portal.E002",
        )
    ]


@register
def check_corpus(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """portal.E003: the five documents are, byte for byte, those of the manifest."""
    return corpus_problems(settings.CORPUS_DIR)


def corpus_problems(folder: Path) -> list[CheckMessage]:
    """Compare each file of manifest.csv with its SHA-256; return one error for each that differs or is missing."""
    try:
        with (folder / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
            expected = {row["file"]: row["sha256"] for row in csv.DictReader(manifest)}
    except (OSError, KeyError, UnicodeDecodeError) as problem:
        return [_corpus_error(f"清单 manifest.csv 不能读取：{problem}")]
    return [
        _corpus_error(f"{name} 与清单不符，或已缺失。")
        for name, sha256 in expected.items()
        if not (folder / name).is_file() or hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha256
    ]


def _corpus_error(problem: str) -> Error:
    return Error(
        f"随附文件有误：{problem}",
        hint="从代码库恢复：git checkout -- fixtures/corpus；并确认 git 没有改动换行符。",
        id="portal.E003",
    )


@register(Tags.security, deploy=True)
def check_production(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """portal.W001, portal.W002, portal.W003: asked by `check --deploy` only."""
    return [
        *production_problems(production=settings.PRODUCTION, hosts=settings.ALLOWED_HOSTS),
        *token_problems(settings.METRICS_TOKEN),
    ]


def production_problems(*, production: bool, hosts: list[str]) -> list[CheckMessage]:
    """Warn when a portal that is about to go public still runs as a demonstration, or answers to any name."""
    problems: list[CheckMessage] = []
    if not production:
        problems.append(
            checks.Warning(
                "门户以演示方式运行：密钥自动生成，不强制 HTTPS。",
                hint="正式运行前设置 PORTAL_ENV=production。",
                id="portal.W001",
            )
        )
    if "*" in hosts:
        problems.append(
            checks.Warning(
                "门户接受任何域名的请求。", hint="在 PORTAL_ALLOWED_HOSTS 中只写自己的域名。", id="portal.W002"
            )
        )
    return problems


def token_problems(token: str) -> list[CheckMessage]:
    """Warn of a token for the figures that can be guessed."""
    if not token or len(token) >= SHORTEST_TOKEN:
        return []
    return [
        checks.Warning(
            f"PORTAL_METRICS_TOKEN 只有 {len(token)} 个字符，猜得出来。",
            hint=f"至少 {SHORTEST_TOKEN} 个字符，可用 python3 -c 'import secrets; print(secrets.token_urlsafe(32))' 生成。",
            id="portal.W003",
        )
    ]
