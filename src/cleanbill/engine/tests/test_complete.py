"""What a claim leaves out is taken from its note; what it says is left alone."""

from typing import Any

from cleanbill.engine.complete import complete
from cleanbill.model.decode import claim_from
from cleanbill.model.reading import NoteFacts, Treatment

FACTS = NoteFacts(
    treatments=(Treatment(0, 12, "97110 23 min", minutes=23, cpt="97110"),),
    cmt_regions=("lumbar",),
    timed_minutes_total=23,
)


def line(**changes: Any) -> dict[str, Any]:
    return {"code": "97110", "units": 2, "date": "2026-11-02", **changes}


def test_minutes_are_taken_from_the_note_with_their_words() -> None:
    claim, said = complete(claim_from({"lines": [line()]}), FACTS)
    assert claim.lines[0].minutes == 23
    assert said["/lines/0/minutes"].span == "97110 23 min"


def test_minutes_the_claim_gives_are_left_alone() -> None:
    claim, said = complete(claim_from({"lines": [line(minutes=30)]}), FACTS)
    assert claim.lines[0].minutes == 30
    assert not said


def test_minutes_are_not_shared_out_between_two_lines_or_two_dates() -> None:
    twice, _ = complete(claim_from({"lines": [line(), line()]}), FACTS)
    assert [x.minutes for x in twice.lines] == [None, None]
    dates, _ = complete(claim_from({"lines": [line(), line(code="97140", date="2026-11-03")]}), FACTS)
    assert dates.lines[0].minutes is None


def test_regions_and_totals_are_taken_where_the_claim_is_silent() -> None:
    claim, _ = complete(claim_from({"note": {"cmt": {"phase": "active"}, "timed_minutes_total": 25}}), FACTS)
    assert claim.note
    assert claim.note.cmt
    assert claim.note.cmt.regions == ("lumbar",)
    assert claim.note.cmt.phase == "active"
    assert claim.note.timed_minutes_total == 25
