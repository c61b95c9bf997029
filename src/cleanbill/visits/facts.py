"""What a claim states of authorization, benefit and history, filled from the ledger.

A claim is held against what took place: what is rendered or billed counts, what is only scheduled does not.
"""

from decimal import Decimal
from math import ceil

from msgspec.structs import replace

from cleanbill.model import claim
from cleanbill.model.claim import Benefit, History, Progress, TherapyAmountUsed
from cleanbill.model.document import Document
from cleanbill.rules.threshold import Group
from cleanbill.visits.allocation import allocation
from cleanbill.visits.authorization import as_on_claim
from cleanbill.visits.counters import concerned, limits, of_benefit
from cleanbill.visits.ledger import Appointment, Authorization, Ledger
from cleanbill.visits.therapy import GROUPS, allowed, earlier, lines_of, treatment_days, used_before
from cleanbill.visits.visit import key_of, visits


class ClaimFacts(Document, frozen=True):
    """Parts of a claim document by their names there. None: the ledger does not know."""

    auth: claim.Authorization | None = None
    benefit: Benefit | None = None
    history: History | None = None


def claim_facts(ledger: Ledger, visit: str, coverage: str | None = None) -> ClaimFacts:
    """What the claim of a visit, by the id of its appointment, states to one of its coverages, else to the first.

    Raises `KeyError` for an appointment that the ledger does not hold.
    """
    appointment = ledger.appointments[visit]
    to = coverage or next(iter(appointment.coverages), None)
    if to is None:
        return ClaimFacts()
    taken = _taken_place(ledger, appointment)
    return ClaimFacts(_auth(taken, appointment, to), _benefit(taken, appointment, to), _history(taken, appointment))


def _taken_place(ledger: Ledger, appointment: Appointment) -> Ledger:
    """The ledger without what is only scheduled, but for the appointment itself."""
    held = {
        key: one
        for key, one in ledger.appointments.items()
        if one.state not in ("scheduled", "checked_in") or key == appointment.id
    }
    return replace(ledger, appointments=held)


def _auth(ledger: Ledger, appointment: Appointment, coverage: str) -> claim.Authorization | None:
    """The authorization that the visit uses first, as it stands before the visit."""
    allocated, key = allocation(ledger, coverage), key_of(appointment)
    of_visit = concerned(ledger, appointment, coverage, allocated)
    required = ledger.coverages[coverage].authorization_required
    if not of_visit:
        return None if required is None else claim.Authorization(required=required)
    auth = of_visit[0]
    billed = {one.key for one in visits(ledger, coverage) if one.standing == "billed"}
    used = sum(amount for one, amount in allocated.used[auth.id].items() if one != key and (one < key or one in billed))
    unsaid = allocated.unsaid[auth.id] - {key}
    before = None if auth.used_before is None or unsaid else ceil(auth.used_before + used)
    return _stated(auth, required, before)


def _stated(auth: Authorization, required: bool | None, before: int | None) -> claim.Authorization:
    asked = required if auth.required is None else auth.required
    return replace(as_on_claim(auth), used_before=before, required=asked)


def _benefit(ledger: Ledger, appointment: Appointment, coverage: str) -> Benefit | None:
    """The limit that is nearest to its end, with the visits of its year that come before this one."""
    counts = [
        count
        for one in limits(ledger, appointment)
        if one.coverage == coverage and (count := of_benefit(ledger, one, appointment)).number is not None
    ]
    if not counts:
        return None
    count = min(counts, key=lambda one: (one.limit or 0) - (one.number or 0))
    before = None if count.unknown or count.number is None else int(count.number) - 1
    scope = f"{count.name}, {count.begins} to {count.ends}"
    return Benefit(visit_limit=count.limit, visits_used_before=before, scope=scope)


def _history(ledger: Ledger, appointment: Appointment) -> History | None:
    """The plan of care, the progress report and the year's amounts, for therapy; None for other disciplines."""
    if appointment.discipline not in GROUPS:
        return None
    episode = ledger.episodes.get(appointment.episode or "")
    progress = None
    if episode:
        since = treatment_days(ledger, episode, appointment)
        today = episode.last_report == appointment.day
        progress = Progress(
            treatment_days_since_last_report=since.number if since.known and not today else None,
            report_written_today=today if episode.last_report else None,
            last_report_author=episode.last_report_author,
        )
    return History(
        therapy_amount_used=_amounts(ledger, appointment), poc=episode.poc if episode else None, progress=progress
    )


def _amounts(ledger: Ledger, appointment: Appointment) -> TherapyAmountUsed:
    before, found = used_before(ledger, appointment.day.year), earlier(ledger, appointment)
    return replace(
        before, pt_slp=_sum(before.pt_slp, _used(found, "pt_slp")), ot=_sum(before.ot, _used(found, "ot"))
    )  # fmt: skip


def _sum(before: Decimal | None, used: Decimal | None) -> Decimal | None:
    return None if before is None or used is None else before + used


def _used(found: list[Appointment], group: Group) -> Decimal | None:
    """What earlier appointments used of a group's amount; None where services or allowed amounts are not known."""
    own = [one for one in found if GROUPS.get(one.discipline) == group or lines_of(one, group)]
    if not all(one.lines for one in own):
        return None
    return allowed([line for one in own for line in lines_of(one, group)])
