"""The professional claim: whose it is, how its levels and claims follow each other; the rest when it is whole."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from cleanbill.codes import modifiers
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
from cleanbill.x12.segments import EMPTY, Elements
from cleanbill.x12.shape import MOST_KEPT, Shape, places
from cleanbill.x12.validation.pattern import Delimiters
from cleanbill.x12.validation.pieces import Block
from cleanbill.x12.validation.situations.claim import Claim, Line, head, is_plain, line, plain_lines
from cleanbill.x12.validation.situations.codes import check_claim_place, check_diagnoses, release_on
from cleanbill.x12.validation.situations.other_payers import check_other_payers
from cleanbill.x12.validation.situations.parties import LONGEST, asked, check_parties
from cleanbill.x12.validation.situations.services import by_day, check_service
from cleanbill.x12.validation.situations.whole import check_id, check_sum, check_whole

MOST_IN_A_SET = 5_000
MOST_RIGHT = 8_192  # services and diagnoses that were found right and are remembered
MOST_DAYS = 512
MOST_KNOWN = 100_000  # ids among which another is looked for
OF_A_SUBSCRIBER = ("N3", "N4", "DMG")
DMG = places("2010BA DMG", "2010CA DMG")
SUBSCRIBER = places("2000B SBR", "2010BA NM1*IL")


class Claims:
    """Follows the blocks of an 837P."""

    longest = LONGEST
    asked = staticmethod(asked)

    def __init__(self, damage: Damage, on: dt.date | None, delimiters: Delimiters) -> None:
        self._damage = damage
        self._on = on
        self._sent: dt.date | None = on
        self._ids: set[str] = set()
        self._count = 0
        self._claim: Claim | None = None
        self._right: set[tuple[object, ...]] = set()
        self._dated: dict[tuple[tuple[str, str], int], tuple[str, ...]] = {}  # services right but for the day
        self._release = lru_cache(maxsize=MOST_DAYS)(release_on)
        self._valid = lru_cache(maxsize=MOST_RIGHT)(modifiers.valid)
        self._delimiters = delimiters
        self._first = self._sbr = EMPTY
        self._sbr_at = 0
        self._il_at = 0
        self._lacks: tuple[str, ...] = ()
        self._told = self._dependent = False

    def many(self, shape: Shape) -> bool:
        """Whether these are lines that say nothing beside their service."""
        return is_plain(shape)

    def begin(self, first: Elements) -> None:
        """A block begins: a claim ends with whatever is no line of it."""
        name = first[0]
        if name != "LX":
            self._end()
            self._first = first
            self._damage.claim_id = first[1] if name == "CLM" else ""

    def take(self, key: str, position: int, block: Block, shape: Shape, new: list[int]) -> None:
        """The block with a key of the guide, when its segments were checked; `new`: those not found right before."""
        if new:
            check_parties(self._damage, position, block, shape, new)
        match key:
            case "LX" if self._claim:
                self._claim.add(line(position, block, shape, self._delimiters.element))
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

    def take_many(self, position: int, texts: list[str], shape: Shape) -> None:
        """Lines that say nothing beside their service."""
        if self._claim:
            self._claim.lines += plain_lines(position, texts, shape, self._delimiters.element)

    def finish(self) -> None:
        """The end of the set."""
        self._end()
        self._damage.claim_id = ""

    def _begin_set(self, position: int, block: Block, shape: Shape) -> None:
        if at := shape.at.get("ST BHT"):
            self._sent = values.date("D8", block[at[0]].elements[4]) or self._on

    def _subscriber(self, position: int, block: Block, shape: Shape) -> None:
        sbr, il = SUBSCRIBER(shape)
        self._sbr, self._sbr_at, self._il_at = block[sbr].elements if sbr else EMPTY, position + sbr, position + il
        self._lacks, self._told, self._dependent = _lacking(shape), False, False
        if sbr and not self._sbr[9]:
            text = "SBR09 is empty; it says what kind of plan is billed."
            self._damage.add(SITUATION, Place(self._sbr_at, "2000B", "SBR", "SBR09"), text, "IK403 I9")

    def _patient(self, position: int) -> None:
        self._dependent = True
        if self._sbr[2] == "18":
            text = "SBR02 is 18: the subscriber is the patient, so no other patient can stand under that."
            self._damage.add(PATIENT_LEVEL, Place(position, "2000C", "HL"), text)

    def _begin(self, position: int, block: Block, shape: Shape) -> None:
        if not self._dependent and not self._told:
            self._told = True
            self._check_patient()
        self._claim = head(position, self._first, block, shape, self._delimiters)
        self._count += 1
        id = self._first[1]
        if id in self._ids:
            text = f"CLM01 {id[:38]!r} is used twice in this set."
            self._damage.add(REPEATED, Place(position, "2300", "CLM", "CLM01"), text, value=id, warn=True)
        if len(self._ids) < MOST_KNOWN:
            self._ids.add(id)
        if self._count == MOST_IN_A_SET + 1:
            text = f"The set has more than {MOST_IN_A_SET:,} claims; receivers take no more in one."
            self._damage.add(TOO_OFTEN, Place(position, "2300", "CLM", "CLM01"), text, "IK304 4", warn=True)

    def _check_patient(self) -> None:
        if self._sbr[2] != "18":
            text = "SBR02 is not 18, so the patient is not the subscriber, but no patient loop 2000C stands before CLM."
            self._damage.add(NO_PATIENT, Place(self._sbr_at, "2000B", "SBR", "SBR02"), text)
            return
        for name in self._lacks:
            text = f"Loop 2010BA has no {name}; it must have one where the subscriber is the patient."
            self._damage.add(SITUATION, Place(self._il_at, "2010BA", name), text)

    def _birth(self, position: int, block: Block, shape: Shape, loop: str) -> None:
        at = DMG(shape)[loop == "2010CA"]
        dmg = block.text(at).split(self._delimiters.element) if at else []
        born = values.date("D8", dmg[2]) if len(dmg) > 2 else None
        if born and self._sent and not 0 <= (self._sent - born).days < 150 * 366:
            text = f"DMG02 is {born}; a birth lies before the file's day, by less than 150 years."
            place = Place(position + at, loop, "DMG", "DMG02")
            self._damage.add(DATES, place, text, value=f"{born:%Y%m%d}")

    def _end(self) -> None:
        claim, self._claim = self._claim, None
        if claim is None:
            return
        damage, days, right, clm = self._damage, claim.days, self._right, claim.clm
        first, last = min(days, default=None), max(days, default=None)
        self._check_lines(claim)
        check_sum(damage, claim)
        whole, codes, place = (claim.shape, clm[5], clm[11]), (claim.codes, last), (clm[5], first)
        if not claim.usual:
            check_whole(damage, claim, self._delimiters.component)
        elif whole not in right:
            self._check(whole, check_whole, claim, self._delimiters.component)
        check_id(damage, claim)
        if not claim.usual:
            check_other_payers(damage, claim)
        if codes not in right:
            self._check(codes, check_diagnoses, claim, last, self._release)
        if place not in right:
            self._check(place, check_claim_place, claim, first, self._delimiters.component)

    def _check_lines(self, claim: Claim) -> None:
        count = len(claim.codes)
        for number, one in enumerate(claim.lines, 1):
            if one.number != str(number):
                text = f"LX01 is {one.number[:12]!r}; it must be {number}: lines are numbered from 1 without gaps."
                self._damage.add(BAD_VALUE, Place(one.position, "2400", "LX", "LX01"), text, value=one.number)
            said = (one.said, count)
            dated = self._dated.get(said)
            if dated is None or (dated, one.days) not in self._right or (one.charge is not None and one.charge < 0):
                self._check_service(one, count)

    def _check_service(self, one: Line, count: int) -> None:
        told = len(self._damage.findings)
        check_service(self._damage, one, count, self._sent, self._delimiters, self._valid)
        if len(self._damage.findings) == told:
            if len(self._dated) >= MOST_RIGHT:
                self._dated.clear()
            dated = self._dated[one.said, count] = by_day(one, self._delimiters)
            self._remember((dated, one.days))

    def _check(self, known: tuple[object, ...], check: Callable[..., None], *asked: object) -> None:
        """Check, and remember what was found right; `known` is all that the check goes by."""
        told = len(self._damage.findings)
        check(self._damage, *asked)
        if len(self._damage.findings) == told:
            self._remember(known)

    def _remember(self, known: tuple[object, ...]) -> None:
        if len(self._right) >= MOST_RIGHT:
            self._right.clear()
        self._right.add(known)


@lru_cache(maxsize=MOST_KEPT)
def _lacking(shape: Shape) -> tuple[str, ...]:
    """What the block of a subscriber does not say, and must where the subscriber is the patient."""
    return tuple(name for name in OF_A_SUBSCRIBER if f"2010BA {name}" not in shape.at)
