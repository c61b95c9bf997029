"""The app's name for Django."""

from django.apps import AppConfig


class DenialsConfig(AppConfig):
    """Labels the app `denials`."""

    name = "cleanbill.web.denials"
    label = "denials"
