"""A line is charged at zero, below zero, in fractions of a cent, or not at all.

Quality measures are reported at no charge: CPT Category II codes (ending in F), G8000-G9999 and M1000-M1999.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_CENT = Decimal("0.01")
_MEASURE = re.compile(r"\d{4}F|G[89]\d{3}|M1\d{3}")


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    absent = False
    for line in visit.lines:
        if line.charge is None:
            absent = True
        elif why := _wrong(line.charge, line.code):
            yield Fault(f"{line.code} is charged at {line.charge}: {why}.", line, "charge")
    if absent:
        numbers = [str(visit.index(line) + 1) for line in visit.lines if line.charge is None]
        message = f"Not checked: charge of line {', '.join(numbers)} not given."
        yield Fault(message, field=f"lines/{int(numbers[0]) - 1}/charge", severity="not_checked")


def _wrong(charge: Decimal, code: str) -> str | None:
    if charge.same_quantum(_CENT) and charge > 0:  # nearly every charge, and the cheapest test
        return None
    if charge < 0:
        return "below zero"
    if charge == 0:
        return None if _MEASURE.fullmatch(code) else "zero"
    exponent = charge.normalize().as_tuple().exponent
    return "fractions of a cent" if isinstance(exponent, int) and exponent < -2 else None


def _claim(charge: object, code: str = "97110") -> dict[str, object]:
    return {"lines": [{"code": code, "charge": charge, "date": "2026-03-16"}]}


rule = Rule(
    id="ID108",
    version=2,
    name="charge_missing_or_zero",
    title="Charge missing, zero or not an amount",
    catalogue="ADM-08",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("ASC X12N 837 Professional", "loop 2400, SV102: line item charge amount", "005010X222A1"),
        Authority("X12 remittance advice remark codes", "M79", "list of June 2024"),
    ),
    check=check,
    fix="Give the charge of the fee schedule in force on the date of service.",
    fix_safety="never",
    denials=(Denial("16", "M79"),),
    examples=(
        fails("Charged at 0.00", **_claim("0.00")),
        fails("Charged below zero", **_claim("-90.00")),
        fails("Charged in fractions of a cent", **_claim("90.005")),
        passes("Charged at 90.00", **_claim("90.00")),
        near_miss("A quality measure at no charge", **_claim("0.00", "G8539")),
        near_miss("Three decimals, the last a nought", **_claim("90.100")),
        unknown("No charge given", **_claim(None)),
    ),
)
