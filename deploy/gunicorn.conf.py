"""gunicorn for production: a few workers that share what they have loaded, bounded requests, one line of log each.

Everything that differs from machine to machine comes from the environment; the table is in docs/deploy.md.
"""

import gc
import os
import shutil
import tempfile

from django.urls import get_resolver

from portal.logs import logging_settings

# --- Where it listens; systemd hands over its own socket, which then goes before this -----------------------------
bind = os.environ.get("PORTAL_BIND", "127.0.0.1:8000")

# --- How much it does at once --------------------------------------------------------------------------------------
worker_class = "gthread"
workers = int(os.environ.get("PORTAL_WEB_WORKERS") or 3)
threads = int(os.environ.get("PORTAL_WEB_THREADS") or 4)
preload_app = True  # the workers share the memory of what the first process has loaded, and start at once
# A worker starts afresh now and then, each at another time, so that memory given to one large export is given back.
max_requests = 2000
max_requests_jitter = 400

# --- How long it waits ---------------------------------------------------------------------------------------------
timeout = 60  # a worker that is stuck altogether; single requests are bounded by the portal
graceful_timeout = 25  # downloads that are under way may end; systemd and compose wait 30 seconds
keepalive = 5
limit_request_line = 8190
limit_request_fields = 60
MEMORY = "/dev/shm"  # noqa: S108 - the sign of life must not wait for a disk
worker_tmp_dir = MEMORY if os.access(MEMORY, os.W_OK) else None
control_socket_disable = True

# --- Log: the lines of the portal itself, on standard error --------------------------------------------------------
accesslog = None
logconfig_dict = logging_settings(
    level=os.environ.get("PORTAL_LOG_LEVEL") or "INFO", form=os.environ.get("PORTAL_LOG_FORMAT") or "line"
)

# --- Figures for Prometheus: one folder for all workers, gone with them ---------------------------------------------
FOLDER, OWNER = "PROMETHEUS_MULTIPROC_DIR", "PORTAL_METRICS_OWNER"
if os.environ.get("PORTAL_METRICS", "").lower() in {"1", "true", "yes", "on"} and os.environ.get(OWNER) != str(
    os.getpid()
):
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="portal-metrics-")
    os.environ[OWNER] = str(os.getpid())  # this file is read again on SIGHUP, when workers go on counting


def on_starting(server):
    """Load the pages as well before workers are made, so that their memory is shared and the first reader waits for none."""
    get_resolver().url_patterns  # noqa: B018 - asking is what loads them
    gc.collect()
    gc.freeze()  # what is loaded by now is not looked through for waste again, which would copy it into each worker


def pre_fork(server, worker):
    """Give the worker the lowest free place, under which it counts: the figures of whoever had it before go on."""
    taken = {getattr(other, "place", None) for other in server.WORKERS.values()}
    worker.place = next(place for place in range(len(taken) + 1) if place not in taken)


def post_fork(server, worker):
    """Tell the new process its place (portal/metrics/counting.py)."""
    os.environ["PORTAL_WORKER_SLOT"] = f"worker-{worker.place}"


def on_exit(server):
    """Leave no figures behind."""
    if os.environ.get(OWNER) == str(os.getpid()):
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)
