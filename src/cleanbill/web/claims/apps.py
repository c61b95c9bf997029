"""The app's name for Django."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Labels the app `claims`."""

    name = "cleanbill.web.claims"
    label = "claims"
