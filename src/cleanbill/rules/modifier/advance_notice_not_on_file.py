"""GA says that a signed notice of noncoverage is on file, and none is: then the modifier is GZ."""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import with_modifiers


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a line with GA."""
    on_file = visit.note.abn_on_file
    for line in visit.lines:
        if "GA" not in line.modifiers or on_file:
            continue
        if on_file is None:
            yield Fault("Not checked: note.abn_on_file not given.", field="note/abn_on_file", severity="not_checked")
            return
        instead = ["GZ" if modifier == "GA" else modifier for modifier in line.modifiers]
        message = f"{line.code} carries GA; no signed notice is on file."
        yield Fault(message, line, "modifiers", edits=with_modifiers(visit, line, instead))


def _claim(modifier: str, on_file: bool | None) -> dict[str, object]:
    line = {"code": "98940", "modifiers": [modifier], "date": "2026-03-16"}
    return {"payer": {"type": "medicare_b"}, "note": {"abn_on_file": on_file}, "lines": [line]}


rule = Rule(
    id="MO117",
    version=1,
    name="advance_notice_not_on_file",
    title="GA without a notice of noncoverage on file",
    catalogue="DOC-07",
    severity="warning",
    stage=("claim",),
    authority=(
        Authority(
            "Medicare Claims Processing Manual (CMS Pub. 100-04)",
            "chapter 30, section 50, Advance Beneficiary Notice of Noncoverage",
            "current",
            verified=False,
        ),
    ),
    check=check,
    fix="Was a notice signed before the service? If not, GZ says so.",
    fix_safety="ask",
    denials=(Denial("50"),),
    examples=(
        fails("GA, and none on file", **_claim("GA", False)),
        passes("GA, and one on file", **_claim("GA", True)),
        near_miss("GZ says that there is none", **_claim("GZ", False)),
        near_miss("GY needs none", **_claim("GY", False)),
        unknown("whether one is on file is not known", **_claim("GA", None)),
    ),
)
