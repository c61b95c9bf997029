"""What of an account a person gave up although no payer said a word of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cleanbill.remittance import Closing
from cleanbill.web.accounts.models import User
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.remits.models.account import Account


class WriteOff(ClinicRecord):
    """That a person wrote off what nothing was said of on an account, in cents, and why.

    What a payer decides on it afterwards counts, and so much less is written off then. `before` is where its claim
    stood.
    """

    account = models.OneToOneField(Account, models.PROTECT, editable=False, related_name="write_off")
    cents = models.BigIntegerField(editable=False)
    reason = models.CharField("why it is written off", max_length=500)
    on = models.DateField(editable=False)
    by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    before = models.CharField(max_length=12, editable=False)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="what_is_written_off_is_something")
        ]

    def __str__(self) -> str:
        return f"{self.cents / 100:.2f} written off on {self.on}"

    @property
    def closing(self) -> Closing:
        """The write-off as the ledger has it."""
        return Closing(self.reason, self.on, self.by.username, self.cents)
