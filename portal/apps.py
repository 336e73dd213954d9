"""Registration of the portal's shell with Django."""

from django.apps import AppConfig

from portal import checks

__all__ = ["PortalConfig", "checks"]


class PortalConfig(AppConfig):
    """The shell; importing `checks` above registers the system checks."""

    name = "portal"
    verbose_name = "门户"
