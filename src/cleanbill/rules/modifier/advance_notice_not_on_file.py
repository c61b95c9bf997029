"""GA says that a notice of noncoverage was signed before the service, and none was: then the modifier is GZ.

GZ beside a notice that was signed in time says too little: the patient would owe, and cannot be billed. GX says that a
notice was given of what Medicare never covers; it is false where there is none.
"""

from collections.abc import Iterator

from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules.mend import with_modifiers

_SIGNED, _NONE, _VOLUNTARY = "GA", "GZ", "GX"


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault a line with GA or GZ that says other than the file."""
    signed = visit.note.abn_signed
    on_file = visit.note.abn_on_file if signed is None else True
    late = signed is not None and visit.date is not None and signed > visit.date
    for line in visit.lines:
        if _VOLUNTARY in line.modifiers and on_file is False:
            yield _fault(visit, line, _VOLUNTARY, "", "no notice is on file")
        if _NONE in line.modifiers and on_file and not late:
            yield _fault(visit, line, _NONE, _SIGNED, "a signed notice is on file")
        elif _SIGNED not in line.modifiers or (on_file and not late):
            continue
        elif on_file is None:
            yield Fault("Not checked: note.abn_on_file not given.", field="note/abn_on_file", severity="not_checked")
            return
        else:
            why = f"the notice was signed on {signed}, after the service" if late else "no signed notice is on file"
            yield _fault(visit, line, _SIGNED, _NONE, why)


def _fault(visit: Visit, line: Line, said: str, right: str, why: str) -> Fault:
    instead = [right if modifier == said else modifier for modifier in line.modifiers]
    edits = with_modifiers(visit, line, instead) if right else ()
    fix = None if right else f"Take {said} off, or file the notice that was given; GY alone needs none."
    return Fault(f"{line.code} carries {said}; {why}.", line, "modifiers", edits=edits, fix=fix)


def _claim(modifier: str, on_file: bool | None, signed: str | None = None) -> dict[str, object]:
    line = {"code": "98940", "modifiers": [modifier], "date": "2026-03-16"}
    note = {"abn_on_file": on_file, "abn_signed": signed}
    return {"payer": {"type": "medicare_b"}, "note": note, "lines": [line]}


rule = Rule(
    id="MO117",
    version=3,
    name="advance_notice_not_on_file",
    title="GA, GX or GZ says other than the notice on file",
    catalogue="DOC-07",
    severity="warning",
    stage=("claim",),
    modifiers=frozenset({_SIGNED, _NONE, _VOLUNTARY}),
    authority=(
        Authority(
            "Medicare Claims Processing Manual (CMS Pub. 100-04)",
            "chapter 30, section 50, Advance Beneficiary Notice of Noncoverage",
            "current",
            verified=False,
        ),
    ),
    check=check,
    fix="Was a notice signed before the service? GA says yes, GZ no.",
    fix_safety="ask",
    denials=(Denial("50"),),
    examples=(
        fails("GA, and none on file", **_claim("GA", False)),
        fails("GA, and it was signed the day after", **_claim("GA", True, "2026-03-17")),
        fails("GZ, and one on file", **_claim("GZ", True)),
        fails("GX, and none on file", **_claim("GX", False)),
        passes("GA, and one on file", **_claim("GA", True)),
        near_miss("GZ says that there is none", **_claim("GZ", False)),
        near_miss("GA, signed on the day itself", **_claim("GA", None, "2026-03-16")),
        near_miss("GZ, and the notice came too late", **_claim("GZ", True, "2026-03-17")),
        near_miss("GY needs none", **_claim("GY", False)),
        near_miss("GX, and one on file", **_claim("GX", True)),
        near_miss("GX, and nothing is known of the file", **_claim("GX", None)),
        unknown("whether one is on file is not known", **_claim("GA", None)),
    ),
)
