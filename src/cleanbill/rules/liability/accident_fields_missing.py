"""A workers' compensation or auto claim without the accident's date, the carrier's claim number or (auto) the state.

The state is asked of every claim that calls its cause an auto accident, whoever is billed.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Accident
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.cause import liable

_NONE = Accident()
_CARRIERS = {"workers_comp": "A workers' compensation claim", "auto": "An auto claim"}
_DATE = ("date", "the date of the accident (DTP*439)")
_NUMBER = ("claim_number", "the carrier's claim number (REF*Y4)")
_STATE = ("state", "the state of the accident (CLM11-4)")


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each field that is absent."""
    accident, cause = visit.claim.accident or _NONE, liable(visit)
    carrier = _CARRIERS.get(visit.payer.type or "")
    auto = visit.payer.type == "auto" or (cause is not None and cause[:2] == ("auto", "accident/type"))
    wanted = [*([_DATE, _NUMBER] if carrier else [_DATE] if auto else []), *([_STATE] if auto else [])]
    for field, words in wanted:
        if not getattr(accident, field):
            yield Fault(f"{carrier or 'A claim for an auto accident'} needs {words}.", field=f"accident/{field}")


def _claim(payer: str, **accident: object) -> dict[str, object]:
    lines = [{"code": "97110", "date": "2026-03-16"}]
    return {"payer": {"type": payer}, "accident": accident or None, "dx": ["S39.012A"], "lines": lines}


_WHEN: dict[str, object] = {"date": "2026-03-02"}
_WHOLE: dict[str, object] = _WHEN | {"claim_number": "PC-17"}

rule = Rule(
    id="LI103",
    version=1,
    name="accident_fields_missing",
    title="Accident date, claim number or state missing",
    catalogue="LIA-03",
    severity="error",
    stage=("claim",),
    authority=(
        Authority(
            "ASC X12N 837 Professional",
            "loop 2300, CLM11 and DTP*439; loop 2010BA or 2010CA, REF*Y4",
            "005010X222A1",
        ),
    ),
    check=check,
    fix="Ask the patient or the carrier for the accident's date, claim number and state.",
    fix_safety="never",
    denials=(Denial("16"),),
    examples=(
        fails("auto, no state", **_claim("auto", type="auto", **_WHOLE)),
        fails("workers' compensation, no claim number", **_claim("workers_comp", type="employment", **_WHEN)),
        fails("workers' compensation, nothing of the accident", **_claim("workers_comp")),
        fails("an auto accident billed to a health plan, no state", **_claim("commercial", type="auto", **_WHEN)),
        passes("employment, date and number", **_claim("workers_comp", type="employment", **_WHOLE)),
        passes("auto, all three", **_claim("auto", type="auto", state="IL", **_WHOLE)),
        near_miss("a work accident needs no state", **_claim("workers_comp", type="employment", **_WHOLE)),
        near_miss("a health plan and another accident", **_claim("commercial", type="other")),
        near_miss("a health plan and no accident", **_claim("commercial")),
    ),
)
