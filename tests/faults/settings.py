"""Settings of the fault runs: those of the portal, without a pool of connections, whose threads no fork survives."""

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES

DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
