"""One claim of an 837P as a claim document: its head, then its lines."""

import datetime as dt
from decimal import Decimal

from msgspec.structs import replace

from cleanbill.model.claim import Accident, Claim, Line, Rendering, Source
from cleanbill.x12 import values
from cleanbill.x12.claim.head_block import ClaimHead
from cleanbill.x12.claim.line_block import ServiceLine
from cleanbill.x12.claim.parties import Parties
from cleanbill.x12.claim.people import Treating
from cleanbill.x12.damage import BAD_VALUE, ICD9, NO_LINES, OUT_OF_BALANCE, TOO_OFTEN, Damage, Kind, Place

ICD9_UNTIL = dt.date(2015, 9, 30)
MOST_LINES = 50
LINE = [(f"/lines/{index}", f"/lines/{index}/date", f"/lines/{index}/n") for index in range(MOST_LINES)]
ZERO = Decimal(0)


class Draft:
    """A claim while its blocks come in: its head first, then `add` for each line, then `finish`."""

    def __init__(self, position: int, head: ClaimHead, parties: Parties, damage: Damage) -> None:
        self._position, self._head = position, head
        self._parties, self._damage = parties, damage
        self._lines: list[Line] = []
        self._treating: dict[int, tuple[int, Treating]] = {}  # of the lines that name their own
        self._last_number = 0
        self._positions = positions = parties.positions.copy()
        positions[""] = position
        for pointer, index in head.indices:
            positions[pointer] = position + index

    def add(self, position: int, read: ServiceLine) -> None:
        """The next LX block."""
        lines = self._lines
        index = len(lines)
        self._last_number += 1
        if read.number != str(self._last_number):
            self._tell_number(read.number, position)
        if index < MOST_LINES:
            line, date, number = LINE[index]
            positions = self._positions
            positions[number] = position
            positions[line] = position + read.service
            if read.date:
                positions[date] = position + read.date
        if read.treating:
            self._treating[index] = position, read.treating
        lines.append(read.line)

    def finish(self) -> Claim:
        """The claim document."""
        parties, claim = self._parties, self._head.claim
        self._check_whole()
        rendering = self._rendering()
        accident = claim.accident
        if parties.claim_number:
            accident = replace(accident or Accident(), claim_number=parties.claim_number)
        return replace(
            claim,
            claim_id=self._head.claim_id,
            payer=parties.payer,
            patient=parties.patient,
            subscriber=parties.subscriber,
            billing_npi=parties.billing_npi,
            billing=parties.billing_details,
            rendering=rendering,
            accident=accident,
            lines=tuple(self._lines) if not self._treating else self._treated(rendering),
            source=Source(parties.interchange, self._positions),
        )

    def _rendering(self) -> Rendering:
        """Who treated: whom every line names (2420A), else 2310B, else the billing provider."""
        if self._treating and len(self._treating) == len(self._lines):
            position, first = self._treating[0]
            if all(one.rendering == first.rendering for _, one in self._treating.values()):
                return self._placed(position, first)
        if self._head.treating:
            return self._placed(self._position, self._head.treating)
        return self._parties.billing

    def _treated(self, rendering: Rendering) -> tuple[Line, ...]:
        """The lines, those with another provider than the claim's with theirs."""
        lines = self._lines.copy()
        for index, (_, one) in self._treating.items():
            own = one.rendering if one.rendering != rendering else None
            lines[index] = replace(lines[index], rendering=own)
        return tuple(lines)

    def _placed(self, position: int, treating: Treating) -> Rendering:
        """Who treated, with the places where that is said."""
        self._positions["/rendering"] = position + treating.name
        self._positions.pop("/rendering/taxonomy", None)
        if treating.taxonomy:
            self._positions["/rendering/taxonomy"] = position + treating.taxonomy
        return treating.rendering

    def _check_whole(self) -> None:
        """What only the whole claim shows: lines at all, their sum, the code set on the date of service."""
        lines = self._lines
        if not lines:
            text = "The claim has no service line; it must have at least one LX loop with its SV1."
            self._tell(NO_LINES, "CLM", None, text)
            return
        if len(lines) > MOST_LINES:
            text = f"The claim has {len(lines)} service lines; at most {MOST_LINES} can stand in one claim."
            self._tell(TOO_OFTEN, "LX", None, text)
        total, charges = values.number(self._head.total), [one.charge for one in lines if one.charge is not None]
        if total is not None and len(charges) == len(lines) and total != sum(charges, ZERO):
            text = f"CLM02 is {total}, but the charges of the lines add up to {sum(charges, ZERO)}; they must be equal."
            self._tell(OUT_OF_BALANCE, "CLM", "CLM02", text)
        if self._head.icd9 and any(one.date and one.date > ICD9_UNTIL for one in lines):
            text = "HI says ICD-9 (BK, BF), but services from 2015-10-01 on need ICD-10-CM codes with ABK and ABF."
            self._tell(ICD9, "HI", "HI01-1", text, self._positions["/dx"])

    def _tell_number(self, number: str, position: int) -> None:
        text = f"LX01 is {number[:40]!r}; it must be {self._last_number}: lines are numbered from 1 without gaps."
        self._damage.add(BAD_VALUE, Place(position, "2400", "LX", "LX01"), text)
        if number.isdecimal():
            self._last_number = int(number[:6])

    def _tell(self, kind: Kind, segment: str, element: str | None, text: str, position: int | None = None) -> None:
        self._damage.add(kind, Place(position or self._position, "2300", segment, element), text)
