"""The professional claim: whose it is, how its levels and claims follow each other; the rest when it is whole."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from cleanbill.x12 import values
from cleanbill.x12.damage import (
    BAD_VALUE,
    DATES,
    NO_PATIENT,
    PATIENT_LEVEL,
    REPEATED,
    SITUATION,
    TOO_OFTEN,
    Damage,
    Place,
)
from cleanbill.x12.segments import EMPTY
from cleanbill.x12.shape import Shape
from cleanbill.x12.validation.pieces import Piece
from cleanbill.x12.validation.situations.claim import Claim, head, line
from cleanbill.x12.validation.situations.codes import check_diagnoses, check_place
from cleanbill.x12.validation.situations.other_payers import check_other_payers
from cleanbill.x12.validation.situations.parties import check_parties
from cleanbill.x12.validation.situations.services import check_service
from cleanbill.x12.validation.situations.whole import check_whole

MOST_IN_A_SET = 5_000
MOST_RIGHT = 8_192  # services and diagnoses that were found right and are remembered
MOST_KNOWN = 100_000  # ids among which another is looked for
OF_A_SUBSCRIBER = ("N3", "N4", "DMG")


class Claims:
    """Follows the blocks of an 837P."""

    def __init__(self, damage: Damage, on: dt.date | None, component: str) -> None:
        self._damage = damage
        self._on = on
        self._sent: dt.date | None = on
        self._ids: set[str] = set()
        self._count = 0
        self._claim: Claim | None = None
        self._right: set[tuple[object, ...]] = set()
        self._component = component
        self._sbr: tuple[str, ...] = EMPTY
        self._sbr_at = 0
        self._il_at = 0
        self._lacks: list[str] = []
        self._told = self._dependent = False

    def begin(self, first: tuple[str, ...]) -> None:
        """A block begins: a claim ends with whatever is no line of it."""
        name = first[0]
        if name != "LX":
            self._end()
            self._damage.claim_id = first[1] if name == "CLM" else ""

    def take(self, position: int, block: list[Piece], shape: Shape, new: list[int]) -> None:
        """The block, when its segments were checked; `new` are the indices of those not found right before."""
        key = block[0].key
        if new:
            check_parties(self._damage, position, block, shape, new)
        match key:
            case "LX" if self._claim:
                self._claim.lines.append(line(position, block, shape))
            case "CLM":
                self._begin(position, block, shape)
            case "ST":
                self._begin_set(position, block, shape)
            case "HL*22":
                self._subscriber(position, block, shape)
                self._birth(position, block, shape, "2010BA")
            case "HL*23":
                self._patient(position)
                self._birth(position, block, shape, "2010CA")

    def finish(self) -> None:
        """The end of the set."""
        self._end()
        self._damage.claim_id = ""

    def _begin_set(self, position: int, block: list[Piece], shape: Shape) -> None:
        if at := shape.at.get("ST BHT"):
            self._sent = values.date("D8", block[at[0]].elements[4]) or self._on

    def _subscriber(self, position: int, block: list[Piece], shape: Shape) -> None:
        self._sbr, self._sbr_at, self._told, self._dependent = EMPTY, position, False, False
        if at := shape.at.get("2000B SBR"):
            self._sbr, self._sbr_at = block[at[0]].elements, position + at[0]
            if not self._sbr[9]:
                text = "SBR09 is empty; it says what kind of plan is billed."
                place = Place(self._sbr_at, "2000B", "SBR", "SBR09")
                self._damage.add(SITUATION, place, text, "IK403 I9")
        il = shape.at.get("2010BA NM1*IL", (0,))[0]
        self._il_at = position + il
        self._lacks = [name for name in OF_A_SUBSCRIBER if f"2010BA {name}" not in shape.at]

    def _patient(self, position: int) -> None:
        self._dependent = True
        if self._sbr[2] == "18":
            text = "SBR02 is 18: the subscriber is the patient, so no other patient can stand under that."
            self._damage.add(PATIENT_LEVEL, Place(position, "2000C", "HL"), text)

    def _begin(self, position: int, block: list[Piece], shape: Shape) -> None:
        if not self._dependent and not self._told:
            self._told = True
            self._check_patient()
        self._claim = head(position, block, shape, self._component)
        self._count += 1
        id = self._claim.clm[1]
        place = Place(position, "2300", "CLM", "CLM01")
        if id in self._ids:
            self._damage.add(REPEATED, place, f"CLM01 {id[:38]!r} is used twice in this set.", value=id, warn=True)
        if len(self._ids) < MOST_KNOWN:
            self._ids.add(id)
        if self._count == MOST_IN_A_SET + 1:
            text = f"The set has more than {MOST_IN_A_SET:,} claims; receivers take no more in one."
            self._damage.add(TOO_OFTEN, place, text, "IK304 4", warn=True)

    def _check_patient(self) -> None:
        if self._sbr[2] != "18":
            text = "SBR02 is not 18, so the patient is not the subscriber, but no patient loop 2000C stands before CLM."
            self._damage.add(NO_PATIENT, Place(self._sbr_at, "2000B", "SBR", "SBR02"), text)
            return
        for name in self._lacks:
            text = f"Loop 2010BA has no {name}; it must have one where the subscriber is the patient."
            self._damage.add(SITUATION, Place(self._il_at, "2010BA", name), text)

    def _birth(self, position: int, block: list[Piece], shape: Shape, loop: str) -> None:
        at = shape.at.get(f"{loop} DMG")
        born = values.date("D8", block[at[0]].elements[2]) if at else None
        if at and born and self._sent and not 0 <= (self._sent - born).days < 150 * 366:
            text = f"DMG02 is {born}; a birth lies before the file's day, by less than 150 years."
            place = Place(position + at[0], loop, "DMG", "DMG02")
            self._damage.add(DATES, place, text, value=f"{born:%Y%m%d}")

    def _end(self) -> None:
        claim, self._claim = self._claim, None
        if claim is None:
            return
        damage, days, count = self._damage, claim.days, len(claim.codes)
        last = max(days, default=None)
        self._check_lines(claim, count)
        check_whole(damage, claim, self._component)
        if claim.others or any(one.decisions for one in claim.lines):
            check_other_payers(damage, claim)
        if count:
            self._once((*claim.codes, last), lambda: check_diagnoses(damage, claim, last))
        place, first = claim.clm[5].partition(self._component)[0], min(days, default=None)
        where = Place(claim.position, "2300", "CLM", "CLM05-1")
        self._once((place, first), lambda: check_place(damage, place, first, where))

    def _check_lines(self, claim: Claim, count: int) -> None:
        for number, one in enumerate(claim.lines, 1):
            if one.number != str(number):
                text = f"LX01 is {one.number[:12]!r}; it must be {number}: lines are numbered from 1 without gaps."
                self._damage.add(BAD_VALUE, Place(one.position, "2400", "LX", "LX01"), text, value=one.number)
            known = (one.text, count, one.day, one.last_day)
            if known not in self._right:
                self._once(known, partial(check_service, self._damage, one, count, self._sent, self._component))

    def _once(self, known: tuple[object, ...], check: Callable[[], None]) -> None:
        """Check what was not found right before; `known` is all that the check goes by."""
        if known in self._right:
            return
        told = len(self._damage.findings)
        check()
        if len(self._damage.findings) == told:
            if len(self._right) >= MOST_RIGHT:
                self._right.clear()
            self._right.add(known)
