"""The question where a claim stands (276), out of the claim as it was sent."""

from decimal import Decimal

from msgspec.structs import replace

from cleanbill.model.claim import Claim as Document
from cleanbill.model.claim import Patient
from cleanbill.model.claim_status import ClaimStatusRequest
from cleanbill.model.trade import Party, Period
from cleanbill.web.claims.models import Claim
from cleanbill.x12.trading import Trading, filled


def question(claim: Claim, trading: Trading) -> ClaimStatusRequest:
    """The question about a claim, by its own number and the payer's; what the claim does not say is left out."""
    said = claim.read
    who, days = filled(trading, said), sorted(line.date for line in said.lines if line.date)
    insured, dependent = _persons(said)
    return ClaimStatusRequest(
        subscriber=insured,
        dependent=dependent,
        reference=claim.claim_id,
        payer=Party(said.payer.name, None, said.payer.id),
        receiver=Party(who.submitter_name or None, None, who.submitter_id or None),
        provider=Party(said.billing.name if said.billing else None, None, said.billing_npi),
        trace=claim.claim_id,
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
