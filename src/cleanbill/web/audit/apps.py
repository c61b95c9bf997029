"""The app's name for Django, and what it listens to."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Labels the app `audit` and has sign-ins written down."""

    name = "cleanbill.web.audit"
    label = "audit"

    def ready(self) -> None:
        """Begin to listen."""
        from cleanbill.web.audit import signs  # noqa: F401
