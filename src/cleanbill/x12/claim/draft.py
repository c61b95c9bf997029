"""One claim of an 837P as a claim document: the CLM block, then a block for each line."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, Literal

from msgspec import structs

from cleanbill.model.claim import Accident, Claim, Line, Rendering, Source
from cleanbill.x12 import values
from cleanbill.x12.blocks import Block
from cleanbill.x12.claim.head import HEAD, POINTERS, seldom
from cleanbill.x12.claim.other_payers import adjudications, other_payers
from cleanbill.x12.claim.parties import Parties, rendering
from cleanbill.x12.claim.said import OF_CLAIM, facility, said_by_line, several
from cleanbill.x12.damage import BAD_VALUE, ICD9, NO_LINES, OUT_OF_BALANCE, TOO_OFTEN, Damage, Kind, Place
from cleanbill.x12.names import npi
from cleanbill.x12.segments import WIDTH

At = dict[str, tuple[int, ...]]
Elements = tuple[str, ...]

CAUSES = {"AA": "auto", "EM": "employment", "OA": "other"}  # CLM11; where several are sent the first named here wins
ASSIGNMENTS: dict[str, Literal["B", "C"]] = {"B": "B", "C": "C"}  # CLM07; A, accepted, is not said
ICD9_UNTIL = dt.date(2015, 9, 30)
ICD9_QUALIFIERS = ("BK", "BF")
DX_QUALIFIERS = ("ABK", "ABF", *ICD9_QUALIFIERS)
MOST_LINES = 50
LINE = [f"/lines/{index}" for index in range(MOST_LINES)]
LINE_DATE = [f"/lines/{index}/date" for index in range(MOST_LINES)]
LINE_NUMBER = [f"/lines/{index}/n" for index in range(MOST_LINES)]
ABSENT = ("",) * WIDTH


class Draft:
    """A claim while its segments come in: its head first, then `add` for each line, then `finish`."""

    def __init__(self, position: int, block: Block, at: At, parties: Parties, component: str, damage: Damage) -> None:
        self._position, self._block, self._at = position, block, at
        self._parties, self._component, self._damage = parties, component, damage
        self._lines: list[Line] = []
        self._renderings: dict[int, tuple[int, Block, At]] = {}  # of the lines that name their own
        self._last_number = 0
        self._positions = parties.positions.copy()
        self._positions[""] = position

    def add(self, position: int, block: Block, at: At) -> None:
        """The next LX block."""
        index = len(self._lines)
        number = block[0].elements[1]
        self._last_number += 1
        if number != str(self._last_number):
            self._tell_number(number, position)
        service, dates = at.get("2400 SV1"), at.get("2400 DTP*472")
        sv1 = block[service[0]].elements if service else ABSENT
        dtp = block[dates[0]].elements if dates else ABSENT
        if index < MOST_LINES:
            positions = self._positions
            positions[LINE_NUMBER[index]] = position
            positions[LINE[index]] = position + service[0] if service else position
            if dates:
                positions[LINE_DATE[index]] = position + dates[0]
        said = said_by_line(block, at, sv1, dtp, self._component)
        if svd := at.get("2430 SVD"):
            said["adjudications"] = adjudications(block, svd, self._component)
        given = given_by(sv1[1], sv1[2], sv1[3], sv1[4], sv1[7], self._component)
        n = int(number[:6]) if number.isdecimal() else None
        self._lines.append(Line(n=n, date=values.date(dtp[2], dtp[3]), **given, **said))
        if "2420A NM1*82" in at:
            self._renderings[index] = position, block, at

    def finish(self) -> Claim:
        """The claim document."""
        clm, parties, positions = self._block[0].elements, self._parties, self._positions
        head: dict[str, Any] = {}
        for key, found in self._at.items():
            if key in HEAD:
                for field, read in HEAD[key]:
                    positions[POINTERS.get(field, f"/{field}")] = self._position + found[0]
                    head[field] = read(self._block[found[0]].elements)
        self._add_seldom(head)
        date = head.pop("accident", None)
        if date or clm[11] or parties.claim_number:
            head["accident"] = self._accident(clm[11], date)
        place = clm[5].split(self._component)
        dx, icd9 = self._diagnoses()
        self._check_whole(clm, icd9)
        head.update(seldom(clm[6], clm[9], clm[10], clm[12], clm[20]))
        treated = self._rendering()
        return Claim(
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
            **head,
        )

    def _add_seldom(self, head: dict[str, Any]) -> None:
        """Add what few claims have and what takes more than one segment to say."""
        at, block = self._at, self._block
        if starts := at.get("2320 SBR"):
            head["other_payers"] = other_payers(block, starts)
        head.update(several(block, at, OF_CLAIM, self._component))
        if "2310C NM1*77" in at:
            head["facility"] = facility(block, at, "2310C")
        codes = [conditions(block[index].elements, self._component) for index in at.get("2300 HI", ())[1:]]
        if any(codes):
            head["condition_codes"] = tuple(chain.from_iterable(codes))

    def _diagnoses(self) -> tuple[tuple[str, ...], bool]:
        codes: tuple[str, ...] = ()
        icd9 = False
        for index in self._at.get("2300 HI", ()):
            found, old = diagnoses(self._block[index].elements, self._component)
            if found:
                self._positions.setdefault("/dx", self._position + index)
                codes += found
                icd9 = icd9 or old
        return codes, icd9

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
        if "2310B NM1*82" in self._at:
            return self._provider(self._position, self._block, self._at, "2310B")
        return self._parties.billing

    def _treated(self, rendering: Rendering) -> tuple[Line, ...]:
        """The lines, those with another provider than the claim's with theirs."""
        lines = self._lines.copy()
        for index, (_, block, at) in self._renderings.items():
            own = _provided(block, at, "2420A")
            lines[index] = structs.replace(lines[index], rendering=own if own != rendering else None)
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
        if total is not None and len(charges) == len(lines) and total != sum(charges):
            text = f"CLM02 is {total}, but the charges of the lines add up to {sum(charges)}; they must be equal."
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


@lru_cache(maxsize=8192)
def given_by(procedure: str, charge: str, unit: str, quantity: str, pointers: str, component: str) -> Mapping[str, Any]:
    """The fields of a line that its SV1 fills; the same services come again and again."""
    code, *modifiers = procedure.split(component)[1:6] or [""]
    description = procedure.split(component)[6:7] or [""]
    amount = values.quantity(quantity)
    return {
        "code": code,
        "modifiers": tuple(modifier for modifier in modifiers if modifier),
        "units": amount if unit != "MJ" else None,
        "charge": values.number(charge),
        "dx_pointers": values.pointers(pointers, component) or (),
        "minutes": amount if unit == "MJ" else None,
        "description": description[0] or None,
    }


@lru_cache(maxsize=8192)
def diagnoses(hi: Elements, component: str) -> tuple[tuple[str, ...], bool]:
    """The diagnoses of an HI segment in their order, with dots, and whether any is sent as ICD-9."""
    codes, icd9 = [], False
    for text in hi[1:]:
        qualifier, code = [*text.split(component, 2), ""][:2]
        if qualifier in DX_QUALIFIERS and code:
            old = qualifier in ICD9_QUALIFIERS
            codes.append(values.icd9(code) if old else values.icd10(code))
            icd9 = icd9 or old
    return tuple(codes), icd9


@lru_cache(maxsize=1024)
def conditions(hi: Elements, component: str) -> tuple[str, ...]:
    """The condition codes of an HI segment."""
    parts = [text.split(component) for text in hi[1:]]
    return tuple(part[1] for part in parts if part[0] == "BG" and len(part) > 1)


def _provided(block: Block, at: At, loop: str) -> Rendering:
    """Who treated, as a loop says."""
    nm1, prv = block[at[f"{loop} NM1*82"][0]].elements, at.get(f"{loop} PRV")
    taxonomy = block[prv[0]].elements[3] if prv else ""
    return rendering(npi(nm1), taxonomy or None, nm1[4] or None, nm1[3] or None)
