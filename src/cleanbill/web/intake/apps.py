"""The app's name for Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Labels the app `intake`, and listens to who signs in."""

    name = "cleanbill.web.intake"
    label = "intake"

    def ready(self) -> None:
        """Connect what ends an intake's session when somebody signs in."""
        from cleanbill.web.intake import session  # noqa: F401
