"""The app's name for Django."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """Labels the app `schedule`."""

    name = "cleanbill.web.schedule"
    label = "schedule"
