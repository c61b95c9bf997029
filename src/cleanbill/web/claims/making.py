"""How claims come to be: from a signed visit, or as the correction or void of one that the payer has."""

import datetime as dt

import msgspec
from django.db import transaction
from msgspec.structs import replace

from cleanbill.codes.modifiers import DISCIPLINES
from cleanbill.engine import fix
from cleanbill.model.decode import claim_from
from cleanbill.model.finding import Edit
from cleanbill.web.accounts.models import User
from cleanbill.web.audit.keep import keep
from cleanbill.web.charts.models import Coverage
from cleanbill.web.claims import building
from cleanbill.web.claims.acts import Kind, RefusedError, checked
from cleanbill.web.claims.checking import OPEN, check
from cleanbill.web.claims.models import Claim
from cleanbill.web.claims.timeline import tell
from cleanbill.web.schedule.models import Appointment

_LETTER = {Coverage.Rank.PRIMARY: "P", Coverage.Rank.SECONDARY: "S"}


@transaction.atomic
def build(actor: User, visit: Appointment, on: dt.date, coverage: Coverage | None = None) -> Claim:
    """The claim of a signed visit to a coverage, else to its first, built anew where it is still in our hands.

    Raises `RefusedError` for a visit that cannot be billed or whose claim has gone out.
    """
    chosen = coverage or next(iter(building.covering(visit)), None)
    if visit.patient_pays or chosen is None:
        raise RefusedError(f"The visit of {visit.day} has no coverage to bill: the patient pays, or none holds then.")
    earlier = Claim.objects.of(actor.clinic).filter(appointment=visit, rank=chosen.rank).order_by("-pk")
    live = earlier.exclude(state__in=(Claim.State.WITHDRAWN, Claim.State.VOIDED)).first()
    if live and (live.state not in OPEN or live.frequency != Claim.Frequency.ORIGINAL):
        raise RefusedError(f"The visit of {visit.day} is billed already: claim {live.claim_id}.")
    number = live.claim_id if live else f"{visit.pk}{_LETTER[Coverage.Rank(chosen.rank)]}{earlier.count() + 1}"
    try:
        made = building.draft(visit, chosen, number)
    except building.NotBuiltError as error:
        raise RefusedError(str(error)) from error
    claim = live or Claim(appointment=visit, patient=visit.patient, rank=chosen.rank, claim_id=number)
    claim.clinic, claim.coverage, claim.payer, claim.service_date = actor.clinic, chosen, chosen.payer, visit.day
    claim.document, claim.proposals = made.document, [one._asdict() for one in made.proposals]
    claim.confirmed = False
    keep(actor, claim)
    check(claim, on)
    if _with_discipline(claim):
        check(claim, on)
    keep(actor, claim)
    proposals = f"{len(claim.proposals)} proposal{'' if len(claim.proposals) == 1 else 's'}"
    tell(actor, claim, Kind.BUILT, f"Built from the signed note: {proposals} to confirm.", raw=_raw(claim))
    return claim


def _with_discipline(claim: Claim) -> bool:
    """Propose GP, GO or GN where the rules ask for it: that follows from who treats, and from nothing in the note."""
    edits: list[Edit] = []
    for one in claim.findings:
        for edit in (one["fix"] or {}).get("edits", []):
            held = set(fix.at(claim.document, edit["path"]) or [])
            new = set(edit["value"]) - held if edit["path"].endswith("/modifiers") else set()
            if new and new <= DISCIPLINES:
                edits.append(msgspec.convert(edit, Edit))
                what = f"Modifier {', '.join(sorted(new))}"
                claim.proposals.append(
                    {"path": edit["path"], "what": what, "why": f"Without it, {one['message']}", "words": ""}
                )
    claim.document = fix.apply(claim.document, edits)
    return bool(edits)


@transaction.atomic
def follow(actor: User, claim: Claim, frequency: Claim.Frequency, on: dt.date) -> Claim:
    """Begin a correction (7) or a void (8) of a claim that the payer has; it names the payer's number of it.

    Raises `RefusedError` where the payer's number is not known, or another one follows already.
    """
    at_the_payer = (Claim.State.ACCEPTED, Claim.State.DENIED, Claim.State.PAID)
    if claim.state not in at_the_payer or not claim.payer_number:
        raise RefusedError("The payer has not given its number for this claim yet; without it nothing follows it.")
    if Claim.objects.of(actor.clinic).filter(replaces=claim).exclude(state=Claim.State.WITHDRAWN).exists():
        raise RefusedError("Another claim follows this one already.")
    siblings = Claim.objects.of(actor.clinic).filter(appointment=claim.appointment_id, rank=claim.rank).count()
    number = f"{claim.appointment_id}{_LETTER[Coverage.Rank(claim.rank)]}{siblings + 1}"
    document = replace(
        claim_from(claim.document), claim_id=number, frequency_code=frequency, original_claim_ref=claim.payer_number
    )
    made = Claim(
        appointment=claim.appointment, patient=claim.patient, coverage=claim.coverage, payer=claim.payer,
        rank=claim.rank, claim_id=number, frequency=frequency, replaces=claim, service_date=claim.service_date,
        confirmed=frequency == Claim.Frequency.VOID, document=building.as_document(document),
    )  # fmt: skip
    keep(actor, made)
    checked(actor, made, on)
    kind, word = (Kind.VOIDED, "void") if frequency == Claim.Frequency.VOID else (Kind.CORRECTED, "correction")
    tell(actor, claim, kind, f"A {word} is begun: claim {number}.")
    tell(actor, made, Kind.BUILT, f"Begun as a {word} of claim {claim.claim_id}, the payer's {claim.payer_number}.")
    return made


def _raw(claim: Claim) -> str:
    return msgspec.json.format(msgspec.json.encode(claim.document), indent=2).decode()
