"""What a single segment may hold, read on its own: required elements, amounts, dates, codes."""

from collections.abc import Callable

from msgspec import Struct

from cleanbill.x12 import values
from cleanbill.x12.damage import BAD_DATE, BAD_NUMBER, BAD_VALUE, EMPTY_ELEMENT, Kind

Elements = tuple[str, ...]

# Elements that may not be empty: those that say what the segment is, and those a claim is built from.
REQUIRED = {
    "NM1": (1, 2),
    "N3": (1,),
    "N4": (1,),
    "REF": (1, 2),
    "DTP": (1, 2, 3),
    "DMG": (1, 2, 3),
    "SBR": (1,),
    "CLM": (1, 2, 5),
    "HI": (1,),
    "LX": (1,),
    "SV1": (1, 2, 3, 4),
    "SVD": (1, 2, 3),
    "CAS": (1, 2, 3),
    "AMT": (1, 2),
}
DX = ("ABK", "ABF", "BK", "BF")
NOT_DX = ("BP", "BG")  # anesthesia procedure and condition codes: an HI of their own


class Flaw(Struct, frozen=True):
    """What is wrong with one element ("SV102"), in a sentence."""

    kind: Kind
    element: str
    message: str


def flaws(elements: Elements, component: str) -> tuple[Flaw, ...]:
    """What is wrong with a segment on its own, each kind of fault once. `elements` begins with the segment id."""
    found: list[Flaw] = []
    name = elements[0]
    for number in REQUIRED.get(name, ()):
        if not elements[number]:
            element = f"{name}{number:02}"
            found.append(Flaw(EMPTY_ELEMENT, element, f"{element} is empty; it must be filled."))
    for number, check in CHECKS.get(name, ()):
        wrong = check(elements, number, component) if elements[number] else None
        if wrong:
            kind, part, right = wrong
            element = f"{name}{number:02}{part}"
            found.append(Flaw(kind, element, f"{element} is {elements[number][:40]!r}; it must be {right}."))
            if name == "HI":  # one wrong separator makes every element wrong
                break
    return tuple(found)


Wrong = tuple[Kind, str, str]  # kind, component ("-2"), what it must be


def _amount(elements: Elements, number: int, _: str) -> Wrong | None:
    return None if values.number(elements[number]) is not None else (BAD_NUMBER, "", "an amount such as 62.5")


def _units(elements: Elements, number: int, _: str) -> Wrong | None:
    if values.quantity(elements[number]) is not None:
        return None
    return BAD_NUMBER, "", "a number, 0 or more"


def _date(elements: Elements, number: int, _: str) -> Wrong | None:
    form = elements[number - 1]
    if values.date(form, elements[number]):
        return None
    right = "two dates as CCYYMMDD-CCYYMMDD" if form == "RD8" else "a date as CCYYMMDD"
    return BAD_DATE, "", right


def _procedure(elements: Elements, number: int, component: str) -> Wrong | None:
    parts = elements[number].split(component)
    if len(parts) > 1 and parts[1]:
        return None
    return EMPTY_ELEMENT, "-2", f"a qualifier and a code, such as HC{component}97110"


def _pointers(elements: Elements, number: int, component: str) -> Wrong | None:
    if values.pointers(elements[number], component) is not None:
        return None
    return BAD_VALUE, "", f"up to four numbers of diagnoses, such as 1{component}2"


def _diagnosis(elements: Elements, number: int, component: str) -> Wrong | None:
    qualifier, _, code = elements[number].partition(component)
    if qualifier in DX and code and "." not in code:
        return None
    if elements[1].partition(component)[0] in NOT_DX:
        return None
    return BAD_VALUE, "", f"a qualifier and a code without its dot, such as ABK{component}M5450"


Check = Callable[[Elements, int, str], Wrong | None]
CHECKS: dict[str, tuple[tuple[int, Check], ...]] = {
    "CLM": ((2, _amount),),
    "SV1": ((1, _procedure), (2, _amount), (4, _units), (7, _pointers)),
    "HI": tuple((number, _diagnosis) for number in range(1, 13)),
    "DTP": ((3, _date),),
    "DMG": ((2, _date),),
    "PAT": ((6, _date),),
    "AMT": ((2, _amount),),
    "SVD": ((2, _amount),),
    "CAS": tuple((number, _amount) for number in range(3, 19, 3)),
}
