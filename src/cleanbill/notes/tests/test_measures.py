"""Outcome measures: named, scored, bounded, and kept apart from goals and dates."""

import pytest

from cleanbill.notes import read


@pytest.mark.parametrize(
    ("text", "name", "score", "scale", "best", "worst"),
    [
        ("O: ODI 38%.", "Oswestry Disability Index", 38, "percent", 0, 100),
        ("O: Oswestry = 19/50.", "Oswestry Disability Index", 19, "points", 0, 50),
        ("O: NDI: 24 %", "Neck Disability Index", 24, "percent", 0, 100),
        ("O: LEFS 51/80", "Lower Extremity Functional Scale", 51, "points", 80, 0),
        ("O: Quick DASH score 31.8", "QuickDASH", 31.8, "points", 0, 100),
        ("O: PSFS 4.3/10", "Patient-Specific Functional Scale", 4.3, "points", 10, 0),
        ("O: FABQ-W 21, walks well", "FABQ work", 21, "points", 0, 42),
        ("O: Roland-Morris 13/24", "Roland-Morris", 13, "points", 0, 24),
        ("O: KOOS 58", "KOOS", 58, "points", 100, 0),
        ("O: Berg balance 41/56", "Berg Balance Scale", 41, "points", 56, 0),
        ("O: TUG 15.2 sec", "Timed Up and Go", 15.2, "seconds", None, None),
        ("O: 5x sit to stand 17 s", "Five Times Sit to Stand", 17, "seconds", None, None),
        ("S: NPRS 6/10 at worst", "Numeric Pain Rating Scale", 6, "points", 0, 10),
        ("S: low back pain 3-7/10", "Numeric Pain Rating Scale", 7, "points", 0, 10),
        ("S: rates the ache 5 out of 10", "Numeric Pain Rating Scale", 5, "points", 0, 10),
    ],
)
def test_a_measure_carries_its_score_and_what_bounds_it(
    text: str, name: str, score: float, scale: str, best: float | None, worst: float | None
) -> None:
    (measure,) = read(text).measures
    assert (measure.name, measure.score, measure.scale) == (name, score, scale)
    assert (measure.best, measure.worst) == (best, worst)
    assert text[measure.start : measure.end] == measure.span


@pytest.mark.parametrize(
    "text",
    [
        "S: no change. Seen for visit 5/10.",
        "S: last seen 9/10 by the surgeon.",
        "O: quads 4/5.",
        "P: Goal: pain below 2/10 on stairs.",
        "P: Goals: ODI under 20% in 6 wks.",
        "[copied from 9/2: ODI 60%]\nO: TTP L5.",
    ],
)
def test_a_visit_a_date_a_goal_and_a_copied_score_are_no_measures(text: str) -> None:
    assert read(text).measures == ()


def test_a_measure_without_a_score_it_can_have_is_named_without_one() -> None:
    assert [m.score for m in read("O: ODI given to patient. NDI 240.").measures] == [None, None]


def test_a_slow_rise_and_a_low_balance_score_are_findings() -> None:
    found = read("O: Five times sit to stand 22 s. Berg 36/56. TUG 9 s.").objective_findings
    assert [f.type for f in found] == ["strength_deficit", "other"]
