"""A new patient's visit is billed for somebody seen in the past three years by this group and specialty.

A patient is new who had no face-to-face service from this physician, or from another of the same specialty in the same
group, within three years. The day itself, three years on, still counts as within.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial, Edit

_ESTABLISHED = {"99202": "99212", "99203": "99213", "99204": "99214", "99205": "99215"}


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each new patient's code."""
    history, day = visit.claim.history, visit.date or context.on
    seen = history.last_seen_same_group_specialty if history else None
    years = parameters.value("new_patient_years.since_last_visit", day)
    if seen is None or years is None or not _years_before(day, years) <= seen < day:
        return
    for line in visit.having(frozenset(_ESTABLISHED)):
        right = _ESTABLISHED[line.code]
        yield Fault(
            f"{line.code} is for new patients; this one was seen on {seen}, within {years} years.",
            line,
            "code",
            edits=(Edit("replace", f"/lines/{visit.index(line)}/code", right),),
            fix=f"Bill the established patient's code of the same level ({right}), where the note's time carries it.",
        )


def _years_before(day: dt.date, years: int) -> dt.date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap_day else day.day)


def _claim(code: str, seen: str | None, date: str = "2026-03-16") -> dict[str, object]:
    history = {"last_seen_same_group_specialty": seen}
    return {"rendering": {"credential": "MD"}, "history": history, "lines": [{"code": code, "date": date}]}


rule = Rule(
    id="EV102",
    version=1,
    name="new_patient_code_for_known_patient",
    title="A new patient's code for a patient who is known",
    catalogue="EM-02",
    severity="error",
    stage=("booking", "claim"),
    authority=(
        Authority(
            "CARC B16 (X12 claim adjustment reason codes)",
            "a new patient's qualifications were not met",
            "list of June 2024",
        ),
        Authority(
            "CPT, Evaluation and Management guidelines", "New and established patients", "CPT 2026", verified=False
        ),
        Authority(
            "Medicare Claims Processing Manual (CMS Pub. 100-04)",
            "chapter 12, section 30.6.7.A, Definition of new patient",
            "current",
            verified=False,
        ),
    ),
    check=check,
    fix="Bill the established patient's code that the note supports.",
    fix_safety="ask",
    procedures=frozenset(_ESTABLISHED),
    needs=("history/last_seen_same_group_specialty",),
    denials=(Denial("B16"),),
    examples=(
        fails("seen two and a half years ago", **_claim("99203", "2023-09-16")),
        fails("seen last week", **_claim("99204", "2026-03-09")),
        fails("one day short of three years", **_claim("99203", "2023-03-17")),
        fails("three years to the day", **_claim("99202", "2023-03-16")),
        passes("seen six years ago", **_claim("99203", "2020-03-16")),
        near_miss("three years and a day", **_claim("99203", "2023-03-15")),
        near_miss("an established patient's code", **_claim("99213", "2026-03-09")),
        near_miss("the last visit is this one", **_claim("99203", "2026-03-16")),
        near_miss("a therapist's evaluation is not of this kind", **_claim("97161", "2026-03-09")),
        unknown("nobody says when the patient was last seen", **_claim("99203", None)),
    ),
)
