"""The app's name for Django."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Labels the app `notes`."""

    name = "cleanbill.web.notes"
    label = "notes"
