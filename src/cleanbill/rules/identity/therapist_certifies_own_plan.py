"""The treating therapist stands as the clinician who certifies the plan of care: a therapist cannot.

A physician who gives therapy under a plan of the practice's own may be both.
"""

from collections.abc import Iterator

from cleanbill.codes.modifiers import discipline_of
from cleanbill.codes.procedures import THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for the first line of which the two numbers are one."""
    number = visit.claim.referring_npi
    line = next((line for line in visit.having(THERAPY) if number and number == visit.rendering(line).npi), None)
    if line is None:
        return
    rendering = visit.rendering(line)
    if rendering.credential is None and rendering.taxonomy is None:
        lack = "Not checked: rendering.credential or rendering.taxonomy not given."
        yield Fault(lack, field="rendering/credential", severity="not_checked")
    elif discipline_of(rendering):
        message = f"{number} is the treating therapist's; the referring provider certifies the plan."
        yield Fault(message, field="referring_npi")


_THERAPIST, _PHYSICIAN = "1456789126", "1234567893"


def _claim(
    referring: str | None, credential: str | None = "PT", payer: str = "medicare_b", code: str = "97110"
) -> dict[str, object]:
    rendering = {"npi": _THERAPIST, "credential": credential}
    lines = [{"code": code, "modifiers": ["GP"], "units": 1, "date": "2026-03-16"}]
    return {"payer": {"type": payer}, "rendering": rendering, "referring_npi": referring, "lines": lines}


rule = Rule(
    id="ID109",
    version=3,
    name="therapist_certifies_own_plan",
    title="The treating therapist stands as certifier of the plan",
    catalogue="",
    severity="error",
    stage=("claim",),
    applies={"type": ("medicare_b",)},
    authority=(
        Authority(
            "42 CFR 424.24(c)",
            "Outpatient therapy: certified by a physician, nurse practitioner, clinical nurse specialist or physician "
            "assistant",
            "as amended for 2025",
        ),
    ),
    check=check,
    fix="Give the NPI of the physician or nonphysician practitioner who certifies the plan.",
    fix_safety="never",
    procedures=THERAPY,
    about="referring_npi",
    denials=(Denial("16", "N286"),),
    examples=(
        fails("the therapist's own number", **_claim(_THERAPIST)),
        fails("an occupational therapist's", **_claim(_THERAPIST, "OT")),
        passes("the physician's number", **_claim(_PHYSICIAN)),
        near_miss("a physician who gives the therapy", **_claim(_THERAPIST, "MD")),
        near_miss(
            "another therapist gave the line",
            **(
                _claim(_THERAPIST)
                | {
                    "lines": [
                        {"code": "97110", "date": "2026-03-16", "rendering": {"npi": _PHYSICIAN, "credential": "PT"}}
                    ]
                }
            ),
        ),
        near_miss("Medicare's rule", **_claim(_THERAPIST, payer="commercial")),
        near_miss("no number at all is another rule's", **_claim(None)),
        unknown("nothing says who treated", **_claim(_THERAPIST, None)),
    ),
)
