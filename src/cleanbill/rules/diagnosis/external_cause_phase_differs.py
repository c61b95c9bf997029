"""An external cause code says another phase of care than the injury, or tells place and activity after the first visit.

The 7th character of a cause follows the encounter: A in active treatment, D in healing, S for a sequela. Place (Y92),
activity (Y93) and status (Y99) are told once, at the first encounter.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Edit
from cleanbill.rules.authorities import guidelines

_ONCE = ("Y92", "Y93", "Y99")
_PHASES = {"A": "ABC", "D": "DEFGHJKMNPQR", "S": "S"}  # of fractures, B and C are open, E to R ways of healing


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each external cause, where all injuries of the claim are in one phase."""
    phases = {phase for code in visit.claim.dx if code[:1] in "ST" and (phase := _phase(code))}
    if len(phases) != 1:
        return
    phase, release, day = phases.pop(), context.icd10cm(visit.date), visit.date or context.on
    for index, code in enumerate(visit.claim.dx):
        if code.startswith(_ONCE) and phase != "A":
            message = f"{code} is told once, at the first encounter; this is phase {phase}."
            yield Fault(message, dx=index, fix="Leave it out: it belongs to the first encounter.")
        elif code[:1] in "VWXY" and len(code) == 8 and code[-1] in "ADS" and code[-1] != phase:
            right = code[:-1] + phase
            edits = (Edit("replace", f"/dx/{index}", right),) if release.billable(right, day) else ()
            yield Fault(f"{code} ends in {code[-1]}; the injury's phase is {phase}.", dx=index, edits=edits)


def _phase(code: str) -> str:
    """The phase that the 7th character of an injury means; "" where there is none."""
    sevenths = _PHASES.items() if len(code) == 8 else ()
    return next((phase for phase, letters in sevenths if code[-1] in letters), "")


def _claim(*dx: str) -> dict[str, object]:
    return {"dx": list(dx), "lines": [{"code": "97110", "dx_pointers": [1], "date": "2026-03-16"}]}


rule = Rule(
    id="DX111",
    version=1,
    name="external_cause_phase_differs",
    title="External cause and injury in different phases",
    catalogue="",
    severity="warning",
    stage=("claim",),
    diagnoses=frozenset("ST"),
    authority=(
        guidelines(
            "section I.C.20.a, General external cause coding guidelines; b, c and k, place, activity and status",
            verified=False,
        ),
    ),
    check=check,
    fix="Give the cause the 7th character of the encounter.",
    fix_safety="ask",
    examples=(
        fails("a fall in active treatment, an injury in healing", **_claim("S39.012D", "W18.30XA")),
        fails("a cause in healing, an injury in active treatment", **_claim("S39.012A", "W18.30XD")),
        fails("the place, told again in healing", **_claim("S39.012D", "Y92.009")),
        fails("a fracture in routine healing is healing", **_claim("S82.101D", "W18.30XA")),
        passes("both in healing", **_claim("S39.012D", "W18.30XD")),
        passes("both in active treatment, with the place", **_claim("S39.012A", "W18.30XA", "Y92.009")),
        near_miss("two injuries in two phases", **_claim("S39.012D", "S13.4XXA", "W18.30XA")),
        near_miss("no injury: the cause of a strain of years", **_claim("M54.50", "W18.30XA")),
        near_miss("a nonunion is healing too", **_claim("S82.101K", "W18.30XD")),
        near_miss("no external cause, which nobody has to give", **_claim("S39.012D")),
    ),
)
