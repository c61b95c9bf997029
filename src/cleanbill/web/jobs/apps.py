"""The app's name for Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Labels the app `jobs`."""

    name = "cleanbill.web.jobs"
    label = "jobs"
