"""The claim uses more visits or units than the authorization has left.

A visit is a date of service of one discipline, whatever the number of codes on it: physical and occupational therapy on
one day are two. Codes that the authorization names as not counted use nothing up, and neither do codes that are not on
it.
"""

from collections.abc import Iterator

from cleanbill import payers
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each date on which more is used than was approved."""
    auth, day = visit.claim.auth, visit.date
    if auth is None or day is None or auth.required is False or (auth.approved is None and auth.counts is None):
        return
    absent = next((name for name in ("counts", "approved", "used_before") if getattr(auth, name) is None), None)
    if auth.approved is None or auth.used_before is None or absent:
        yield Fault(f"Not checked: auth.{absent} not given.", field=f"auth/{absent}", severity="not_checked")
    elif today := payers.counted(auth, visit.lines):
        so_far = [line for line in payers.counted(auth, visit.claim.lines) if line.date and line.date <= day]
        over = _visits if auth.counts == "visits" else _units
        yield from over(auth.approved, auth.used_before, today, so_far)


def _visits(approved: int, used: int, today: list[Line], so_far: list[Line]) -> Iterator[Fault]:
    number = used + payers.visits(so_far)
    if number > approved:
        yield Fault(f"Visit {number} of {approved} authorized; {_before(used)}.", today[0], "date")


def _units(approved: int, used: int, today: list[Line], so_far: list[Line]) -> Iterator[Fault]:
    if any(line.units is None for line in so_far):
        yield Fault("Not checked: units not given on every line.", field="lines", severity="not_checked")
        return
    total = used + sum(line.units or 0 for line in so_far)
    running = total - sum(line.units or 0 for line in today)
    for line in today:
        running += line.units or 0
        if running > approved:
            message = f"{count(total)} of {approved} authorized; {_before(used)}."
            yield Fault(message, line, "units")
            return


def _before(used: int) -> str:
    return f"{used} {'was' if used == 1 else 'were'} used before this claim"


def _claim(
    counts: str | None, used: int, approved: int | None, *lines: tuple[str, str, int], **auth: object
) -> dict[str, object]:
    return {
        "auth": {"number": "A123", "counts": counts, "approved": approved, "used_before": used} | auth,
        "lines": [
            {"date": date, "code": code[:5], "modifiers": code[6:].split(), "units": units}
            for date, code, units in lines
        ],
    }


_MONDAY, _WEDNESDAY = "2026-03-16", "2026-03-18"
_EXERCISE, _MANUAL = (_MONDAY, "97110", 2), (_MONDAY, "97140", 1)

rule = Rule(
    id="AU103",
    version=6,
    name="authorization_used_up",
    title="Authorization used up",
    catalogue="AUTH-03",
    severity="error",
    stage=("booking", "claim"),
    authority=(Authority("The payer's authorization", "number of visits or units", "as the claim states it"),),
    about="auth",
    check=check,
    fix="Ask the payer for more visits or units before this one, or for a retrospective extension.",
    fix_safety="never",
    denials=(Denial("198"),),
    examples=(
        fails("Visit 13 of 12", **_claim("visits", 12, 12, _EXERCISE)),
        fails(
            "The second date of the claim is visit 13", **_claim("visits", 11, 12, _EXERCISE, (_WEDNESDAY, "97110", 2))
        ),
        fails(
            "Physical and occupational therapy on one day are two visits",
            **_claim("visits", 11, 12, (_MONDAY, "97110-GP", 2), (_MONDAY, "97530-GO", 2)),
        ),
        fails("22 units used, 3 more of 24", **_claim("units", 22, 24, _EXERCISE, _MANUAL)),
        passes("Visit 12 of 12", **_claim("visits", 11, 12, _EXERCISE)),
        passes("2 units left, 2 used", **_claim("units", 22, 24, _EXERCISE)),
        near_miss(
            "Four codes on one date are one visit",
            **_claim("visits", 11, 12, _EXERCISE, _MANUAL, (_MONDAY, "97530", 1), (_MONDAY, "97112", 1)),
        ),
        near_miss(
            "One discipline on two lines of a day is one visit",
            **_claim("visits", 11, 12, (_MONDAY, "97110-GP", 2), (_MONDAY, "97530-GP", 2)),
        ),
        near_miss(
            "A code that is not on it uses nothing up",
            **_claim("visits", 12, 12, (_MONDAY, "97530", 1), codes=["97110"]),
        ),
        near_miss("3 units on visit 12 of 12", **_claim("visits", 11, 12, _EXERCISE, _MANUAL)),
        near_miss("The payer asks for no authorization", **_claim("visits", 12, 12, _EXERCISE, required=False)),
        near_miss(
            "The evaluation is not counted",
            **_claim("visits", 12, 12, (_MONDAY, "97161", 1), codes_not_counted=["97161"]),
        ),
        unknown("Visits are counted, and nobody says how many were approved", **_claim("visits", 3, None, _EXERCISE)),
        unknown("Nobody says whether visits or units count", **_claim(None, 12, 12, _EXERCISE)),
    ),
)
