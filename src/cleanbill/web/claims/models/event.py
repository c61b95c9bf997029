"""What happened to a claim. Events are only added: the database refuses to change or remove one (see migrations)."""

from typing import ClassVar

from django.db import models

from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.claims.models.claim import Claim
from cleanbill.web.claims.models.transmission import Transmission


class Event(ClinicRecord):
    """One step of a claim: what, when, by whom (nobody where the site or the payer did it), in words.

    `detail` is what a page shows of it: changes of the document, what an answer says. `raw` is a document of its own as
    it was then; `transmission` the file that it went or came in.
    """

    class Kind(models.TextChoices):
        """What happened."""

        BUILT = "built", "Built"
        CONFIRMED = "confirmed", "Coding confirmed"
        EDITED = "edited", "Edited"
        CHECKED = "checked", "Checked"
        ALLOWED = "allowed", "Finding allowed"
        HELD = "held", "Held"
        RELEASED = "released", "Released"
        ASSIGNED = "assigned", "Assigned"
        QUEUED = "queued", "Put into the outbox"
        SENT = "sent", "Sent"
        PRINTED = "printed", "Printed"
        ASKED = "asked", "Asked where it stands"
        QUESTION = "276", "Question sent (276)"
        ANSWERED = "answered", "Question answered"
        TA1 = "TA1", "Envelope answered (TA1)"
        READ = "999", "File read (999)"
        STATUS = "277CA", "Claim received (277CA)"
        REMITTANCE = "835", "Decided (835)"
        TAKEN_OUT = "unposted", "Decision taken out"
        PASSED_ON = "passed on", "Billed to the next payer"
        CLOSED = "closed", "Denial closed"
        REOPENED = "reopened", "Denial opened again"
        WRITTEN_OFF = "written off", "Write-off"
        APPEALED = "appealed", "Appealed"
        RECORDS = "records", "Records sent"
        CORRECTED = "corrected", "Correction begun"
        VOIDED = "voided", "Void begun"
        WITHDRAWN = "withdrawn", "Withdrawn"
        NOTE = "note", "Remark"

    claim = models.ForeignKey(Claim, models.PROTECT, editable=False, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=1000)
    detail = models.JSONField(default=dict, blank=True)
    transmission = models.ForeignKey(Transmission, models.PROTECT, null=True, blank=True, related_name="events")
    raw = models.TextField(blank=True)

    digested = frozenset({"detail", "raw"})

    class Meta:
        ordering: ClassVar = ["pk"]  # as they were told: moments are to the second
        indexes: ClassVar = [
            models.Index(fields=["claim", "at"]),
            models.Index(fields=["claim", "kind"], name="event_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
