"""GP, GO or GN on a service that is no therapy: a visit, a manipulation, an injection, an image.

The modifiers say under which plan of therapy a service was given. Codes that are therapy to some payers (packs,
unattended stimulation, work hardening, acupuncture) are left alone.
"""

from collections.abc import Iterator

from cleanbill.codes.modifiers import DISCIPLINES
from cleanbill.codes.procedures import PROCEDURES, VISIT_NUMBERS, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import discipline
from cleanbill.rules.mend import with_modifiers

_KINDS = ("osteopathic", "injection", "imaging", "drug_administration", "manipulation")
_OTHER = VISIT_NUMBERS | {p.code for p in PROCEDURES.values() if p.kind in _KINDS and p.status != "I"}


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line."""
    for line in visit.lines:
        if line.code in _OTHER and not DISCIPLINES.isdisjoint(line.modifiers):
            named = min(DISCIPLINES.intersection(line.modifiers))
            rest = [m for m in line.modifiers if m not in DISCIPLINES]
            message = f"{label(line.code)} carries {named}, and is no therapy."
            yield Fault(message, line, "modifiers", edits=with_modifiers(visit, line, rest))


def _claim(code: str, *modifiers: str) -> dict[str, object]:
    return {"lines": [{"code": code, "modifiers": modifiers, "date": "2026-11-02"}]}


rule = Rule(
    id="MO119",
    version=1,
    name="discipline_modifier_on_other_service",
    title="A therapy modifier on a service that is no therapy",
    catalogue="",
    severity="warning",
    stage=("claim",),
    procedures=_OTHER,
    authority=(discipline(),),
    denials=(Denial("4", "N519"),),
    fix="Take the therapy modifier off.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("a visit with GP", **_claim("99213", "GP")),
        fails("spinal manipulation with GP", **_claim("98941", "AT", "GP")),
        fails("an injection with GO", **_claim("20610", "RT", "GO")),
        passes("exercise with GP", **_claim("97110", "GP")),
        near_miss("dry needling by a therapist", **_claim("20560", "GP")),
        near_miss("a code that some payers count as therapy", **_claim("97014", "GP")),
        near_miss("maintenance care for a plan that has it", **_claim("S8990", "GP")),
        near_miss("a visit with 25", **_claim("99213", "25")),
    ),
)
