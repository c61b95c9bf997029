"""Statements: made of a patient's accounts, printed, and kept as they were printed."""

import datetime as dt
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from cleanbill.forms import statement as paper
from cleanbill.guide.pdf import PrinterMissingError
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Patient
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Identity
from cleanbill.web.remits import owing
from cleanbill.web.remits.models import PatientPayment, Statement

MOST_AT_ONCE = 100


class UnstatedError(RefusedError):
    """This patient has no statement, and why; another's can still be made."""


class Made(NamedTuple):
    """The statements that were made together, and why others were not, each in a sentence."""

    statements: list[Statement]
    refused: list[str]


def stated(patient: Patient, on: dt.date) -> paper.PatientStatement:
    """What a patient is told: every visit that is not settled, and what was paid of these.

    Raises `UnstatedError` where nothing is owed, `RefusedError` where the clinic has not said who it is.
    """
    identity = Identity.objects.of(patient.clinic).first()
    if identity is None:
        raise RefusedError("The billing identity is not entered: a statement needs its sender.")
    accounts = [one for one in owing.of_patient(patient) if not _settled(one)]
    payments = PatientPayment.objects.of(patient.clinic).filter(account__in=accounts)
    made = paper.PatientStatement(
        clinic=identity.billing,
        npi=identity.npi,
        patient=f"{patient.first_name} {patient.last_name}",
        address=patient.address,
        account=str(patient.pk),
        on=on,
        services=tuple(_service(one) for one in accounts if one.live),
        payments=tuple(paper.Paid(one.on, one.cents, one.get_method_display()) for one in payments),
        paying=identity.paying,
    )
    if made.due <= 0:
        raise UnstatedError("Nothing is owed: there is no statement to make.")
    return made


def _settled(account: Any) -> bool:
    """Whether nothing of an account is left to tell: neither the plan's nor the patient's."""
    if not account.live:
        return not account.patient_paid
    return account.share == account.patient_paid and not account.waits


def _service(account: Any) -> paper.Service:
    return paper.Service(
        date=account.service_date,
        codes=tuple(dict.fromkeys(line["code"] for line in account.lines)),
        charge=account.charge,
        plan_paid=account.by_payers,
        adjusted=account.taken_off,
        share=account.share,
        open=account.waits,
        owed_since=account.owed_since,
    )


def make(actor: User, patient: Patient, at: dt.datetime) -> Statement:
    """Print a patient's statement and keep it. Raises `RefusedError` where there is none to make, or one of today."""
    made = stated(patient, timezone.localdate(at))
    try:
        content = paper.draw(made)
    except paper.StatementError as error:
        raise UnstatedError(str(error)) from error
    except PrinterMissingError as error:
        raise RefusedError(str(error)) from error
    statement = Statement(
        patient=patient, on=made.on, at=at, cents=made.due, by=actor, pdf=content, sha256=sha256(content).hexdigest()
    )
    with transaction.atomic():
        Patient.objects.of(actor.clinic).select_for_update().get(pk=patient.pk)
        if patient.statements.filter(on=made.on, cents=made.due).exists():
            raise UnstatedError("A statement of today over the same amount is made already.")
        keep(actor, statement)
    return statement


def make_due(actor: User, over: int, at: dt.datetime) -> Made:
    """Print and keep the statements that are due, of those who owe the most first; so many at once, not more.

    Raises `RefusedError` where none can be made: the clinic has not said who it is, or nothing prints PDF here.
    """
    rows = owing.due(actor.clinic, over, timezone.localdate(at))[:MOST_AT_ONCE]
    wanted = [row["patient_id"] for row in rows]
    patients = Patient.objects.of(actor.clinic).select_related("clinic").in_bulk(wanted)
    made = Made([], [])
    for number in wanted:
        try:
            made.statements.append(make(actor, patients[number], at))
        except UnstatedError as error:
            made.refused.append(f"{patients[number]}: {error}")
    return made


def together(statement: Statement) -> bytes:
    """All statements that were made together with one, as one PDF."""
    from cleanbill.forms.binding import bound

    held = Statement.objects.of(statement.clinic).filter(at=statement.at).order_by("pk")
    return bound([bytes(one.pdf) for one in held], "Patient statements")
