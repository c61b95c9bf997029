"""Two codes on one day that the NCCI pays together only when a modifier sets them apart (indicator 1).

Any NCCI-associated modifier on either line does: 59 and X{EPSU}, a side, a finger or toe, 25 and its like. Before
2019-07-01 Medicare took 59 and X{EPSU} on column 2 alone. A visit beside a procedure is another fault (MO107).
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill.codes import ncci
from cleanbill.codes.modifiers import DISTINCT, NCCI_ASSOCIATED
from cleanbill.codes.procedures import VISIT_LEVEL, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Denial
from cleanbill.rules.authorities import distinct_services, either_line, pairs
from cleanbill.rules.mend import with_modifiers, without

_EITHER_LINE = dt.date(2019, 7, 1)


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault for each line that is denied."""
    for pair in ncci.among(visit.codes, visit.date):
        visit_and_procedure = (pair.column1 in VISIT_LEVEL) != (pair.column2 in VISIT_LEVEL)
        if pair.indicator == 1 and not visit_and_procedure:
            firsts = visit.having((pair.column1,))
            for line in visit.having((pair.column2,)):
                bare = next((first for first in firsts if not _set_apart(visit, first, line)), None)
                if bare:
                    yield _fault(visit, bare, line)


def _set_apart(visit: Visit, first: Line, second: Line) -> bool:
    if not NCCI_ASSOCIATED.isdisjoint(second.modifiers) or not visit.shared(first, second):
        return True
    on = visit.date
    counted = NCCI_ASSOCIATED if on is None or on >= _EITHER_LINE else NCCI_ASSOCIATED - DISTINCT
    return not counted.isdisjoint(first.modifiers)


def _fault(visit: Visit, first: Line, second: Line) -> Fault:
    documented = {first.separate_time_or_site_documented, second.separate_time_or_site_documented}
    if True in documented:
        modifier = "25" if second.code in VISIT_LEVEL else "59"
        said, edits = (
            " A separate site, session or time is documented.",
            with_modifiers(visit, second, (modifier, *second.modifiers)),
        )
    elif False in documented:
        said, edits = " No separate site, session or time is documented.", without(visit, second)
    else:
        said, edits = "", ()
    return Fault(
        f"{label(second.code)} beside {label(first.code)} on one day is paid only with a modifier that sets them "
        f"apart (edition {ncci.edition(visit.date)}).{said}",
        second,
        "modifiers",
        edits=edits,
        fix="If site, session or time were separate and the note shows it, add 59 or XE, XS, XP, XU; else drop "
        f"{second.code}, the column 2 code.",
    )


def _line(code: str, *modifiers: str, date: str = "2026-11-02", **more: bool) -> dict[str, object]:
    return {"code": code, "modifiers": modifiers, "date": date, **more}


_NCCI = {"ncci": True}

rule = Rule(
    id="PR102",
    version=4,
    name="pair_without_modifier",
    title="Two codes on one day need a modifier that sets them apart",
    catalogue="NCCI-02",
    severity="error",
    stage=("claim",),
    applies={"ncci": (True,)},
    tables={"ncci_ptp": ncci.edition},
    authority=(
        pairs(),
        distinct_services(
            "report the codes together only in limited circumstances by using NCCI PTP-associated modifiers"
        ),
        either_line(),
    ),
    denials=(Denial("236", "M80"), Denial("97", "M15")),
    fix="If site, session or time were separate and the note shows it, add 59 or XE, XS, XP, XU; else drop column 2.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("group therapy and exercise", payer=_NCCI, lines=[_line("97150", "GP"), _line("97110", "GP")]),
        fails("traction and manual therapy", payer=_NCCI, lines=[_line("97012", "GP"), _line("97140", "GP")]),
        fails("separate time is documented: 59 is proposed", payer=_NCCI,
              lines=[_line("97150"), _line("97110", separate_time_or_site_documented=True)]),
        fails("before July 2019 column 1 did not count", payer=_NCCI,
              lines=[_line("97012", "59", date="2019-06-28"), _line("97140", date="2019-06-28")]),
        passes("59 on column 2", payer=_NCCI, lines=[_line("97150", "GP"), _line("97110", "59", "GP")]),
        near_miss("59 on column 1", payer=_NCCI, lines=[_line("97012", "59"), _line("97140")]),
        near_miss("two sides", payer=_NCCI, lines=[_line("20610", "RT"), _line("20552")]),
        near_miss("manual therapy and activities: deleted 2019-12-31", payer=_NCCI,
                  lines=[_line("97140", "GP"), _line("97530", "GP")]),
        near_miss("gait training and activities: deleted 2019-12-31", payer=_NCCI,
                  lines=[_line("97530", "GP"), _line("97116", "GP")]),
        near_miss("manipulation and exercise: never a pair", payer=_NCCI, lines=[_line("98940"), _line("97110", "GP")]),
        near_miss("different dates", payer=_NCCI, lines=[_line("97150"), _line("97110", date="2026-11-04")]),
        near_miss("physical and occupational therapist", payer=_NCCI, rendering={"credential": "PT"},
                  lines=[_line("97150", "GP"), _line("97110", "GO") | {"rendering": {"credential": "OT"}}]),
        fails("two physical therapists of the practice", payer=_NCCI, rendering={"credential": "PT"},
              lines=[_line("97150", "GP"), _line("97110", "GP") | {"rendering": {"taxonomy": "225100000X"}}]),
        unknown("not known whether the payer uses these edits", payer={}, lines=[_line("97150"), _line("97110")]),
    ),
)  # fmt: skip
