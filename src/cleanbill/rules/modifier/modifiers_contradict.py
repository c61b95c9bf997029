"""Two modifiers on one line say what cannot both be so: a notice is on file and none is; 59 and the narrower XS.

GX beside GY is as it should be: a voluntary notice of a service that is excluded. Two disciplines are MO102, CQ beside
CO is MO106.
"""

from collections.abc import Iterator
from itertools import combinations

from cleanbill.codes.modifiers import DISTINCT
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_NOTICES = {
    "GA GZ": "GA says that a signed notice is on file, GZ that none is",
    "GX GZ": "GX says that a notice was given, GZ that none was",
    "GA GX": "GA says that the payer asks for the notice, GX that it was given freely",
}
_OTHERS = {
    "GA GY": "GA expects a denial for want of need, GY says that the service is no benefit at all",
    "GY GZ": "GZ expects a denial for want of need, GY says that the service is no benefit at all",
    "76 77": "76 says that the same clinician repeated the service, 77 that another did",
    "LT RT": "LT and RT name a side each, and a line is of one; 50 says both",
    "93 95": "93 says by sound alone, 95 by sound and picture",
}
_NARROWER = {f"59 {x}": f"{x} is the narrower word for 59; a line carries one of them" for x in DISTINCT - {"59"}}
_WHY = _NOTICES | _OTHERS | _NARROWER


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a line, with every contradiction on it."""
    for line in visit.lines:
        found = [" ".join(two) for two in combinations(sorted(line.modifiers), 2) if " ".join(two) in _WHY]
        if found:
            certain = any(pair in _NOTICES for pair in found)
            message = f"{line.code}: {'; '.join(_WHY[pair] for pair in found)}."
            yield Fault(message, line, "modifiers", severity=None if certain else "warning")


def _line(*modifiers: str, code: str = "97110") -> dict[str, object]:
    return {"lines": [{"code": code, "modifiers": modifiers, "date": "2026-11-02"}]}


rule = Rule(
    id="MO111",
    version=2,
    name="modifiers_contradict",
    title="Two modifiers contradict each other",
    catalogue="MOD-11",
    severity="error",
    stage=("claim",),
    modifiers=frozenset(" ".join(_WHY).split()),
    authority=(
        Authority("HCPCS Level II modifiers (CMS)", "GA, GX, GY and GZ: what each of them says", "2026"),
        Authority("Medicare Claims Processing Manual (CMS Pub. 100-04)",
                  "chapter 30, section 50, Advance Beneficiary Notice of Noncoverage", "current", verified=False),
        Authority("CMS, Proper Use of Modifiers 59, XE, XP, XS and XU", "the X modifiers are narrower than 59",
                  "MLN1783722, February 2024"),
    ),
    denials=(Denial("4", "N519"),),
    fix="Keep the one that is true.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("a notice on file, and none", **_line("GP", "GA", "GZ")),
        fails("a notice, and none", **_line("GP", "GX", "GZ")),
        fails("a notice that is asked for, and one that is not", **_line("GA", "GX", code="98940")),
        fails("not necessary, and no benefit: a warning", **_line("GA", "GY", code="98943")),
        fails("59 and XS", **_line("59", "XS", "GP", code="97140")),
        fails("repeated by the same clinician, and by another", **_line("76", "77", code="72100")),
        fails("a call and a video visit", **_line("93", "95", code="99213")),
        fails("the left side and the right", **_line("LT", "RT", code="20610")),
        passes("GA alone", **_line("GP", "GA")),
        near_miss("GX and GY: a voluntary notice of what is excluded", **_line("GX", "GY", "GP")),
        near_miss("AT and GA: active, and a denial is expected", **_line("AT", "GA", code="98940")),
        near_miss("GA on one line, GZ on another",
                  lines=[*_line("GP", "GA")["lines"], *_line("GP", "GZ", code="97140")["lines"]]),  # type: ignore[misc]
        near_miss("59 and a side", **_line("59", "RT", code="20610")),
    ),
)  # fmt: skip
