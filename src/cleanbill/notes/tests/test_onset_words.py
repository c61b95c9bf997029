"""When it began, in 120 ways of writing it; expectations were set down before the reader was run."""

import datetime as dt

import pytest

from cleanbill.notes import read

ON = dt.date(2026, 11, 20)

ACUTE = """\
S: LBP since this past Sunday.
S: Back seized up on me the other day.
S: Neck pain of a few days' standing.
S: Shoulder pain started 1 wk PTA.
S: New complaint today: R knee pain, began 11/17.
S: woke up with neck pain this a.m.
S: Woke up 3 days ago w/ severe low back pain.
S: Low back pain, sx began 10 d ago.
S: Knee pain since Wednesday night.
CC: neck pain. Onset: last Thursday.
Onset: 2 wks ago, sudden. R shoulder pain.
Onset date: 11/02/2026. Chief complaint: L wrist pain.
Date symptoms began: 11/5/26. Low back pain.
Symptoms first appeared: 10/28/26. Neck pain.
When did your pain begin? About 2 weeks ago. Where? Low back.
How long have you had this? 9 days. Low back pain.
HPI: Duration 4 days. Location R shoulder. Severity 7/10.
HPI: 45 y/o M with four-day history of low back pain.
[x] Acute (< 6 wks) [ ] Subacute [ ] Chronic. Low back pain.
Onset: [x] sudden [ ] gradual, 5 days ago. Neck pain.
S: Low back pain, started w/in the last week.
S: Ankle sprain 8 days ago, still sore.
S: Hurt the L knee at practice on Tuesday.
S: It has been just over a week of hip pain.
S: Calf pain x 36 hrs.
S: Neck pain since the MVC two weeks ago.
S: 5 days post MVA, neck and upper back pain.
S: Pain low back since he picked up a cooler on Saturday.
S: Low back tightened up last evening.
S: She reports elbow pain that began ten days earlier.
S: low back pain that came on Friday a week ago.
S: neck pain for the better part of a week.
S: Neck pain, approx 1 month.
S: Foot pain x one month.
S: I tweaked my back two days ago.
S: My neck has been killing me since Monday.
S: low back pain started about a wk & 1/2 ago.
S: pain in R heel, began 3 wks back.
S: LBP X10D.
S: Back pain, onset 48 hrs ago.
"""
SUBACUTE = """\
S: Hip pain since the first week of September.
S: Shoulder pain x 7 wks, gradual onset.
S: Knee pain, onset roughly 2 months back.
S: Onset 9/15/26, L elbow pain.
S: Neck pain since mid-September.
S: Heel pain that began around Labor Day weekend.
Onset: approx 8 weeks ago. Low back pain.
Duration: 2 months. Location: R shoulder.
DOI: 9/22/26. R knee pain.
S: She has had wrist pain for two months.
S: elbow pain for about 10 to 11 wks.
S: LBP for between 7 and 8 weeks.
S: Hip pain now for nine weeks.
S: Pain at the R shoulder since the end of September.
Injury occurred 9/8/2026. Low back pain.
Subacute LBP, onset in Sept.
Symptoms present for 2.5 months. Neck pain.
S: knee has been hurting going on nine weeks.
HPC: 10/52 hx L shoulder pain.
S: Low back pain since September when he changed jobs.
"""
CHRONIC = """\
S: Knee pain dating to 2019.
S: Low back pain since the birth of her son in 2022.
S: Back pain ever since her second child was born four years ago.
S: Low back pain for as long as he can recall.
S: Shoulder pain, ~9 months, no injury.
S: neck pain x 15 yrs, on and off.
S: Low back pain of many years' duration.
S: Hip pain for the last year and a half.
S: It has been going on for the past 6 months, neck pain.
S: Low back pain since a fall at work in 2021.
S: Knee pain of at least 5 years.
S: heel pain since last summer.
S: heel pain since this past spring.
S: L shoulder pain since May.
S: Neck pain began in early June.
S: Low back pain, onset years ago.
Onset: > 1 year. Low back pain.
Duration: years. Neck pain.
[ ] Acute [ ] Subacute [x] Chronic (> 12 wks). Low back pain.
How long have you had this problem? Over 6 months. R hip pain.
When did it start? Around Easter. L knee pain.
S: Hip pain since she was in her thirties.
S: low back problems since high school football.
S: I've had this shoulder pain since February.
S: The knee pain has been present for close to two years.
S: Pt reports an 8-month hx of R elbow pain.
S: Low back pain, first episode 5 years ago, constant since January.
S: Shoulder pain for the best part of a year.
S: Knee pain since mid-2025.
S: neck pain started back in March.
S: LBP since '19.
DOI 3/14/26. Low back strain, still painful.
S: Low back pain since the summer.
S: Thumb pain for upwards of a year.
"""
ON_CHRONIC = """\
S: Long hx of LBP, worse since Tuesday.
S: Chronic neck pain with flare-up that began Sunday.
A: Acute exacerbation of chronic LBP.
S: LBP for years, much worse the last 3 days.
S: Recurrent neck pain; latest episode started 5 days ago.
S: Usual back trouble for 10 years, flared on Saturday.
A: acute-on-chronic low back pain.
"""
NOT_STATED = """\
S: Low back pain 5/10. PT 2x/wk x 6 wks.
S: Knee pain. Works 3 days a week.
S: Neck pain. Last seen 3 weeks ago.
S: Shoulder pain. Had flu shot last month.
S: LBP. Drives 2 hours daily. Sleeps 5 hrs.
S: Knee pain 4/10. Symptoms gradual.
S: Hip pain. THA on the other side 2019.
S: Low back pain better for 2 days after each visit.
S: Neck pain. Quit smoking 4 months ago.
S: L knee pain. Mother died last month.
S: Back pain comes and goes, lasts 2-3 days at a time.
S: Neck pain. On meloxicam for 3 weeks.
S: LBP. Seen in ED 11/18, no fracture.
Onset: ___  Duration: ___  Low back pain.
Onset: [ ] acute [ ] chronic. Low back pain.
S: Knee pain. Next visit in 2 weeks.
S: Neck pain. Daughter's wedding is in June.
S: Low back pain. Moved here in 2021.
S: Heel pain. Diabetic x 12 yrs.
"""
SAID = {
    "acute": ACUTE, "subacute": SUBACUTE, "chronic": CHRONIC, "acute_on_chronic": ON_CHRONIC, "not_stated": NOT_STATED,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "onset"), [(text, onset) for onset, said in SAID.items() for text in said.splitlines()]
)
def test_the_onset_is_read_however_it_is_written(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("S: knee pain. Runs every other day.", "not_stated"),
        ("S: neck pain. Three migraines in the last week.", "not_stated"),
        ("S: back pain within 2 minutes of standing.", "not_stated"),
        ("S: knee pain. Films dated 2019.", "not_stated"),
        ("S: hip pain. Birth of her son was 3 months ago.", "not_stated"),
        ("S: shoulder pain since the flu shot 2 weeks ago.", "acute"),
        ("S: headaches 3x/wk x 2 months.", "subacute"),
        ("S: neck pain since her husband died 2 months ago.", "subacute"),
        ("S: pain lasts an hour at a time, hip, began 2 wks ago.", "acute"),
        ("[x] Acute (< 6 wks) [ ] Subacute [ ] Chronic (> 12 wks). Low back pain.", "acute"),
        ("S: neck pain. Works in 2 shops since 2021.", "not_stated"),
        ("S: low back pain since Tuesday. Long hx of asthma.", "acute"),
        ("S: knee pain x 5-6 wks.", "acute"),
        ("S: neck pain began one week prior to this visit.", "acute"),
        ("S: knee pain for most of the year.", "chronic"),
        ("S: knee pain for most of the day.", "not_stated"),
        ("S: chronic knee pain aggravated 4 days ago.", "acute_on_chronic"),
        ("S: chronic knee pain, aggravated on stairs.", "chronic"),
        ("S: low back pain came on during the summer.", "chronic"),
    ],
)
def test_words_that_look_like_an_onset_are_told_apart(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset
