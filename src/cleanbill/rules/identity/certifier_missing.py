"""A Medicare therapy claim without the NPI of the clinician who certifies the plan of care.

It stands as the referring provider. Lines with GY ask only for a denial and need none.
"""

from collections.abc import Iterator

from cleanbill.codes.modifiers import DISCIPLINES
from cleanbill.codes.procedures import ALWAYS_THERAPY, THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for the first line of therapy under a plan for which neither it nor the claim has the number."""
    if (visit.claim.referring_npi or "").strip():
        return
    therapy = (line for line in visit.having(THERAPY) if _under_plan(line))
    line = next((line for line in therapy if not (line.referring_npi or "").strip()), None)
    if line:
        message = f"{line.code} is therapy; the NPI of the clinician who certifies its plan is absent."
        yield Fault(message, field="referring_npi")


def _under_plan(line: Line) -> bool:
    therapy = line.code in ALWAYS_THERAPY or not DISCIPLINES.isdisjoint(line.modifiers)
    return therapy and "GY" not in line.modifiers


def _claim(payer: str | None, npi: str | None, code: str = "97110", *modifiers: str) -> dict[str, object]:
    lines = [{"code": code, "modifiers": list(modifiers), "units": 1, "date": "2026-03-16"}]
    return {"payer": {"type": payer}, "referring_npi": npi, "lines": lines}


rule = Rule(
    id="ID107",
    version=2,
    name="certifier_missing",
    title="The certifying clinician's NPI is missing",
    catalogue="ADM-07",
    severity="error",
    stage=("claim",),
    applies={"type": ("medicare_b",)},
    authority=(
        Authority(
            "Noridian Healthcare Solutions, Medicare Part B, outpatient therapy billing",
            "the certifying physician or nonphysician practitioner as referring provider",
            "read in November 2026",
        ),
    ),
    check=check,
    fix="Give the NPI of the physician or nonphysician practitioner who certifies the plan (NM1*DN).",
    fix_safety="never",
    procedures=THERAPY,
    denials=(Denial("16", "N286"),),
    examples=(
        fails("therapy to Medicare, none", **_claim("medicare_b", None, "97110", "GP")),
        fails("an evaluation, none", **_claim("medicare_b", None, "97161", "GP")),
        fails("a blank is no number", **_claim("medicare_b", " ", "97110", "GP")),
        fails("sometimes therapy, under a plan", **_claim("medicare_b", None, "97597", "GP")),
        passes("the certifier is given", **_claim("medicare_b", "1234567893", "97110", "GP")),
        near_miss("direct access under a commercial plan", **_claim("commercial", None, "97110", "GP")),
        near_miss(
            "the line has the number",
            payer={"type": "medicare_b"},
            lines=[{"code": "97110", "modifiers": ["GP"], "referring_npi": "1234567893", "date": "2026-03-16"}],
        ),
        near_miss("sometimes therapy, by a physician", **_claim("medicare_b", None, "97597")),
        near_miss("a chiropractor's 97035 for the denial", **_claim("medicare_b", None, "97035", "GP", "GY")),
        near_miss("manipulation is no therapy", **_claim("medicare_b", None, "98940", "AT")),
        unknown("nobody says who is billed", **_claim(None, None, "97110", "GP")),
    ),
)
