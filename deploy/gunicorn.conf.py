"""gunicorn for production: a few workers, bounded requests, one line of log each."""

bind = "127.0.0.1:8000"
workers = 3
threads = 4
timeout = 30
graceful_timeout = 20
# A worker starts afresh now and then, so that memory given to one large export is given back.
max_requests = 2000
max_requests_jitter = 200
limit_request_line = 8190
accesslog = "-"
