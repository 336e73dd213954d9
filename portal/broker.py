"""CELERY_BROKER_URL: the queue over which workers are told that there is work, Redis or RabbitMQ; none by default."""

from urllib.parse import urlsplit

from portal.environment import EnvironmentProblem

REDIS = ("redis", "rediss")
RABBITMQ = ("amqp", "amqps")

ADVICE = "可以写 redis://:密码@主机:6379/0，或 amqp://用户:密码@主机:5672/虚拟主机（密码中的特殊字符用 %XX 表示）。"


def broker_url(url: str) -> str:
    """The address as given, "" where there is none; raise EnvironmentProblem when it makes no sense.

    `rediss` and `amqps` are the same over TLS.
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise EnvironmentProblem(f"环境变量 CELERY_BROKER_URL 读不懂。{ADVICE}") from None
    if parts.scheme not in (*REDIS, *RABBITMQ):
        raise EnvironmentProblem(
            f"环境变量 CELERY_BROKER_URL 以“{parts.scheme}”开头，只支持 redis（rediss）和 amqp（amqps）。{ADVICE}"
        )
    if not host:
        raise EnvironmentProblem(f"环境变量 CELERY_BROKER_URL 没有写主机。{ADVICE}")
    database = parts.path.strip("/")
    if parts.scheme in REDIS and database and not (database.isascii() and database.isdigit()):
        raise EnvironmentProblem(
            f"环境变量 CELERY_BROKER_URL 中 Redis 的库号是“{database}”，应是整数，如 redis://127.0.0.1:6379/0。"
        )
    return url
