"""A claim document out of a signed visit. What is not known is left out, and asked for; nothing is invented."""

from typing import Any, NamedTuple, cast

import msgspec
from msgspec.structs import replace

from cleanbill.model.claim import Claim, Credential, Line, Money, Note, Patient, Payer, Rendering
from cleanbill.model.decode import claim_from
from cleanbill.model.other_payer import OtherPayer
from cleanbill.model.parties import Provider, Subscriber
from cleanbill.payers import shipped
from cleanbill.visits import claim_facts
from cleanbill.web.charts import models as charts
from cleanbill.web.claims.models import Charge, Identity
from cleanbill.web.claims.proposing import Proposal, coding
from cleanbill.web.schedule.ledger import key_of, ledger_of
from cleanbill.web.schedule.models import Appointment

THERAPY = ("PT", "OT", "SLP")


class NotBuiltError(ValueError):
    """A visit has no claim, and why, in one plain sentence."""


class Draft(NamedTuple):
    """A claim document with what was proposed of it."""

    document: dict[str, Any]
    proposals: tuple[Proposal, ...]


def covering(visit: Appointment) -> list[charts.Coverage]:
    """The coverages that hold on the day of a visit, in the order in which they pay."""
    held = visit.patient.coverages.filter(start__lte=visit.day).select_related("payer").order_by("rank", "-start")
    return [one for one in held if one.end is None or one.end >= visit.day]


def draft(visit: Appointment, coverage: charts.Coverage, number: str) -> Draft:
    """The claim of a visit to a coverage, called `number`. The same records give the same document.

    Raises `NotBuiltError` for a visit whose note is not signed.
    """
    note = getattr(visit, "note", None)
    if note is None or not note.signed:
        raise NotBuiltError(f"The visit of {visit.day} has no signed note; a claim follows the signature.")
    payer, provider, episode = payer_of(coverage.payer), visit.provider, visit.episode
    planned = tuple(msgspec.convert(line, Line) for line in visit.lines)
    dx = tuple(episode.dx.replace(",", " ").split()) if episode else ()
    table = charges(visit)
    credential = cast(Credential, provider.credential)
    coded = coding(note.text, visit.day, payer, credential, planned, dx)
    facts = claim_facts(ledger_of(visit.patient), key_of(visit), str(coverage.pk))
    claim = Claim(
        claim_id=number,
        payer=payer,
        patient=_patient(visit.patient, coverage),
        subscriber=subscriber_of(coverage),
        other_payers=_others(visit, coverage),
        rendering=Rendering(
            provider.npi,
            provider.taxonomy,
            credential,
            provider.first_name,
            provider.last_name,
        ),
        dx=coded.dx,
        lines=tuple(priced(line, table) for line in coded.lines),
        note=Note(text=note.text, signed=True, signer_credential=note.credential),
        auth=facts.auth,
        benefit=facts.benefit,
        history=facts.history,
    )
    if identity := Identity.objects.of(visit.clinic).first():
        claim = replace(claim, **identity.on(claim))
    if episode:
        claim = replace(claim, **_of_episode(episode, visit))
    return Draft(as_document(claim), coded.proposals)


def as_document(claim: Claim) -> dict[str, Any]:
    """A claim as it is stored: what is absent is left out, money is decimal text."""
    return msgspec.json.decode(msgspec.json.encode(claim))  # type: ignore[no-any-return]


def charges(visit: Appointment) -> dict[str, int]:
    """The clinic's charges by code, in cents."""
    return dict(Charge.objects.of(visit.clinic).values_list("code", "cents"))


def priced(line: Line, table: dict[str, int]) -> Line:
    """The line with the clinic's charge for its units; without one where the fee table has none."""
    cents = table.get(line.code)
    known = cents is not None and line.units is not None
    return replace(line, charge=Money(round((cents or 0) * (line.units or 0))).scaleb(-2) if known else None)


def total(document: dict[str, Any]) -> int:
    """The charges of a document together, in cents."""
    return sum(int((line.charge or Money(0)).scaleb(2)) for line in claim_from(document).lines)


def payer_of(payer: charts.Payer) -> Payer:
    """A payer as a claim names it."""
    return Payer(
        type=shipped().type_of(payer.profile), profile=payer.profile, name=payer.name, id=payer.payer_id or None
    )


def _patient(patient: charts.Patient, coverage: charts.Coverage) -> Patient:
    return Patient(
        id=coverage.member_id, first_name=patient.first_name, last_name=patient.last_name, dob=patient.dob,
        sex=patient.sex, address=patient.address, phone=patient.phone or None,
    )  # fmt: skip


def subscriber_of(coverage: charts.Coverage) -> Subscriber | None:
    """Who holds a coverage, as a claim names him; None for the patient himself in no group."""
    insured: dict[str, Any] = {}
    if coverage.relationship != charts.Coverage.Relationship.SELF:
        insured = {
            "relationship": coverage.relationship,
            "first_name": coverage.subscriber_first_name,
            "last_name": coverage.subscriber_last_name,
            "dob": coverage.subscriber_dob,
        }
    if coverage.rank == charts.Coverage.Rank.SECONDARY:
        insured["priority"] = "secondary"
    return Subscriber(group=coverage.group or None, **insured) if insured or coverage.group else None


def _others(visit: Appointment, billed: charts.Coverage) -> tuple[OtherPayer, ...]:
    """The payers that come after the one that is billed. What those before it decided is in their remittances."""
    return tuple(
        OtherPayer(
            priority="secondary", type=shipped().type_of(one.payer.profile), name=one.payer.name,
            id=one.payer.payer_id or None, member_id=one.member_id, group=one.group or None,
            relationship=None if one.relationship == "self" else one.relationship,  # type: ignore[arg-type]
            first_name=one.subscriber_first_name or visit.patient.first_name,
            last_name=one.subscriber_last_name or visit.patient.last_name,
        )
        for one in covering(visit)
        if one.rank > billed.rank
    )  # fmt: skip


def _of_episode(episode: charts.Episode, visit: Appointment) -> dict[str, Any]:
    """What the episode says: the onset, the accident, who referred or certified, the first treatment."""
    plan = episode.plans.filter(established__lte=visit.day).select_related("certifier").first()
    therapist = visit.discipline in THERAPY
    who = (plan.certifier if plan and therapist else None) or episode.referrer
    found: dict[str, Any] = {"date_onset": episode.onset, "accident": episode.accident}
    if visit.discipline == "chiropractic":
        found["date_initial_treatment"] = episode.opened
    if who:
        found |= {"referring_npi": who.npi, "referring": Provider(who.first_name, who.last_name)}
    return found
