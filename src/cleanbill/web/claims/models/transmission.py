"""A file that went to a payer or came from one, byte for byte."""

from typing import ClassVar

from django.db import models

from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.claims.models.route import Route


class Transmission(ClinicRecord):
    """A file between the clinic and a payer, kept as it went or came. `kind` is its X12 number, such as 837P or 835."""

    class Direction(models.TextChoices):
        """Which way."""

        OUT = "out", "To the payer"
        IN = "in", "From the payer"

    route = models.ForeignKey(Route, models.PROTECT, null=True, blank=True, related_name="transmissions")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    test = models.BooleanField(null=True, blank=True)
    at = models.DateTimeField()
    content = models.BinaryField()

    digested = frozenset({"content"})

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["clinic", "sha256"], name="one_copy_of_a_file")]

    def __str__(self) -> str:
        return self.name
