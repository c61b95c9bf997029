"""A procedure of both sides carries 50 and is billed twice: in two units, or on a second line.

50 says both sides by itself. Medicare takes one line and one unit; some other payers want it otherwise, so for them it
is a warning. A second line with a modifier of its own is another service.
"""

from collections.abc import Iterator

from cleanbill.codes import bilateral
from cleanbill.codes.procedures import label
from cleanbill.codes.timed import count
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial, Edit, Severity
from cleanbill.rules.mend import without


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line that bills the second side again."""
    severity: Severity | None = None if visit.payer.type == "medicare_b" else "warning"
    for line in visit.lines:
        if "50" not in line.modifiers or line.code not in bilateral.TWO_SIDED:
            continue
        if line.units is None:
            field = f"lines/{visit.index(line)}/units"
            yield Fault(f"Not checked: units of {line.code} not given.", field=field, severity="not_checked")
        elif line.units > 1:
            edits = (Edit("replace", f"/lines/{visit.index(line)}/units", 1),)
            message = f"{label(line.code)} carries 50 and {count(line.units)}; 50 alone says both sides."
            yield Fault(message, line, "units", edits=edits, severity=severity)
        for second in _bare(visit, line):
            message = f"{label(line.code)} is billed with 50, for both sides, and once more without a modifier."
            yield Fault(message, second, edits=without(visit, second), severity=severity)


def _bare(visit: Visit, line: Line) -> list[Line]:
    return [other for other in visit.lines if other.code == line.code and not other.modifiers]


def _claim(*lines: tuple[str, int | None], payer: str = "medicare_b") -> dict[str, object]:
    services = []
    for written, units in lines:
        code, *modifiers = written.split("-")
        services.append({"code": code, "modifiers": modifiers, "units": units, "date": "2026-11-02"})
    return {"payer": {"type": payer}, "lines": services}


rule = Rule(
    id="MO113",
    version=2,
    name="bilateral_service_billed_twice",
    title="A procedure of both sides is billed twice",
    catalogue="MOD-13",
    severity="error",
    stage=("claim",),
    procedures=bilateral.TWO_SIDED,
    tables={"bilateral": bilateral.EDITION},
    authority=(
        Authority("Noridian Healthcare Solutions, Modifier 50", "Appropriate usage", "last updated 2022-12-12",
                  "https://med.noridianmedicare.com/web/jea/topics/modifiers/50",
                  "Report codes with a BILAT SURG indicator of 1 on one line, append this modifier and submit one unit "
                  "of service"),
        Authority("Medicare Claims Processing Manual (CMS Pub. 100-04)", "chapter 12, section 40.7", "current",
                  verified=False),
    ),
    denials=(Denial("4"), Denial("151", "N430")),
    fix="Bill one line with 50 and one unit, at the charge of both sides.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("both knees in two units", **_claim(("20610-50", 2))),
        fails("both knees, and a second line", **_claim(("20610-50", 1), ("20610", 1))),
        fails("a commercial plan: a warning", **_claim(("20610-50", 2), payer="commercial")),
        passes("both knees in one unit", **_claim(("20610-50", 1))),
        near_miss("two lines, a side each", **_claim(("20610-RT", 1), ("20610-LT", 1))),
        near_miss("two units without 50", **_claim(("20610", 2))),
        near_miss("both knees and a shoulder", **_claim(("20610-50", 1), ("20610-59-RT", 1))),
        near_miss("a code that cannot take 50 is another fault", **_claim(("97110-50", 2))),
        unknown("units not given", **_claim(("20610-50", None))),
    ),
)  # fmt: skip
