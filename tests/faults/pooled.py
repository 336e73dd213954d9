"""Settings of the portal that is cut off from its database: with its pool of connections, static files as they lie."""

from portal.settings import *  # noqa: F403
from portal.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
