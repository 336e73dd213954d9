"""The work queue: `celery -A portal.queue worker` works off what waits, on as many machines as are wanted.

A message says only "look"; what there is to do, and who does it, stands in the tables. So a message may be lost,
late or doubled, and a worker may be killed at any moment: leases run out, and each worker says "look" every half
minute by itself. Web processes import this module only where a broker is configured, and only to say it.
"""

from __future__ import annotations

import logging
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

from portal.environment import EnvironmentProblem

logger = logging.getLogger(__name__)

LOOK = "portal.look"
"""The one task, in portal.looking."""
SPREAD = 4
"""So many workers are told at once; the others come in at their next look."""
MESSAGE_SECONDS = 120.0
"""Nobody looks after a message that is older: newer ones say the same."""
SOFT_LIMIT, HARD_LIMIT = 150, 180
"""Seconds of one task: a slice, one file at its limits (60), its storing; then the worker's child is replaced."""
VISIBILITY_SECONDS = 600
"""Redis hands an unacknowledged message out again after this; longer than any task."""
CONNECT_SECONDS = 2.0
"""A web request waits no longer for a broker that does not answer."""

if not settings.CELERY_BROKER_URL:
    raise EnvironmentProblem(
        "缺少环境变量 CELERY_BROKER_URL。写上 Redis 或 RabbitMQ 的地址，如 redis://127.0.0.1:6379/0；"
        "没有队列时用 manage.py import_worker。"
    )

IS_REDIS = settings.CELERY_BROKER_URL.startswith("redis")
IMPATIENT = {"socket_timeout": CONNECT_SECONDS} if IS_REDIS else {}

app = Celery("portal", broker=settings.CELERY_BROKER_URL)
app.conf.update(
    {
        "imports": ["portal.looking"],
        "task_default_queue": "portal",
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_acks_on_failure_or_timeout": True,  # the rows are still there; the next look finds them
        "task_soft_time_limit": SOFT_LIMIT,
        "task_time_limit": HARD_LIMIT,
        "worker_prefetch_multiplier": 1,
        "worker_max_tasks_per_child": 200,
        "worker_hijack_root_logger": False,  # log lines as settings.LOGGING writes them
        "worker_redirect_stdouts": False,
        "worker_send_task_events": False,
        "worker_cancel_long_running_tasks_on_connection_loss": False,  # whatever is read is kept, the message comes again
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_connection_timeout": CONNECT_SECONDS,
        "broker_transport_options": {
            "visibility_timeout": VISIBILITY_SECONDS,
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_timeout": 30.0,
            "socket_keepalive": True,
        }
        if IS_REDIS
        else {},
    }
)


def announce(*, times: int = SPREAD) -> bool:
    """Tell the workers that there is work; False, and a line in the log, where the broker cannot be reached.

    Nothing depends on it: the work waits in the tables, and every worker looks by itself.
    """
    try:
        with app.connection_for_write(connect_timeout=CONNECT_SECONDS, transport_options=IMPATIENT) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0)
            for _time in range(times):
                app.send_task(LOOK, connection=connection, expires=MESSAGE_SECONDS, retry=False)
    except (OperationalError, OSError) as problem:
        logger.warning("the queue cannot be reached, the work waits in the database: %s", problem)
        return False
    return True
