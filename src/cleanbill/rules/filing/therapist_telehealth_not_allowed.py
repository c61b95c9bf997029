"""A therapist bills Medicare for a video visit on a date on which Medicare pays therapists for none.

The leave to do so began in March 2020 and has been prolonged, so far through 2027-12-31.
"""

import datetime as dt
from collections.abc import Iterator

from cleanbill import parameters
from cleanbill.codes.modifiers import discipline_of
from cleanbill.codes.procedures import THERAPY
from cleanbill.engine.context import Context
from cleanbill.engine.rule import Fault, Rule, fails, near_miss, passes, unknown
from cleanbill.engine.visit import Visit
from cleanbill.model.claim import Line
from cleanbill.model.finding import Authority, Denial

_VIDEO = ("02", "10")


def check(visit: Visit, context: Context) -> Iterator[Fault]:
    """One fault, at what says that it was by video."""
    on = visit.date or context.on
    if parameters.value("telehealth_allowed.therapists", on):
        return
    line = next((line for line in visit.having(THERAPY) if _by_video(visit, line)), None)
    if line is None:
        return
    rendering = visit.rendering(line)
    if rendering.credential is None and rendering.taxonomy is None:
        lack = "Not checked: rendering.credential or rendering.taxonomy not given."
        yield Fault(lack, field="rendering/credential", severity="not_checked")
    elif discipline_of(rendering):
        message = f"A therapist's video visit on {on}: Medicare pays for none on that date."
        yield Fault(message, field=_by_video(visit, line))


def _by_video(visit: Visit, line: Line) -> str:
    """Where the claim says that a line was given by video; "" where it does not."""
    if visit.place(line) in _VIDEO:
        return f"lines/{visit.index(line)}/place_of_service" if line.place_of_service else "place_of_service"
    if "95" in line.modifiers:
        return f"lines/{visit.index(line)}/modifiers"
    return "note/telehealth" if visit.note.telehealth else ""


def _claim(
    date: str, place: str = "10", credential: str | None = "PT", payer: str = "medicare_b", **note: bool
) -> dict[str, object]:
    lines = [{"code": "97110", "modifiers": ["GP"], "units": 1, "date": date}]
    return {
        "payer": {"type": payer},
        "place_of_service": place,
        "rendering": {"credential": credential},
        "lines": lines,
        "note": note,
    }


rule = Rule(
    id="FI111",
    version=2,
    name="therapist_telehealth_not_allowed",
    title="A therapist's telehealth outside the dates that Medicare allows",
    catalogue="",
    severity="error",
    stage=("booking", "claim"),
    applies={"type": ("medicare_b",)},
    authority=(
        Authority(
            "Consolidated Appropriations Act, 2026",
            "section 6209: therapists furnish Medicare telehealth through 2027-12-31",
            "CMS therapy services page, 2026",
        ),
    ),
    check=check,
    fix="See the patient in person, or tell the patient before that Medicare does not pay.",
    fix_safety="never",
    procedures=THERAPY,
    denials=(Denial("170", "N95"),),
    since=dt.date(2015, 10, 1),
    examples=(
        fails("on the first day after", **_claim("2028-01-01")),
        fails("the note says by video", **_claim("2028-02-07", "11", telehealth=True)),
        fails("before it began", **_claim("2020-02-28", "02")),
        passes("in 2026", **_claim("2026-03-16")),
        near_miss("on the last day", **_claim("2027-12-31")),
        near_miss("in the office, later", **_claim("2028-01-03", "11")),
        near_miss(
            "the line itself was given in the office",
            **(_claim("2028-01-03") | {"lines": [{"code": "97110", "date": "2028-01-03", "place_of_service": "11"}]}),
        ),
        near_miss("a physician's video visit, later", **_claim("2028-01-03", credential="MD")),
        near_miss("a commercial plan decides for itself", **_claim("2028-01-03", payer="commercial")),
        unknown("nothing says who treats", **_claim("2028-01-03", credential=None)),
    ),
)
