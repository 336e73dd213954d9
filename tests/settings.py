"""Settings of the tests: those of the portal, with a database file of its own and unhashed static files."""

import os
import tempfile
from pathlib import Path

VAR_DIR_OF_TESTS = Path(tempfile.gettempdir()) / f"portal-tests-{os.getuid()}"
os.environ.setdefault("PORTAL_VAR_DIR", str(VAR_DIR_OF_TESTS))
# What a page shows is made for the test that asks; tests of kept pages keep them.
os.environ.setdefault("PORTAL_KEPT_PAGES", "0")

from portal.settings import *  # noqa: E402
from portal.settings import DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

# A file, as in use: a database in memory knows neither WAL nor a second connection. The process id keeps test runs
# that stand side by side apart.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR_OF_TESTS / f"tests-{os.getpid()}.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"tests_{os.getpid()}"}

# Names with hashes need collectstatic first; the tests of the running portal use them.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The server that journeys of signed-in people run against serves stylesheets and scripts only where it finds this name.
INSTALLED_APPS[INSTALLED_APPS.index("portal.apps.PortalStaticFilesConfig")] = "django.contrib.staticfiles"
