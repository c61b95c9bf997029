"""The x-ray that is to show the subluxation is too old for the course of treatment, or was taken too late in it.

Medicare takes one of the twelve months before the course began or of the three months after. An examination that shows
the subluxation by P.A.R.T. stands without an x-ray, and a chronic one may have an older x-ray: a person decides.
"""

from collections.abc import Iterator

from cleanbill.calendar import months_later
from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import subluxation

_BEFORE, _AFTER = -12, 3
_EXAMINED = frozenset("AR")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault on the date of the x-ray, where no examination stands for it."""
    own = (line.date_initial_treatment for line in visit.having(SPINAL_MANIPULATION))
    taken, began = visit.claim.date_last_xray, next(filter(None, own), visit.claim.date_initial_treatment)
    part = visit.note.cmt.part if visit.note.cmt else None
    shown = {x for x in part if part[x]} if isinstance(part, dict) else set(part or ())
    if taken is None or (len(shown) >= 2 and shown & _EXAMINED):
        return
    if began is None:
        text = "Not checked: date_initial_treatment not given."
        yield Fault(text, field="date_initial_treatment", severity="not_checked")
        return
    first, last = months_later(began, _BEFORE), months_later(began, _AFTER)
    if not first <= taken <= last:
        message = f"The x-ray is of {taken}; for a course that began on {began} it has to be of {first} to {last}."
        yield Fault(message, field="date_last_xray")


def _claim(
    taken: str | None, began: str | None = "2026-03-02", payer: str = "medicare_b", **cmt: object
) -> dict[str, object]:
    line = {"code": "98940", "modifiers": ["AT"], "date": "2026-03-16"}
    dates: dict[str, object] = {"date_last_xray": taken, "date_initial_treatment": began}
    return dates | {"payer": {"type": payer}, "lines": [line], "note": {"cmt": cmt}}


rule = Rule(
    id="CH113",
    version=2,
    name="x_ray_outside_course",
    title="The x-ray does not belong to the course of treatment",
    catalogue="CMT-07",
    severity="warning",
    stage=("note", "claim"),
    authority=(
        subluxation(
            "an x-ray is considered reasonably proximate if it was taken no more than 12 months prior to or 3 months "
            "following the initiation of a course of chiropractic treatment"
        ),
    ),
    check=check,
    fix="Show the subluxation by examination (P.A.R.T.), or by an x-ray of the course; no new x-ray is required.",
    fix_safety="never",
    applies={"subluxation_first": (True,)},
    procedures=SPINAL_MANIPULATION,
    about="date_last_xray",
    denials=(Denial("50"),),
    examples=(
        fails("an x-ray of two years ago", **_claim("2024-03-04")),
        fails("a day more than twelve months", **_claim("2025-03-01")),
        fails("a day more than three months into the course", **_claim("2026-06-03")),
        fails("pain and tissue tone do not stand for it", **_claim("2024-03-04", part=["P", "T"])),
        passes("twelve months before the course", **_claim("2025-03-02")),
        passes("three months into it", **_claim("2026-06-02")),
        near_miss("the examination shows the subluxation", **_claim("2024-03-04", part=["A", "T"])),
        near_miss("no x-ray is given, and none is required", **_claim(None)),
        near_miss(
            "the line has the date on which the course began",
            **(
                _claim("2025-03-02", began=None)
                | {"lines": [{"code": "98940", "date": "2026-03-16", "date_initial_treatment": "2026-03-02"}]}
            ),
        ),
        near_miss("a commercial plan", **_claim("2024-03-04", payer="commercial")),
        unknown("when the course began is not known", **_claim("2025-03-02", began=None)),
    ),
)
