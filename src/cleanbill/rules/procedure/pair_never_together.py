"""Two codes on one day that the NCCI never pays together (indicator 0). No modifier helps; column 2 is denied.

Two levels of spinal manipulation are such a pair, but the answer is one code for all regions: see CH104.
"""

from collections.abc import Iterator

from cleanbill.codes import ncci
from cleanbill.codes.procedures import SPINAL_MANIPULATION, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import distinct_services, pairs
from cleanbill.rules.mend import without


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line that is denied."""
    if len(visit.codes) > 1:
        yield from _outside(visit)
    for pair in ncci.among(visit.codes, visit.date):
        both_spinal = pair.column1 in SPINAL_MANIPULATION and pair.column2 in SPINAL_MANIPULATION
        if pair.indicator == 0 and not both_spinal:
            firsts = visit.having((pair.column1,))
            for line in visit.having((pair.column2,)):
                if any(visit.shared(first, line) for first in firsts):
                    yield Fault(
                        f"{label(pair.column2)} is never paid beside {label(pair.column1)} on one day, with or "
                        f"without a modifier (edition {ncci.edition(visit.date)}).",
                        line,
                        edits=without(visit, line),
                        fix=f"Drop {line.code}, the column 2 code.",
                    )


def _outside(visit: Visit) -> Iterator[Fault]:
    """The lines whose pairs are not in the shipped table, where none is added."""
    outside = ncci.outside(visit.codes, visit.date)
    for line in visit.lines:
        if line.code in outside:
            text = f"Not checked: {line.code} is outside the shipped table of code pairs; add the NCCI's."
            yield Fault(text, line, "code", severity="not_checked")


def _line(code: str, *modifiers: str, date: str = "2026-11-02") -> dict[str, object]:
    return {"code": code, "modifiers": modifiers, "date": date}


_NCCI = {"ncci": True}

rule = Rule(
    id="PR101",
    version=4,
    name="pair_never_together",
    title="Two codes are never paid on one day",
    catalogue="NCCI-01",
    severity="error",
    stage=("claim",),
    applies={"ncci": (True,)},
    tables={"ncci_ptp": ncci.edition},
    authority=(
        pairs(),
        distinct_services(
            "don't report the codes together by the same provider for the same patient on the same date of service"
        ),
    ),
    denials=(Denial("236", "M80"), Denial("97", "M15")),
    fix="Drop the column 2 code.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("manual therapy and massage, 59 or not", payer=_NCCI, lines=[_line("97140"), _line("97124", "59")]),
        fails("spinal manipulation and an evaluation", payer=_NCCI, lines=[_line("97161", "GP"), _line("98940", "AT")]),
        fails("osteopathic manipulation and manual therapy", payer=_NCCI, lines=[_line("98926"), _line("97140", "59")]),
        passes("the same pair on two dates", payer=_NCCI, lines=[_line("97140"), _line("97124", date="2026-11-04")]),
        near_miss("two levels of spinal manipulation are another fault", payer=_NCCI,
                  lines=[_line("98941"), _line("98940")]),
        near_miss("spinal and extraspinal manipulation", payer=_NCCI, lines=[_line("98940"), _line("98943")]),
        near_miss("a chiropractor manipulates, a physical therapist evaluates", payer=_NCCI,
                  rendering={"credential": "DC"},
                  lines=[_line("98940"), _line("97161", "GP") | {"rendering": {"credential": "PT"}}]),
        near_miss("an evaluation and manual therapy: that pair was deleted", payer=_NCCI,
                  lines=[_line("97161", "GP"), _line("97140", "GP")]),
        near_miss("a payer that does not use these edits", payer={"ncci": False},
                  lines=[_line("97140"), _line("97124")]),
        unknown("a code outside the shipped table", payer=_NCCI, lines=[_line("97140"), _line("80053")]),
        unknown("not known whether the payer uses these edits", payer={}, lines=[_line("97140"), _line("97124")]),
    ),
)  # fmt: skip
