"""A line was sent before and the payer has judged it: the same service, date, treating clinician, units and modifiers.

It is no duplicate after a rejection or an unprocessable claim (MA130), nor on a replacement or void of that claim.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.prior import PriorLine, adjudicated

_REPLACES = ("7", "8")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line that was judged before."""
    claim = visit.claim
    if claim.history is None or not claim.history.prior_claims or claim.frequency_code in _REPLACES:
        return
    earlier = list(adjudicated(claim))
    for line in visit.lines:
        same = next((one for one in earlier if _same(one, line, visit)), None)
        if same:
            name = f" on claim {same.claim_id}" if same.claim_id else ""
            status = f" ({same.status})" if same.status else ""
            yield Fault(f"{label(line.code)} of {same.date} was billed before{name}{status}.", line, "code")


def _same(earlier: PriorLine, line: Line, visit: Visit) -> bool:
    """What either side does not say is not held against the match."""
    treated, number = visit.rendering(line).npi, earlier.rendering_npi
    return (
        (earlier.code, earlier.date) == (line.code, visit.date)
        and (number is None or treated is None or number == treated)
        and (earlier.units is None or line.units is None or earlier.units == line.units)
        and (earlier.modifiers is None or earlier.modifiers == frozenset(line.modifiers))
    )


_NPI = "1456789126"


def _claim(earlier: dict[str, object] | None, frequency: str = "1", *modifiers: str) -> dict[str, object]:
    line = {"code": "97110", "modifiers": ["GP", *modifiers], "units": 2, "date": "2026-03-16"}
    return {
        "frequency_code": frequency,
        "original_claim_ref": "2026075123456" if frequency != "1" else None,
        "rendering": {"npi": _NPI, "credential": "PT"},
        "lines": [line],
        "history": {"prior_claims": [] if earlier is None else [earlier]},
    }


def _earlier(status: str = "paid", **line: object) -> dict[str, object]:
    one = {"code": "97110", "modifiers": ["GP"], "units": 2, "date": "2026-03-16"} | line
    return {"claim_id": "C-17", "status": status, "rendering_npi": _NPI, "lines": [one]}


rule = Rule(
    id="FI102",
    version=2,
    name="duplicate_of_prior_claim",
    title="A line that was billed before",
    catalogue="ADM-02",
    severity="error",
    stage=("claim",),
    authority=(
        Authority(
            "CARC 18 (X12 claim adjustment reason codes)", "an exact duplicate claim or service", "list of June 2024"
        ),
        Authority(
            "Medicare Claims Processing Manual (CMS Pub. 100-04)",
            "chapter 1, section 120, Detection of duplicate claims",
            "current",
            verified=False,
        ),
    ),
    check=check,
    about="history/prior_claims",
    fix="Do not send it again; correct a judged claim with frequency 7 or by the payer's reopening, or appeal it.",
    fix_safety="never",
    denials=(Denial("18", group="OA"),),
    examples=(
        fails("the same line was paid", **_claim(_earlier())),
        fails("the same line was denied", **_claim(_earlier("denied"))),
        fails(
            "an earlier claim of one line, written flat",
            **_claim({"status": "paid", "code": "97110", "date": "2026-03-16", "units": 2, "modifiers": ["GP"]}),
        ),
        fails("the earlier claim gives no units", **_claim(_earlier(units=None))),
        passes("another date", **_claim(_earlier(date="2026-03-09"))),
        passes("nothing was sent before", **_claim(None)),
        near_miss("the earlier claim was rejected", **_claim(_earlier("rejected"))),
        near_miss("the earlier claim was unprocessable", **_claim(_earlier("denied", remark="MA130"))),
        near_miss("this one replaces it", **_claim(_earlier(), "7")),
        near_miss("repeated on the day, with 76", **_claim(_earlier(), "1", "76")),
        near_miss("other units", **_claim(_earlier(units=1))),
        near_miss(
            "the line names another clinician",
            **(
                _claim(_earlier())
                | {
                    "lines": [
                        {
                            "code": "97110",
                            "modifiers": ["GP"],
                            "units": 2,
                            "date": "2026-03-16",
                            "rendering": {"npi": "1234567893"},
                        }
                    ]
                }
            ),
        ),
        near_miss("another clinician treated", **_claim(_earlier(rendering_npi="1234567893"))),
    ),
)
