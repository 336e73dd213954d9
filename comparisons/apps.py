"""Registration of the comparisons with Django."""

from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    """Documents side by side."""

    name = "comparisons"
    verbose_name = "比较"
