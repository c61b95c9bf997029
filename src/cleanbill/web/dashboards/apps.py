"""The app of the numbers."""

from django.apps import AppConfig


class Dashboards(AppConfig):
    """Numbers with their definitions, months that are closed, and what was found on notes."""

    name = "cleanbill.web.dashboards"
    label = "dashboards"
