"""The log of the nightly work, and where summaries go."""

import secrets
from typing import ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from cleanbill.web.accounts.roles import Role
from cleanbill.web.accounts.scope import ClinicRecord


class JobRun(ClinicRecord):
    """One job of one night: when it ran, what it did in words, or why it failed. No patient is named in it."""

    job = models.CharField(max_length=20, editable=False)
    started = models.DateTimeField(editable=False)
    ended = models.DateTimeField(editable=False)
    did = models.CharField(max_length=300, blank=True, editable=False)
    error = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-started", "-pk"]
        indexes: ClassVar = [models.Index(fields=["clinic", "-started"], name="job_run_log")]

    def __str__(self) -> str:
        return f"{self.job} of {self.started:%Y-%m-%d %H:%M}"


class Outlet(ClinicRecord):
    """Where the daily summary of a role goes, while it is switched on: counts and links, never a patient.

    `secret` signs what goes to a web address, so that who receives it knows that it is from here.
    """

    class Kind(models.TextChoices):
        """How it goes."""

        EMAIL = "email", "E-mail"
        WEBHOOK = "webhook", "Web address (webhook)"

    digested = frozenset({"secret"})

    kind = models.CharField("by", max_length=7, choices=Kind.choices, default=Kind.EMAIL)
    address = models.CharField("to", max_length=300, help_text="An e-mail address, or a web address with https.")
    role = models.CharField("summary for", max_length=20, choices=Role.choices, default=Role.OWNER)
    on = models.BooleanField("switched on", default=False)
    secret = models.CharField(max_length=64, default=secrets.token_urlsafe, editable=False)

    class Meta:
        ordering: ClassVar = ["kind", "address", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "kind", "address", "role"], name="one_outlet_of_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.address}"

    def clean(self) -> None:
        """Raise `ValidationError` for an address that is none of its kind."""
        super().clean()
        if self.kind == self.Kind.EMAIL:
            validate_email(self.address)
            return
        try:
            parts = urlsplit(self.address)
            wrong = parts.scheme != "https" or not parts.hostname or parts.username is not None or parts.port == 0
        except ValueError:
            wrong = True
        if wrong:
            raise ValidationError({"address": "Write a web address that begins with https://, without a user in it."})
