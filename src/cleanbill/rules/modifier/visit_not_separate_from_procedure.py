"""A visit carries 25 beside a procedure, and its work was the procedure's own: looking before manipulating, injecting.

The assessment before and after is part of a manipulation or a minor procedure. A visit without 25 is MO107.
"""

from collections.abc import Iterator

from cleanbill.codes import ncci
from cleanbill.codes.procedures import INJECTION, VISIT_LEVEL, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.authorities import separate_visit
from cleanbill.rules.mend import without


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each visit line with 25 whose work the note does not hold to be separate."""
    separate = visit.note.em.separate_from_procedure if visit.note.em else None
    if separate:
        return
    for line in visit.lines:
        if line.code not in VISIT_LEVEL or "25" not in line.modifiers:
            continue
        procedure = next((other.code for other in visit.lines if _contains(other.code, line.code, visit)), None)
        if procedure and separate is None:
            field = "note/em/separate_from_procedure"
            text = "Not checked: note.em.separate_from_procedure not given."
            yield Fault(text, field=field, severity="not_checked")
            return
        if procedure:
            message = f"{line.code} carries 25; by the note its work was part of {label(procedure)}."
            yield Fault(message, line, "modifiers", edits=without(visit, line))


def _contains(procedure: str, level: str, visit: Visit) -> bool:
    if procedure in VISIT_LEVEL:
        return False
    pair = ncci.pair(procedure, level, visit.date)
    return procedure in INJECTION or (pair is not None and pair.indicator == 1)


def _claim(*written: str, separate: bool | None = False) -> dict[str, object]:
    split = [one.split("-") for one in written]
    lines = [{"code": code, "modifiers": modifiers, "date": "2026-11-02"} for code, *modifiers in split]
    return {"lines": lines, "note": {"em": {"separate_from_procedure": separate}}}


rule = Rule(
    id="MO116",
    version=1,
    name="visit_not_separate_from_procedure",
    title="A visit with 25 was part of the procedure",
    catalogue="MOD-16",
    severity="warning",
    stage=("claim",),
    procedures=VISIT_LEVEL,
    tables={"ncci_ptp": ncci.edition},
    authority=(
        separate_visit(),
        Authority("Medicare Claims Processing Manual (CMS Pub. 100-04)", "chapter 12, section 30.6.6",
                  "internet-only manual", verified=False),
    ),
    denials=(Denial("97", "M15"),),
    fix="Do not bill the visit, unless the note shows work of its own: another problem, another decision.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("the visit was the look before the injection", **_claim("99213-25", "20552")),
        fails("the assessment before a manipulation", **_claim("99212-25", "98940-AT")),
        fails("a new patient and a joint injection", **_claim("99203-25", "20610-RT")),
        passes("another problem was dealt with", **_claim("99213-25", "20552", separate=True)),
        near_miss("a procedure that holds no visit", **_claim("99213-25", "97110-GP")),
        near_miss("no 25: another fault", **_claim("99213", "20552")),
        near_miss("the visit alone", **_claim("99213-25")),
        unknown("whether it was separate is not known", **_claim("99213-25", "20552", separate=None)),
    ),
)  # fmt: skip
