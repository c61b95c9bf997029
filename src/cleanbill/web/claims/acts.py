"""What a person does with a claim. Each act changes it, has it checked, and stands in its timeline, together or not."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

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
from cleanbill.web.claims.checking import OPEN, check
from cleanbill.web.claims.models import Allowance, Claim, Event
from cleanbill.web.claims.timeline import tell
from cleanbill.web.schedule.models import Appointment

_LETTER = {Coverage.Rank.PRIMARY: "P", Coverage.Rank.SECONDARY: "S"}
Kind = Event.Kind


class RefusedError(ValueError):
    """Something is not done with a claim, and why, in one plain sentence."""


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
    count = len(claim.proposals)
    tell(actor, claim, Kind.BUILT, f"Built from the signed note: {count} proposals to confirm.", raw=_raw(claim))
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
                claim.proposals.append({"path": edit["path"], "what": what, "why": one["message"], "words": ""})
    claim.document = fix.apply(claim.document, edits)
    return bool(edits)


@transaction.atomic
def confirm(actor: User, claim: Claim, on: dt.date) -> None:
    """A person has looked at what was proposed, and it is right."""
    _in_hand(claim)
    claim.confirmed = True
    _checked(actor, claim, on)
    tell(actor, claim, Kind.CONFIRMED, "Codes, units and modifiers are confirmed.")


@transaction.atomic
def mend(actor: User, claim: Claim, number: int, on: dt.date, sure: bool = False) -> None:
    """Make the repair of the finding of that number. One that states a fact is made only where a person says `sure`."""
    _in_hand(claim)
    try:
        finding = claim.findings[number]
        repair = finding["fix"] or {}
        edits = [msgspec.convert(edit, Edit) for edit in repair["edits"]]
        after = fix.apply(claim.document, edits)
    except (LookupError, ValueError) as error:
        raise RefusedError("This finding is gone; look at the claim again.") from error
    if not edits or repair["safety"] == "never" or (repair["safety"] == "ask" and not sure):
        raise RefusedError("This repair states a fact: a person answers its question first.")
    _edited(actor, claim, after, f"{finding['rule']}: {repair['text']}", on)


@transaction.atomic
def edit(actor: User, claim: Claim, document: dict[str, Any], on: dt.date) -> None:
    """Put another document in the claim's place; what changed stands in the timeline."""
    _in_hand(claim)
    _edited(actor, claim, document, "Changed by hand.", on)


@transaction.atomic
def let(actor: User, claim: Claim, number: int, reason: str, until: dt.date | None, on: dt.date) -> None:
    """Allow the finding of that number on this claim, for a reason, until a day where one is given."""
    _in_hand(claim)
    if not 0 <= number < len(claim.findings) or not claim.findings[number]["rule"]:
        raise RefusedError("This is not allowed: a file cannot do without it.")
    if not reason.strip():
        raise RefusedError("Say why it is allowed, for whoever reads it next.")
    rule = claim.findings[number]["rule"]
    held = Allowance(claim=claim, rule=rule, reason=reason.strip(), by=actor, since=on)
    if until:
        held.until = until
    keep(actor, held)
    _checked(actor, claim, on)
    tell(actor, claim, Kind.ALLOWED, f"{rule} allowed: {held.reason}" + (f" Until {until}." if until else ""))


@transaction.atomic
def hold(actor: User, claim: Claim, reason: str, on: dt.date) -> None:
    """Hold a claim back for a reason; without one it is released."""
    _in_hand(claim)
    claim.held = reason.strip()[:200]
    _checked(actor, claim, on)
    tell(actor, claim, Kind.HELD if claim.held else Kind.RELEASED, claim.held or "No longer held.")


@transaction.atomic
def assign(actor: User, claim: Claim, to: User | None) -> None:
    """Give a claim to a person, or to nobody."""
    claim.assigned = to
    keep(actor, claim)
    tell(actor, claim, Kind.ASSIGNED, f"Assigned to {to}." if to else "Assigned to nobody.")


@transaction.atomic
def withdraw(actor: User, claim: Claim) -> None:
    """Give up a claim that is still in our hands; its visit can be billed again under another number."""
    _in_hand(claim)
    claim.state = Claim.State.WITHDRAWN
    keep(actor, claim)
    tell(actor, claim, Kind.WITHDRAWN, "Withdrawn before it was sent.")


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
    _checked(actor, made, on)
    kind, word = (Kind.VOIDED, "void") if frequency == Claim.Frequency.VOID else (Kind.CORRECTED, "correction")
    tell(actor, claim, kind, f"A {word} is begun: claim {number}.")
    tell(actor, made, Kind.BUILT, f"Begun as a {word} of claim {claim.claim_id}, the payer's {claim.payer_number}.")
    return made


def recheck(actor: User, claims: Iterable[Claim], on: dt.date) -> None:
    """Check claims again as of today; what changed of them is saved."""
    for claim in claims:
        with transaction.atomic():
            _checked(actor, claim, on)


def _in_hand(claim: Claim) -> None:
    if claim.state not in OPEN:
        raise RefusedError(f"Claim {claim.claim_id} is {claim.get_state_display().lower()}; nothing of it is changed.")


def _edited(actor: User, claim: Claim, after: dict[str, Any], why: str, on: dt.date) -> None:
    changes = fix.diff(claim.document, after, "The claim")
    if claim.state == Claim.State.REJECTED:
        claim.state = Claim.State.PERSON
    claim.document = after
    _checked(actor, claim, on)
    tell(actor, claim, Kind.EDITED, why, raw=changes)


def _checked(actor: User, claim: Claim, on: dt.date) -> None:
    check(claim, on)
    keep(actor, claim)


def _raw(claim: Claim) -> str:
    return msgspec.json.format(msgspec.json.encode(claim.document), indent=2).decode()
