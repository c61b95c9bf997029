"""59 or X{EPSU} sets two codes apart, and the record does not: same region, no separate site, session or time.

Spinal manipulation comes first: exercise of balance, massage and manual therapy of a region that was manipulated are
part of it, whatever the time; in another region 59 or XS is right. For other pairs the record has to say that site,
session or time were separate. A side, or 25 on a visit, is not judged here.
"""

import re
from collections.abc import Iterator

from cleanbill.codes import ncci
from cleanbill.codes.modifiers import DISTINCT, NCCI_ASSOCIATED
from cleanbill.codes.procedures import SPINAL_MANIPULATION, VISIT_LEVEL, label
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial
from cleanbill.rules import noted, spine
from cleanbill.rules.authorities import distinct_services
from cleanbill.rules.mend import without

_ELSEWHERE = re.compile(
    r"shoulder|arm|elbow|wrist|hand|finger|thumb|hip|thigh|knee|leg|calf|ankle|foot|toe|extremit|head|jaw|tmj|rib|chest|"
    r"abdom",
    re.IGNORECASE,
)
_OTHERS = NCCI_ASSOCIATED - DISTINCT


def check(visit: Visit, _: Context) -> Iterator[Fault]:
    """One fault for each line of column 2 that is set apart by 59 or X{EPSU} alone."""
    if visit.payer.ncci is False:
        return
    for pair in ncci.among(visit.codes, visit.date):
        if pair.indicator == 1 and VISIT_LEVEL.isdisjoint((pair.column1, pair.column2)):
            for second in visit.having((pair.column2,)):
                first = next((line for line in visit.having((pair.column1,)) if visit.shared(line, second)), None)
                if first:
                    yield from _judged(visit, first, second)


def _judged(visit: Visit, first: Line, second: Line) -> Iterator[Fault]:
    modifiers = {*first.modifiers, *second.modifiers}
    if DISTINCT.isdisjoint(modifiers) or not _OTHERS.isdisjoint(modifiers):
        return
    named = f"{label(second.code)} is set apart from {label(first.code)} by {min(DISTINCT & modifiers)}"
    if first.code in SPINAL_MANIPULATION and (places := _places(visit, first, second)):
        if shared := [region for region in places[0] if region in places[1]]:
            message = f"{named}; both are of the {' and '.join(shared)} region."
            yield Fault(message, second, "modifiers", edits=without(visit, second))
        return
    said = {first.separate_time_or_site_documented, second.separate_time_or_site_documented}
    if True in said:
        return
    if False in said:
        message = f"{named}; no separate site, session or time is documented."
        yield Fault(message, second, "modifiers", edits=without(visit, second))
    else:
        index = visit.index(second)
        text = f"Not checked: whether site, session or time of line {index + 1} were separate is not given."
        yield Fault(text, second, "separate_time_or_site_documented", severity="not_checked")


def _places(visit: Visit, manipulation: Line, other: Line) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The spinal regions that were manipulated, and those of the other service; None where one is not known."""
    cmt, found = visit.note.cmt, noted.facts(visit)
    manipulated = spine.regions((*(cmt.regions or () if cmt else ()), manipulation.region or ""))
    written = [t.region for t in noted.by_code(found, other.code) if t.region] if found else []
    named = (other.region,) if other.region else tuple(written)
    treated = spine.regions(named)
    known = treated or all(_ELSEWHERE.search(name) for name in named)
    return (manipulated, treated) if manipulated and named and known else None


def _claim(
    *lines: tuple[str, str | None, bool | None], regions: tuple[str, ...] | None = None, **more: object
) -> dict[str, object]:
    services = []
    for written, region, separate in lines:
        code, *modifiers = written.split("-")
        line = {"code": code, "modifiers": modifiers, "region": region, "separate_time_or_site_documented": separate}
        services.append(line | {"date": "2026-11-02"})
    return {"payer": {"ncci": True}, "lines": services, "note": {"cmt": {"regions": regions}}} | more


_LUMBAR = ("98940-AT", None, None)
_NOTE = "S: Low back pain for 5 days, no injury.\nO: L5 fixation, lumbar spasm.\nP: CMT L5. 97140 STM lumbar 15 min."

rule = Rule(
    id="PR103",
    version=2,
    name="modifier_not_supported",
    title="The record does not set two codes apart as their modifier does",
    catalogue="NCCI-03",
    severity="warning",
    stage=("claim",),
    modifiers=DISTINCT,
    tables={"ncci_ptp": ncci.edition},
    authority=(
        distinct_services(
            "report the codes together only in limited circumstances by using NCCI PTP-associated modifiers"
        ),
        Authority("NCCI Policy Manual for Medicare Services", "chapter 11, chiropractic manipulative treatment: 97112, "
                  "97124 and 97140 in a region that was manipulated", "2026", verified=False),
    ),
    denials=(Denial("97"), Denial("236")),
    fix="Drop column 2, or document the other region, session or time if there was one.",
    fix_safety="ask",
    check=check,
    examples=(
        fails("manual therapy in the region that was manipulated",
              **_claim(_LUMBAR, ("97140-59-GP", "lumbar", None), regions=("lumbar",))),
        fails("separate time does not help in the same region",
              **_claim(_LUMBAR, ("97140-XE-GP", "low back", True), regions=("cervical", "L5"))),
        fails("massage in one of two regions", **_claim(_LUMBAR, ("97124-59-GP", "neck", None), regions=("C5", "L5"))),
        fails("the regions are in the note alone",
              **_claim(_LUMBAR, ("97140-59-GP", None, None), note={"text": _NOTE})),
        fails("group therapy and exercise, nothing separate",
              **_claim(("97150-GP", None, None), ("97110-59-GP", None, False))),
        fails("59 on column 1 is judged alike", **_claim(("97012-59-GP", None, False), ("97140-GP", None, None))),
        passes("neck manipulated, low back treated by hand",
               **_claim(_LUMBAR, ("97140-59-GP", "lumbar", None), regions=("cervical",))),
        passes("separate time is documented", **_claim(("97150-GP", None, None), ("97110-59-GP", None, True))),
        near_miss("a shoulder treated by hand", **_claim(_LUMBAR, ("97140-59-GP", "shoulder", None), regions=("L5",))),
        near_miss("a physical therapist treats the region that a chiropractor manipulated", lines=[
            {"code": "98940", "date": "2026-11-02", "rendering": {"credential": "DC"}},
            {"code": "97140", "modifiers": ["59"], "date": "2026-11-02", "rendering": {"credential": "PT"},
             "separate_time_or_site_documented": False}]),
        near_miss("the same region and no modifier: another fault",
                  **_claim(_LUMBAR, ("97140-GP", "lumbar", None), regions=("lumbar",))),
        near_miss("exercise in the same region is no pair",
                  **_claim(_LUMBAR, ("97110-59-GP", "lumbar", None), regions=("lumbar",))),
        near_miss("a side sets two injections apart", **_claim(("20610-RT", None, False), ("20552-59", None, False))),
        unknown("the region of the manual therapy is not known",
                **_claim(_LUMBAR, ("97140-59-GP", None, None), regions=("lumbar",))),
        unknown("nobody says whether time was separate",
                **_claim(("97150-GP", None, None), ("97110-59-GP", None, None))),
    ),
)  # fmt: skip
