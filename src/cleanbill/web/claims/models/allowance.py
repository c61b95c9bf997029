"""A finding that a person accepts, with the reason and the last day."""

import datetime as dt
from typing import ClassVar

from django.db import models

from cleanbill.engine import allow
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.claims.models.claim import Claim


class Allowance(ClinicRecord):
    """A rule that may be broken: by one claim, or by all of the clinic where none is named."""

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, editable=False, related_name="allowances")
    rule = models.CharField(max_length=10, editable=False)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    until = models.DateField("holds until", default=dt.date(9999, 12, 31))
    since = models.DateField(editable=False)

    class Meta:
        ordering: ClassVar = ["-since", "-pk"]
        indexes: ClassVar = [models.Index(fields=["clinic", "claim", "until"])]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"

    @property
    def read(self) -> allow.Allowance:
        """As the engine takes it."""
        return allow.Allowance(self.rule, self.reason, self.until, self.claim.claim_id if self.claim else "")
