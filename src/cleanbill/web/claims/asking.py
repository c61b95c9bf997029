"""The question where a claim stands (276), out of the claim as it was sent, and whether one awaits its answer."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone
from msgspec.structs import replace

from cleanbill.model.claim import Claim as Document
from cleanbill.model.claim import Patient
from cleanbill.model.claim_status import ClaimStatusRequest
from cleanbill.model.trade import Party, Period
from cleanbill.parameters import value
from cleanbill.web.claims.models import Claim, Event
from cleanbill.x12.trading import Trading, filled

AWAITING = (Claim.State.SENT, Claim.State.ACKNOWLEDGED, Claim.State.ACCEPTED)
"""The states of a claim that the payer has and has not decided on."""
STEPS = (Event.Kind.ASKED, Event.Kind.ANSWERED)
_TRACE = re.compile(r"(.+)-Q\d+")  # of no claim's own number


def trace(claim_id: str, place: int) -> str:
    """The number of a claim's question, which the answer gives back; `place` counts from 1."""
    return f"{claim_id}-Q{place}"


def next_trace(claim_id: str, told: Iterable[Event]) -> str:
    """The number of the claim's next question, after those among what was told of it."""
    return trace(claim_id, 1 + sum(one.kind == Event.Kind.ASKED for one in told))


def asked_about(trace: str) -> str:
    """The number of the claim that a question's trace is about; empty for any other text."""
    found = _TRACE.fullmatch(trace)
    return found[1] if found else ""


def awaited(events: Iterable[Event], on: dt.date) -> dict[int, dt.date]:
    """Of each claim whose last question awaits its answer, by its key: the day it was asked. Events in their order.

    A question that nobody answers is given up after some days, and may be asked anew.
    """
    last = {one.claim_id: one for one in events if one.kind in STEPS}
    days = {key: timezone.localdate(one.at) for key, one in last.items() if one.kind == Event.Kind.ASKED}
    patience = value("asking_days.told", on) or 0
    return {key: day for key, day in days.items() if (on - day).days <= patience}


def question(claim: Claim, trading: Trading, trace: str) -> ClaimStatusRequest:
    """The question about a claim, by its own number and the payer's; what the claim does not say is left out."""
    said = claim.read
    who, days = filled(trading, said), sorted(line.date for line in said.lines if line.date)
    insured, dependent = _persons(said)
    return ClaimStatusRequest(
        subscriber=insured,
        dependent=dependent,
        reference=trace,
        payer=Party(said.payer.name, None, said.payer.id),
        receiver=Party(who.submitter_name or None, None, who.submitter_id or None),
        provider=Party(said.billing.name if said.billing else None, None, said.billing_npi),
        trace=trace,
        claim_id=claim.claim_id,
        payer_claim_number=claim.payer_number or None,
        charge=sum((line.charge for line in said.lines if line.charge is not None), Decimal(0)),
        service=Period(days[0], days[-1] if days[-1] != days[0] else None) if days else None,
    )


def _persons(said: Document) -> tuple[Patient, Patient | None]:
    """The insured, with the member id, and the patient where that is another person."""
    held, patient = said.subscriber, said.patient
    if held is None or held.relationship is None:
        return patient, None
    insured = Patient(patient.id, held.first_name, held.last_name, held.dob, sex=held.sex)
    return insured, replace(patient, id=None)
