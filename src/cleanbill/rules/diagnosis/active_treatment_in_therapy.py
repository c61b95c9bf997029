"""Therapy in the healing phase is billed with an injury code for active treatment (7th character A; of open fractures
also B and C).

Rehabilitation after the injury's active treatment takes D; after some open fractures E or F. Payers argue over therapy
that begins at once: where the note calls the injury acute, nothing is said; where nothing tells the phase, it is not
known.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial, Edit
from cleanbill.rules import noted
from cleanbill.rules.authorities import guidelines

_LATER = {"A": "D", "B": "ED", "C": "F"}
_ACTIVE = frozenset({"active", "initial", "a"})
_HEALING = frozenset({"subacute", "chronic", "acute_on_chronic"})


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault an injury code of active treatment, where a therapist treats in the healing phase."""
    if visit.credential() not in noted.THERAPISTS:
        return
    healing = _is_healing(visit)
    for index, code in enumerate(visit.claim.dx):
        if not (code.startswith("S") and len(code) == 8 and code[-1] in _LATER) or healing is False:
            continue
        if healing is None:
            yield Fault("Not checked: note.encounter_phase not given.", dx=index, severity="not_checked")
            continue
        on = visit.date or context.on
        later = [code[:-1] + last for last in _LATER[code[-1]]]
        billable = next(filter(lambda one: context.icd10cm(visit.date).billable(one, on), later), None)
        yield Fault(
            f"{code} says active treatment; this is therapy in the healing phase.",
            dx=index,
            edits=(Edit("replace", f"/dx/{index}", billable),) if billable else (),
        )


def _is_healing(visit: Visit) -> bool | None:
    """Whether the injury's active treatment is over; None: nothing tells."""
    phase = (visit.note.encounter_phase or "").lower()
    if phase:
        return phase not in _ACTIVE
    found = noted.facts(visit)
    if found is None or found.onset == "not_stated":
        return None
    return found.onset in _HEALING


def _claim(onset: str, dx: str = "S39.012A", who: str = "PT", **note: object) -> dict[str, object]:
    text = f"S: Low back strain {onset}.\nO: Lumbar flexion 50%.\nA: Lumbar strain."
    line = {"code": "97110", "date": "2026-11-02"}
    return {"dx": [dx], "rendering": {"credential": who}, "note": {"text": text} | note, "lines": [line]}


rule = Rule(
    id="DX107",
    version=3,
    name="active_treatment_in_therapy",
    title="Therapy in the healing phase under a code for active treatment",
    catalogue="DX-07",
    severity="warning",
    stage=("claim",),
    diagnoses=frozenset("S"),
    authority=(
        guidelines(
            "section I.C.19.a, Application of 7th characters in chapter 19",
            "7th character D, subsequent encounter, is used for encounters after the patient has received active "
            "treatment, and is receiving routine care for the condition during the healing or recovery phase.",
        ),
    ),
    denials=(Denial("11"),),
    fix="Is the injury still under active treatment, or in its healing phase?",
    fix_safety="ask",
    check=check,
    examples=(
        fails("eight weeks after the injury", **_claim("from a fall 8 weeks ago")),
        fails("the claim tells the phase", **_claim("from a fall", encounter_phase="subsequent")),
        fails(
            "a therapist known by taxonomy alone",
            **(_claim("from a fall 8 weeks ago") | {"rendering": {"taxonomy": "225100000X"}}),
        ),
        fails("an open fracture: E", **_claim("from a fall 8 weeks ago", "S82.001B")),
        passes("the healing phase is coded", **_claim("from a fall 8 weeks ago", "S39.012D")),
        near_miss("therapy that begins at once", **_claim("from a fall 3 days ago")),
        near_miss("a physician treats", **_claim("from a fall 8 weeks ago", who="MD")),
        near_miss("the clinician says active treatment", **_claim("from a fall 8 weeks ago", encounter_phase="active")),
        unknown("the phase is not known", dx=["S39.012A"], rendering={"credential": "PT"}, lines=[{"code": "97110"}]),
    ),
)
