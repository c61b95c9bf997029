"""Who a clinic deals with: payers, its own providers, and those who refer to it."""

from typing import ClassVar, get_args

from django.core.exceptions import ValidationError
from django.db import models

from cleanbill.codes.taxonomy import credential_of
from cleanbill.model.claim import Credential
from cleanbill.payers import shipped
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.fields import PHONE, TAXONOMY, npi


def profiles() -> list[tuple[str, str]]:
    """The payer profiles that cleanbill offers, with their titles."""
    library = shipped()
    return [(name, library.profiles[name].title) for name in library.offered]


class Payer(ClinicRecord):
    """Who pays: the name on the claim, its id, and the profile of rules it is judged by."""

    name = models.CharField(max_length=80)
    profile = models.CharField(
        "judged as", max_length=40, choices=profiles, help_text="The payer profile whose rules hold for it."
    )
    payer_id = models.CharField("payer id", max_length=20, blank=True, help_text="As the clearinghouse lists it.")
    phone = models.CharField(max_length=25, blank=True, validators=[PHONE])

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["clinic", "name"], name="one_payer_of_a_name")]

    def __str__(self) -> str:
        return self.name


class _Person(ClinicRecord):
    last_name = models.CharField("last name", max_length=60)
    first_name = models.CharField("first name", max_length=60)
    npi = models.CharField("NPI", max_length=10, validators=[npi])

    class Meta:
        abstract = True
        ordering: ClassVar = ["last_name", "first_name", "pk"]

    def __str__(self) -> str:
        return f"{self.last_name}, {self.first_name}"


class Provider(_Person):
    """Who treats in this clinic. A taxonomy code that decides the credential outranks what was chosen."""

    credential = models.CharField(max_length=3, choices=[(name, name) for name in get_args(Credential)])
    taxonomy = models.CharField("taxonomy code", max_length=10, validators=[TAXONOMY])
    active = models.BooleanField("treats here now", default=True)

    class Meta(_Person.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["clinic", "npi"], name="one_provider_of_an_npi")]

    def clean(self) -> None:
        """Raise `ValidationError` where taxonomy code and credential contradict each other."""
        super().clean()
        decided = credential_of(self.taxonomy)
        if decided and self.credential and decided != self.credential:
            raise ValidationError({"taxonomy": f"{self.taxonomy} is the code of a {decided}, not a {self.credential}."})


class Referrer(_Person):
    """Who refers patients, orders therapy and certifies plans of care."""

    organization = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=25, blank=True, validators=[PHONE])
    fax = models.CharField(max_length=25, blank=True, validators=[PHONE])

    class Meta(_Person.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["clinic", "npi"], name="one_referrer_of_an_npi")]
