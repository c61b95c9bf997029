"""What a form fills of a claim: what was answered, in the claim's own words, and nothing else."""

import datetime as dt
from typing import Any

import pytest

from cleanbill.model.claim import Accident, Claim, Line
from cleanbill.questionnaires import claim, fill, form
from cleanbill.questionnaires.tests.test_answers import changed

ON = dt.date(2026, 11, 2)
VISIT = {"date": "2026-11-02", "clinician": "A. Lee", "credential": "DC"}
COMPLAINT = {"problem": "pain", "place": "low_back", "origin": "gradual"}


def filled(name: str, **answers: Any) -> Claim:
    return claim(fill(form(name), {"visit": VISIT, "complaint": COMPLAINT, **answers}))


def test_a_flowsheet_gives_a_line_a_code_with_its_minutes_and_the_totals() -> None:
    found = claim(fill(form("pt_daily"), changed("/visit/credential", "PTA")))
    assert found.lines == (
        Line("97110", n=1, date=ON, minutes=23),
        Line("97140", n=2, date=ON, minutes=15),
        Line("97010", n=3, date=ON, minutes=10),
    )
    assert found.note
    assert (found.note.timed_minutes_total, found.note.total_treatment_minutes) == (38, 48)
    assert found.rendering.credential == "PTA"
    assert found.dx == ()
    assert found.lines[0].units is None


def test_minutes_that_were_not_one_on_one_do_not_count_for_a_timed_code() -> None:
    answers = changed("/exercises/0/contact", "group")
    answers["exercises"][1]["contact"] = "unattended"
    found = claim(fill(form("pt_daily"), answers))
    assert found.lines[0] == Line("97110", n=1, date=ON, minutes=0)


def test_a_code_without_minutes_is_a_line_without_minutes() -> None:
    row = {"exercise": "bridging", "contact": "one_on_one", "code": "97110"}
    assert filled("pt_daily", exercises=[row]).lines == (Line("97110", n=1, date=ON),)


@pytest.mark.parametrize(
    ("regions", "codes"),
    [
        (["lumbar"], ["98940"]),
        (["lumbar", "lumbar", "pelvic"], ["98940"]),
        (["cervical", "lumbar", "pelvic"], ["98941"]),
        (["cervical", "thoracic", "lumbar", "sacral"], ["98941"]),
        (["cervical", "thoracic", "lumbar", "sacral", "pelvic"], ["98942"]),
        (["lumbar", "upper_extremity", "rib_cage"], ["98940", "98943"]),
        (["knee"], None),
        (["lower_extremity"], ["98943"]),
    ],
)
def test_the_manipulation_code_follows_from_the_regions(regions: list[str], codes: list[str] | None) -> None:
    rows = [{"region": region} for region in regions]
    if codes is None:
        with pytest.raises(ValueError, match="'knee' is not a choice"):
            filled("chiropractic", manipulation=rows)
        return
    assert [line.code for line in filled("chiropractic", manipulation=rows).lines] == codes


def test_a_chiropractic_visit_fills_regions_part_phase_and_first_treatment() -> None:
    found = filled(
        "chiropractic",
        part=[{"region": "lumbar", "pain": "over L5"}, {"region": "pelvic", "tissue": ["tone"]}],
        motion=[{"joint": "lumbar", "movement": "flexion", "measured": 40, "normal": 60}],
        manipulation=[{"region": "pelvic"}, {"region": "lumbar"}, {"region": "upper_extremity"}],
        care={"phase": "active", "first_treated": "2026-10-22"},
    )
    assert found.note
    assert found.note.cmt
    assert found.note.cmt.regions == ("lumbar", "pelvic")
    assert found.note.cmt.extraspinal is True
    assert found.note.cmt.part == ("P", "R", "T")
    assert found.note.cmt.phase == "active"
    assert found.date_initial_treatment == dt.date(2026, 10, 22)


@pytest.mark.parametrize(
    ("answers", "accident"),
    [
        ({"kind": "none"}, None),
        ({"kind": "work", "date": "2026-10-20"}, Accident("employment", dt.date(2026, 10, 20))),
        (
            {"kind": "auto", "date": "2026-10-20", "state": "TX", "number": "A-7"},
            Accident("auto", dt.date(2026, 10, 20), "TX", "A-7"),
        ),
    ],
)
def test_an_intake_fills_the_accident_and_no_note(answers: dict[str, str], accident: Accident | None) -> None:
    found = claim(fill(form("intake"), {"visit": {"date": "2026-11-02"}, "complaint": COMPLAINT, "accident": answers}))
    assert found == Claim(accident=accident)


@pytest.mark.parametrize(
    ("elements", "level"),
    [
        (("low", "straightforward", "moderate"), "low"),
        (("moderate", "straightforward", "moderate"), "moderate"),
        (("high", "straightforward", "low"), "low"),
        (("straightforward", "straightforward", "high"), "straightforward"),
    ],
)
def test_two_of_the_three_elements_decide_the_level(elements: tuple[str, str, str], level: str) -> None:
    asked = dict(zip(("problems", "data", "risk"), elements, strict=True))
    found = filled("primary_care_back", decision_making=asked, plan={"minutes": 32})
    assert found.note
    assert found.note.em
    assert (found.note.em.mdm, found.note.em.total_time_min) == (level, 32)


def test_an_element_that_was_not_answered_leaves_the_level_open() -> None:
    found = filled("primary_care_back", decision_making={"problems": "high", "risk": "high"})
    assert found.note
    assert found.note.em is None


@pytest.mark.parametrize(
    ("answers", "factors"),
    [
        ({"factors_found": "none"}, 0),
        ({"factors_found": "some", "factors": ["diabetes", "works nights"]}, 2),
        ({}, None),
    ],
)
def test_factors_are_counted_and_none_is_not_the_same_as_not_asked(
    answers: dict[str, Any], factors: int | None
) -> None:
    found = filled("pt_evaluation", complexity={"elements": ["balance"], **answers})
    assert found.note
    assert found.note.eval
    assert (found.note.eval.personal_factors, found.note.eval.elements_examined) == (factors, 1)
