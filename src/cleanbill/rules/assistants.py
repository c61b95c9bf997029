"""What an assistant gave of a visit's therapy, and how many units carry CQ or CO for it, as Medicare counts since 2022.

A unit carries the modifier when the assistant, apart from the therapist, gave more than a tenth of it. Whole quarters
of an hour belong to whoever gave them. The last unit is the therapist's who gave 8 minutes of it or more; of two units
left over, when each gave 9 to 14 minutes, one is the assistant's. Minutes together are the therapist's.
"""

from collections.abc import Sequence

from msgspec import Struct

from cleanbill.codes.procedures import EVALUATION, THERAPY, TIMED
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority

MODIFIERS = frozenset({"CQ", "CO"})
OF_DISCIPLINE = {"GP": "CQ", "GO": "CO"}
_EXAMPLES = "https://www.cms.gov/medicare/coding-billing/therapy-services/billing-examples-using-cq/co-modifiers-services-furnished-whole-or-part-ptas-and-otas"


class Service(Struct, frozen=True):
    """The lines of one code and discipline. A marked line without `assistant_minutes` is the assistant's wholly."""

    code: str
    discipline: str
    lines: Sequence[Line]

    @property
    def modifier(self) -> str:
        """CQ or CO, as the discipline goes."""
        return OF_DISCIPLINE[self.discipline]

    @property
    def minutes(self) -> float:
        """All minutes of the service."""
        return sum(line.minutes or 0 for line in self.lines)

    @property
    def assistant(self) -> float:
        """The minutes that the assistant gave alone."""
        return sum(_alone(line) for line in self.lines)

    @property
    def units(self) -> float:
        """All units billed."""
        return sum(line.units or 0 for line in self.lines)

    @property
    def marked(self) -> float:
        """The units billed with CQ or CO."""
        return sum(line.units or 0 for line in self.lines if is_marked(line))

    @property
    def lacking(self) -> tuple[Line, str] | None:
        """The first line that lacks units or minutes, and which of them."""
        gaps = ((line, name) for line in self.lines for name in ("units", "minutes") if getattr(line, name) is None)
        return next(gaps, None)

    @property
    def due(self) -> tuple[float, float] | None:
        """The units that have to carry the modifier, and those that may; None where more units are billed than given.

        They differ where the two ways of rounding the tenth do.
        """
        if self.code not in TIMED:
            least, most = exceeds_tenth(self.assistant, self.minutes)
            return (self.units if least else 0), (self.units if most else 0)
        therapist = max(0, self.minutes - self.assistant)
        theirs, assistants = therapist // 15, self.assistant // 15
        left = self.units - theirs - assistants
        if left <= 0:
            return max(0, self.units - theirs), min(assistants, self.units)
        if left == 1:
            return _last_unit(therapist % 15, self.assistant % 15, assistants)
        return (assistants + 1, assistants + 1) if left == 2 else None


def services(visit: Visit) -> list[Service]:
    """The visit's physical and occupational therapy by code and discipline, without evaluations."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in visit.lines:
        named = [m for m in line.modifiers if m in OF_DISCIPLINE]
        if len(named) == 1 and line.code in THERAPY - EVALUATION:
            found.setdefault((line.code, named[0]), []).append(line)
    return [Service(code, discipline, lines) for (code, discipline), lines in found.items()]


def is_marked(line: Line) -> bool:
    """Whether a line carries CQ or CO."""
    return not MODIFIERS.isdisjoint(line.modifiers)


def exceeds_tenth(part: float, whole: float) -> tuple[bool, bool]:
    """Whether a part is surely more than a tenth of the minutes, and whether it may be held to be.

    CMS rounds in two ways, to whole percents or to whole minutes and one more: they differ below a minute and a half.
    """
    return part > whole / 10 + 1.5, part > whole / 10


def authority() -> tuple[Authority, ...]:
    """Who asks for CQ and CO, and how the tenth is counted."""
    return (
        Authority(
            "CMS, Billing Examples Using CQ/CO Modifiers for Services Furnished In Whole or In Part by PTAs and OTAs",
            "background, and billing scenarios from 2022",
            "read November 2026",
            _EXAMPLES,
            "Effective for claims with dates of service on and after January 1, 2020, the CQ and CO modifiers are "
            "required to be used, when applicable",
        ),
        Authority("Social Security Act 1834(v)", "added by the Bipartisan Budget Act of 2018, section 53107",
                  "paid at 85 percent from 2022-01-01"),
    )  # fmt: skip


def _alone(line: Line) -> float:
    if line.assistant_minutes is not None:
        return line.assistant_minutes
    return (line.minutes or 0) if is_marked(line) else 0


def _last_unit(therapist: float, assistant: float, assistants: float) -> tuple[float, float]:
    if therapist >= 8:
        return assistants, assistants
    least, most = exceeds_tenth(assistant, therapist + assistant)
    return assistants + least, assistants + most


def claim(*lines: tuple[str, float | None, float | None, int], **more: object) -> dict[str, object]:
    """A Medicare claim for an example: code with modifiers, minutes, the assistant's alone, and units of each line."""
    services = []
    for written, minutes, alone, units in lines:
        code, *modifiers = written.split("-")
        line = {"code": code, "modifiers": modifiers, "minutes": minutes, "assistant_minutes": alone, "units": units}
        services.append(line | {"date": "2026-11-02"})
    return {"payer": {"type": "medicare_b"}, "lines": services} | more
