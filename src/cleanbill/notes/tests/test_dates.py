"""When it began, measured against the date of service."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanbill.notes import missing, read
from cleanbill.notes.dates import written
from cleanbill.notes.page import Page

ON = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("S: L knee pain, onset 10/20/26.", "acute"),
        ("Neck pain after MVC 9/10/26.", "subacute"),
        ("DOI: 10/5. Low back strain from a crate.", "acute"),
        ("S: slipped on ice on 2/3/26, hip pain.", "chronic"),
        ("Low back pain began September 14.", "subacute"),
        ("S: heel pain since April, gradual.", "chronic"),
        ("S: shoulder ache started in late October.", "acute"),
        ("S: hip pain since spring.", "chronic"),
        ("Tripped at the pool Friday, wrist pain.", "acute"),
        ("Planted bulbs Sat, LBP Sun.", "acute"),
        ("S: knee gave way 10/12/26, pain since.", "acute"),
        ("PCP f/u: MVC Tuesday, neck pain.", "acute"),
        ("S: elbow pain, a week or so.", "acute"),
        ("Neck pain came on in December.", "chronic"),
        ("Presents nine days after a motor vehicle collision; the neck aches.", "acute"),
        ("Numb right thumb for the past 2 1/2 months or so.", "subacute"),
        ("Pain at the left hip for the better part of two months.", "subacute"),
        ("A man with a good six years of low back pain.", "chronic"),
        ("Hx recap: neck pain began about Labor Day.", "subacute"),
        ("A retired teacher with shoulder pain that she dates to last winter.", "chronic"),
        ("Low back pain off and on for over a decade.", "chronic"),
        ("Neck pain, now day #10.", "acute"),
        ("Neck ache since RTA 26/9/26; seen 2/11/26.", "acute"),
        ("Problem: heel pain. Since: January.", "chronic"),
        (">1 yr aching across the shoulder tops.", "chronic"),
        ("L arm not used x 3 h after he was swung by the hands.", "acute"),
        ("Four weeks after she tripped on a stair; foot pain.", "acute"),
        ("Persistent shoulder pain now into its fourth month.", "chronic"),
        ("Third month of elbow pain.", "subacute"),
        ("Back pain since two Saturdays ago.", "acute"),
        ("Pain began a month and a half ago at the shoulder.", "subacute"),
        ("It was fine until about 5 weeks ago; hip pain.", "acute"),
        ("18/12 neck pain", "chronic"),
        ("LBP since early '26.", "chronic"),
        ("Knee pain that started on the 24th.", "acute"),
        ("S: LBP, new onset.", "acute"),
        ("A 12 yr boy with knee pain x 8 wks.", "subacute"),
        ("Onset early Sept, a week or so after starting at the shop; elbow pain.", "subacute"),
        ("SUBJ: acute on chronic. This bout of SI pain came back ten days ago.", "acute_on_chronic"),
    ],
)
def test_a_date_of_onset_is_measured_against_the_date_of_service(text: str, onset: str) -> None:
    facts = read(text, ON)
    assert facts.onset == onset
    assert "onset" not in missing(facts)


def test_the_notes_own_date_wins_over_the_date_of_service() -> None:
    assert read("DOS: 3/20/26\nS: elbow pain, onset 3/6/26.", ON).onset == "acute"


def test_a_date_after_the_visit_measures_nothing() -> None:
    assert read("S: LBP, onset 12/24/26.", ON).onset == "not_stated"


def test_a_month_is_a_word_of_onset_even_where_no_date_of_service_is_known() -> None:
    assert "onset" not in missing(read("S: heel pain since April."))


@pytest.mark.parametrize(
    "text",
    ["S: LBP, pain now 2/10. Recheck Thursday.", "S: LBP. Films on 10/20/26.", "S: neck pain. Start of care 10/1/26.",
     "S: sat at desk, LBP.", "S: LBP. May 5 min walk."],
)  # fmt: skip
def test_a_date_of_something_else_is_no_onset(text: str) -> None:
    assert read(text, ON).onset == "not_stated"


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("PC: 5/7 hx neck pain.", "acute"),
        ("HPC: 9/52 h/o L hip pain.", "subacute"),
        ("A 4-month history of heel pain.", "chronic"),
        ("14 day h/o low back pain.", "acute"),
        ("Hx of neck pain x 8 wks.", "subacute"),
        ("F/u shoulder pain of 2 weeks.", "acute"),
    ],
)
def test_a_history_that_lasts_so_long_is_the_present_complaint(text: str, onset: str) -> None:
    facts = read(text, ON)
    assert facts.onset == onset
    assert facts.region is not None
    assert {said.status for said in facts.assertions} == {"affirmed"}


@pytest.mark.parametrize(
    "text", ["History of low back pain.", "H/o neck pain 6 years ago.", "Back injury and history of neck pain."]
)
def test_a_history_without_a_duration_is_past(text: str) -> None:
    assert "historical" in [said.status for said in read(text, ON).assertions]


@given(
    st.text(alphabet="onset since MayJune Sat /-0123456789.,", max_size=60),
    st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
)
def test_no_date_makes_the_reader_fail(text: str, on: dt.date) -> None:
    assert read(text, on).onset in ("acute", "subacute", "chronic", "acute_on_chronic", "not_stated")


def test_so_much_a_day_is_no_onset() -> None:
    assert read("Walks 3 mi a day; hip pain.", ON).onset == "not_stated"


@pytest.mark.parametrize(
    "text",
    [
        "S: Less stiff in the morning, 7/10. Drove 25 minutes.", "Fell, pain 7/10.", "Injured shoulder, 6/10 pain.",
        "Woke stiff 5/10.", "Worse 5/10 than last week.", "Noticed 4/5 strength of the hip.",
    ],
)  # fmt: skip
def test_a_score_or_a_grade_is_no_day(text: str) -> None:
    facts = read(text, ON)
    assert (facts.date_of_service, facts.date_of_injury, facts.onset) == (None, None, "not_stated")


@pytest.mark.parametrize("text", ["Fell 7/10 on ice.", "Slipped on the stairs 9/10 at work.", "Twisted knee 8/5."])
def test_beside_what_happened_it_is_a_day(text: str) -> None:
    assert read(text, ON).date_of_injury is not None


@pytest.mark.parametrize("month", range(1, 10))
def test_a_month_with_its_year_is_not_a_day_of_this_year(month: int) -> None:
    first = next(written(Page(f"Surgeries in 0{month}/06 followed."), ON))
    assert first.day == dt.date(2006, month, 1)


def test_behind_of_it_is_a_day() -> None:
    first = next(written(Page("Woke with it on the night of 10/24."), ON))
    assert first.day == dt.date(2026, 10, 24)
