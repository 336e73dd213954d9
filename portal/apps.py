"""Registration of the portal's shell with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The shell; its system checks are registered when it starts."""

    name = "portal"
    verbose_name = "门户"
