"""What a new clinic lacks before it can bill, in the order in which it is entered."""

from typing import NamedTuple

from django.db.models import Exists

from cleanbill.web.accounts.models import Clinic
from cleanbill.web.accounts.scope import ClinicRecord
from cleanbill.web.charts.models import Patient, Payer, Provider
from cleanbill.web.claims.models import Charge, Identity, Route


class Step(NamedTuple):
    """What is to be entered, the page of it by name, and what is there once it is."""

    what: str
    page: str
    kind: type[ClinicRecord]


STEPS = (
    Step("Enter who treats", "providers", Provider),
    Step("Enter who pays", "payers", Payer),
    Step("Enter who bills: name, NPI, tax id and address", "identity", Identity),
    Step("Enter what each service costs", "charges", Charge),
    Step("Enter a route to the payers", "routes", Route),
    Step("Enter the first patient", "patients", Patient),
)


def lacking(clinic: Clinic) -> list[Step]:
    """The steps that the clinic has not done yet; none for one that works. One query."""
    done = Clinic.objects.filter(pk=clinic.pk).values_list(*(Exists(one.kind.objects.of(clinic)) for one in STEPS))
    return [step for step, there in zip(STEPS, done.get(), strict=True) if not there]
