"""How patients tell when and why it began, and how a plan says what a treatment is for."""

import datetime as dt

import pytest

from cleanbill.notes import missing, read

ON = dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("S: heel pain after jumping off a dock on 9/29.", "acute"),
        ("S: wrist sore, fell off a ladder 10/28.", "acute"),
        ("S: neck pain since the 10th of August.", "subacute"),
        ("S: tingling began around the first of September.", "subacute"),
        ("S: knee pain since last Christmas.", "chronic"),
        ("S: back pain came on slowly, began in the fall of 2025.", "chronic"),
        ("S: shoulder pain on Halloween night when she went down hard.", "acute"),
        ("S: heel pain since Monday.", "acute"),
        ("S: neck pain since the weekend.", "acute"),
        ("S: back pain since adolescence.", "chronic"),
        ("S: chronic LBP, now flared x 4 days.", "acute_on_chronic"),
        ("S: nagging back pain for 10 yrs, but flared up 3 days ago.", "acute_on_chronic"),
        ("S: flare-up of long-standing sciatica for the past four days.", "acute_on_chronic"),
        ("S: chronic LBP, no flare since spring.", "chronic"),
        ("S: back pain 6/10, strength 4/15 reps. Visit 3/14.", "not_stated"),
        ("S: knee sore, cast off 2 wks ago.", "not_stated"),
        ("S: neck pain for fourteen weeks.", "chronic"),
        ("S: low back and left leg 12 days.", "acute"),
        ("S: shoulder acting up since about Labor Day. 5/10 up top.", "subacute"),
        ("S: neck ache built up gradually after the move, the week after Labor Day.", "subacute"),
        ("S: knee pain, has had this since last fall's season.", "chronic"),
        ("S: neck pain is better. No headache this week.", "not_stated"),
        ("S: back pain 4/10, was 6 last wk.", "not_stated"),
        ("S: back pain that crept up over several days.", "not_stated"),
        ("S: back pain. Here for her once a month tune up.", "not_stated"),
        ("Visit 6 of 12. S: low back stiff 3/10 this am, better by noon.", "not_stated"),
        ("S: shoulder good after last session. Reached up last night and got the pinch.", "not_stated"),
        ("S: slept two nights out of the last four. Hip pain began about two months ago.", "subacute"),
        ("S: headaches 3-4 a week for the last 2 months.", "subacute"),
        ("S: attended 10 visits since 9/8 for shoulder pain.", "not_stated"),
        ("Dx: myofascial pain of the neck, chronic with current flare.", "acute_on_chronic"),
    ],
)
def test_when_it_began_is_read_as_patients_tell_it(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("S: slammed L hand in truck tailgate, finger swollen.", "traumatic"),
        ("S: hurt himself lifting a box yesterday, low back pain.", "traumatic"),
        ("S: did not hurt himself, low back pain.", "none"),
        ("S: dog lunged and pulled her off her feet, shoulder pain since.", "traumatic"),
        ("S: brought by her grandmother after she fell from the monkey bars, arm pain.", "traumatic"),
        ("S: back pain, cannot identify a cause and specifically denies lifting or falling.", "none"),
        ("S: knee pain. Mom denies any fall.", "none"),
        ("S: hip pain, insidious. Not aware of any trauma.", "none"),
        ("S: neck pain began Monday after hanging drywall.", "ambiguous"),
        ("S: wrist pain x 7 wks. Not sure if she banged it.", "ambiguous"),
        ("S: knee better since last visit. No new injury.", "not_stated"),
        ("S: back pain. Falls screen: 1 fall in past yr.", "not_stated"),
        ("S: my hip pops. Training mileage unchanged.", "not_stated"),
        ("S: pain worse after sitting, better after walking.", "not_stated"),
        ("S: knee pain. No falls since last visit.", "not_stated"),
        ("S: twisted the right knee at a game. No earlier injury to this knee.", "traumatic"),
        ("S: elbow pain from the impact driver, no blow to it.", "none"),
        ("S: mid back pain, woke up w/ it. No lifting, fall or accident.", "none"),
        ("S: low back pain, he caught a falling washer, felt a sudden pull. Not a work injury.", "traumatic"),
        ("S: back pain. No new weakness, numbness, falls.", "not_stated"),
        ("S: hip pain. Fell down the steps. It just came on, she says.", "ambiguous"),
        ("S: fell at work 10/2. Mechanism as told by the patient is different from that on the report.", "ambiguous"),
        ("Started: Sunday, day after laying a paver walkway\nS: back pain", "ambiguous"),
    ],
)
def test_how_it_came_about_is_read_as_patients_tell_it(text: str, cause: str) -> None:
    assert read(text, ON).trauma == cause


def test_a_word_that_denies_a_cause_may_affirm_a_complaint() -> None:
    assert [(m.span, m.status) for m in read("S: back hurting since Monday.", ON).assertions] == [
        ("hurting", "affirmed")
    ]


@pytest.mark.parametrize(
    "plan",
    [
        "therex 3x10 because of the quad weakness.",
        "CMT L4-5 to get the spasms down so he can drive.",
        "manual therapy to restore cervical rotation.",
        "neutral wrist splints at night to take pressure off the nerve.",
        "STM for the spasm; decrease pain for full shift.",
        "97112 15 min addressing poor scapular control.",
    ],
)
def test_a_treatment_that_is_tied_to_its_reason_has_a_rationale(plan: str) -> None:
    assert "rationale" not in missing(read(f"S: neck pain.\nO: spasm L UT.\nP: {plan}", ON))


@pytest.mark.parametrize(
    "plan",
    [
        "therex 3x10. Pt to call if worse.",
        "continue POC. Return to clinic in 2 wks.",
        "CMT L4-5. Told to ask the front desk about her bill.",
        "manual therapy x 10 min. Tolerated well, less pain after.",
        "refer to ortho for evaluation of the shoulder. Ice.",
    ],
)
def test_appointments_and_how_it_went_are_no_rationale(plan: str) -> None:
    assert "rationale" in missing(read(f"S: neck pain.\nO: spasm L UT.\nP: {plan}", ON))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("O: Spasm Y / (N)   Crepitus (Y) / N", "negated"),
        ("O: Spasm (Y) / N   Crepitus Y / (N)", "affirmed"),
        ("S: not a day goes by without spasm in the calf.", "affirmed"),
        ("S: does not deny spasm at night.", "affirmed"),
        ("P: stop with spasm of the calf.", "hypothetical"),
        ("A: spasm is not a feature.", "negated"),
        ("O: spasm remains on the differential.", "uncertain"),
        ("S: spasms ceased two weeks back.", "historical"),
    ],
)
def test_what_is_said_of_a_spasm_is_read(text: str, status: str) -> None:
    assert [said.status for said in read(text, ON).assertions if said.concept == "muscle_spasm"] == [status]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (
            "S: helping his brother-in-law carry a washer, he lost his grip and felt something give. Back pain.",
            "traumatic",
        ),
        ("S: back pain. His brother fell last week.", "not_stated"),
        ("S: knee pain as mileage jumped from 20 to 38 a week; never hit or twisted it.", "none"),
        ("S: knee pain since he jumped from the dock.", "traumatic"),
        ("S: Achilles pain of insidious onset, though she began running hills over the summer.", "none"),
        (
            "S: neck pain since new shelving, and he slipped on a wet floor. Could not say which came first.",
            "ambiguous",
        ),
        ("S: neck pain. Accident/injury question left blank.", "not_stated"),
        ("S: came down hard at full sprint, pulled up lame, heard a twang. Thigh pain.", "traumatic"),
        ("S: doesn't recall ever stubbing it. Toe pain.", "none"),
        ("A: thoracic spine pain, postural.", "none"),
    ],
)
def test_the_cause_is_read_as_patients_tell_it(text: str, cause: str) -> None:
    assert read(text, ON).trauma == cause


def test_a_relatives_hips_are_not_the_patients() -> None:
    found = read("S: hip painful since Easter, no fall. Father had both hips replaced.\nA: hip pain.", ON)
    assert (found.region, found.laterality, "site" in missing(found)) == ("hip", None, True)


def test_a_letters_plain_sentence_names_the_diagnosis() -> None:
    letter = "Thank you for sending this lady with a stiff left shoulder. On examination rotation is 5 degrees."
    found = read(f"{letter} This is a frozen shoulder. I have offered an injection.", ON)
    assert [fact.section for fact in found.facts if fact.concept == "adhesive_capsulitis"] == ["assessment"]
