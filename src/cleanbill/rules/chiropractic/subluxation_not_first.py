"""Medicare pays spinal manipulation for a subluxation only: it must be the first diagnosis and pointed to first.

M99.01-M99.05 name the five spinal regions. Other codes that chiropractors use for a subluxation (M99.00, M99.10 to
M99.15) are taken by some Medicare contractors: a person decides.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial, Edit, Severity
from cleanbill.rules.mend import with_diagnoses

_SUBLUXATION = frozenset(("M99.01", "M99.02", "M99.03", "M99.04", "M99.05"))
_BY_CONTRACTOR = frozenset(("M99.00", "M99.10", "M99.11", "M99.12", "M99.13", "M99.14", "M99.15"))


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    dx = visit.claim.dx
    lines = [line for line in visit.having(SPINAL_MANIPULATION) if "GY" not in line.modifiers]
    if not lines:
        return
    if not dx:
        yield Fault("Not checked: dx not given.", field="dx", severity="not_checked")
    elif dx[0] not in _SUBLUXATION:
        yield Fault(
            f"{lines[0].code} has {dx[0]} as the first diagnosis, not M99.01-M99.05.",
            dx=0,
            edits=_reorder(visit),
            severity=_severity(dx[0]),
        )
    else:
        for line in lines:
            first = line.dx_pointers[0] if line.dx_pointers else 1
            if 0 < first <= len(dx) and dx[first - 1] not in _SUBLUXATION:
                yield Fault(
                    f"{line.code} points first to {dx[first - 1]}, not to M99.01-M99.05.",
                    line,
                    "dx_pointers",
                    edits=(_point(visit, line, _subluxation_first(line.dx_pointers, dx)),),
                    severity=_severity(dx[first - 1]),
                )


def _severity(code: str) -> Severity | None:
    return "warning" if code in _BY_CONTRACTOR else None


def _reorder(visit: Visit) -> tuple[Edit, ...]:
    """The first subluxation moved to the front of the diagnoses and of each manipulation's pointers."""
    dx = visit.claim.dx
    first = next((i for i, code in enumerate(dx) if code in _SUBLUXATION), None)
    if first is None:
        return ()
    edits = with_diagnoses(visit.claim, [first, *(i for i in range(len(dx)) if i != first)], {})
    pointed = [line for line in visit.claim.lines if line.code in SPINAL_MANIPULATION and line.dx_pointers]
    for line in pointed:
        others = (p + 1 if p <= first else p for p in line.dx_pointers if p != first + 1)
        edits += (_point(visit, line, [1, *others][:4]),)
    return edits


def _subluxation_first(pointers: tuple[int, ...], dx: tuple[str, ...]) -> list[int]:
    """The pointers with one to a subluxation in front: the line's own, else one to the claim's first diagnosis."""
    own = next((p for p in pointers if 0 < p <= len(dx) and dx[p - 1] in _SUBLUXATION), 1)
    return [own, *(p for p in pointers if p != own)][:4]


def _point(visit: Visit, line: Line, pointers: list[int]) -> Edit:
    return Edit("replace", f"/lines/{visit.index(line)}/dx_pointers", pointers)


def _claim(dx: list[str], pointers: list[int], payer: str = "medicare_b") -> dict[str, object]:
    line = {"code": "98940", "modifiers": ["AT"], "dx_pointers": pointers, "date": "2026-03-16"}
    return {"payer": {"type": payer}, "dx": dx, "lines": [line]}


rule = Rule(
    id="CH105",
    version=1,
    name="subluxation_not_first",
    title="Spinal manipulation without a subluxation as its first diagnosis",
    catalogue="CMT-05",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("Medicare Benefit Policy Manual", "ch. 15, §240.1.2", "CMS Pub. 100-02"),
        Authority(
            "MLN Matters, Use of the AT Modifier for Chiropractic Billing",
            "SE1602",
            "2016-03",
            "https://www.hhs.gov/guidance/document/use-modifier-chiropractic-billing-new-information-along-information-mm3449",
            "Claims should include a primary diagnosis of subluxation and a secondary diagnosis that reflects the "
            "patient's neuromusculoskeletal condition.",
        ),
        Authority(
            "Local Coverage Determination, Chiropractic Services", "L37254, primary codes", "read in November 2026"
        ),
    ),
    check=check,
    fix="Put the subluxation treated (M99.01-M99.05), as documented, first and point to it first; the condition it "
    "causes comes second.",
    fix_safety="ask",
    applies={"subluxation_first": (True,)},
    procedures=SPINAL_MANIPULATION,
    denials=(Denial("50", "N115"),),
    examples=(
        fails("Muscle spasm first, subluxation second", **_claim(["M62.830", "M99.03"], [1, 2])),
        fails("No subluxation at all", **_claim(["M54.50"], [1])),
        fails("Subluxation first, but the line points to the spasm", **_claim(["M99.03", "M62.830"], [2, 1])),
        fails("A subluxation that is not spinal", **_claim(["M99.06", "M62.830"], [1, 2])),
        passes("Subluxation first, spasm second", **_claim(["M99.03", "M62.830"], [1, 2])),
        near_miss("A commercial plan: the order is Medicare's", **_claim(["M62.830", "M99.03"], [1, 2], "commercial")),
        near_miss("Two regions, the second pointed to first", **_claim(["M99.01", "M99.03", "M54.2"], [2, 1, 3])),
        unknown("No diagnosis given", **_claim([], [])),
    ),
)
