"""The claim names a payer profile that is not installed.

The payer's type and the traits on the claim are used in its place, so an edit that the profile would have set may
be missed.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    name = visit.claim.payer.profile
    known = context.payers.offered
    if name is not None and name not in known:
        yield Fault(f"There is no payer profile {name!r}; installed are {', '.join(known)}.", field="payer/profile")


_LINE = {"code": "97110", "units": 1, "date": "2026-03-16"}

rule = Rule(
    id="PA102",
    version=2,
    name="payer_profile_unknown",
    title="Payer profile not installed",
    catalogue="",
    severity="warning",
    stage=("note", "booking", "claim"),
    authority=(Authority("cleanbill payer profiles", "names of the installed profiles", "as installed"),),
    about="payer/profile",
    check=check,
    fix="Name an installed profile, or state the payer's traits on the claim.",
    fix_safety="ask",
    examples=(
        fails("A misspelled profile", payer={"profile": "medicare-b"}, lines=[_LINE]),
        fails("A profile of another clinic", payer={"type": "commercial", "profile": "our-plan"}, lines=[_LINE]),
        passes("An installed profile", payer={"profile": "medicare_b"}, lines=[_LINE]),
        near_miss("An installed profile of another type", payer={"profile": "unitedhealthcare"}, lines=[_LINE]),
        near_miss("Nothing said of the payer", lines=[_LINE]),
        near_miss("No profile, but a type", payer={"type": "commercial"}, lines=[_LINE]),
    ),
)
