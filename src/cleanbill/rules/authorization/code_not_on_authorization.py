"""A code is billed that the authorization does not list."""

from collections.abc import Iterator

from cleanbill import payers
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    auth = visit.claim.auth
    if auth is None or not auth.codes or auth.required is False:
        return
    for line in payers.needing(auth, visit.lines):
        if line.code not in auth.codes:
            yield Fault(f"{line.code} is not on the authorization ({', '.join(auth.codes)}).", line, "code")


def _claim(code: str, **auth: object) -> dict[str, object]:
    return {"auth": {"number": "A123"} | auth, "lines": [{"code": code, "units": 1, "date": "2026-03-16"}]}


rule = Rule(
    id="AU104",
    version=3,
    name="code_not_on_authorization",
    title="Code not on the authorization",
    catalogue="AUTH-04",
    severity="error",
    stage=("booking", "claim"),
    authority=(Authority("The payer's authorization", "codes authorized", "as the claim states it"),),
    about="auth",
    check=check,
    fix="Ask the payer to add the code to the authorization.",
    fix_safety="never",
    denials=(Denial("284"),),
    examples=(
        fails("97530 is not listed", **_claim("97530", codes=["97110", "97140"])),
        fails("An evaluation is billed and none is authorized", **_claim("97161", codes=["97110"])),
        passes("97110 is listed", **_claim("97110", codes=["97110", "97140"])),
        near_miss("An authorization without a list of codes", **_claim("97530")),
        near_miss("The payer asks for no authorization", **_claim("97530", codes=["97110"], required=False)),
        near_miss("Small letters and a blank", **_claim("97110", codes=["97110 ", "g0283"])),
        near_miss("No authorization at all is another rule's", lines=[{"code": "97530", "date": "2026-03-16"}]),
        near_miss(
            "The evaluation needs none",
            **_claim("97161", codes=["97110", "97140"], codes_not_counted=["97161"]),
        ),
    ),
)
