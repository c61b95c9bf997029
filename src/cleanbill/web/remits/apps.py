"""The app's name for Django."""

from django.apps import AppConfig


class RemitsConfig(AppConfig):
    """Labels the app `remits`."""

    name = "cleanbill.web.remits"
    label = "remits"
