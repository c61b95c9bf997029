"""A therapy line carries KX, and the year's amount is not reached: KX attests what nobody asked.

KX where it is not needed is no denial, but a habit of it draws reviews. An allowed amount that is not given counts at
the charge, which it never exceeds.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes.procedures import THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.rules import threshold
from cleanbill.rules.mend import with_modifiers
from cleanbill.rules.threshold import dollars


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line with KX, where all of the visit fits under the amount."""
    if not any("KX" in line.modifiers for line in visit.lines):
        return
    for account in threshold.accounts(visit, context.on):
        marked = [line for line in account.lines if "KX" in line.modifiers]
        most = account.at_most(account.lines)
        if not marked or (account.at_least(account.lines) > account.threshold and not account.lacking):
            continue
        if account.lacking or most is None:
            yield account.not_checked(visit)
        elif most <= account.threshold:
            for line in marked:
                yield Fault(
                    f"{line.code} carries KX; with this visit at most {dollars(most)} of "
                    f"{threshold.NAME[account.group]} is used in {account.year}; the amount is ${account.threshold:,}.",
                    line,
                    "modifiers",
                    edits=with_modifiers(visit, line, [m for m in line.modifiers if m != "KX"]),
                )


def _claim(used: float | None, *lines: tuple[str, float | None], date: str = "2026-11-02") -> dict[str, object]:
    services = []
    for written, charge in lines:
        code, *modifiers = written.split("-")
        services.append({"code": code, "modifiers": modifiers, "charge": charge, "date": date})
    amounts = {"year": 2026, "pt_slp": used}
    return {"payer": {"type": "medicare_b"}, "history": {"therapy_amount_used": amounts}, "lines": services}


rule = Rule(
    id="MO104",
    version=3,
    name="kx_below_threshold",
    title="KX below the year's amount",
    catalogue="MOD-04",
    severity="warning",
    stage=("claim",),
    since=dt.date(2021, 1, 1),
    applies={"type": ("medicare_b",)},
    procedures=THERAPY,
    authority=threshold.authority(),
    fix="Take KX off; it is asked for only above the amount.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("$662 used", **_claim(662.00, ("97110-GP-KX", 90.00))),
        fails("$610 used, KX on each line", **_claim(610.00, ("97110-GP-KX", 90.00), ("97140-GP-KX", 48.00))),
        fails("the amount is reached and not exceeded", **_claim(2390.00, ("97110-GP-KX", 90.00))),
        passes("$2,566 used", **_claim(2566.00, ("97110-GP-KX", 90.00))),
        near_miss("the visit may go beyond the amount", **_claim(2420.00, ("97110-GP-KX", 90.00))),
        near_miss("one line of the visit goes beyond it, KX on all",
                  **_claim(2400.00, ("97110-GP-KX", 60.00), ("97140-GP-KX", 48.00))),
        near_miss("no KX", **_claim(662.00, ("97110-GP", 90.00))),
        near_miss("KX on what is not therapy", **_claim(662.00, ("20610-RT-KX", 180.00))),
        unknown("what was used is not known", **_claim(None, ("97110-GP-KX", 90.00))),
        unknown("neither charge nor allowed amount is given", **_claim(662.00, ("97110-GP-KX", None))),
    ),
)  # fmt: skip
