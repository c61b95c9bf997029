"""The payer required prior authorization and the claim carries no authorization number."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Authorization
from cleanbill.model.finding import Authority, Denial

_NONE = Authorization()


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    auth = visit.claim.auth or _NONE
    if (auth.number and auth.number.strip()) or auth.required is False:
        return
    if auth.required:
        yield Fault("Authorization was required and its number is not on the claim.", field="auth/number")
    elif visit.payer.asks_authorization:
        yield Fault("Not checked: auth.required not given.", field="auth/required", severity="not_checked")


def _claim(payer: str, auth: dict[str, object] | None) -> dict[str, object]:
    return {"payer": {"type": payer}, "auth": auth, "lines": [{"code": "97110", "date": "2026-03-16"}]}


rule = Rule(
    id="AU101",
    version=1,
    name="authorization_missing",
    title="Authorization required and absent",
    catalogue="AUTH-01",
    severity="error",
    stage=("booking", "claim"),
    authority=(
        Authority("The payer's prior authorization requirement", "as the claim states it", "on the date of service"),
    ),
    check=check,
    fix="Put the authorization's number on the claim (REF*G1); if there is none, ask for a retrospective one.",
    fix_safety="never",
    denials=(Denial("197"),),
    examples=(
        fails("Required, no number", **_claim("commercial", {"required": True})),
        fails("A blank is not a number", **_claim("commercial", {"required": True, "number": " "})),
        passes("Required, number present", **_claim("commercial", {"required": True, "number": "A123"})),
        near_miss("Not required, no number", **_claim("commercial", {"required": False})),
        near_miss("Original Medicare asks none for therapy", **_claim("medicare_b", None)),
        unknown("A plan that may ask; nobody says", **_claim("commercial", None)),
    ),
)
