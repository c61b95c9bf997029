"""An assistant is the rendering provider: assistants cannot enroll; the supervising therapist renders, with CQ or CO.

Payers other than Medicare mostly say the same by contract: there it is a warning.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_WHO = {
    "PTA": ("a physical therapist assistant", "CQ"),
    "OTA": ("an occupational therapy assistant", "CO"),
}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for the claim's provider and one for each line's own, at the credential or the taxonomy code."""
    for line in (None, *[line for line in visit.lines if line.rendering and line.code in THERAPY]):
        who, modifier = _WHO.get(visit.credential(line) or "", ("", ""))
        if who:
            yield Fault(
                f"The rendering provider is {who}.",
                line,
                "rendering/credential" if visit.rendering(line).credential else "rendering/taxonomy",
                severity=None if visit.payer.type == "medicare_b" else "warning",
                fix=f"Give the supervising therapist as rendering; {modifier} says that the assistant treated.",
            )


def _claim(payer: str = "medicare_b", code: str = "97110", **rendering: str) -> dict[str, object]:
    lines = [{"code": code, "modifiers": ["GP"], "units": 1, "date": "2026-03-16"}]
    return {"payer": {"type": payer}, "rendering": rendering, "lines": lines}


rule = Rule(
    id="ID106",
    version=3,
    name="assistant_as_rendering",
    title="An assistant as rendering provider",
    catalogue="ADM-06",
    severity="error",
    stage=("claim",),
    authority=(
        Authority("Medicare Benefit Policy Manual (CMS Pub. 100-02)", "chapter 15, section 230", "CMS Pub. 100-02"),
    ),
    check=check,
    fix="Give the supervising therapist as rendering.",
    fix_safety="never",
    procedures=THERAPY,
    needs=("rendering/credential|rendering/taxonomy",),
    denials=(Denial("B7", "N95"),),
    examples=(
        fails("a physical therapist assistant", **_claim(credential="PTA")),
        fails("an occupational therapy assistant, by taxonomy", **_claim(taxonomy="224Z00000X")),
        fails("a commercial plan: a warning", **_claim("commercial", credential="PTA")),
        fails(
            "a line names the assistant",
            payer={"type": "medicare_b"},
            rendering={"credential": "PT"},
            lines=[{"code": "97110", "date": "2026-03-16", "rendering": {"credential": "PTA"}}],
        ),
        passes("the therapist", **_claim(credential="PT")),
        passes("a physician", **_claim(credential="MD")),
        near_miss("a taxonomy code that begins like an assistant's", **_claim(taxonomy="225100000X")),
        near_miss("the credential goes before the taxonomy", **_claim(credential="PT", taxonomy="225200000X")),
        near_miss("no therapy on the claim", **_claim(code="99213", credential="MD")),
        unknown("nothing says who treated", **_claim()),
    ),
)
