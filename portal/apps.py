"""Registration of the portal's shell with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig

from portal import checks

__all__ = ["PortalConfig", "PortalStaticFilesConfig", "checks"]


class PortalConfig(AppConfig):
    """The shell; importing `checks` above registers the system checks."""

    name = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Register what asks for tables and can therefore be loaded only when all tables are known."""
        for part in ("portal.access_checks", "portal.accounts.signals"):
            import_module(part)


class PortalStaticFilesConfig(StaticFilesConfig):
    """Static files, without htmx's extensions: none is used, and some import modules that are not shipped."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*"]
