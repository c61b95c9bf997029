"""The routes on which a clinic's files go to payers and come back, and which payer is reached on which."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models import Payer

WORD = RegexValidator(r"^[A-Za-z0-9_-]+\Z", "Use letters, digits, - and _.")


class Route(ClinicRecord):
    """A way to a clearinghouse or payer, which the keeper of the machine has laid, and who stands at its end.

    One clinic has a way for itself. While a route is on test, all that goes on it is marked as a test.
    """

    way = models.CharField(max_length=60, unique=True, help_text="As cleanbill.toml names it.")
    receiver_name = models.CharField("who receives", max_length=60)
    receiver_id = models.CharField("receiver id", max_length=15, validators=[WORD])
    submitter_id = models.CharField(
        "our id there", max_length=15, blank=True, validators=[WORD], help_text="The tax id where it is empty."
    )
    test = models.BooleanField("test: what goes out is practice, and is not paid", default=True)

    class Meta:
        ordering: ClassVar = ["receiver_name", "pk"]

    def __str__(self) -> str:
        return self.receiver_name


class PayerRoute(ClinicRecord):
    """By which route a payer is reached. Where the clinic has one route alone, every payer is reached by that."""

    payer = models.ForeignKey(Payer, models.PROTECT, related_name="routes")
    route = models.ForeignKey(Route, models.PROTECT, related_name="payers")

    class Meta:
        ordering: ClassVar = ["payer", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["payer"], name="one_route_of_a_payer")]

    def __str__(self) -> str:
        return f"{self.payer} by {self.route}"
