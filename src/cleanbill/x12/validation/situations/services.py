"""One service line: its charge, units, pointers, modifiers and days, and the codes it is told in."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from cleanbill.x12 import values
from cleanbill.x12.damage import BAD_NUMBER, DATES, NOT_A_CODE, POINTER, REPEATED, Damage, Place
from cleanbill.x12.segments import EMPTY
from cleanbill.x12.validation.pattern import Delimiters
from cleanbill.x12.validation.situations.claim import Line
from cleanbill.x12.validation.situations.codes import check_place

Valid = Callable[[str, dt.date | None], bool]
TRIP = re.compile("[DEGHIJNPRSX]{2}")  # modifiers of an ambulance: where a trip began and where it ended


def check_service(
    damage: Damage, line: Line, count: int, sent: dt.date | None, delimiters: Delimiters, valid: Valid
) -> None:
    """Look at a line of a claim with `count` diagnoses in a file of the day `sent`; `valid` knows the modifiers."""
    sv1, component = (*line.sv1.split(delimiters.element), *EMPTY), delimiters.component
    charge, units = line.charge, values.number(sv1[4])
    if charge is not None and charge < 0:
        text = f"SV102 is {sv1[2]!r}; a charge is 0 or more."
        damage.add(BAD_NUMBER, _at(line, "SV102"), text, value=sv1[2])
    if units is not None and (units <= 0 or units != round(units, 3)):
        text = f"SV104 is {sv1[4]!r}; units are more than 0, with at most three decimals."
        damage.add(BAD_NUMBER, _at(line, "SV104"), text, value=sv1[4])
    for part, text in _pointers(count, sv1[7].split(component) if sv1[7] else []):
        damage.add(POINTER, _at(line, f"SV107-{part}"), text, value=sv1[7])
    _modifiers(damage, line, sv1[1].split(component)[2:6], valid)
    if sv1[5]:
        check_place(damage, sv1[5], line.days[0], _at(line, "SV105"))
    _days(damage, line, sent)


def by_day(line: Line, delimiters: Delimiters) -> tuple[str, ...]:
    """What of a line is right on some days and wrong on others: its modifiers and its place."""
    sv1 = (*line.sv1.split(delimiters.element), *EMPTY)
    return *sv1[1].split(delimiters.component, 2)[2:], sv1[5]


def _pointers(count: int, pointers: list[str]) -> Iterator[tuple[int, str]]:
    for part, pointer in enumerate(pointers, 1):
        if pointer.isdecimal() and not 1 <= int(pointer[:4]) <= count:
            yield part, f"SV107 points at diagnosis {pointer[:4]}, but the claim has {count}."
        elif pointer in pointers[: part - 1]:
            yield part, f"SV107 points at diagnosis {pointer[:4]} twice."


def _modifiers(damage: Damage, line: Line, sent: list[str], valid: Valid) -> None:
    for part, modifier in enumerate(sent, 3):
        if modifier and modifier in sent[: part - 3]:
            text = f"Modifier {modifier[:2]!r} is sent twice."
            damage.add(REPEATED, _at(line, f"SV101-{part}"), text, value=modifier, warn=True)
        if modifier and not TRIP.fullmatch(modifier) and not valid(modifier, line.days[0]):
            text = f"{modifier[:2]!r} is no modifier that can be used on {line.days[0] or 'this day'}."
            damage.add(NOT_A_CODE, _at(line, f"SV101-{part}"), text, value=modifier, warn=True)


def _days(damage: Damage, line: Line, sent: dt.date | None) -> None:
    place = Place(line.day_at, "2400", "DTP", "DTP03")
    first, last = line.days
    if first and last and last < first:
        damage.add(DATES, place, f"The service ends on {last}, before it begins on {first}.")
    elif last and sent and last > sent:
        text = f"The date of service {last} is after the day of the file, {sent}."
        damage.add(DATES, place, text, warn=True)


def _at(line: Line, element: str) -> Place:
    return Place(line.sv1_at, "2400", "SV1", element)
