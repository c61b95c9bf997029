"""Something that someone is to do by a day; made by the site itself from what limits and plans of care ask for."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.roles import Role
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models import Patient
from cleanbill.web.schedule.models.appointment import Appointment


class Task(ClinicRecord):
    """A task. `key` comes from the facts that ask for it, so that the same task is never made twice."""

    class Outcome(models.TextChoices):
        """How it ended."""

        OPEN = "", "Open"
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"

    key = models.CharField(max_length=200, editable=False)
    what = models.CharField(max_length=300, editable=False)
    why = models.CharField(max_length=500, editable=False)
    role = models.CharField("by", max_length=20, choices=Role.choices, editable=False)
    due = models.DateField(editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, editable=False, related_name="tasks")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, editable=False, related_name="tasks")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["due", "pk"]
        indexes: ClassVar = [models.Index(fields=["clinic", "outcome", "role", "due"])]
        constraints: ClassVar = [models.UniqueConstraint(fields=["clinic", "key"], name="a_task_is_made_once")]

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        """Raise `ValidationError` for a task that is not needed, without the reason."""
        super().clean()
        if self.outcome == self.Outcome.NOT_NEEDED and not self.reason:
            raise ValidationError({"reason": "Say why it is not needed."})
