"""A service lies before the first or after the last day of its authorization. Both days are included."""

from collections.abc import Iterator

from cleanbill import payers
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    auth, day = visit.claim.auth, visit.date
    if auth is None or day is None or auth.required is False:
        return
    if auth.from_ is None and auth.to is None:
        if auth.number:
            yield Fault("Not checked: auth.from and auth.to not given.", field="auth/to", severity="not_checked")
    elif lines := payers.needing(auth, visit.lines):
        if auth.from_ and day < auth.from_:
            yield Fault(f"{day} is before the authorization's first day, {auth.from_}.", lines[0], "date")
        elif auth.to and day > auth.to:
            yield Fault(f"{day} is after the authorization's last day, {auth.to}.", lines[0], "date")


def _claim(day: str, code: str = "97110", **auth: object) -> dict[str, object]:
    dates = {"number": "A123", "from": "2026-01-15", "to": "2026-03-15"}
    return {"auth": dates | auth, "lines": [{"code": code, "date": day}]}


rule = Rule(
    id="AU102",
    version=3,
    name="service_outside_authorization_dates",
    title="Service outside the authorization's dates",
    catalogue="AUTH-02",
    severity="error",
    stage=("booking", "claim"),
    authority=(Authority("The payer's authorization", "first and last day", "as the claim states it"),),
    about="auth",
    check=check,
    fix="Ask the payer to extend the authorization to this date, or bill it under the authorization then in force.",
    fix_safety="never",
    denials=(Denial("197"),),
    examples=(
        fails("The day after the last day", **_claim("2026-03-16")),
        fails("The day before the first day", **_claim("2026-01-14")),
        passes("In between", **_claim("2026-02-10")),
        near_miss("The last day itself", **_claim("2026-03-15")),
        near_miss("The first day itself", **_claim("2026-01-15")),
        near_miss("The payer asks for no authorization", **_claim("2026-03-16", required=False)),
        near_miss(
            "The evaluation came before, and the authorization does not count it",
            **_claim("2026-01-10", "97161", codes_not_counted=["97161"]),
        ),
        unknown("A number without dates", auth={"number": "A123"}, lines=[{"code": "97110", "date": "2026-03-16"}]),
    ),
)
