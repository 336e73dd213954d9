"""DATABASE_URL: which database the portal uses, SQLite or PostgreSQL."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from portal.environment import EnvironmentProblem

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"

BUSY_TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Pool:
    """Connections to PostgreSQL that one process keeps, and how long it waits for a free one."""

    least: int = 1
    most: int = 8
    seconds: int = 10


POOL = Pool()

# A server that vanishes without a word (its machine, the network) is noticed within about half a minute, not after the
# hours that systems wait by default. Settings of libpq, in seconds and milliseconds; the address may say otherwise.
NOTICED_SOON = {
    "connect_timeout": "5",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}

ADVICE = (
    "可以写 sqlite:////绝对路径/portal.sqlite3,"
    "或 postgresql://用户：密码@主机:5432/库名（密码中的特殊字符用 %XX 表示）。"
)


def database_from_url(url: str, *, root: Path, pool: Pool = POOL, name: str = "DATABASE_URL") -> dict[str, Any]:
    """Turn DATABASE_URL, or the variable `name`, into Django's settings of one database.

    Raises EnvironmentProblem when it makes no sense.

    `sqlite:///a.db` is relative to root, `sqlite:////a/b.db` is absolute, as SQLAlchemy and dj-database-url write it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise EnvironmentProblem(f"环境变量 {name} 读不懂。{ADVICE}") from None
    if parts.scheme == "sqlite":
        return _sqlite(parts, root=root, variable=name)
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(parts, port=port, pool=pool, variable=name)
    raise EnvironmentProblem(f"环境变量 {name} 以“{parts.scheme}”开头，只支持 sqlite 和 postgresql。{ADVICE}")


def sqlite_database(path: Path) -> dict[str, Any]:
    """Settings of an SQLite file: many may read while one writes, and a writer waits for its turn.

    IMMEDIATE takes the write lock when a transaction begins: a transaction that reads first and writes later would
    otherwise fail at once with "database is locked", whatever the timeout.
    """
    return {
        "ENGINE": SQLITE,
        "NAME": path,
        "OPTIONS": {
            "timeout": BUSY_TIMEOUT_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _sqlite(parts: SplitResult, *, root: Path, variable: str) -> dict[str, Any]:
    """Settings of the SQLite file that the address names; its folder must exist."""
    name = unquote(parts.path)[1:]
    if parts.netloc or not name:
        raise EnvironmentProblem(f"环境变量 {variable} 没有写 SQLite 文件的路径。{ADVICE}")
    path = root / name
    if not path.parent.is_dir():
        raise EnvironmentProblem(f"环境变量 {variable} 指向的文件夹 {path.parent} 不存在。先建好文件夹，再启动。")
    return sqlite_database(path)


def _postgresql(parts: SplitResult, *, port: int | None, pool: Pool, variable: str) -> dict[str, Any]:
    """Settings of a PostgreSQL database, through the connection pool of psycopg."""
    name = unquote(parts.path)[1:]
    if not name or "/" in name:
        raise EnvironmentProblem(f"环境变量 {variable} 没有写 PostgreSQL 的库名。{ADVICE}")
    options: dict[str, Any] = {**NOTICED_SOON, **dict(parse_qsl(parts.query))}
    # A socket folder cannot stand in the host part of an address, so it comes as ?host=/folder.
    host = options.pop("host", "") or unquote(parts.hostname or "")
    options["pool"] = {"min_size": pool.least, "max_size": pool.most, "timeout": pool.seconds}
    return {
        "ENGINE": POSTGRESQL,
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
