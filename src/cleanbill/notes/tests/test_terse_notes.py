"""What a terse note says by where it says it: behind an arrow, beside "Initial", above the examination."""

import datetime as dt

import pytest

from cleanbill.notes import missing, read

ON = dt.date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("v7. Neck sore x abt 2 wks. O: R upper trap spasm.", "acute"),
        ("S: LBP for 3 days. O) tender L4.", "acute"),
        ("S: knee pain x 4 mo. O/ effusion.", "chronic"),
        ("68 y.o. with knee pain. O: effusion.", "not_stated"),
        ("68 y o man, knee pain.", "not_stated"),
    ],
)
def test_the_header_behind_a_duration_is_no_age(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset


@pytest.mark.parametrize(
    ("text", "trauma"),
    [
        ("Knee osteoarthritis, built up on its own. Pain with stairs has fallen from 7 to 4.", "none"),
        ("S: knee pain, no injury. Score fell to 12.", "none"),
        ("S: fell from 10 ft ladder, wrist pain.", "traumatic"),
        ("S: fallen from 10 ft ladder, wrist pain.", "traumatic"),
        ("S: fell 3 steps, hip pain.", "traumatic"),
        ("S: fell to the floor, hip pain.", "traumatic"),
    ],
)
def test_a_score_that_fell_is_no_fall(text: str, trauma: str) -> None:
    assert read(text, ON).trauma == trauma


def test_more_of_a_sport_without_an_injury_is_overuse() -> None:
    assert read("S/ knee pain since increasing running mileage, no trauma.", ON).trauma == "none"
    assert read("S/ knee pain since running.", ON).trauma == "ambiguous"


@pytest.mark.parametrize("today", ["today is September 23", "Today is 9/23/2026", "Today 9/23/26"])
def test_the_day_that_is_called_today_is_that_of_the_visit(today: str) -> None:
    facts = read(f"Struck from behind on September 18, 2026; {today}. Neck pain since.", ON)
    assert (facts.date_of_service, facts.onset) == (dt.date(2026, 9, 23), "acute")


def test_behind_an_arrow_the_examination_is_over() -> None:
    facts = read("1. Sciatica R. Exam: SLR pos R, no spasm. -> naproxen + PT to centralize leg pain.", ON)
    assert facts.rationale is not None
    assert "rationale" not in missing(facts)
    told = read("Thumb base pain. Exam: grind test +. Films: narrowing. -> primary OA first CMC, R.", ON).facts
    assert [fact.section for fact in told if fact.concept == "osteoarthritis"] == ["other"]
    values = read("O: flexion 40 -> 60, quads 4/5 -> 5/5. Tender L4.", ON)
    assert {fact.section for fact in values.facts} == {"objective"}


def test_what_was_found_initially_is_not_of_today() -> None:
    facts = read("Initial: spasm L T4-T8 paraspinals.\nToday: mild tenderness T5, no spasm.\nDx: thoracic pain.", ON)
    assert facts.spasm == "negated"
    assert [one.status for one in facts.assertions if one.concept == "muscle_spasm"] == ["historical", "negated"]
    assert read("Initial: spasm L T4-T8 paraspinals.", ON).spasm == "affirmed", "where no line is of today"


@pytest.mark.parametrize(
    ("text", "spasm"),
    [
        ("Dx: muscle spasm of back.\nO: no palpable spasm, tender L4.", "negated"),
        ("O: no palpable spasm, tender L4.\nA: muscle spasm of back.", "affirmed"),
    ],
)
def test_a_diagnosis_above_the_examination_that_denies_it_is_an_older_one(text: str, spasm: str) -> None:
    assert read(text, ON).spasm == spasm


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("S: denies numbness and his brother had gout.", "family"),
        ("S: denies numbness, mother has rheumatoid arthritis.", "family"),
        ("S: denies family history of gout.", "negated"),
        ("S: no mother or brother with gout.", "negated"),
    ],
)
def test_a_relative_who_had_it_is_not_reached_by_a_denial_before(text: str, status: str) -> None:
    said = [one.status for one in read(text, ON).assertions if one.concept in ("gout", "rheumatoid_arthritis")]
    assert said == [status]
