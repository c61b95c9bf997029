"""Ways of writing that offices use every day: small letters, travel cards, arrows, all-day work, codes behind words."""

import datetime as dt

import pytest

from cleanbill.coding import choose
from cleanbill.notes import missing, read

ON = dt.date(2026, 11, 12)


def status(text: str, words: str) -> str:
    """The status of the mention that these words stand in."""
    at = text.index(words)
    return next(said.status for said in read(text, ON).assertions if said.start < at + len(words) and at < said.end)


def test_small_letters_head_the_sections_of_a_note_written_small() -> None:
    text = "s: l thumb pain.\no: finkelstein +, tender l radial styloid.\na: l de quervain tenosynovitis.\np: splint."
    facts = read(text, ON)
    assert (facts.laterality, choose(facts, ON)[0].code) == ("left", "M65.4")
    assert [finding.type for finding in facts.objective_findings] == ["special_test_positive", "palpation_tenderness"]


def test_a_letter_with_a_semicolon_heads_its_section() -> None:
    facts = read("S; knee pain L.\nO; tender patella.\nA; patellofemoral pain syndrome L\nP; tape.", ON)
    assert choose(facts, ON)[0].code == "M22.2X2"


@pytest.mark.parametrize(
    ("text", "spasm"),
    [
        ("10/30 S: 5/10. O: spasm L rhomb.\n11/06 S: 4/10. O: less.\nTODAY 11/13\nO: T6 fixed. No spasm.", "negated"),
        ("Exam\n Paraspinal spasm C4-7: present -> not found\n Grip equal.", "negated"),
        ("Exam\n Paraspinal spasm C4-7: absent -> present\n Grip equal.", "affirmed"),
        ("Exam: no midline tenderness, bilateral trapezius spasm and tenderness.", "affirmed"),
        ("Exam: no tenderness, spasm or swelling.", "negated"),
        ("Spasm: ( ) none noted ( ) mild ( ) mod ( ) severe", "absent"),
        ("Spasm: ( ) none noted ( ) mild (x) mod ( ) severe", "affirmed"),
        ("At eval flexion was 40%, L paraspinals were in spasm.\nStatus: no spasm.", "negated"),
        ("At eval spasm was 2+ and it is 1+ today.", "affirmed"),
    ],
)  # fmt: skip
def test_spasm_is_that_of_today(text: str, spasm: str) -> None:
    assert read(text, ON).spasm == spasm


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Neck pain. He had an MVA in 2009, stiff for a week, nothing since.", "MVA", "historical"),
        ("Neck pain since an MVA in 2025, ongoing.", "MVA", "affirmed"),
        ("This 81-year-old lady had a right wrist fracture at 70.", "fracture", "historical"),
        ("This 81-year-old lady has a wrist fracture, seen at 10.", "fracture", "affirmed"),
        ("Exam: SLR -/-. Reflexes equal.", "SLR", "negated"),
        ("Exam: SLR +/+. Reflexes equal.", "SLR", "affirmed"),
        ("Exam: Kemps + R, SLR - bil. Tender L4.", "SLR", "negated"),
        ("Low back strain in gym class in 2020 which resolved and has not bothered her since.", "strain", "historical"),
        ("No brace. Call w/ calf swelling, fever.", "calf swelling", "hypothetical"),
        ("Started at Easter, which would make it six months, without any fall.", "fall", "negated"),
    ],
)
def test_a_mention_is_judged_by_the_words_about_it(text: str, words: str, expected: str) -> None:
    assert status(text, words) == expected


@pytest.mark.parametrize(
    ("text", "trauma"),
    [
        ("Laid sod all weekend. Monday he could barely get up. He can't point to one moment.", "ambiguous"),
        ("Sat at his desk all day. No injury.", "none"),
        ("Mechanism (x) fall ( ) other: ladder kicked out\nPrior shoulder injury ( ) Y (x) N", "traumatic"),
        ("Shoulder pain. Did an injury cause this? -> NO", "none"),
        ("Back pain. Doing yoga. Denies trauma.", "none"),
        ("Hip pain. He feels it in the groin when he puts his socks on and after mowing. No fall.", "none"),
        ("Elbow swollen, leans on it. Doesn't recall banging it.", "none"),
        ("She stepped off the boat and slid on the wet dock.", "traumatic"),
        ("Wheel hit a crack, he caught himself on his outstretched left hand.", "traumatic"),
    ],
)  # fmt: skip
def test_how_it_came_about(text: str, trauma: str) -> None:
    assert read(text, ON).trauma == trauma


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("Headaches every practice day, going on 7 wks.", "subacute"),
        ("46 yo with low back pain for 6 days after lifting a box.", "acute"),
        ("Took ibuprofen for 6 days after meals.", "not_stated"),
        ("For the past month she has had hip pain.", "acute"),
        ("Neck pain began first wk of July, over a few days.", "chronic"),
        ("Shoulder started freezing up around May. STG 4 wks: reach. LTG 12 wks: lift.", "chronic"),
        ("Ankle stiff, fell 9/18/26. Out of boot x 4 d.", "subacute"),
        ("Left buttock since Sunday morning, got up and it was there.", "acute"),
        ("Restrained driver, rear ended at a red light today about 2 pm. Neck stiff.", "acute"),
        ("MVC 07/30/26 - today 11/05/26 - neck 2/10.", "chronic"),
        ("Patient: 14 y M, left wrist pain since this afternoon.", "acute"),
        ("Allergies: sulfa.\n\nPROVIDER: fell off a scooter about 1 hr ago.", "acute"),
    ],
)
def test_when_it_began(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Neck was better. L UT tender. Plan keep 2x wk, add mobs. cervicalgia M54.2.", "M54.2"),
        ("CC lateral knee pain L, runner\nExam L knee: Ober + L.\nIT band syndrome L\n- side lying abd 3x15", "M76.32"),
        ("Re: man of 49, radiculopathy R C6.\nExam: biceps 4/5 R.\nImpression: arm pain centralising.", "M54.12"),
        ("A: iliopsoas tendinitis L hip.", "M76.12"),
        ("POST-OP EVAL - R ACLR, POD 12\nInjury: felt pop. Full ACL tear.\nAssess: quad inhibition R.", "S83.511D"),
    ],
)  # fmt: skip
def test_the_diagnosis_is_found_where_it_stands(text: str, code: str) -> None:
    assert choose(read(text, ON), ON)[0].code == code


def test_a_rationale_may_name_the_movement() -> None:
    assert "rationale" not in missing(read("Plan: MT 15 min for L rotation.", ON))
    assert "rationale" not in missing(read("P: IFC w/ MHP 15 min to neck to reduce spasm.", ON))
