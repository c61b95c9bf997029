"""The earlier claims show more visits under the authorization than it is said to have used.

Judged only where the authorization names its codes and both of its days, so that every earlier line that is counted can
be told from the others.
"""

from collections.abc import Iterator

from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.prior import adjudicated


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for the claim."""
    auth, claim = visit.claim.auth, visit.claim
    if auth is None or auth.counts != "visits" or auth.used_before is None:
        return
    if not (auth.codes and auth.from_ and auth.to):
        return
    counted = set(auth.codes) - set(auth.codes_not_counted)
    own = {line.date for line in claim.lines}
    dates = {line.date for line in adjudicated(claim) if line.code in counted and auth.from_ <= line.date <= auth.to}
    shown = len(dates - own)
    if shown > auth.used_before:
        message = f"{count(shown, 'earlier date')} used the authorization; auth.used_before says {auth.used_before}."
        yield Fault(message, field="auth/used_before")


def _claim(used: int, *earlier: str, code: str = "97110", **auth: object) -> dict[str, object]:
    stated = {
        "number": "A123", "from": "2026-03-01", "to": "2026-04-30", "counts": "visits", "approved": 12,
        "used_before": used, "codes": ["97110", "97140"],
    }  # fmt: skip
    prior = [{"status": "paid", "date": date, "code": code, "units": 2} for date in earlier]
    lines = [{"code": "97110", "units": 1, "date": "2026-03-30"}]
    return {"auth": stated | auth, "lines": lines, "history": {"prior_claims": prior}}


_TWO = ("2026-03-16", "2026-03-18")

rule = Rule(
    id="AU105",
    version=2,
    name="authorization_count_differs",
    title="The authorization is used more than was counted",
    catalogue="AUTH-03",
    severity="warning",
    stage=("booking", "claim"),
    authority=(Authority("The payer's authorization", "visits used, by the earlier claims", "as the claim states it"),),
    check=check,
    about="auth",
    fix="Count the visits anew: those that were given, billed and scheduled under this authorization.",
    fix_safety="never",
    denials=(Denial("198"),),
    examples=(
        fails("two earlier dates, one counted", **_claim(1, *_TWO)),
        fails("two earlier dates, none counted", **_claim(0, *_TWO)),
        fails("its first and its last day are its own", **_claim(1, "2026-03-01", "2026-04-30")),
        passes("two earlier dates, two counted", **_claim(2, *_TWO)),
        passes("more counted than the claims show", **_claim(5, *_TWO)),
        near_miss("its last day is not known", **_claim(0, *_TWO, to=None)),
        near_miss("its codes are not known", **_claim(0, *_TWO, codes=None)),
        near_miss("two lines of one date", **_claim(1, "2026-03-16", "2026-03-16")),
        near_miss("a date before the authorization", **_claim(1, "2026-02-27", "2026-03-18")),
        near_miss("a code that is not on it", **_claim(0, *_TWO, code="97161")),
        near_miss("a code that it does not count", **_claim(0, *_TWO, codes_not_counted=["97110"])),
        near_miss("the date of this claim", **_claim(0, "2026-03-30")),
        near_miss("units are counted", **_claim(0, *_TWO, counts="units")),
    ),
)
