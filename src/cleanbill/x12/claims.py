"""One claim of an 837P as a claim document: the CLM block, then a block for each line."""

import datetime as dt
from functools import lru_cache

from cleanbill.model.claim import Accident, Authorization, Claim, Line, Rendering, Source
from cleanbill.x12 import values
from cleanbill.x12.blocks import Block
from cleanbill.x12.damage import BAD_VALUE, ICD9, NO_LINES, OUT_OF_BALANCE, TOO_OFTEN, Damage, Kind, Place
from cleanbill.x12.parties import Parties, npi, rendering
from cleanbill.x12.segments import WIDTH

CAUSES = {"AA": "auto", "EM": "employment", "OA": "other"}  # CLM11; where several are sent the first named here wins
ICD10_SINCE = dt.date(2015, 10, 1)
DX = {"ABK": values.icd10, "ABF": values.icd10, "BK": values.icd9, "BF": values.icd9}
MOST_LINES = 50
LINE = [f"/lines/{index}" for index in range(MOST_LINES)]
LINE_DATE = [f"/lines/{index}/date" for index in range(MOST_LINES)]
LINE_NUMBER = [f"/lines/{index}/n" for index in range(MOST_LINES)]
NO_ELEMENTS = ("",) * WIDTH
At = dict[str, tuple[int, ...]]


class Draft:
    """A claim while its segments come in: its head first, then `add` for each line, then `finish`."""

    def __init__(self, position: int, block: Block, at: At, parties: Parties, component: str, damage: Damage) -> None:
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
        sv1 = block[service[0]].elements if service else NO_ELEMENTS
        dtp = block[when[0]].elements if when else NO_ELEMENTS
        day = values.date(dtp[2], dtp[3])
        self._lines.append(line(index, lx, sv1[1], sv1[2], sv1[3], sv1[4], sv1[7], day, self._component))
        if index < MOST_LINES:
            self._positions[LINE_NUMBER[index]] = position
            if service:
                self._positions[LINE[index]] = position + service[0]
            if when:
                self._positions[LINE_DATE[index]] = position + when[0]
        self._renderings.append(self._provider(position, block, at, "2420A") if "2420A NM1*82" in at else None)

    def finish(self) -> Claim:
        """The claim document."""
        clm, parties = self._block[0].elements, self._parties
        place = [*clm[5].split(self._component), "", ""]
        dx = self._diagnoses()
        self._check_whole(clm)
        return Claim(
            claim_id=clm[1],
            payer=parties.payer,
            frequency_code=place[2] or None,
            original_claim_ref=self._reference("2300 REF*F8", "/original_claim_ref"),
            patient=parties.patient,
            place_of_service=place[0] or None,
            billing_npi=parties.billing_npi,
            rendering=self._rendering(),
            referring_npi=self._referring(),
            accident=self._accident(clm[11]),
            date_initial_treatment=self._date("2300 DTP*454", "/date_initial_treatment"),
            date_last_xray=self._date("2300 DTP*455", "/date_last_xray"),
            dx=dx,
            auth=self._authorization(),
            lines=tuple(self._lines),
            source=Source(parties.interchange, self._positions),
        )

    def _diagnoses(self) -> tuple[str, ...]:
        codes: tuple[str, ...] = ()
        for index in self._at.get("2300 HI", ()):
            found = diagnoses(self._block[index].elements, self._component)
            if found:
                self._positions.setdefault("/dx", self._position + index)
                codes += found
        return codes

    def _find(self, key: str, pointer: str) -> tuple[str, ...] | None:
        """The first segment with this key; its place is kept under `pointer`."""
        found = self._at.get(key)
        if found is None:
            return None
        self._positions[pointer] = self._position + found[0]
        return self._block[found[0]].elements

    def _reference(self, key: str, pointer: str) -> str | None:
        ref = self._find(key, pointer)
        return ref[2] or None if ref else None

    def _date(self, key: str, pointer: str) -> dt.date | None:
        dtp = self._find(key, pointer)
        return values.date(dtp[2], dtp[3]) if dtp else None

    def _referring(self) -> str | None:
        nm1 = self._find("2310A NM1*DN", "/referring_npi")
        return npi(nm1) if nm1 else None

    def _authorization(self) -> Authorization | None:
        number = self._reference("2300 REF*G1", "/auth/number")
        return Authorization(number=number) if number else None

    def _accident(self, causes: str) -> Accident | None:
        parts = causes.split(self._component)
        kind = next((kind for code, kind in CAUSES.items() if code in parts[:3]), None)
        state = (parts[3] or None) if len(parts) > 3 else None
        date = self._date("2300 DTP*439", "/accident/date")
        number = self._parties.claim_number
        return Accident(kind, date, state, number) if kind or state or date or number else None

    def _rendering(self) -> Rendering:
        """Who treated: whom every line names (2420A), else 2310B, else the billing provider."""
        of_lines = self._renderings[0] if self._renderings else None
        if of_lines and all(one == of_lines for one in self._renderings):
            return of_lines
        return self._provider(self._position, self._block, self._at, "2310B") or self._parties.billing

    def _provider(self, position: int, block: Block, at: At, loop: str) -> Rendering | None:
        found = at.get(f"{loop} NM1*82")
        if found is None:
            return None
        self._positions["/rendering"] = position + found[0]
        self._positions.pop("/rendering/taxonomy", None)
        taxonomy = ""
        if prv := at.get(f"{loop} PRV"):
            self._positions["/rendering/taxonomy"] = position + prv[0]
            taxonomy = block[prv[0]].elements[3]
        return rendering(npi(block[found[0]].elements), taxonomy or None)

    def _check_whole(self, clm: tuple[str, ...]) -> None:
        """What only the whole claim shows: lines at all, their sum, the code set on the date of service."""
        lines = self._lines
        if not lines:
            text = "The claim has no service line; it must have at least one LX loop with its SV1."
            self._tell(NO_LINES, "CLM", None, self._position, text)
        if len(lines) > MOST_LINES:
            text = f"The claim has {len(lines)} service lines; at most {MOST_LINES} can stand in one claim."
            self._tell(TOO_OFTEN, "LX", None, self._position, text)
        total = values.number(clm[2])
        charges = [one.charge for one in lines if one.charge is not None]
        if lines and total is not None and len(charges) == len(lines) and total != sum(charges):
            text = f"CLM02 is {total}, but the charges of the lines add up to {sum(charges)}."
            self._tell(OUT_OF_BALANCE, "CLM", "CLM02", self._position, text)
        if self._icd9() and any(one.date and one.date >= ICD10_SINCE for one in lines):
            text = "HI01 says ICD-9 (BK), but services from 2015-10-01 on need ICD-10-CM codes, qualifiers ABK and ABF."
            self._tell(ICD9, "HI", "HI01-1", self._positions["/dx"], text)

    def _icd9(self) -> bool:
        found = self._at.get("2300 HI", ())
        return any(self._block[index].elements[1].startswith(f"BK{self._component}") for index in found)

    def _tell_number(self, lx: str, position: int) -> None:
        right = self._last_number + 1
        text = f"LX01 is {lx[:40]!r}; it must be {right}: the lines of a claim are numbered from 1 without gaps."
        self._damage.add(BAD_VALUE, Place(position, "2400", "LX", "LX01"), text)

    def _tell(self, kind: Kind, segment: str, element: str | None, position: int, text: str) -> None:
        self._damage.add(kind, Place(position, "2300", segment, element), text)


@lru_cache(maxsize=8192)
def line(
    index: int,
    number: str,
    procedure: str,
    charge: str,
    unit: str,
    quantity: str,
    pointers: str,
    day: dt.date | None,
    component: str,
) -> Line:
    """A service line. `index` keeps two equal lines of one claim two objects."""
    code, *modifiers = [*procedure.split(component)[1:6], ""]
    amount = values.quantity(quantity)
    return Line(
        code=code,
        n=int(number[:6]) if number.isdecimal() else None,
        modifiers=tuple(modifier for modifier in modifiers if modifier),
        units=amount if unit != "MJ" else None,
        charge=values.number(charge),
        dx_pointers=values.pointers(pointers, component) or (),
        date=day,
        minutes=amount if unit == "MJ" else None,
    )


@lru_cache(maxsize=8192)
def diagnoses(hi: tuple[str, ...], component: str) -> tuple[str, ...]:
    """The diagnoses of an HI segment in their order, with dots; ICD-9 codes with the dot ICD-9 gives them."""
    codes = []
    for text in hi[1:]:
        qualifier, _, rest = text.partition(component)
        code = rest.partition(component)[0]
        if qualifier in DX and code:
            codes.append(DX[qualifier](code))
    return tuple(codes)
