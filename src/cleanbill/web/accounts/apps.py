"""The app's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Labels the app `accounts`."""

    name = "cleanbill.web.accounts"
    label = "accounts"
