"""What Medicare counts of therapy: treatment days since a progress report, dollars of the year by group."""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from cleanbill.model.claim import Line, Rendering, TherapyAmountUsed
from cleanbill.payers import shipped
from cleanbill.rules.threshold import Group, group_of
from cleanbill.visits.ledger import Appointment, Discipline, Episode, Ledger
from cleanbill.visits.states import STANDING
from cleanbill.visits.visit import visits

GROUPS: dict[Discipline, Group] = {"PT": "pt_slp", "SLP": "pt_slp", "OT": "ot"}
_TREATS: dict[Discipline, Rendering] = {
    "PT": Rendering(credential="PT"),
    "OT": Rendering(credential="OT"),
    "SLP": Rendering(credential="SLP"),
}


class TreatmentDays(Struct, frozen=True):
    """How many treatment days a visit is away from the last progress report, itself counted.

    `known` False: the ledger does not reach back to it, or nobody says when it was; the number is then the least.
    """

    number: int
    known: bool


def treatment_days(ledger: Ledger, episode: Episode, upto: Appointment) -> TreatmentDays:
    """The treatment days of an episode after its last report, or from its first treatment on, up to an appointment."""
    days = sorted({one.day for one in visits(ledger, episode=episode.id)})
    report, first = episode.last_report, episode.poc.first_treatment_date if episode.poc else None
    since = [day for day in days if day <= upto.day and (report is None or day > report)]
    start = report or first
    return TreatmentDays(len(since), start is not None and bool(days) and days[0] <= start)


def under_medicare(ledger: Ledger, appointment: Appointment) -> bool:
    """Whether an appointment is billed to Medicare Part B, first or second."""
    payers = (ledger.coverages[one].payer for one in appointment.coverages)
    return any(shipped().resolve(payer, appointment.day).type == "medicare_b" for payer in payers)


def lines_of(appointment: Appointment, group: Group) -> list[Line]:
    """The lines of an appointment that use the yearly amount of a group."""
    rendering = _TREATS.get(appointment.discipline, Rendering())
    return [line for line in appointment.lines if group_of(line, rendering) == group]


def earlier(ledger: Ledger, appointment: Appointment) -> list[Appointment]:
    """The earlier appointments of the calendar year that Medicare Part B is billed for, given up ones left out."""
    return [
        one
        for one in ledger.appointments.values()
        if one.state in STANDING
        and one.day.year == appointment.day.year
        and (one.start, one.id) < (appointment.start, appointment.id)
        and under_medicare(ledger, one)
    ]


def used_before(ledger: Ledger, year: int) -> TherapyAmountUsed:
    """The year's amounts that the ledger does not hold; what is not known is None."""
    return replace(ledger.amounts.get(year) or TherapyAmountUsed(), year=year)


def allowed(lines: list[Line]) -> Decimal | None:
    """The allowed amounts of lines together; None where one of them is not given."""
    amounts = [line.expected_allowed for line in lines]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))
