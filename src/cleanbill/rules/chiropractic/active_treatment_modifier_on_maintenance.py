"""AT stands on spinal manipulation that the note calls maintenance: a false statement of active treatment.

Maintenance is billed without AT, for the denial: GA where a signed notice is on file, GZ where none is. AT beside GA is
right in active treatment, when a denial is expected for another reason.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial, Edit
from cleanbill.rules import authorities
from cleanbill.rules.mend import with_modifiers

_EXPECTED = frozenset({"GA", "GX", "GY", "GZ"})


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line with AT."""
    phase = visit.note.cmt.phase if visit.note.cmt else None
    marked = [line for line in visit.having(SPINAL_MANIPULATION) if "AT" in line.modifiers]
    if not marked or phase == "active":
        return
    if phase is None:
        text = "Not checked: note.cmt.phase not given."
        yield Fault(text, field="note/cmt/phase", severity="not_checked")
        return
    for line in marked:
        message = f"{line.code} carries AT; the note says maintenance."
        yield Fault(message, line, "modifiers", edits=_edits(visit, line))


def _edits(visit: Visit, line: Line) -> tuple[Edit, ...]:
    """AT off, and what is known of the notice on; nothing where it is not known."""
    rest = [m for m in line.modifiers if m != "AT"]
    if not _EXPECTED.isdisjoint(rest):
        return with_modifiers(visit, line, rest)
    on_file = visit.note.abn_on_file
    return () if on_file is None else with_modifiers(visit, line, [*rest, "GA" if on_file else "GZ"])


def _claim(*modifiers: str, phase: str | None = "maintenance", payer: str = "medicare_b") -> dict[str, object]:
    line = {"code": "98940", "modifiers": modifiers, "date": "2026-03-16"}
    return {"payer": {"type": payer}, "lines": [line], "note": {"cmt": {"phase": phase}, "abn_on_file": True}}


rule = Rule(
    id="CH102",
    version=1,
    name="active_treatment_modifier_on_maintenance",
    title="AT on maintenance care",
    catalogue="CMT-02",
    severity="error",
    stage=("note", "claim"),
    authority=(
        authorities.active_treatment(),
        Authority("Medicare Benefit Policy Manual", "ch. 15, §240.1.3", "CMS Pub. 100-02"),
    ),
    check=check,
    fix="Take AT off; add GA where a signed notice (ABN) is on file, GZ where none is.",
    fix_safety="ask",
    applies={"active_treatment_modifier": (True,)},
    procedures=SPINAL_MANIPULATION,
    denials=(Denial("50"),),
    examples=(
        fails("AT, and the note says maintenance", **_claim("AT")),
        fails("AT and GA, and the note says maintenance", **_claim("AT", "GA")),
        passes("GA with a signed notice", **_claim("GA")),
        near_miss("GZ without one", **(_claim("GZ") | {"note": {"cmt": {"phase": "maintenance"}}})),
        near_miss("active treatment", **_claim("AT", phase="active")),
        near_miss("active treatment, and a denial is expected", **_claim("AT", "GA", phase="active")),
        near_miss("a commercial plan: AT is Medicare's", **_claim("AT", payer="commercial")),
        unknown("the phase of care is not known", **_claim("AT", phase=None)),
    ),
)
