"""The app's name for Django."""

from django.apps import AppConfig


class ChartsConfig(AppConfig):
    """Labels the app `charts`."""

    name = "cleanbill.web.charts"
    label = "charts"
