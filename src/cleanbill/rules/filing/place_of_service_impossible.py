"""The place of service is no number of the code set, or one where the service cannot have been given.

Hands-on work is not given by video (02, 10); outpatient therapy is not billed by a practice from an inpatient hospital,
an ambulance or a laboratory.
"""

from collections.abc import Iterator

from cleanbill.codes import places
from cleanbill.codes.procedures import HANDS_ON, THERAPY, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial

_VIDEO = ("02", "10")
_NO_THERAPY = ("21", "41", "42", "51", "61", "81")
_SELDOM = frozenset((*_VIDEO, *_NO_THERAPY))
_UNASSIGNED, _WRONG_FOR_CODE, _WRONG_PLACE = Denial("16", "M77"), Denial("5"), Denial("58")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault on a number itself, else one for each line that cannot have been given there."""
    stated = visit.claim.place_of_service
    own_places = [line.place_of_service for line in visit.lines]
    for number in dict.fromkeys([stated, *own_places]):
        if number is None:
            continue
        known = places.place(number, visit.date)
        if known and number not in _SELDOM:
            continue
        lines = [line for line in visit.lines if visit.place(line) == number]
        if known:
            yield from _elsewhere(lines, number, known.label)
            continue
        when = f" on {visit.date}" if visit.date else ""
        own = None if number == stated else lines[0]
        yield Fault(f"{number!r} is no place of service{when}.", own, "place_of_service", denials=(_UNASSIGNED,))


def _elsewhere(lines: list[Line], number: str, name: str) -> Iterator[Fault]:
    """The lines that cannot have been given at a place."""
    for line in lines:
        if number in _VIDEO and line.code in HANDS_ON:
            message = f"{label(line.code)} is hands-on; place {number} is {name}."
            yield Fault(message, line, "code", denials=(_WRONG_FOR_CODE,))
        elif number in _NO_THERAPY and line.code in THERAPY:
            message = f"{label(line.code)} at place {number} ({name})."
            yield Fault(message, line, "code", denials=(_WRONG_PLACE,), severity="warning")


def _claim(number: str | None, code: str = "97110", date: str = "2026-03-16") -> dict[str, object]:
    lines = [{"code": code, "modifiers": ["GP"], "units": 1, "date": date}]
    return {"payer": {"type": "commercial"}, "place_of_service": number, "lines": lines}


rule = Rule(
    id="FI104",
    version=3,
    name="place_of_service_impossible",
    title="A place of service that cannot be",
    catalogue="ADM-04",
    severity="error",
    stage=("booking", "claim"),
    authority=(
        Authority(
            "CMS, Place of Service Code Set",
            "assigned and unassigned numbers; 02 and 10 telehealth",
            "June 2024",
            "https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets",
        ),
    ),
    check=check,
    fix="Give the place where the patient was: 11 office, 12 home, 02 or 10 by video.",
    fix_safety="never",
    denials=(_UNASSIGNED, _WRONG_PLACE, _WRONG_FOR_CODE),
    tables={"places": places.edition},
    examples=(
        fails("30 is not assigned", **_claim("30")),
        fails("no number at all", **_claim("home")),
        fails("10 before it began", **_claim("10", date="2021-12-31")),
        fails("manual therapy by video", **_claim("10", "97140")),
        fails("ultrasound by video", **_claim("02", "97035")),
        fails(
            "a line's own place is not assigned",
            **(_claim("11") | {"lines": [{"code": "97110", "date": "2026-03-16", "place_of_service": "30"}]}),
        ),
        fails("therapy in an ambulance: a warning", **_claim("41")),
        passes("in the office", **_claim("11")),
        passes("exercise by video", **_claim("10")),
        near_miss("at the patient's home", **_claim("12", "97140")),
        near_miss(
            "the line itself was given in the office",
            **(_claim("10") | {"lines": [{"code": "97140", "date": "2026-03-16", "place_of_service": "11"}]}),
        ),
        near_miss("an outpatient rehabilitation facility", **_claim("62")),
        near_miss("a visit in an inpatient hospital", **_claim("21", "99221")),
        near_miss("no place given", **_claim(None)),
    ),
)
