"""What is kept so that a closed month stays as it was, and what was found on notes until they were signed."""

from typing import ClassVar

from django.db import models

from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.notes.models import Note


class Fact(ClinicRecord):
    """A number of a closed month, as it was when the month was closed; it is never reckoned again.

    `groups` has what it is made of: payer, provider (their keys, or null), part and whole, in the number's own unit.
    """

    digested = frozenset({"groups"})

    number = models.CharField(max_length=20, editable=False)
    month = models.DateField(editable=False)
    groups = models.JSONField(default=list, editable=False)

    class Meta:
        ordering: ClassVar = ["month", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "month", "number"], name="one_fact_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.month:%Y-%m}"


class Reading(ClinicRecord):
    """What was found on a note: while it was a draft, night by night, and when it was signed.

    `seen` holds the keys of all that was found on the draft, with their rules. When it was read last, `found` findings
    were open, `allowed` were allowed, `blocking` of both keep a note from being signed. Of the signed note, `mended` is
    how many of those seen are gone, `days` how long after the visit it was signed.
    """

    note = models.OneToOneField(Note, models.PROTECT, editable=False, related_name="reading")
    version = models.PositiveIntegerField(editable=False)
    seen = models.JSONField(default=dict, editable=False)
    signed = models.DateField(null=True, editable=False)
    days = models.PositiveIntegerField(default=0, editable=False)
    found = models.PositiveSmallIntegerField(default=0, editable=False)
    blocking = models.PositiveSmallIntegerField(default=0, editable=False)
    allowed = models.PositiveSmallIntegerField(default=0, editable=False)
    mended = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering: ClassVar = ["signed", "pk"]
        indexes: ClassVar = [models.Index(fields=["clinic", "signed"], name="reading_by_day")]

    def __str__(self) -> str:
        return f"Reading of {self.note}"
