"""A claim: what one visit is billed as, to one payer."""

import datetime as dt
from typing import Any, ClassVar

import msgspec
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from cleanbill.model.claim import Claim as Document
from cleanbill.model.decode import DocumentError, claim_from
from cleanbill.model.finding import Finding
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models import Coverage, Patient, Payer
from cleanbill.web.schedule.models import Appointment


class Claim(ClinicRecord):
    """What a visit is billed as, to one payer in the order of payers. Money is in cents.

    `claim_id` is its number at the payer (CLM01) and never repeats. `document` is the claim document, note included;
    `proposals` is what was proposed of it and why, `findings` what the check of `checked_on` found. A correction or a
    void is a claim of its own, with a number of its own, that `replaces` the one the payer has; `payer_number` is the
    payer's number of this claim. A claim to a further payer `follows` that to the payer before it.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PERSON = "person", "Needs a person"
        HELD = "held", "Held"
        READY = "ready", "Ready"
        QUEUED = "queued", "Queued"
        SENT = "sent", "Sent"
        ACKNOWLEDGED = "acknowledged", "Read by the payer"
        ACCEPTED = "accepted", "Taken by the payer"
        REJECTED = "rejected", "Rejected"
        DENIED = "denied", "Denied"
        PAID = "paid", "Paid"
        CLOSED = "closed", "Closed"
        REPLACED = "replaced", "Replaced"
        VOIDED = "voided", "Voided"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Frequency(models.TextChoices):
        """What it is to the payer (CLM05-3)."""

        ORIGINAL = "1", "Original"
        REPLACEMENT = "7", "Corrected"
        VOID = "8", "Void"

    appointment = models.ForeignKey(Appointment, models.PROTECT, editable=False, related_name="claims")
    patient = models.ForeignKey(Patient, models.PROTECT, editable=False, related_name="claims")
    coverage = models.ForeignKey(Coverage, models.PROTECT, editable=False, related_name="claims")
    payer = models.ForeignKey(Payer, models.PROTECT, editable=False, related_name="claims")
    rank = models.PositiveSmallIntegerField("pays", choices=Coverage.Rank.choices, editable=False)
    claim_id = models.CharField("claim number", max_length=20, unique=True, editable=False)
    frequency = models.CharField(max_length=1, choices=Frequency.choices, default=Frequency.ORIGINAL, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="followers"
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="to_further_payers"
    )
    payer_number = models.CharField("the payer's number", max_length=50, blank=True, editable=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PERSON, editable=False)
    held = models.CharField("why it is held", max_length=200, blank=True)
    assigned = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, verbose_name="assigned to", related_name="+"
    )
    test = models.BooleanField("sent as a test", null=True, editable=False)
    service_date = models.DateField("date of service", editable=False)
    file_by = models.DateField("last day to file", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_on = models.DateField(null=True, blank=True, editable=False)
    confirmed = models.BooleanField("coding confirmed by a person", default=False, editable=False)
    faults = models.PositiveSmallIntegerField("what stops it", default=0, editable=False)
    total = models.BigIntegerField("charges", default=0, editable=False)
    paid = models.BigIntegerField("paid by the payer", null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    proposals = models.JSONField(default=list, blank=True, editable=False)
    findings = models.JSONField(default=list, blank=True, editable=False)
    document = models.JSONField(default=dict, editable=False, encoder=DjangoJSONEncoder)

    LONG: ClassVar = ("document", "findings", "proposals")
    """What a list of claims leaves in the database."""

    digested = frozenset(LONG)

    class Meta:
        ordering: ClassVar = ["file_by", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["clinic", "state", "file_by", "id"], name="claim_queue"),
            models.Index(fields=["clinic", "payer", "state", "file_by", "id"], name="claim_queue_of_payer"),
            models.Index(fields=["assigned", "state", "file_by", "id"], name="claim_queue_of_person"),
            models.Index(fields=["clinic", "service_date"], name="claim_by_day"),
            models.Index(fields=["clinic", "frequency"], name="claim_by_frequency"),
            models.Index(
                fields=["clinic", "sent_at", "id", "state", "payer", "paid"],
                name="claim_awaiting",
                condition=Q(state__in=["sent", "acknowledged", "accepted"]),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appointment", "rank"],
                condition=Q(frequency="1") & ~Q(state__in=["withdrawn", "voided"]),
                name="one_claim_of_a_visit_and_rank",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=~Q(state="withdrawn"), name="one_follower_of_a_claim"
            ),
            models.CheckConstraint(
                condition=Q(frequency="1", replaces=None) | Q(frequency__in=["7", "8"], replaces__isnull=False),
                name="a_follower_replaces_a_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"Claim {self.claim_id}"

    def clean(self) -> None:
        """Raise `ValidationError` for a document that is no claim, or that is another claim's."""
        super().clean()
        try:
            document = claim_from(self.document)
        except DocumentError as error:
            raise ValidationError({"document": str(error)}) from error
        if document.claim_id != self.claim_id or (document.frequency_code or "1") != self.frequency:
            raise ValidationError({"document": "This document is another claim's."})

    @property
    def read(self) -> Document:
        """The claim document, read."""
        return claim_from(self.document)

    @property
    def said(self) -> list[Finding]:
        """What the rules said when it was last checked, without what only a file asks for."""
        names = Finding.__struct_fields__
        found = ({name: one[name] for name in names} for one in self.findings if one["rule"])
        return [msgspec.convert(one, Finding) for one in found]

    def days_left(self, on: dt.date) -> int | None:
        """Days until it is too late to file; below 0 when it is; None where no limit is known."""
        return (self.file_by - on).days if self.file_by else None

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The service lines of the document."""
        return self.document.get("lines", [])  # type: ignore[no-any-return]
