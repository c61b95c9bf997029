"""One claim of an 837P as a claim document: the CLM block, then a block for each line."""

import datetime as dt
from functools import lru_cache

from cleanbill.model.claim import Accident, Authorization, Claim, Line, Rendering, Source
from cleanbill.x12 import values
from cleanbill.x12.blocks import Block
from cleanbill.x12.damage import BAD_VALUE, ICD9, NO_LINES, OUT_OF_BALANCE, TOO_OFTEN, Damage, Kind, Place
from cleanbill.x12.parties import Parties, npi, rendering
from cleanbill.x12.segments import Segment

CAUSES = {"AA": "auto", "EM": "employment", "OA": "other"}  # CLM11; where several are sent the first named here wins
ICD10_SINCE = dt.date(2015, 10, 1)
DX = {"ABK": values.icd10, "ABF": values.icd10, "BK": values.icd9, "BF": values.icd9}
MOST_LINES = 50
LINE = [f"/lines/{index}" for index in range(MOST_LINES)]
LINE_DATE = [f"/lines/{index}/date" for index in range(MOST_LINES)]
LINE_NUMBER = [f"/lines/{index}/n" for index in range(MOST_LINES)]
At = dict[str, tuple[int, ...]]


class Draft:
    """A claim while its segments come in: its head first, then `add` for each line, then `finish`."""

    def __init__(
        self, position: int, block: Block, at: At, parties: Parties, component: str, damage: Damage
    ) -> None:
        self._position, self._block, self._at = position, block, at
        self._parties, self._component, self._damage = parties, component, damage
        self._lines: list[Line] = []
        self._renderings: list[Rendering | None] = []
        self._last_number = 0
        self._positions = parties.positions.copy()
        self._positions[""] = position

    def add(self, position: int, block: Block, at: At) -> None:
        """The next LX block."""
        index = len(self._lines)
        lx = block[0].elements[1]
        if lx != str(self._last_number + 1):
            self._tell_number(lx, position)
        self._last_number = int(lx[:6]) if lx.isdecimal() else self._last_number + 1
        service, when = at.get("2400 SV1"), at.get("2400 DTP*472")
        sv1 = block[service[0]].raw if service else ""
        dtp = block[when[0]].elements if when else NO_DATE
        self._lines.append(line(index, lx, sv1, values.date(dtp[2], dtp[3]), separator, self._component))
        if index < MOST_LINES:
            self._positions[LINE_NUMBER[index]] = position
            if service:
                self._positions[LINE[index]] = position + service[0]
            if when:
                self._positions[LINE_DATE[index]] = position + when[0]
        self._renderings.append(self._provider(position, block, at, "2420A") if "2420A NM1*82" in at else None)
