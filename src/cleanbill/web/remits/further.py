"""The claim to the next payer, made of what the payer before it decided."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from msgspec.structs import replace

from cleanbill.remittance import PostingError, next_claim
from cleanbill.web.accounts.models import Clinic, User
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Coverage
from cleanbill.web.claims import building
from cleanbill.web.claims.acts import RefusedError, checked
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.timeline import tell
from cleanbill.web.remits.models import Decision


def waiting(clinic: Clinic) -> "QuerySet[Claim]":
    """The claims that were decided, leave something to the patient, and have a further payer that was not billed."""
    second = Coverage.objects.of(clinic).filter(
        Q(end__isnull=True) | Q(end__gte=OuterRef("service_date")),
        patient=OuterRef("patient"),
        rank=Coverage.Rank.SECONDARY,
        start__lte=OuterRef("service_date"),
    )
    billed = Claim.objects.of(clinic).filter(follows=OuterRef("pk")).exclude(state=Claim.State.WITHDRAWN)
    crossed = Decision.objects.of(clinic).filter(claim=OuterRef("pk"), posted=True, document__has_key="crossover")
    decided = Claim.objects.of(clinic).filter(
        state__in=(Claim.State.PAID, Claim.State.CLOSED), rank=Coverage.Rank.PRIMARY, account__patient__gt=0
    )
    return decided.filter(Exists(second), ~Exists(billed), ~Exists(crossed)).order_by("service_date", "pk")


@transaction.atomic
def bill_next(actor: User, claim: Claim, on: dt.date) -> Claim:
    """The claim to the next payer, with what the payer before it decided; a person confirms it as any other.

    Raises `RefusedError` where nothing was decided, no further coverage holds, or it was billed already.
    """
    coverage = next((one for one in building.covering(claim.appointment) if one.rank > claim.rank), None)
    if coverage is None:
        raise RefusedError(f"No further coverage of the patient holds on {claim.service_date}.")
    earlier = Claim.objects.of(actor.clinic).filter(appointment=claim.appointment_id, rank=coverage.rank)
    if earlier.exclude(state__in=(Claim.State.WITHDRAWN, Claim.State.VOIDED)).exists():
        raise RefusedError("The next payer was billed already.")
    number = f"{claim.appointment_id}S{earlier.count() + 1}"
    decided = _decided(actor, claim)
    try:
        document = next_claim(
            claim.read, decided.read, decided.day or on, building.payer_of(coverage.payer), coverage.member_id,
            building.subscriber_of(coverage),
        )  # fmt: skip
    except PostingError as error:
        raise RefusedError(str(error)) from error
    made = Claim(
        appointment=claim.appointment, patient=claim.patient, coverage=coverage, payer=coverage.payer,
        rank=coverage.rank, claim_id=number, follows=claim, service_date=claim.service_date,
        document=building.as_document(replace(document, claim_id=number)),
    )  # fmt: skip
    keep(actor, made)
    checked(actor, made, on)
    tell(actor, claim, Event.Kind.PASSED_ON, f"Billed to {coverage.payer} as claim {number}.")
    tell(actor, made, Event.Kind.BUILT, f"Made of claim {claim.claim_id} and what {claim.payer} decided on it.")
    return made


def _decided(actor: User, claim: Claim) -> Decision:
    """The last decision on a claim that stands."""
    rows = Decision.objects.of(actor.clinic).filter(claim=claim, posted=True).select_related("remittance")
    last = rows.order_by(F("remittance__posted_at").desc(), "-at").first()
    if last is None or last.read.reverses:
        raise RefusedError("The payer's decision is not here, or was taken back; wait for it.")
    if last.read.crossover:
        raise RefusedError(f"The payer sent it on to {last.read.crossover.last_name} itself.")
    return last
