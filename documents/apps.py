"""Registration of the corpus with Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The corpus."""

    name = "documents"
    verbose_name = "政策文件"
