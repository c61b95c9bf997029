"""A finding on a note that a person lets stand, and why."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.notes.models.note import Note


class Allowed(ClinicRecord):
    """A finding that is allowed.

    `finding`: its key, which changes with what it says, so that the same rule speaks again of other words. `until`: the
    last day on which this holds; empty while the note stands.
    """

    note = models.ForeignKey(Note, models.PROTECT, editable=False, related_name="allowed")
    rule = models.CharField(max_length=12, editable=False)
    finding = models.CharField(max_length=64, editable=False)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    until = models.DateField("until", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name_plural = "allowed"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["note", "finding"], condition=models.Q(until=None), name="a_finding_is_allowed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} allowed: {self.reason}"

    def clean(self) -> None:
        """Raise `ValidationError` where the note is signed: what was allowed then stays as it was."""
        super().clean()
        if self.note.signed:
            raise ValidationError("The note is signed: what was allowed in it stays as it was.")
