"""Therapy above the year's amount is billed to Medicare without KX, so it is denied.

Physical and speech therapy share one amount, occupational therapy has its own, and each begins anew in January. What
stands without KX has to fit under the amount, with what was used before. Lines with GA, GX, GY or GZ expect a denial.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes.procedures import THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial
from cleanbill.rules import threshold
from cleanbill.rules.mend import with_modifiers
from cleanbill.rules.threshold import Account, dollars


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line without KX that the amount does not cover."""
    for account in threshold.accounts(visit, context.on):
        bare = [line for line in account.lines if "KX" not in line.modifiers]
        if not bare:
            continue
        if account.lacking:
            yield account.not_checked(visit)
        elif account.at_least([]) >= account.threshold or account.at_least(bare) > account.threshold:
            yield from (_fault(visit, account, line, bare) for line in bare)
        elif (most := account.at_most(bare)) is None or most > account.threshold:
            yield account.not_checked(visit)


def _fault(visit: Visit, account: Account, line: Line, bare: list[Line]) -> Fault:
    before, after = account.at_least([]), account.at_least(bare)
    return Fault(
        f"{line.code} has no KX: {dollars(before)} of {threshold.NAME[account.group]} used in {account.year} + "
        f"{dollars(after - before)} without KX on this date = {dollars(after)}; the amount is "
        f"${account.threshold:,}.",
        line,
        "modifiers",
        edits=with_modifiers(visit, line, (*line.modifiers, "KX")),
    )


def _claim(
    used: object,
    *lines: tuple[str, float | None],
    date: str = "2026-11-02",
    year: int = 2026,
    payer: str = "medicare_b",
) -> dict[str, object]:
    services = []
    for written, allowed in lines:
        code, *modifiers = written.split("-")
        services.append({"code": code, "modifiers": modifiers, "expected_allowed": allowed, "date": date})
    amounts = {"year": year} | (used if isinstance(used, dict) else {"pt_slp": used})
    return {"payer": {"type": payer}, "history": {"therapy_amount_used": amounts}, "lines": services}


rule = Rule(
    id="MO103",
    version=1,
    name="kx_missing_above_threshold",
    title="Therapy above the year's amount has no KX",
    catalogue="MOD-03",
    severity="error",
    stage=("claim",),
    since=dt.date(2021, 1, 1),
    applies={"type": ("medicare_b",)},
    procedures=THERAPY,
    authority=threshold.authority(),
    denials=(Denial("119", group="PR"),),
    fix="Add KX where the record shows that the service is necessary; where it is not, a notice (ABN) and GA.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("$2,491 used in 2026, GP alone", **_claim(2491.00, ("97110-GP", 58.00))),
        fails("the visit itself goes beyond", **_claim(2428.00, ("97110-GP", 52.01))),
        fails("above already, the allowed amount of the line not given", **_claim(2491.00, ("97110-GP", None))),
        fails("KX on one line, and not on the one that goes beyond",
              **_claim(2470.00, ("97110-GP-KX", 52.00), ("97140-GP", 26.00))),
        fails("speech counts with physical therapy", **_claim(2460.00, ("92507-GN", 75.00))),
        fails("2024: the amount was $2,330", **_claim(2331.00, ("97110-GP", 52.00), date="2024-06-03", year=2024)),
        passes("KX on the line", **_claim(2491.00, ("97110-GP-KX", 58.00))),
        near_miss("$2,428 + $52 are $2,480: not above", **_claim(2428.00, ("97110-GP", 52.00))),
        near_miss("occupational therapy is above, this is physical therapy",
                  **_claim({"ot": 2600.00, "pt_slp": 900.00}, ("97110-GP", 52.00))),
        near_miss("GA: a denial is expected", **_claim(2491.00, ("97110-GP-GA", 52.00))),
        near_miss("the charge, never less than what is allowed, fits as well",
                  **(_claim(100.00) | {"lines": [{"code": "97110", "modifiers": ["GP"], "charge": 90.00,
                                                  "date": "2026-11-02"}]})),
        near_miss("a commercial plan has no such amount", **_claim(9000.00, ("97110-GP", 52.00), payer="commercial")),
        near_miss("January begins anew: what December used is not this year's",
                  **_claim(2600.00, ("97110-GP", 52.00), date="2026-01-15", year=2025)),
        unknown("what was used is not known", **_claim({}, ("97110-GP", 52.00))),
        unknown("near the amount, and the allowed amount not given", **_claim(2470.00, ("97110-GP", None))),
        unknown("the amount of 2027 is not known",
                **_claim(2600.00, ("97110-GP", 52.00), date="2027-02-01", year=2027)),
    ),
)  # fmt: skip
