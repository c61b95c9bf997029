"""One claim of an 837P as a claim document: the CLM block, then a block for each line."""

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

from msgspec.structs import replace

from cleanbill.model.claim import Accident, Claim, Line, Rendering, Source
from cleanbill.x12 import values
from cleanbill.x12.blocks import Block
from cleanbill.x12.claim.decoded import Days
from cleanbill.x12.claim.head import seldom
from cleanbill.x12.claim.other_payers import other_payers
from cleanbill.x12.claim.parties import Parties
from cleanbill.x12.claim.people import provided
from cleanbill.x12.claim.plans import head_plan, line_plan
from cleanbill.x12.claim.said import OF_CLAIM, facility, said_by_line, several
from cleanbill.x12.damage import BAD_VALUE, ICD9, NO_LINES, OUT_OF_BALANCE, TOO_OFTEN, Damage, Kind, Place
from cleanbill.x12.shape import Shape

At = dict[str, tuple[int, ...]]
Elements = tuple[str, ...]

CAUSES = {"AA": "auto", "EM": "employment", "OA": "other"}  # CLM11; where several are sent the first named here wins
ASSIGNMENTS: dict[str, Literal["B", "C"]] = {"B": "B", "C": "C"}  # CLM07; A, accepted, is not said
ICD9_UNTIL = dt.date(2015, 9, 30)
MOST_LINES = 50
LINE = [(f"/lines/{index}", f"/lines/{index}/date", f"/lines/{index}/n") for index in range(MOST_LINES)]
NO_SERVICE, NO_DAYS, ZERO = Line(""), Days(), Decimal(0)


class Draft:
    """A claim while its segments come in: its head first, then `add` for each line, then `finish`."""

    def __init__(
        self, position: int, block: Block, shape: Shape, parties: Parties, component: str, damage: Damage
    ) -> None:
        self._position, self._block, self._shape = position, block, shape
        self._parties, self._component, self._damage = parties, component, damage
        self._lines: list[Line] = []
        self._renderings: dict[int, tuple[int, Block, At]] = {}  # of the lines that name their own
        self._last_number = 0
        self._positions = parties.positions.copy()
        self._positions[""] = position

    def add(self, position: int, block: Block, shape: Shape) -> None:
        """The next LX block."""
        at_service, at_date, at_control, more = line_plan(shape)
        lines, lx = self._lines, block[0]
        index = len(lines)
        self._last_number += 1
        if lx.elements[1] != str(self._last_number):
            self._tell_number(lx.elements[1], position)
        if index < MOST_LINES:
            line, date, number = LINE[index]
            positions = self._positions
            positions[number] = position
            positions[line] = position + at_service
            if at_date:
                positions[date] = position + at_date
        days = block[at_date].decoded if at_date else NO_DAYS
        read = replace(
            block[at_service].decoded if at_service else NO_SERVICE,
            n=lx.decoded,
            date=days.first,
            date_to=days.last,
            control_number=block[at_control].elements[2] or None if at_control else None,
        )
        if more:
            read = replace(read, **said_by_line(block, shape.at, self._component))
            if "2420A NM1*82" in shape.at:
                self._renderings[index] = position, block, shape.at
        lines.append(read)

    def finish(self) -> Claim:
        """The claim document."""
        clm, parties, positions = self._block[0].elements, self._parties, self._positions
        fields, more = head_plan(self._shape)
        head: dict[str, Any] = {}
        for index, pointer, field, read in fields:
            positions[pointer] = self._position + index
            head[field] = read(self._block[index].elements)
        if more:
            self._add_seldom(head)
        date = head.pop("accident", None)
        if date or clm[11] or parties.claim_number:
            head["accident"] = self._accident(clm[11], date)
        place = clm[5].split(self._component)
        dx, icd9 = self._diagnoses(head)
        self._check_whole(clm, icd9)
        if few := seldom(clm[6], clm[9], clm[10], clm[12], clm[20]):
            head.update(few)
        treated = self._rendering()
        claim = Claim(
            claim_id=clm[1],
            payer=parties.payer,
            frequency_code=(place[2] or None) if len(place) > 2 else None,
            patient=parties.patient,
            place_of_service=place[0] or None,
            subscriber=parties.subscriber,
            billing_npi=parties.billing_npi,
            billing=parties.billing_details,
            assignment=ASSIGNMENTS.get(clm[7]),
            benefits_assigned=False if clm[8] in ("N", "W") else None,
            rendering=treated,
            dx=dx,
            lines=tuple(self._lines) if not self._renderings else self._treated(treated),
            source=Source(parties.interchange, positions),
        )
        return replace(claim, **head) if head else claim

    def _add_seldom(self, head: dict[str, Any]) -> None:
        """Add what few claims have and takes more than one segment to say."""
        at, block = self._shape.at, self._block
        if starts := at.get("2320 SBR"):
            head["other_payers"] = other_payers(block, starts)
        head.update(several(block, at, OF_CLAIM, self._component))
        if "2310C NM1*77" in at:
            head["facility"] = facility(block, at, "2310C")

    def _diagnoses(self, head: dict[str, Any]) -> tuple[tuple[str, ...], bool]:
        """The diagnoses, and whether any is sent as ICD-9; conditions stand in a later HI and go into the head."""
        dx: tuple[str, ...] = ()
        conditions: tuple[str, ...] = ()
        icd9 = False
        for number, index in enumerate(self._shape.at.get("2300 HI", ())):
            codes = self._block[index].decoded
            if codes.dx:
                self._positions.setdefault("/dx", self._position + index)
                dx += codes.dx
                icd9 = icd9 or codes.icd9
            if number:
                conditions += codes.conditions
        if conditions:
            head["condition_codes"] = conditions
        return dx, icd9

    def _accident(self, causes: str, date: dt.date | None) -> Accident:
        parts = [*causes.split(self._component), "", "", ""]
        kinds = [kind for code, kind in CAUSES.items() if code in parts[:3]]
        first, second = [*kinds, None, None][:2]
        return Accident(first, date, parts[3] or None, self._parties.claim_number, second)

    def _rendering(self) -> Rendering:
        """Who treated: whom every line names (2420A), else 2310B, else the billing provider."""
        if self._renderings and len(self._renderings) == len(self._lines):
            own = [_provided(block, at, "2420A") for _, block, at in self._renderings.values()]
            if all(one == own[0] for one in own):
                return self._provider(*self._renderings[0], "2420A")
        if "2310B NM1*82" in self._shape.at:
            return self._provider(self._position, self._block, self._shape.at, "2310B")
        return self._parties.billing

    def _treated(self, rendering: Rendering) -> tuple[Line, ...]:
        """The lines, those with another provider than the claim's with theirs."""
        lines = self._lines.copy()
        for index, (_, block, at) in self._renderings.items():
            own = _provided(block, at, "2420A")
            lines[index] = replace(lines[index], rendering=own if own != rendering else None)
        return tuple(lines)

    def _provider(self, position: int, block: Block, at: At, loop: str) -> Rendering:
        index = at[f"{loop} NM1*82"][0]
        self._positions["/rendering"] = position + index
        self._positions.pop("/rendering/taxonomy", None)
        if prv := at.get(f"{loop} PRV"):
            self._positions["/rendering/taxonomy"] = position + prv[0]
        return _provided(block, at, loop)

    def _check_whole(self, clm: Elements, icd9: bool) -> None:
        """What only the whole claim shows: lines at all, their sum, the code set on the date of service."""
        lines = self._lines
        if not lines:
            text = "The claim has no service line; it must have at least one LX loop with its SV1."
            self._tell(NO_LINES, "CLM", None, text)
            return
        if len(lines) > MOST_LINES:
            text = f"The claim has {len(lines)} service lines; at most {MOST_LINES} can stand in one claim."
            self._tell(TOO_OFTEN, "LX", None, text)
        total, charges = values.number(clm[2]), [one.charge for one in lines if one.charge is not None]
        if total is not None and len(charges) == len(lines) and total != sum(charges, ZERO):
            text = f"CLM02 is {total}, but the charges of the lines add up to {sum(charges, ZERO)}; they must be equal."
            self._tell(OUT_OF_BALANCE, "CLM", "CLM02", text)
        if icd9 and any(one.date and one.date > ICD9_UNTIL for one in lines):
            text = "HI says ICD-9 (BK, BF), but services from 2015-10-01 on need ICD-10-CM codes with ABK and ABF."
            self._tell(ICD9, "HI", "HI01-1", text, self._positions["/dx"])

    def _tell_number(self, number: str, position: int) -> None:
        text = f"LX01 is {number[:40]!r}; it must be {self._last_number}: lines are numbered from 1 without gaps."
        self._damage.add(BAD_VALUE, Place(position, "2400", "LX", "LX01"), text)
        if number.isdecimal():
            self._last_number = int(number[:6])

    def _tell(self, kind: Kind, segment: str, element: str | None, text: str, position: int | None = None) -> None:
        self._damage.add(kind, Place(position or self._position, "2300", segment, element), text)


def _provided(block: Block, at: At, loop: str) -> Rendering:
    """Who treated, as a loop says."""
    nm1, prv = at[f"{loop} NM1*82"][0], at.get(f"{loop} PRV")
    return provided(block[nm1], block[prv[0]] if prv else None)
