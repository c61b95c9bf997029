"""Who bills: what the clinic is to its payers."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from cleanbill.model.claim import Claim
from cleanbill.model.parties import Address, Billing
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.fields import PHONE, STATE, TAXONOMY, npi

TAX_ID = RegexValidator(r"^\d{2}-?\d{7}\Z|^\d{3}-?\d{2}-?\d{4}\Z", "A tax id has nine digits, such as 12-3456789.")
LONG_ZIP = RegexValidator(r"^\d{5}-?\d{4}\Z", "The billing address needs all nine digits of its ZIP code.")
PLACE = RegexValidator(r"^\d{2}\Z", "A place of service has two digits, such as 11 for an office.")


class Identity(ClinicRecord):
    """The clinic as it stands on each of its claims; one a clinic. `place_of_service` is where its visits are."""

    class TaxIdType(models.TextChoices):
        """What the tax id is."""

        EIN = "ein", "Employer identification number"
        SSN = "ssn", "Social security number"

    name = models.CharField("billing name", max_length=60)
    npi = models.CharField("billing NPI", max_length=10, validators=[npi])
    tax_id = models.CharField("tax id", max_length=11, validators=[TAX_ID])
    tax_id_type = models.CharField("kind of tax id", max_length=3, choices=TaxIdType.choices, default=TaxIdType.EIN)
    taxonomy = models.CharField("taxonomy code", max_length=10, blank=True, validators=[TAXONOMY])
    phone = models.CharField(max_length=25, validators=[PHONE])
    street = models.CharField(max_length=55)
    street2 = models.CharField("more of the street", max_length=55, blank=True)
    city = models.CharField(max_length=30)
    state = models.CharField(max_length=2, validators=[STATE])
    zip = models.CharField("ZIP code", max_length=10, validators=[LONG_ZIP])
    place_of_service = models.CharField(
        max_length=2, default="11", validators=[PLACE], help_text="Where visits are: 11 is an office."
    )
    locality = models.CharField(
        "Medicare locality", max_length=20, blank=True, help_text="For proposed charges, such as 13202-01."
    )
    contact = models.CharField("contact for files", max_length=60, blank=True)
    paying = models.CharField(
        "how patients pay", max_length=300, blank=True, help_text="Printed on their statements, such as: card by phone."
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["clinic"], name="one_identity_of_a_clinic")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise `ValidationError` for a post office box, which no claim may have as billing address."""
        super().clean()
        if self.street.upper().replace(".", "").replace(" ", "").startswith("POBOX"):
            raise ValidationError({"street": "The billing address is a street, not a post office box."})

    @property
    def billing(self) -> Billing:
        """The clinic as it stands at the head of a claim, a letter or a statement."""
        return Billing(
            name=self.name,
            tax_id=self.tax_id,
            tax_id_type=None if self.tax_id_type == self.TaxIdType.EIN else "ssn",
            taxonomy=self.taxonomy or None,
            phone=self.phone,
            address=Address(self.street, self.street2 or None, self.city, self.state, self.zip),
        )

    def on(self, document: Claim) -> dict[str, object]:
        """The parts of a claim document that say who bills, by their names there."""
        return {"billing_npi": self.npi, "billing": self.billing, "place_of_service": self.place_of_service}
