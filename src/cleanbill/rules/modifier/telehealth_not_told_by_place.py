"""A video or telephone visit is billed as if the patient had come, or a visit in person as telehealth.

Telehealth is told by the place: 10 in the patient's home, 02 elsewhere. Until the end of 2023 Medicare took the place
of a visit in person with 95, so this is asked from 2024 on. A hospital's clinicians and therapists still bill the
hospital's place with 95. Remote monitoring and check-ins are no telehealth visits. What another payer than Medicare
wants beside the place (95, 93) is its own matter.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes.procedures import PROCEDURES
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial

_AT_A_DISTANCE = frozenset({"93", "95", "GQ", "GT"})
_PLACES = frozenset({"02", "10"})
_WITHOUT_VISIT = frozenset(p.code for p in PROCEDURES.values() if p.kind in ("monitoring", "remote"))
_HOSPITAL = frozenset({"19", "21", "22", "23"})


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault on the place of service, or on the first line that speaks of telehealth."""
    said = visit.note.telehealth
    if said is None and _AT_A_DISTANCE.isdisjoint(visit.modifiers):
        return
    if visit.codes <= _WITHOUT_VISIT:
        return
    marked = next((line for line in visit.lines if not _AT_A_DISTANCE.isdisjoint(line.modifiers)), None)
    line = marked or next(line for line in visit.lines if line.code not in _WITHOUT_VISIT)
    place, own = visit.place(line), line if line.place_of_service else None
    if place is None:
        if said or marked:
            text = "Not checked: place of service not given."
            yield Fault(text, field="place_of_service", severity="not_checked")
    elif said is False:
        yield from _in_person(place, own, marked)
    elif (said or marked) and place not in _PLACES and not (marked and place in _HOSPITAL):
        what = f"{marked.code} is marked telehealth" if marked and not said else "The note tells of a telehealth visit"
        yield Fault(
            f"{what}; place {place} says that clinician and patient were together.",
            own,
            "place_of_service",
            severity=None if said or visit.payer.type == "medicare_b" else "warning",
        )


def _in_person(place: str, own: Line | None, marked: Line | None) -> Iterator[Fault]:
    if place in _PLACES:
        yield Fault(f"The note tells of a visit in person; place {place} is telehealth.", own, "place_of_service")
    elif marked:
        named = min(_AT_A_DISTANCE.intersection(marked.modifiers))
        yield Fault(f"The note tells of a visit in person; {marked.code} carries {named}.", marked, "modifiers")


def _claim(
    place: str | None, telehealth: bool | None, *modifiers: str, payer: str = "medicare_b", date: str = "2026-11-02"
) -> dict[str, object]:
    line = {"code": "97530", "modifiers": ["GP", *modifiers], "date": date}
    claim = {"payer": {"type": payer}, "note": {"telehealth": telehealth}, "lines": [line]}
    return claim | {"place_of_service": place}


rule = Rule(
    id="MO115",
    version=2,
    name="telehealth_not_told_by_place",
    title="The place of service and telehealth do not agree",
    catalogue="MOD-15",
    severity="error",
    stage=("claim",),
    since=dt.date(2024, 1, 1),
    authority=(
        Authority("National Government Services, Telehealth Changes for 2024, Modifier 95 and Place of Service Codes",
                  "places 02 and 10", "read November 2026",
                  quote="Any other telehealth service is billed with POS 02 or 10 dependent upon where the patient is "
                  "located when the service is provided."),
        Authority("CMS, Place of Service Codes for Professional Claims", "02 and 10", "2024"),
    ),
    denials=(Denial("5", "M77"),),
    fix="Place 10 if the patient was at home, 02 elsewhere; 95 or 93 where the payer asks for it.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("a video visit billed at the office", **_claim("11", True)),
        fails("the same with 95", **_claim("11", True, "95")),
        fails("95 at the office, the note silent", **_claim("11", None, "95")),
        fails("a visit in person, billed as telehealth", **_claim("10", False)),
        fails("a visit in person with 95", **_claim("11", False, "95")),
        fails("a commercial plan, video by the note", **_claim("11", True, payer="commercial")),
        passes("at home", **_claim("10", True)),
        passes("elsewhere", **_claim("02", True, "95")),
        near_miss("a hospital's therapist with 95", **_claim("22", True, "95")),
        near_miss("the line itself has the place", **(_claim("11", True) | {"lines": [
            {"code": "97530", "date": "2026-11-02", "place_of_service": "10"}]})),
        near_miss("2023: the office and 95", **_claim("11", True, "95", date="2023-06-05")),
        near_miss("place 10, and the note does not say", **_claim("10", None)),
        near_miss("remote monitoring is no visit",
                  **(_claim("11", True) | {"lines": [{"code": "98980", "date": "2026-11-02"}]})),
        near_miss("an ordinary visit", **_claim("11", None)),
        unknown("a video visit, the place not given", **_claim(None, True)),
    ),
)  # fmt: skip
