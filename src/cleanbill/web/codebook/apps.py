"""The app's name for Django."""

from django.apps import AppConfig


class CodebookConfig(AppConfig):
    """Labels the app `codebook`."""

    name = "cleanbill.web.codebook"
    label = "codebook"
