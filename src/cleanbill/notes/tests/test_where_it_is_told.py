"""What a statement says by where it stands: under a header in plain words, copied, quoted, in a condition."""

import datetime as dt

import pytest

from cleanbill.notes import missing, read

ON = dt.date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Exam: Palpation: no tenderness, no spasm.", 0),
        ("Exam: palpation of L4-L5 without tenderness.", 0),
        ("Exam: palpation of L4 tender.", 1),
        ("Exam: sore to palpation at L5.", 1),
        ("Exam: Tinel sign is not present.", 0),
        ("MD dx: Achilles tendinitis L.\nShe is well otherwise.\nWhat I found: swelling of the tendon.", 1),
        ("Background: back pain. MRI 2019: degeneration.\nToday: palpable spasm of the multifidi.", 1),
    ],
)  # fmt: skip
def test_a_finding_is_what_the_examination_of_today_shows(text: str, found: int) -> None:
    assert len(read(text, ON).objective_findings) == found


def test_a_header_in_plain_words_opens_its_section() -> None:
    text = (
        "Past: whiplash in 2014, settled.\nPresent: right-sided neck pain for 11 weeks, no injury this time.\n"
        "I examined: right rotation 58, left 74.\nI think: postural neck pain.\n"
        "I did and why: release 9 minutes, to free right rotation for driving."
    )
    facts = read(text, ON)
    assert (facts.onset, facts.trauma, missing(facts)) == ("subacute", "none", ())


@pytest.mark.parametrize(
    ("text", "onset", "trauma"),
    [
        (
            "DAILY NOTE 11/09/2026\n--- copied from eval 10/19/2026 ---\nOnset: gradual, 10/05/2026, no event."
            "\n--- end of copied text ---\nTODAY: tender L4.",
            "acute",
            "none",
        ),
        ("Pain 3/10. [copied from 10/26/26: back pain x 3 weeks after a fall]", "not_stated", "traumatic"),
        ("Back pain since 11/2/26, fell. [copied from 10/26/26: began 9/1/26, no injury]", "acute", "traumatic"),
        ("[carried fwd 10/19] s: back locked, no fall\n[new 11/2] s: rear-ended Fri. worse", "acute", "traumatic"),
    ],
)  # fmt: skip
def test_the_day_and_the_cause_stand_though_they_were_copied(text: str, onset: str, trauma: str) -> None:
    facts = read(text, ON)
    assert (facts.onset, facts.trauma) == (onset, trauma)


@pytest.mark.parametrize(
    ("text", "trauma"),
    [
        ("Neck achy 6 months, no whiplash or other injury ever.", "none"),
        ("Neck achy 6 months, no other injury.", "not_stated"),
        ("Shoulder pain 2 months, did not hurt it. It bothers her when hanging laundry.", "none"),
        ("Shoulder sore since hanging laundry all day.", "ambiguous"),
        ("Ankle rolled inward at practice.", "traumatic"),
    ],
)
def test_where_it_hurts_is_not_how_it_began(text: str, trauma: str) -> None:
    assert read(text, ON).trauma == trauma


def test_who_stood_by_is_no_family_history() -> None:
    facts = read("82F, fall. Daughter witnessed, no head strike, no LOC. Mother had migraine.", ON)
    statuses = {said.concept: said.status for said in facts.assertions}
    assert (statuses["loss_of_consciousness"], statuses["headache"]) == ("negated", "family")


def test_a_test_within_a_condition_is_not_of_today() -> None:
    facts = read("Slump (-). See again in 2 days; if slump becomes positive, notify PCP.", ON)
    assert [said.status for said in facts.assertions if said.concept == "slump"] == ["negated", "hypothetical"]


def test_the_site_is_the_patients_own() -> None:
    facts = read("Came down on a teammate's foot and the right ankle rolled inward. Dx: sprain of right ankle.", ON)
    assert facts.site is not None
    assert facts.site.span == "right ankle"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Plan: clams 3x8; step-downs 3x10. This targets hip weakness so she may run.", True),
        ("Plan: ice. Start alphabet ROM as swelling comes down to regain dorsiflexion.", True),
        ("P: note for work x 3 d. Meloxicam 15 daily.", False),
    ],
)
def test_a_rationale_ties_a_treatment_to_its_reason(text: str, given: bool) -> None:
    assert (read(text, ON).rationale is not None) is given


def test_around_three_weeks_is_a_duration() -> None:
    assert read("Around three weeks of waking at 2 am with the left calf in a hard knot.", ON).onset == "acute"
