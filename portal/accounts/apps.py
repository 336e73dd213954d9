"""Registration of accounts with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = "账号"
