"""All settings, read from the environment once and refused with advice when they make no sense."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from portal.broker import broker_url
from portal.database import Pool, database_from_url, sqlite_database
from portal.environment import Environment, EnvironmentProblem
from portal.logs import FORMATS, logging_settings
from portal.secret_key import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

# --- What kind of run this is -----------------------------------------------------------------------------------
PRODUCTION = env.text("PORTAL_ENV", default="demo", choices=("demo", "production")) == "production"
DEBUG = env.flag("DJANGO_DEBUG", default=False)
ALLOWED_HOSTS = env.words("PORTAL_ALLOWED_HOSTS", default=() if PRODUCTION else ("127.0.0.1", "localhost", "[::1]"))
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
if PRODUCTION and not ALLOWED_HOSTS:
    raise EnvironmentProblem(
        "缺少环境变量 PORTAL_ALLOWED_HOSTS。写上门户的域名，多个用逗号隔开，如 portal.example.cn。"
    )
if DEBUG and (PRODUCTION or not LOCAL_HOSTS.issuperset(ALLOWED_HOSTS)):
    raise EnvironmentProblem("DJANGO_DEBUG=1 会向访问者显示源码和设置，只能在本机使用。去掉它，或只允许本机访问。")

# --- Where things are kept --------------------------------------------------------------------------------------
VAR_DIR = Path(env.text("PORTAL_VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
CORPUS_DIR = BASE_DIR / "fixtures" / "corpus"
SECRET_KEY = secret_key(env, production=PRODUCTION, kept_in=VAR_DIR / "secret_key")
DATABASE_URL = env.text("DATABASE_URL")
DATABASE_POOL = Pool(
    env.number("DATABASE_POOL_MIN", default=1, minimum=0, maximum=100),
    env.number("DATABASE_POOL_MAX", default=8, minimum=1, maximum=500),
    env.number("DATABASE_POOL_SECONDS", default=10, minimum=1, maximum=300),
)
DATABASES = {
    "default": database_from_url(DATABASE_URL, root=BASE_DIR, pool=DATABASE_POOL)
    if DATABASE_URL
    else sqlite_database(VAR_DIR / "portal.sqlite3")
}
DATABASE_REPLICA_URL = env.text("DATABASE_REPLICA_URL")
if DATABASE_REPLICA_URL:
    DATABASES["replica"] = database_from_url(
        DATABASE_REPLICA_URL, root=BASE_DIR, pool=DATABASE_POOL, name="DATABASE_REPLICA_URL"
    )
DATABASE_ROUTERS = ["portal.replica.ReplicaRouter"]
REQUEST_SECONDS = env.number("PORTAL_REQUEST_SECONDS", default=20, minimum=0, maximum=600)  # of the database; 0: any
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Work queue -------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = broker_url(env.text("CELERY_BROKER_URL"))
WORK_ANNOUNCER = "portal.queue.announce" if CELERY_BROKER_URL else ""  # else a thread, or manage.py import_worker

# --- Parts ------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "portal.accounts.apps.AccountsConfig",
    "comparisons",
    "documents",
    "django_filters",
    "django_htmx",
    "simple_history",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "portal.accounts.staff.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "portal.apps.PortalStaticFilesConfig",
]
MIDDLEWARE = [
    "portal.request_ids.RequestIds",  # outermost: whatever answers or fails below has its number
    "portal.stack_room.StackRoom",  # so far out that whole pages are made in it
    "csp.middleware.CSPMiddleware",  # first, so that redirects, errors and static files carry the policy too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.replica.ReplicaReads",  # before anything is read
    "portal.time_limits.TimeLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "portal.accounts.limits.SessionLimits",
    "portal.access.AccessGuard",  # after the question who it is, before any view
    "portal.unchanged.UnchangedPages",  # what the guard let through, before anything is read for it
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",  # who, for the history of rows
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.bar.site_bar",
            ],
        },
    },
]

# --- Language and time ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Static files -----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("PORTAL_STATIC_DIR", default=str(VAR_DIR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a folder that does not exist yet
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.static_files.HashedStaticFiles"},
}

# --- Safety -----------------------------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
HTTPS = env.flag("PORTAL_HTTPS", default=PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # a monitor on the machine itself asks without HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
if HTTPS:  # with this prefix browsers take the cookie over HTTPS only, and from this very host
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Preloading binds a whole domain for years: its owner decides that, not this portal.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
BEHIND_PROXY = env.flag("PORTAL_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.words("PORTAL_TRUSTED_ORIGINS")
TWO_PERSON_REVIEW = env.flag("PORTAL_TWO_PERSON_REVIEW", default=False)  # nobody publishes what he imported
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# --- Memory of each process -----------------------------------------------------------------------------------------
IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
KEPT_PAGES = env.number("PORTAL_KEPT_PAGES", default=200, minimum=0, maximum=100_000)  # portal/kept_pages.py
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": IN_MEMORY},
    "pages": {"BACKEND": IN_MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": KEPT_PAGES}}
    if KEPT_PAGES
    else {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# --- Limits -----------------------------------------------------------------------------------------------------
# Counted over all processes: in the cache where one is named, else in a table; kept is a keyed word, never an address.
CACHE_URL = env.text("CACHE_URL")
if CACHE_URL:
    if not CACHE_URL.startswith(("redis://", "rediss://", "unix://")):
        raise EnvironmentProblem(
            "环境变量 CACHE_URL 只认 Redis：写成 redis://主机:6379/1，或去掉它，计数就存在数据库里。"
        )
    CACHES["limits"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "p",
    }
DRAFT_CHECKS_AN_HOUR = env.number("PORTAL_DRAFT_CHECKS_AN_HOUR", default=60, minimum=1, maximum=10_000)
DRAFT_CHECKS_AT_ONCE = env.number("PORTAL_DRAFT_CHECKS_AT_ONCE", default=2, minimum=1, maximum=100)
DRAFT_CHECKS_AT_ONCE_ALL = env.number("PORTAL_DRAFT_CHECKS_AT_ONCE_ALL", default=6, minimum=1, maximum=1_000)
if DRAFT_CHECKS_AT_ONCE > DRAFT_CHECKS_AT_ONCE_ALL:
    raise EnvironmentProblem("PORTAL_DRAFT_CHECKS_AT_ONCE（每人）不能大于 PORTAL_DRAFT_CHECKS_AT_ONCE_ALL（全部）。")
ERROR_REPORTS_A_DAY = env.number(
    "PORTAL_ERROR_REPORTS_A_DAY", default=20, minimum=1, maximum=10_000
)  # from one address
SNAPSHOTS_A_DAY = env.number("PORTAL_SNAPSHOTS_A_DAY", default=20, minimum=1, maximum=2_000)  # from one address
IMPORT_FILES_A_DAY = env.number("PORTAL_IMPORT_FILES_A_DAY", default=1_000, minimum=1, maximum=100_000)  # of one person
IMPORT_WAITING_MB = env.number("PORTAL_IMPORT_WAITING_MB", default=1_024, minimum=64, maximum=1_048_576)

# --- Accounts ---------------------------------------------------------------------------------------------------
LOGIN_URL = "accounts:sign_in"
SESSION_LONGEST = timedelta(hours=env.number("PORTAL_SESSION_HOURS", default=8, minimum=1, maximum=72))
SESSION_IDLE = timedelta(minutes=env.number("PORTAL_SESSION_IDLE_MINUTES", default=60, minimum=5, maximum=24 * 60))
if SESSION_IDLE > SESSION_LONGEST:
    raise EnvironmentProblem("PORTAL_SESSION_IDLE_MINUTES 比 PORTAL_SESSION_HOURS 还长，没有作用。改短，或加长后者。")
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSIONS_AT_ONCE = env.number("PORTAL_SESSIONS_AT_ONCE", default=5, minimum=1, maximum=100)
ACCOUNT_RECORDS_KEPT = timedelta(days=env.number("PORTAL_ACCOUNT_RECORDS_DAYS", default=365, minimum=30, maximum=3650))
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
OTP_TOTP_ISSUER = "政策对照"
AXES_HANDLER = "portal.accounts.lockout.Handler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.number("PORTAL_SIGN_IN_FAILURES", default=5, minimum=3, maximum=20)
AXES_COOLOFF_TIME = timedelta(minutes=env.number("PORTAL_SIGN_IN_LOCK_MINUTES", default=15, minimum=5, maximum=24 * 60))
SIGN_IN_FAILURES_OF_ADDRESS = env.number("PORTAL_SIGN_IN_FAILURES_OF_ADDRESS", default=30, minimum=3, maximum=1_000)
if SIGN_IN_FAILURES_OF_ADDRESS < AXES_FAILURE_LIMIT:
    raise EnvironmentProblem(
        "PORTAL_SIGN_IN_FAILURES_OF_ADDRESS（同一地址）不能小于 PORTAL_SIGN_IN_FAILURES（同一账号）。"
    )
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # otherwise whoever goes on trying keeps others out for ever
AXES_CLIENT_IP_CALLABLE = "portal.accounts.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "portal.accounts.lockout.keep_response"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken", "next", "code"]
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are written down as events of the account
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Logging ----------------------------------------------------------------------------------------------------
LOG_LEVEL = env.text("PORTAL_LOG_LEVEL", default="INFO", choices=("DEBUG", "INFO", "WARNING", "ERROR"))
LOG_FORMAT = env.text("PORTAL_LOG_FORMAT", default="line", choices=FORMATS)
LOGGING = logging_settings(level=LOG_LEVEL, form=LOG_FORMAT)

# --- Figures for Prometheus -------------------------------------------------------------------------------------
METRICS = env.flag("PORTAL_METRICS", default=False)
METRICS_TOKEN = env.text("PORTAL_METRICS_TOKEN")
METRICS_FROM = env.networks("PORTAL_METRICS_FROM", default=("127.0.0.0/8", "::1/128"))
if METRICS:
    MIDDLEWARE.insert(1, "portal.metrics.middleware.Measured")  # inside the number of the request, around all else
