"""A visit on the day of a procedure that contains it, and no modifier says that it was separate.

The pairs are those of the NCCI between a visit and a procedure; the modifier belongs on the visit, so a side or 59 on
the procedure does not answer. Joint and tendon injections pair with established visits only: for a new patient the
NCCI manual asks for the same modifier, and its absence is a warning. It is a warning, too, where the payer does not
use the NCCI, since modifier 25 is a rule of CPT.
"""

from collections.abc import Iterator

from cleanbill.codes import ncci
from cleanbill.codes.modifiers import DISTINCT
from cleanbill.codes.procedures import INJECTION, VISIT_LEVEL, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial, Severity
from cleanbill.rules.authorities import pairs, separate_visit
from cleanbill.rules.mend import with_modifiers, without

_SEPARATE = DISTINCT | {"24", "25", "27", "57"}
_NEW = frozenset({"99202", "99203", "99204", "99205"})


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each visit line that meets a procedure and has no modifier of its own."""
    if visit.codes <= VISIT_LEVEL:
        return
    if not ncci.among(visit.codes, visit.date) and _NEW.isdisjoint(visit.codes):
        return
    others = [line for line in visit.lines if "25" not in line.modifiers]
    for line in visit.lines:
        if line.code in VISIT_LEVEL and _SEPARATE.isdisjoint(line.modifiers):
            own = [other for other in others if visit.shared(line, other)]
            paired = [other for other in own if _contains(other.code, line.code, visit)]
            minor = [other for other in own if line.code in _NEW and other.code in INJECTION]
            if paired or minor:
                certain = paired and visit.payer.ncci is not False
                yield _fault(visit, line, (paired or minor)[0], None if certain else "warning")


def _contains(procedure: str, level: str, visit: Visit) -> bool:
    if procedure in VISIT_LEVEL:
        return False
    pair = ncci.pair(procedure, level, visit.date)
    return pair is not None and pair.indicator == 1


def _fault(visit: Visit, line: Line, procedure: Line, severity: Severity | None) -> Fault:
    separate = visit.note.em.separate_from_procedure if visit.note.em else None
    said = {True: "The note says it was separate.", False: "The note says it was not separate.", None: ""}[separate]
    return Fault(
        f"{line.code} stands beside {label(procedure.code)} without modifier 25. {said}".rstrip(),
        line,
        "modifiers",
        edits=without(visit, line) if separate is False else with_modifiers(visit, line, ("25", *line.modifiers)),
        severity=severity,
        fix="Do not bill the visit: its work is part of the procedure." if separate is False else None,
    )


def _line(code: str, *modifiers: str, date: str = "2026-11-02") -> dict[str, object]:
    return {"code": code, "modifiers": modifiers, "date": date}


rule = Rule(
    id="MO107",
    version=3,
    name="modifier_25_missing",
    title="A visit beside a procedure has no modifier 25",
    catalogue="MOD-07",
    severity="error",
    stage=("claim",),
    procedures=VISIT_LEVEL,
    tables={"ncci_ptp": ncci.edition},
    authority=(
        pairs(),
        separate_visit(),
        Authority("Medicare Claims Processing Manual (CMS Pub. 100-04)", "chapter 12, section 30.6.6",
                  "internet-only manual", verified=False),
    ),
    denials=(Denial("236", "M80"), Denial("97", "M15")),
    fix="Add 25 to the visit if the note shows separate, significant work; otherwise do not bill the visit.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("a visit and trigger point injections", lines=[_line("99213"), _line("20552")]),
        fails("a visit and spinal manipulation", lines=[_line("99213"), _line("98940", "AT")]),
        fails("the side of an injection does not make the visit separate",
              lines=[_line("99213"), _line("20610", "RT")]),
        fails("a visit and dry needling", lines=[_line("99213"), _line("20560")]),
        fails("the note says that the visit was not separate", lines=[_line("99213"), _line("98940")],
              note={"em": {"separate_from_procedure": False}}),
        fails("a new patient and a joint injection: a warning", lines=[_line("99203"), _line("20610", "KX")]),
        passes("25 on the visit", lines=[_line("99213", "25"), _line("20552")]),
        near_miss("a visit beside a procedure of no pair", lines=[_line("99213"), _line("97110", "GP")]),
        near_miss("59 on the visit is another fault", lines=[_line("99213", "59"), _line("20552")]),
        near_miss("25 on the procedure is another fault", lines=[_line("99213"), _line("20552", "25")]),
        near_miss("another day", lines=[_line("99213"), _line("20552", date="2026-11-03")]),
        near_miss("the physician's visit, the chiropractor's manipulation", rendering={"credential": "MD"},
                  lines=[_line("99213"), _line("98940", "AT") | {"rendering": {"credential": "DC"}}]),
    ),
)  # fmt: skip
