"""The secret key that signs sessions: required in production, made once and kept for a local demonstration."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from portal.environment import Environment, EnvironmentProblem

SHORTEST_KEY = 50
ADVICE = (
    "正式运行必须自备密钥，且每台服务器相同。生成一个："
    "python -c 'import secrets; print(secrets.token_urlsafe(64))',再写入 DJANGO_SECRET_KEY。"
)


def secret_key(env: Environment, *, production: bool, kept_in: Path) -> str:
    """Return the key from DJANGO_SECRET_KEY, or for a demonstration the one kept in a file.

    Raises EnvironmentProblem in production when the key is missing or short.
    """
    if not production:
        return env.text("DJANGO_SECRET_KEY") or _kept_key(kept_in)
    key = env.required("DJANGO_SECRET_KEY", advice=ADVICE)
    if len(key) < SHORTEST_KEY:
        raise EnvironmentProblem(f"环境变量 DJANGO_SECRET_KEY 太短，至少 {SHORTEST_KEY} 个字符。{ADVICE}")
    return key


def _kept_key(path: Path) -> str:
    """Return the key kept in the file; make it first, readable by its owner only, if there is none yet."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(path)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(get_random_secret_key())
    return _read_key(path)


def _read_key(path: Path) -> str:
    """Return the key in the file; an empty file (a first start that was killed) is told, not used."""
    key = path.read_text(encoding="ascii").strip()
    if len(key) < SHORTEST_KEY:
        raise EnvironmentProblem(f"密钥文件 {path} 不完整。删除它再启动，会自动重新生成。")
    return key
