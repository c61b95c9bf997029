"""Acupuncture or dry needling is billed to Medicare for something else than chronic low back pain, all that it covers.

A line with GA, GY or GZ expects the denial. Whether the pain is chronic is the note's to say.
"""

from collections.abc import Iterator

from cleanbill.codes.procedures import PROCEDURES, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial

_NEEDLES = frozenset(code for code, known in PROCEDURES.items() if known.kind in ("needling", "acupuncture"))
_COVERED = ("M54.5",)
_EXPECTED = frozenset({"GA", "GX", "GY", "GZ"})


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line that points at no low back pain."""
    for line in visit.having(_NEEDLES):
        pointed = visit.diagnoses(line)
        if pointed and _EXPECTED.isdisjoint(line.modifiers) and not any(dx.startswith(_COVERED) for dx in pointed):
            yield Fault(f"{label(line.code)} for {', '.join(pointed)}: no low back pain.", line, "dx_pointers")


def _claim(payer: str | None, code: str, dx: tuple[str, ...], *modifiers: str, pointer: int = 1) -> dict[str, object]:
    line = {"code": code, "modifiers": list(modifiers), "units": 1, "dx_pointers": [pointer], "date": "2026-03-16"}
    return {"payer": {"type": payer}, "rendering": {"credential": "MD"}, "dx": list(dx), "lines": [line]}


_BACK, _NECK = ("M54.50",), ("M54.2",)

rule = Rule(
    id="PA105",
    version=1,
    name="needling_without_low_back_pain",
    title="Needling that Medicare does not cover",
    catalogue="",
    severity="warning",
    stage=("booking", "claim"),
    applies={"type": ("medicare_b",)},
    authority=(
        Authority(
            "Medicare National Coverage Determinations Manual (CMS Pub. 100-03)",
            "section 30.3.3, Acupuncture for chronic low back pain",
            "services from 2020-01-21",
            verified=False,
        ),
    ),
    check=check,
    fix="Have a notice of noncoverage signed before the service, or do not bill it to Medicare.",
    fix_safety="never",
    procedures=_NEEDLES,
    denials=(Denial("50", "N115"),),
    examples=(
        fails("dry needling of the neck", **_claim("medicare_b", "20560", _NECK)),
        fails("acupuncture of the knee", **_claim("medicare_b", "97810", ("M17.11",))),
        fails("the back is coded, and the line points at the neck", **_claim("medicare_b", "20561", (*_NECK, *_BACK))),
        passes("acupuncture of low back pain", **_claim("medicare_b", "97810", _BACK)),
        passes("a commercial plan decides for itself", **_claim("commercial", "20560", _NECK)),
        near_miss("the line points at the back", **_claim("medicare_b", "20561", (*_NECK, *_BACK), pointer=2)),
        near_miss("the denial is expected", **_claim("medicare_b", "20560", _NECK, "GA")),
        near_miss("trigger points are injections", **_claim("medicare_b", "20552", _NECK)),
        unknown("nobody says who is billed", **_claim(None, "20560", _NECK)),
    ),
)
