"""Short notes as they come: dates in ranges, labels beside boxes, letters, misspelt headers, aims, lists of denials."""

import datetime as dt

import pytest

from cleanbill.notes import read
from cleanbill.notes.assembly import missing

ON = dt.date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("PROGRESS REPORT 08/20/26 - 11/10/26, 9 visits\nDOI 08/14/26. Low back pain.", "chronic"),
        ("PROGRESS REPORT 10/20/26 to 11/10/26\nDOI 09/20/26. Low back pain.", "subacute"),
        ("Duration: 9 months      Injury: [ ] yes  [x] no\nDx: carpal tunnel syndrome R", "chronic"),
        ("Neck stiff and sore ever since waking Tues, no inj.", "acute"),
        ("Neck better, seen Tues.", "not_stated"),
        ("Low back pain, 5/12. No fall.", "chronic"),
        ("S: Crept up 11/02 from long drives; low back.", "acute"),
        ("11/02 - states spasms in low back, no idea why. On and off since about May.", "chronic"),
        ("Cook with three days of calf cramping, no injury.", "acute"),
        ("Three days of PT, then rest. Knee pain.", "not_stated"),
        ("Tx 5 / DOS 10/28/2026. Neck sore, began 7 weeks ago.", "subacute"),
        ("Tx 15 min US. Neck sore.", "not_stated"),
        ("HPI - SLIPPED IN BATHTUB 0600, STRUCK LEFT UPPER BACK ON FAUCET.", "acute"),
        ("Knee pain. Fell in 2019, no trouble since. Worse on stairs.", "not_stated"),
        ("R TKA, here POD 16. Pain 3/10.", "acute"),
        ("Seen for a 6-day-old ankle sprain.", "acute"),
        ("Seen in a 60-year-old building. Neck pain.", "not_stated"),
        ("6 wks s/p ORIF ankle. Stiff.", "subacute"),
        ("Baby is six weeks. Wrist pain crept up on her three weeks ago.", "acute"),
        ("Neck stiff. No spasms for a month now.", "not_stated"),
        ("Low back pain 0/10 x 2 wks. Onset Feb 2026.", "chronic"),
        ("Reporting period: 08/24/2026 to 10/09/2026\nDOI: 08/14/2026. Lumbar strain.", "subacute"),
        ("Back: ~10 days tight and sore since she helped dig out a drain.", "acute"),
    ],
)
def test_the_onset_is_read_from_a_short_note(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Dx per Rx: lumbar strain. DOI 09/14/26: lifted a mixer and felt a sudden pull.", "traumatic"),
        ("PI case. Exam 11-06-26.\nRear-ended while stopped at a light; neck sore.", "traumatic"),
        ("Neck pain from hunching over a laptop; he denies whiplash or any other injury.", "none"),
        ("Knee pain. Denies any other injury.", "not_stated"),
        ("Grips shears all day and blames that for the elbow pain. Loading so that he can prune a full shift.", "none"),
        ("Shoulder pain, no fall. Rest from overhead work and pendulums.", "none"),
        ("Neck ache, which she puts down to a new monitor.", "none"),
        ("Knees ache. Never hurt either one.", "none"),
        ("DOI 09/17/2026. Lumbar pain after lifting a pallet jack handle.", "traumatic"),
        ("Back: ~10 days tight and sore since she helped dig out a drain.", "ambiguous"),
        ("Neck pain. Head carried 5 cm forward.", "not_stated"),
        ("Knee pain after class on the third floor.", "not_stated"),
        ("Knee pain with squatting and landing.", "not_stated"),
        ("Sore low back the night after helping his sister move apartments. Nothing popped.", "ambiguous"),
    ],
)
def test_the_cause_is_read_from_a_short_note(text: str, cause: str) -> None:
    assert read(text, ON).trauma == cause


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Neck pain. Exma: R trapezius in spasm, tender. Dx neck pain. TPR 8 min to free R rotation.", False),
        (
            "CC: neck pain.\nP - tender C2\nR - C2 hypomobile\nDx: neck pain. 98941: C2. Purpose: recover rotation.",
            False,
        ),
        ("S: neck pain.\nO: full motion.\nP: return Tues.", True),
    ],
)
def test_a_finding_is_missing_only_where_nobody_examined(text: str, lacks: bool) -> None:
    assert ("finding" in missing(read(text, ON))) is lacks


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Dx: knee pain. Crutches so the joint is unloaded while it settles.", False),
        ("Dx: torticollis. Heat; gentle assisted rotation q2h to regain midline.", False),
        (
            "Neck: full range, nontender.\nCervicalgia. Deep neck flexor training to improve endurance at the desk.",
            False,
        ),
        (
            "Slump R positive; quads MMT 4/5.\n97110: press-ups 3x10.\nRadiculopathy. Aim: quads to 5/5 by recheck.",
            False,
        ),
        ("Hip bursitis. HEP: side-lying abduction 3x15 to bring the abductors to 5/5.", False),
        ("Plan: PT referral to regain flexion.", False),
        ("Plan: lumbar flexion exercises as extension provokes leg pain.", False),
        ("Plan: manual therapy 12 min (hypomobile C5-6), then neck flexor training.", False),
        ("Plan: IFC 15 min, pain control.", False),
        ("Plan: pendulums d/t stiffness.", False),
        ("Plan: bike 8 min. Late d/t parking.", True),
        ("Plan: MHP 15 min (pt in prone).", True),
        ("Plan: referred to orthopaedics.", True),
        ("Arrived late, session rescheduled to Thursday; printed home programme given.", True),
    ],
)
def test_a_rationale_is_an_aim_of_treatment_and_no_appointment(text: str, lacks: bool) -> None:
    assert ("rationale" in missing(read(text, ON))) is lacks


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("P: Back if fever or trismus.", "trismus", "hypothetical"),
        ("S: denies drooling, stridor or muffled voice.", "muffled voice", "negated"),
        ("O: Schepelmann's negative.", "Schepelmann", "negated"),
        ("O: edema [NO]   spasm R L4 [YES]", "edema", "negated"),
        ("O: edema [NO]   spasm R L4 [YES]", "spasm", "affirmed"),
        ("ROS: MSK (+) stiffness. Neuro (-) numbness.", "numbness", "negated"),
        ("S: knee pain, nontraumatic.", "nontraumatic", "negated"),
        ("O: Rib springing painless.", "Rib springing", "negated"),
        ("S: neck pain; no CP.", "CP", "negated"),
        ("He had an inguinal hernia repaired in 2009.", "hernia", "historical"),
        ("S: neck pain. Cataract sx 2019.", "Cataract", "historical"),
        ("S: shoulder pain. The right one froze in 2019.", "froze", "historical"),
        ("Past: frozen right shoulder in 2019, full recovery.", "frozen", "historical"),
        ("O: Tarsal tunnel Tinel neg.", "Tinel", "negated"),
        ("O: Neuro intact (+) SLR R.", "SLR", "affirmed"),
        ("A: Tibial stress fracture?", "fracture", "uncertain"),
        ("DDx: tendinopathy, bursitis", "bursitis", "uncertain"),
    ],
)
def test_the_status_is_read_in_a_short_note(text: str, words: str, status: str) -> None:
    start = text.index(words)
    found = {said.status for said in read(text, ON).assertions if said.start <= start < said.end}
    assert found == {status}
