"""A Medicare claim for spinal manipulation lacks the date of initial treatment (item 14, DTP*454)."""

from collections.abc import Iterator

from cleanbill.codes.procedures import SPINAL_MANIPULATION
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Authority, Denial


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for the first line that neither has the date itself nor finds it on the claim."""
    if visit.claim.date_initial_treatment:
        return
    line = next((line for line in visit.having(SPINAL_MANIPULATION) if line.date_initial_treatment is None), None)
    if line:
        yield Fault(f"{line.code} is billed without the date of initial treatment.", field="date_initial_treatment")


rule = Rule(
    id="CH107",
    version=2,
    name="initial_treatment_date_missing",
    title="Spinal manipulation without the date of initial treatment",
    catalogue="CMT-07",
    severity="error",
    stage=("claim",),
    authority=(
        Authority(
            "Medicare Claims Processing Manual",
            "ch. 12, §220",
            "CMS Pub. 100-04",
            quote="The date of the initial treatment or date of exacerbation of the existing condition must be "
            "entered in Item 14 of Form CMS-1500.",
        ),
        Authority("Medicare Claims Processing Manual", "ch. 26, §10.4, item 14", "CMS Pub. 100-04"),
    ),
    check=check,
    fix="Give the date on which this course of treatment began, or of the exacerbation being treated.",
    fix_safety="never",
    applies={"initial_treatment_date": (True,)},
    procedures=SPINAL_MANIPULATION,
    denials=(Denial("16", "MA122"),),
    examples=(
        fails(
            "Medicare 98941 without the date",
            payer={"type": "medicare_b"},
            lines=[{"code": "98941", "modifiers": ["AT"], "date": "2026-03-16"}],
        ),
        passes(
            "Medicare 98941 with the date",
            payer={"type": "medicare_b"},
            date_initial_treatment="2026-03-02",
            lines=[{"code": "98941", "modifiers": ["AT"], "date": "2026-03-16"}],
        ),
        near_miss(
            "The line itself has the date",
            payer={"type": "medicare_b"},
            lines=[{"code": "98941", "date": "2026-03-16", "date_initial_treatment": "2026-03-02"}],
        ),
        near_miss(
            "A commercial plan: the date is Medicare's",
            payer={"type": "commercial"},
            lines=[{"code": "98941", "date": "2026-03-16"}],
        ),
        near_miss(
            "Medicare therapy needs no such date",
            payer={"type": "medicare_b"},
            lines=[{"code": "97110", "modifiers": ["GP"], "date": "2026-03-16"}],
        ),
    ),
)
