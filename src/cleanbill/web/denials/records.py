"""The packet of records of a claim as one PDF: cover letter, contents, claim, decision, signed notes, plans of care."""

import datetime as dt
from collections.abc import Iterable, Set
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from cleanbill.forms import boxes
from cleanbill.forms.records import About, decision_sheet, note_sheet, plan_sheet
from cleanbill.guide.pdf import PrinterMissingError
from cleanbill.model.letter import Letter
from cleanbill.remittance.appeals import letter
from cleanbill.web.accounts.models import User
from cleanbill.web.charts.models import PlanOfCare
from cleanbill.web.claims.acts import RefusedError
from cleanbill.web.claims.models import Claim, Event
from cleanbill.web.claims.timeline import tell
from cleanbill.web.denials.appealing import keep_sent, printed, refused_of
from cleanbill.web.denials.models import Appeal
from cleanbill.web.notes.models import Note
from cleanbill.web.remits.models import OpenItem
from cleanbill.web.schedule.models import Appointment

_SEEN = (Appointment.State.RENDERED, Appointment.State.SIGNED, Appointment.State.BILLED)


class Visit(NamedTuple):
    """A visit of the claim's episode and its note; None where it has none that is signed."""

    appointment: Appointment
    note: Note | None

    @property
    def day(self) -> dt.date:
        """The day of the visit."""
        return self.appointment.day


class Asked(NamedTuple):
    """Of which claim records are sent, about which refusal if any, of which visits, under the payer's reference."""

    claim: Claim
    item: OpenItem | None
    visits: list[Visit]
    reference: str


def visits_of(claim: Claim) -> list[Visit]:
    """The visits of the claim's episode, oldest first; of a claim without an episode its own alone."""
    own = claim.appointment
    held = Appointment.objects.of(claim.clinic).select_related("provider", "note__signed_by")
    if own.episode_id:
        held = held.filter(episode=own.episode_id, state__in=_SEEN) | held.filter(pk=own.pk)
    else:
        held = held.filter(pk=own.pk)
    return [Visit(one, _signed(one)) for one in held.order_by("start", "pk")]


def _signed(visit: Appointment) -> Note | None:
    note: Note | None = getattr(visit, "note", None)
    return note if note is not None and note.signed else None


def chosen(claim: Claim, numbers: Set[int]) -> list[Visit]:
    """The claim's own visit and those that are chosen, oldest first.

    Raises `RefusedError` for a visit of something else, and for one whose note is not signed.
    """
    wanted = numbers | {claim.appointment_id}
    found = [one for one in visits_of(claim) if one.appointment.pk in wanted]
    if len(found) < len(wanted):
        raise RefusedError("Choose among the visits of this episode of care.")
    unsigned = ", ".join(str(one.day) for one in found if one.note is None)
    if unsigned:
        raise RefusedError(f"There is no signed note of the visit of {unsigned}; a packet holds signed notes only.")
    return found


def plans_of(claim: Claim, visits: Iterable[Visit]) -> list[PlanOfCare]:
    """The plans of care that were in force on a day of the visits, oldest first."""
    days = [one.day for one in visits]
    held = PlanOfCare.objects.of(claim.clinic).filter(episode=claim.appointment.episode_id)
    plans = held.select_related("certifier").order_by("established", "pk")
    return [one for one in plans if any(one.established <= day <= one.ends for day in days)]


def packet_of(actor: User, asked: Asked, on: dt.date) -> bytes:
    """The packet as one PDF. Raises `RefusedError` where the machine cannot print it, or the claim fits no form."""
    from cleanbill.forms.packet import Enclosure, PacketError, packet

    plans = plans_of(asked.claim, asked.visits)
    try:
        sheets = [*_of_claim(asked, on), *_of_visits(asked), *_of_plans(asked.claim, plans)]
        made = cover(asked, plans)
        first = Enclosure("Letter", printed(actor, asked.claim, made, on, [title for title, _ in sheets]))
        return packet(made.title, first, [Enclosure(title, pdf) for title, pdf in sheets])
    except (PrinterMissingError, PacketError) as error:
        raise RefusedError(str(error)) from error


def cover(asked: Asked, plans: Iterable[PlanOfCare]) -> Letter:
    """The letter on top of the packet: it asserts only what is enclosed."""
    own = next(one for one in asked.visits if one.appointment.pk == asked.claim.appointment_id)
    further = ", ".join(str(one.day) for one in asked.visits if one is not own)
    told = {
        "claim_number": asked.claim.payer_number, "reference": asked.reference, "day": str(own.day),
        "signer": _signer(own), "further": further, "plans": ", ".join(map(_told, plans)),
    }  # fmt: skip
    refused = refused_of(asked.item) if asked.item else None
    return letter("records", asked.claim.read, refused, None, (), {name: text for name, text in told.items() if text})


def _of_claim(asked: Asked, on: dt.date) -> Iterable[tuple[str, bytes]]:
    from cleanbill.forms.drawing import Margins, draw

    sent = asked.claim.sent_at
    form = boxes(asked.claim.read, timezone.localdate(sent) if sent else on)
    if form.refused:
        raise RefusedError(f"The claim does not fit the form. {' '.join(form.refused)}")
    yield "Claim form (CMS-1500)", draw(form.pages, Margins(), True)
    if asked.item:
        paid = asked.item.decision
        about = [*_about(asked.claim), ("Payment", f"{paid.remittance} of {paid.day}")]
        yield "What the payer decided", decision_sheet(paid.read, about)


def _of_visits(asked: Asked) -> Iterable[tuple[str, bytes]]:
    """The notes as they were signed, each with what was added to it later."""
    for visit in asked.visits:
        note = visit.note
        assert note is not None  # `chosen` refuses a visit without one
        about = [*_about(asked.claim), ("Visit", str(visit.day))]
        yield f"Note of {visit.day}", note_sheet(note.text, [*about, ("Signed by", _signature(note))])
        for one in note.addenda.select_related("by"):
            signed = f"{one.by}, {one.credential}, {timezone.localtime(one.at):%Y-%m-%d %H:%M}"
            sheet = note_sheet(one.text, [*about, ("Signed by", signed)], "Addendum to the note")
            yield f"Addendum of {timezone.localdate(one.at)} to the note of {visit.day}", sheet


def _of_plans(claim: Claim, plans: Iterable[PlanOfCare]) -> Iterable[tuple[str, bytes]]:
    for plan in plans:
        who = f" by {plan.certifier}" if plan.certifier else ""
        certified = f"{plan.cert_signed}{who}" if plan.cert_signed else "not signed"
        about = [
            *_about(claim), ("From", str(plan.established)), ("To", str(plan.ends)), ("How often", plan.frequency),
            ("Certification", certified),
        ]  # fmt: skip
        yield f"Plan of care of {plan.established}", plan_sheet(plan.goals, about)


def _about(claim: Claim) -> About:
    named = claim.read.patient
    name = " ".join(filter(None, (named.first_name, named.last_name)))
    born = [("Born", str(named.dob))] if named.dob else []
    return [("Patient", name), *born, ("Claim", claim.claim_id)]


def _signer(visit: Visit) -> str:
    return f"{visit.note.signed_by}, {visit.note.credential}," if visit.note else ""


def _signature(note: Note) -> str:
    at = f"{timezone.localtime(note.signed_at):%Y-%m-%d %H:%M}" if note.signed_at else ""
    return f"{note.signed_by}, {note.credential}, {at}"


def _told(plan: PlanOfCare) -> str:
    certified = f"certified on {plan.cert_signed}" if plan.cert_signed else "its certification not signed"
    return f"that of {plan.established}, {certified}"


@transaction.atomic
def send(actor: User, asked: Asked, way: str, on: dt.date) -> Appeal:
    """Keep the packet as it goes out. Raises `RefusedError` for an item that is closed, and as `packet_of` does."""
    if asked.item and asked.item.closed is not None:
        raise RefusedError("It is closed; open it again first.")
    title = cover(asked, ()).title + (f" ({asked.reference})" if asked.reference else "")
    appeal = keep_sent(actor, asked.claim, asked.item, Appeal.RECORDS, title, way, packet_of(actor, asked, on), on)
    days = ", ".join(str(one.day) for one in asked.visits)
    text = f"{title}, by {appeal.get_way_display().lower()}: notes of {days}."
    tell(actor, asked.claim, Event.Kind.RECORDS, text, {"visits": [one.appointment.pk for one in asked.visits]})
    return appeal
