"""The segments of a loop, and the values in them: what is there and cannot be read is told, and is None."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct, structs

from cleanbill.model.finding import Authority
from cleanbill.model.trade import Period
from cleanbill.x12 import values
from cleanbill.x12.damage import BAD_DATE, BAD_NUMBER, BAD_VALUE, EMPTY_ELEMENT, MISSING, Damage, Kind, Place
from cleanbill.x12.segments import EMPTY

V = TypeVar("V")


class Placed(Struct, frozen=True, gc=False):
    """A segment and its position in the file; `segment[3]` is its third element, "" where it has none."""

    position: int
    elements: tuple[str, ...]

    def __getitem__(self, at: int) -> str:
        return self.elements[at]

    def __bool__(self) -> bool:
        return self.position > 0


CONTRADICTED = structs.replace(BAD_VALUE, severity="warning")
NOTHING = Placed(0, EMPTY)  # stands for a segment that is not there


class Tell:
    """Tells damage by the guide that the file follows."""

    def __init__(self, damage: Damage, authority: Authority) -> None:
        self._damage = damage
        self._authority = authority

    def about(self, claim_id: str) -> None:
        """What is told from now on concerns this claim; "" for none."""
        self._damage.claim_id = claim_id

    def add(self, kind: Kind, place: Place, message: str) -> None:
        """Tell one piece of damage; the message is a plain sentence."""
        self._damage.add(structs.replace(kind, authority=self._authority), place, message)


class Loop:
    """Segments in the order of the file, with the delimiters within their elements. `id` is that of their level."""

    def __init__(self, id: str, segments: list[Placed], tell: Tell, component: str, repetition: str) -> None:
        self.id = id
        self.segments = segments
        self._tell = tell
        self._component = component
        self._repetition = repetition

    def all(self, name: str, *qualifiers: str) -> list[Placed]:
        """The segments of this name, and with one of these as first element where any are named."""
        return [one for one in self.segments if one[0] == name and (not qualifiers or one[1] in qualifiers)]

    def first(self, name: str, *qualifiers: str) -> Placed:
        """The first of them; `NOTHING` where there is none."""
        return next(iter(self.all(name, *qualifiers)), NOTHING)

    def split(self, *openers: str) -> list["Loop"]:
        """What stands before the first segment with one of these names; then a loop for each that begins with one."""
        parts: list[list[Placed]] = [[]]
        for one in self.segments:
            if one[0] in openers:
                parts.append([])
            parts[-1].append(one)
        return [self.of(part) for part in parts]

    def of(self, segments: list[Placed]) -> "Loop":
        """Another loop of the same file."""
        return Loop(self.id, segments, self._tell, self._component, self._repetition)

    def about(self, claim_id: str) -> None:
        """What is told from now on concerns this claim."""
        self._tell.about(claim_id)

    def text(self, segment: Placed, at: int) -> str | None:
        """An element as it stands; None where it is empty."""
        return segment[at].strip() or None

    def needed(self, segment: Placed, at: int) -> str:
        """An element that cannot be empty; told where it is."""
        if not segment[at].strip():
            element = f"{segment[0]}{at:02}"
            self._add(EMPTY_ELEMENT, segment.position, segment[0], element, f"{element} is empty; it must be filled.")
        return segment[at].strip()

    def require(self, position: int, name: str, what: str) -> None:
        """Tell that a segment is missing in the loop that begins at the position."""
        self._add(MISSING, position, name, None, f"There is no {name}, {what}; it must be there.")

    def reference(self, *qualifiers: str) -> str | None:
        """The number of the first REF with one of these qualifiers."""
        return self.text(self.first("REF", *qualifiers), 2)

    def coded(self, segment: Placed, at: int, codes: Mapping[str, V]) -> V | None:
        """What a code stands for; told where it is none of these."""
        code = segment[at]
        if code and code not in codes:
            self._wrong(BAD_VALUE, segment, at, f"one of {', '.join(codes)}")
        return codes.get(code)

    def number(self, segment: Placed, at: int) -> Decimal | None:
        """An amount or a quantity."""
        value = values.number(segment[at])
        if value is None and segment[at]:
            self._wrong(BAD_NUMBER, segment, at, "a number such as 62.5")
        return value

    def count(self, segment: Placed, at: int) -> int | None:
        """A whole number of 0 or more."""
        value = self.number(segment, at)
        if value is None:
            return None
        if value < 0 or value != value.to_integral_value() or value > 999_999:
            self._wrong(BAD_NUMBER, segment, at, "a whole number of 0 or more")
            return None
        return int(value)

    def day(self, segment: Placed, at: int) -> dt.date | None:
        """A date written CCYYMMDD."""
        value = values.date("D8", segment[at])
        if value is None and segment[at]:
            self._wrong(BAD_DATE, segment, at, "a date as CCYYMMDD")
        return value

    def period(self, segment: Placed, kind: str | None = None) -> Period | None:
        """The day or days of a DTP."""
        form, text = segment[2], segment[3]
        first, _, last = text.partition("-") if form == "RD8" else (text, "", "")
        start, end = values.date("D8", first), values.date("D8", last)
        if start and (form == "D8" or (form == "RD8" and end)):
            return Period(start, end if end != start else None, kind)
        if segment:
            self._wrong(BAD_DATE, segment, 3, "a date as CCYYMMDD (D8) or CCYYMMDD-CCYYMMDD (RD8)")
        return None

    def first_day(self, *kinds: str) -> dt.date | None:
        """The first day of the first DTP of these kinds."""
        period = self.period(self.first("DTP", *kinds))
        return period.from_ if period else None

    def parts(self, segment: Placed, at: int) -> list[str]:
        """The components of an element; at least seven, filled up with ""."""
        found = segment[at].split(self._component)
        return found + [""] * (7 - len(found))

    def repeats(self, segment: Placed, at: int) -> tuple[str, ...]:
        """The repetitions of an element, without empty ones."""
        found = segment[at].split(self._repetition) if self._repetition else [segment[at]]
        return tuple(one for one in found if one)

    def doubt(self, segment: Placed, at: int, right: str) -> None:
        """Tell, as a warning, that an element contradicts another one."""
        self._wrong(CONTRADICTED, segment, at, right)

    def _wrong(self, kind: Kind, segment: Placed, at: int, right: str) -> None:
        element = f"{segment[0]}{at:02}"
        self._add(
            kind, segment.position, segment[0], element, f"{element} is {segment[at][:40]!r}; it must be {right}."
        )

    def _add(self, kind: Kind, position: int, segment: str, element: str | None, message: str) -> None:
        self._tell.add(kind, Place(position, self.id, segment, element), message)
