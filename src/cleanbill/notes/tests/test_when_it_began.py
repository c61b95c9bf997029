"""When it began, in 309 more ways of writing it, with days, dates and times that are no onset."""

import datetime as dt

import pytest

from cleanbill.notes import read

ON = dt.date(2026, 11, 12)

ACUTE = """\
S: LBP since Friday's shift at the warehouse, no numbness.
S: Ran the half marathon 10/25, L knee sore ever since.
S: R shoulder, 2nd week now, no improvement.
S: neck stiff x3d, worse turning L.
S: sore low back about a fortnight.
S: woke w/ it Tues, cannot look left. Neck pain.
S: Back went out on him on Halloween and has been stiff and sore since.
S: States her low back "grabbed" stepping out of the tub Sunday eve.
S: Knee blew up like a balloon day before last after a squash match.
S: low back pain, this is day three of it.
S: Pt c/o 8-10 days of L buttock pain.
S: The heel has been bothering him going on three weeks.
S: Elbow pain for all of 4 days.
S: Neck pain, started over the long weekend.
S: L wrist has hurt since she moved apartments at the end of October.
S: Low back pain, came on 72 hours back.
S: She first noticed the shoulder ache on her birthday, Nov 1.
S: pain x about ten days R hip
S: Hip pain began while on holiday the week before last.
S: Tweaked it again Thursday loading the dishwasher. Low back.
S: 34F w/ ankle pain, injured 11/7.
S: L ankle - rolled it 3 nights ago coming off the porch.
S: Back pain beginning yesterday at approx 1400.
HPI: Mr. T is here for low back pain of recent onset, roughly a week and a half.
HPI: The patient reports that around 2 weeks prior to today's visit she developed pain in the right shoulder.
HPI: Onset of symptoms was 6 days ago.
HPI: Pain onset: Monday. Quality: dull. Region: low back.
HPI: neck pain that started the morning of 11/9.
CC: LBP. Onset: 11-6-26. MOI: bending.
CC: R knee pain, 5d.
CC: "my back is killing me" since last Wed.
Onset/duration: ~1 mo. Complaint: low back pain
Duration: less than one week. Neck pain.
Hurt himself at work on the 5th of this month. Low back pain.
S: low back pain since moving the fridge on Nov. 3rd
S: Low back sore after deer season opener last Saturday.
S: onset 9 days ago per pt; R elbow
S: LBP started out of the blue one week ago tomorrow.
S: Pain low back x 1.5 wks.
S: Low back pain, 4 weeks' duration.
S: Was fine until Monday morning, when neck locked up.
S: Was doing great up until this past Tuesday when R calf cramped and stayed sore.
S: New onset R hip pain, 1 wk hx.
S: 10-day history of left shoulder pain.
S: neck pain, sudden onset, this AM on waking.
S: Seen for ankle pain that started 48h ago.
S: Complains of foot pain starting two Sundays ago.
S: Began to have back spasms the night of 11/10.
S: pain began mid last week in the L elbow.
S: since the turn of the month she has R knee pain
S: in the last 10 days developed pain over the outside of the hip
S: It started hurting three and a half weeks ago in the R heel.
S: LBP began abt 2 1/2 wks ago
S: Pt was in a car wreck Saturday before last; neck and upper back pain.
S: low back pain. How long? "maybe 10 days or so".
S: DOI 10/29/2026. Low back pain.
S: back pain, worse than usual since Sat, never had it before this month
S: Pt states LBP started while on shift Thurs night and has not let up.
S: Woke Tues w/ it - neck "stuck". No trauma.
S: Slipped on the stairs the Sunday before last, R hip sore since then.
S: He has been limping since last Friday's game.
S: Knee swelled overnight after Wednesday's long run.
S: About a fortnight of R shoulder pain.
S: Her low back went on Monday of last week.
S: 3 wk h/o R elbow pain.
S: pain R ankle, day 6 after inversion injury.
S: The pain arrived without warning nine days back.
S: neck pain, onset (approx): 11/1/26
S: Nov 2 - felt low back tighten lifting a suitcase. Has been sore.
S: L foot pain since the 10K on Oct 24.
S: It's been about 20 days since the R shoulder started aching.
S: Just under 3 weeks of LBP.
S: R heel pain, roughly 30 days.
S: Began 5 or 6 days ago, low back.
S: symptoms x <1 week. Neck.
S: Pt fell at home 11/3 and landed on L wrist.
S: Low back pain after he helped unload a truck on Veterans Day.
S: Neck pain as of this past weekend.
S: "It's been since around Halloween." Low back.
S: First felt it getting out of the car on the 4th. Low back pain.
S: back started bugging her abt 1wk ago
S: hx LBP 10d
S: LBP. Sx duration: 2w.
S: R knee pain (3 weeks).
S: Low back pain -- started Sat. am
S: Been hurting since the night shift on 11/8, low back.
S: ankle pain post inversion 4 days prior.
CC: Low back pain since yesterday afternoon
HPI: 29 yo M c/o acute LBP after lifting 2 days ago.
HPI: Onset was sudden, yesterday evening, when she stood up from the couch. Neck.
HPI: This 50-year-old woman presents with a 12-day history of left hip pain.
HPI: He was in his usual state of health until eight days ago, when the right knee began to swell.
HPI: The pain has been present for 16 days.
HPI: Shoulder began hurting shortly after the move on 10/18.
HPI: started Mon. No prior episodes. Low back.
When did it start? last thursday. Where: low back
S: LBP, onset this AM getting out of bed
S: Woke up three mornings ago unable to turn her head. Neck pain.
S: Neck began to ache a few days after the crash of 10/28.
S: since the fall (10/30) R shoulder pain w/ overhead reach
Sx started over Halloween weekend. Low back.
HPI: low back pain, acute onset, "since I picked up my kid Thurs".
L knee pain, Day 5.
S: Hurting since Sun. Low back.
Pt seen for 6-day old ankle sprain.
S: neck pain began the evening of the accident, 10/31/26.
Onset 3 wks prior while on vacation. Low back pain.
S: Shoulder pain that came on gradually over the last 3 weeks.
S: Four days of neck pain.
Onset (date/how): 11-1-26, lifting dog food. Low back.
S: back pain since Mon a.m., got up with it
S: Symptoms have been present since her fall on the 2nd.
S: R heel hurts x past 2-3 wks.
S: low back pain began 10 Nov.
S: Pain R knee started sometime last week.
Chief complaint: R wrist pain x one wk.
S: Low back flared Tues night; first time ever.
S: sore neck for the past few days
S: She's been limping for two days. R ankle.
S: Injured R elbow on Nov. 5.
Date of Injury: November 3, 2026. Neck pain.
S: It is now 3 weeks since he hurt his back.
S: neck pain since the weekend before last
S: Says it started "like ten days back". Low back.
Hx: 1/52 low back pain
Hx: 10/7 R ankle pain, inverted
S: L hip sore since starting couch-to-5k 3 weeks ago.
S: Low back pain since last month's move.
S: R foot pain, onset last Sat. hiking.
"""
SUBACUTE = """\
S: R shoulder pain x 2 months.
S: Neck pain since Labor Day.
S: Hip pain of ten weeks' duration.
S: L knee achy since mid Sept, no injury.
S: about 2 mos of elbow pain, on the job.
S: heel pain, 9-10 weeks now
S: It has been seven or eight weeks since the shoulder began to hurt.
S: Pain began 9/8/26, low back.
S: Low back pain since school started back in early September.
S: Two-month history of low back pain.
S: started the 2nd week of September, R wrist pain
S: Low back pain, onset Sept. 2026.
S: knee pain since around the 20th of September
A: Subacute low back pain.
S: coming up on 2 months of neck pain
S: Pain started 2.5 months ago, R shoulder.
S: since late August she's had L heel pain
S: 8 wk hx R elbow pain, tennis player.
S: Low back pain began around the middle of September.
S: Knee has hurt for two months, give or take.
S: about 9 weeks ago she noticed R hip pain
DOI: 9/10/26. Low back pain.
S: neck pain x 2 mo
S: R hip pain since about the end of August.
S: L shoulder pain, 7-8 weeks
Onset: Sept 2026. R knee.
S: elbow pain which began shortly after Labor Day
S: low back pain for roughly two months now
Hx: 9/52 R shoulder pain
Date of injury: 09/05/2026. Low back pain.
"""
CHRONIC = """\
S: LBP on and off for years.
S: Neck pain since a car accident in 2017.
S: Low back pain dates back to his Army days.
S: R knee pain since last Christmas.
S: Hip pain, close to a year.
S: shoulder pain going on 5 months
S: neck ache x yrs.
S: She's had a bad back her whole adult life.
S: Low back pain for as long as she can recall.
S: R heel pain 1/2 yr.
S: L hip pain since May.
S: Began in the spring, R elbow, worse w/ grip.
S: since early June he has had pain in the L shoulder
S: back pain 14 mos.
S: 20+ yr hx LBP
S: pain in both knees, longer than he can remember
S: Chronic neck pain, nothing new.
S: This has been a problem for her since her twenties; low back.
S: 18-month history of bilateral knee pain.
S: neck pain, intermittent, ~ 6 mo.
S: Long history of low back pain.
S: Recurrent LBP over the past ten years, several times a year.
S: shoulder pain since about Feb.
S: Has been dealing with low back pain since COVID.
S: DOI: 3/14/2025. Low back pain.
S: since before the summer her R hip has ached
S: She reports the knee began to hurt the better part of a year ago.
S: half a decade of neck pain
S: R shoulder has been a problem since she painted the house in June.
S: neck pain >6 mos
S: LBP > 3 years.
S: Says his knees have hurt "forever".
S: Bad knees for the past decade.
S: low back pain ever since her pregnancy 4 years ago
S: L shoulder pain following a fall in March 2026.
S: R hip pain since Jan.
S: Neck pain started in 2021 w/ desk job.
S: back pain x several yrs, constant
S: Approximately eight months of R elbow pain.
S: pain dates to a 2016 lifting injury. Low back.
S: since the winter, L heel
S: low back pain for most of his adult life
S: low back pain, comes and goes, many yrs
S: Foot pain since late spring.
S: c/o low back pain that started over a year ago
S: hip pain x 4-5 mo
S: The low back has been a nagging issue since he stopped playing football in 2012.
S: RA of 6 months: knee pain, over 6 months now
HPI: Patient is well known to me with chronic low back pain.
HPI: The patient has had intermittent neck pain for fifteen years.
A: Chronic R shoulder impingement.
S: LBP since high school.
S: R knee pain, onset 2019.
S: shoulder pain that began last winter
S: recurrent low back pain x 10+ years
S: Has had heel pain for the better part of 6 months.
Hx: 6/12 R elbow pain
S: neck pain began after MVA on 2/14/26.
S: low back trouble for as long as he can remember
S: hip pain since the birth of her son last year
S: R shoulder pain of 5 months' duration
S: This is a 2-year problem. Low back.
S: knee pain since before Easter
S: Low back pain, first noticed in the spring of this year.
S: Persistent neck pain dating from a 2022 rear-end collision.
Duration of symptoms: > 1 yr. Low back.
"""
ACUTE_ON_CHRONIC = """\
S: LBP on and off for years, worse x 3d.
S: Chronic LBP, flared up Sunday after raking.
S: Long hx of neck pain; this bout began 4 days ago.
S: Old back trouble, acting up again since the weekend.
S: 10 yrs of low back pain with a bad flare starting Monday.
S: Longstanding low back pain, much worse over the last two weeks.
S: Neck has bothered him for a decade, but 5 days ago it got a lot worse.
S: recurrent LBP since 2015. Current episode x 1 wk.
S: chronic knee pain, recent exacerbation 10 days ago when gardening
S: Usual back pain turned severe on Friday.
A: Acute on chronic low back pain.
A: Acute exacerbation of chronic neck pain.
S: has had shoulder pain for 3 yrs. Since last Thurs it's been unbearable.
S: Chronic LBP w/ acute flare x 5 days.
S: Chronic neck pain; worse since 11/7 after long drive.
S: LBP off and on 12 yrs, this episode 5 d.
S: Back pain for years. Flare-up began on Tues.
S: Known chronic LBP, now with 1 wk of increased pain.
S: Longstanding R knee OA pain, acutely worse x 6 days.
S: low back pain since 2018, exacerbated last weekend shoveling
S: 5-yr hx of neck pain that flared 10 days ago.
A: Chronic LBP with acute exacerbation.
S: On/off LBP for 6 yrs; current flare started Sat.
S: Has a bad back. Threw it out again 3 days ago.
S: neck pain for years but since Monday it is much worse
A: LBP, acute on chronic.
S: Chronic L knee pain aggravated by a long hike two weeks ago.
S: 8 yr hx of LBP with exacerbation 11/6.
S: intermittent neck pain since 2020, this episode 4 days.
"""
NOT_STATED = """\
S: Low back pain, worse with sitting.
S: Neck pain 5/10. Last visit 10/12/26.
S: R shoulder pain. Had rotator cuff repair in 2015 on the other side.
S: Knee pain. DOB 3/4/1970.
S: Low back pain. X-ray taken 10/3/2026 was normal.
S: Low back pain. Ibuprofen for 2 weeks has not helped.
S: Neck pain, sleeping better since last visit.
S: hip pain. F/u in 2 weeks.
S: LBP. Pt worked 3 days this week.
S: Elbow pain. PT 2x/wk x 4 wks.
S: Knee pain. MRI scheduled for 11/20.
S: Neck pain with headaches 3 days a week.
S: Heel pain, takes an hour to warm up in the morning.
S: Low back pain. Smoked for 20 years, quit in 2010.
S: Shoulder pain. Works as an electrician for 15 years.
S: Low back pain. Appendectomy 2004. Diabetes for ten years.
S: Low back pain, pain 4/10 today vs 6/10 last week.
S: Feels 50% better since Monday's adjustment. Low back pain.
S: low back pain. Slept well last night.
S: R knee pain. Next appt Monday.
S: Low back pain. Authorization runs through 12/31/26, 12 visits.
S: R shoulder pain, 4/10 at rest.
S: LBP. Was off work last week.
S: LBP. Sees PCP Tuesday.
S: Knee pain. Injection 3 weeks ago gave relief.
S: Neck pain. Last adjustment 10 days ago.
S: Low back pain. MRI 9/2026 showed L4-5 bulge.
S: Pt reports doing HEP 5 days this week. L knee pain 3/10.
S: hip pain. Started PT 3 weeks ago.
S: Low back pain. Began taking naproxen Monday.
S: Pain 3/10. Able to walk 20 min since last week. Low back.
S: shoulder pain. S/p appendectomy March 2024.
S: Knee pain worse for a day after stairs.
S: elbow pain. Was on vacation for two weeks, no HEP.
S: Low back pain. Wedding on Saturday, wants to dance.
S: neck pain. Stiff for 30 minutes each morning.
S: R knee pain. Had a cold last week.
S: knee pain. Retired in June.
S: low back pain. Quit smoking 3 months ago.
S: neck pain. No headaches since Friday.
S: low back pain. Steps up to 8000/day since Monday.
S: knee pain. Walked two miles on Sunday.
S: Low back pain. Next visit Wed.
S: neck pain. On a 10-day course of prednisone.
S: R knee pain. Pain 5/10, was 7/10 last visit.
S: shoulder pain. Nights are bad, wakes twice.
S: hip pain with walking more than 10 minutes.
S: low back pain. Last BM yesterday.
S: neck pain. Vaccinated in October.
S: LBP. Taking Aleve since the weekend.
S: foot pain. Works nights, on feet 12 hours.
S: knee pain. Had a steroid shot in August, helped a month.
S: elbow pain; plays tennis twice a week.
S: low back pain. Ran 3 miles yesterday without trouble.
S: neck pain. Headaches gone since visit 3.
"""
SAID = {
    "acute": ACUTE,
    "subacute": SUBACUTE,
    "chronic": CHRONIC,
    "acute_on_chronic": ACUTE_ON_CHRONIC,
    "not_stated": NOT_STATED,
}


@pytest.mark.parametrize(("text", "onset"), [(text, each) for each, said in SAID.items() for text in said.splitlines()])
def test_a_day_a_date_or_a_length_of_time_dates_the_onset(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset
