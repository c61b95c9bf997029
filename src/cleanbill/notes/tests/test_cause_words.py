"""How it came about, in 120 ways of writing it; expectations were set down before the reader was run."""

import datetime as dt

import pytest

from cleanbill.notes import read

ON = dt.date(2026, 11, 20)

TRAUMATIC = """\
S: Low back pain after he slipped in the shower.
S: Neck pain. Restrained driver, hit from behind at a red light.
S: Passenger in a car that was struck on the driver's side; neck pain.
S: Fell out of bed onto his hip.
S: R wrist pain after a trip and fall on the sidewalk.
S: L knee pain; knee bent backwards when she came down from a rebound.
S: Heard a pop in the L knee making a cut at football.
S: Felt something tear in his low back while lifting an engine block.
S: Hit in the shoulder by a baseball.
MOI: FOOSH. R wrist pain.
MOI: inversion, stepped off a kerb. Ankle pain.
Mechanism: lifting, felt a sharp pop in low back.
MOI: MVC, rear impact. Neck pain.
Cause: fall from ladder. R shoulder pain.
[x] Auto accident [ ] Work injury [ ] Other. Neck pain.
Work related injury: [x] Yes [ ] No. Low back pain, hurt lifting a patient.
How did it happen? Fell down three steps. L hip pain.
How did your problem begin? Car accident. Neck pain.
Injury? Yes - slipped on ice. Low back pain.
S: A drill kicked back and wrenched his R wrist.
S: Elbow pain after banging it on a door frame.
S: Low back pain; chair collapsed under her.
S: Finger caught in a car door.
S: Shoulder popped out when he dove for a ball.
S: Toe stubbed on a bed leg, toe pain.
S: Big dog knocked her down, knee pain.
S: Took a spill on his motorcycle, shoulder pain.
S: Wiped out on his skateboard, wrist pain.
S: Foot run over by a pallet jack.
S: Landed wrong on L ankle at volleyball.
S: A student pulled her arm hard, felt shoulder give.
S: Sustained a twisting injury to the R knee.
S: He went over on his ankle on uneven ground.
S: Knee pain since a dashboard injury.
S: Horse stepped on her foot.
S: Low back pain, bent to pick up a pen and felt it go.
S: Neck jerked on a water slide; neck pain right away.
S: Was loading a truck when a crate slipped and he caught it; immediate shoulder pain.
S: Clipped by a cyclist, hip pain.
S: Got rear ended on I-90. Neck sore.
"""
NONE = """\
S: Knee pain, no trauma recalled.
S: Low back pain w/o injury.
S: Neck pain, no inj or fall.
S: Denies any specific injury. Shoulder pain.
S: Pt denies MVA, fall, or lifting injury. Low back pain.
S: Shoulder pain, no specific incident.
S: Heel pain. No h/o trauma.
S: Hip pain came on over time without injury.
S: Elbow pain due to repetitive keyboarding.
S: Wrist pain, onset gradual with assembly line work.
MOI: insidious. Shoulder pain.
MOI: unknown. Neck pain.
MOI: N/A, gradual. Low back pain.
Mechanism of injury: none known. R hip pain.
Cause of onset: unknown. Neck pain.
Injury: none. Heel pain.
Trauma: no. Knee pain.
Hx trauma: (-). Low back pain.
Trauma: [ ] Yes [x] No. Low back pain.
Onset: [x] gradual [ ] sudden. Injury: [ ] Y [x] N. Neck pain.
How did it happen? Don't know, just started. Neck pain.
How did your problem begin? Gradually. R shoulder pain.
S: Nothing happened that she knows of. Hip pain.
S: She can't put her finger on a cause. Hip pain.
S: Shoulder pain that came on w/o any known event.
S: Pain began with no identifiable injury. Neck.
S: He does not remember injuring it. Knee pain.
S: Woke up Monday with a stiff neck.
S: I just woke up like this. Neck pain.
S: Slept in a funny position, neck pain.
S: Knee pain, no twisting, no fall, no blow.
S: Pain in L hip of gradual onset.
S: Foot pain, non traumatic.
S: No accident, no injury. Mid back pain.
S: There is no history of injury. Elbow pain.
S: There was no inciting injury. Shoulder pain.
S: No recent trauma. Low back pain.
S: Pain is posture-related. Neck pain.
S: Thumb pain from years of texting, no injury.
S: neck pain from looking down at a phone all day.
S: Pain developed insidiously. Heel.
S: Never had an injury to it. Knee pain.
S: Cumulative strain from typing. Wrist pain.
S: shoulder pain; he attributes it to sleeping on that side.
S: Back pain started for no apparent cause.
"""
AMBIGUOUS = """\
S: Low back pain after a day of stacking hay.
S: Neck sore since he put up Christmas lights.
S: Shoulder pain after washing the windows.
S: Low back pain following a long weekend of yard chores.
S: Knee pain started after a half marathon.
S: Elbow pain after tennis last week.
S: LBP the morning after moving a sofa.
S: Wrist pain after a day of planting bulbs.
S: Low back pain after an intense workout.
S: Hip pain began after a long hike.
S: Back pain after hauling luggage through two airports.
S: Neck pain since she cleaned out the garage.
S: Low back sore after spending Saturday on the roof.
S: May have strained it at work, unsure. Low back pain.
S: Back pain after kettlebell swings.
S: Denies injury. Shoulder pain began after painting the fence.
"""
NOT_STATED = """\
S: Low back pain, dull, 4/10.
S: Knee pain with stairs and squatting.
S: Neck pain worse with lifting and driving.
S: Shoulder pain. Wants to get back to tennis.
S: Hip pain. Fear of falling.
S: Knee pain. Fall risk: low.
S: Low back pain. Retired roofer.
S: Neck pain. Works as a driver.
S: Back pain. Fell at age 6 and broke his wrist.
S: Shoulder pain. Husband was in a car accident last month.
S: Heel pain 6/10. Runs 20 miles a week.
S: LBP. Denies new injury since last visit.
S: Neck pain. Auto insurance on file.
S: MOI: ____ Low back pain.
Injury: [ ] Yes [ ] No. Low back pain.
S: Knee pain. Wears a brace to prevent injury.
S: Low back pain. Hit her deductible this month.
S: Neck pain. Dropped off by her son.
S: Low back pain. Fell behind on her exercises.
"""
SAID = {"traumatic": TRAUMATIC, "none": NONE, "ambiguous": AMBIGUOUS, "not_stated": NOT_STATED}


@pytest.mark.parametrize(
    ("text", "cause"), [(text, cause) for cause, said in SAID.items() for text in said.splitlines()]
)
def test_the_cause_is_read_however_it_is_written(text: str, cause: str) -> None:
    assert read(text, ON).trauma == cause


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("S: heel pain. Nails clipped by the podiatrist.", "not_stated"),
        ("S: foot pain. The arch has collapsed.", "not_stated"),
        ("S: knee pain. Stepped on the scale: 180 lb.", "not_stated"),
        ("S: elbow pain after hitting a bucket of balls.", "ambiguous"),
        ("S: neck pain worse when looking down at her phone.", "not_stated"),
        ("S: back pain. Woke up twice with it.", "not_stated"),
        ("S: hip pain. Does not know of any injury.", "none"),
        ("S: shoulder hurts when washing the windows.", "not_stated"),
        ("S: knee pain. Hit a curb with the car.", "traumatic"),
        ("S: neck pain. He attributes it to the fall last week.", "traumatic"),
        ("S: knee pain. Slept in a position of comfort.", "not_stated"),
        ("S: back pain. She put her finger on the sore spot.", "not_stated"),
        ("Cause: fall. Hip pain.", "traumatic"),
        ("S: hip pain since slipping on ice.", "traumatic"),
        ("S: fell asleep on the couch, neck stiff since.", "none"),
        ("S: LBP after lots of driving.", "none"),
        ("S: back pain. Worse with lots of driving.", "not_stated"),
        ("S: pt unsure of MOI. Hip pain.", "none"),
        ("S: knee pain; nothing she did.", "none"),
        ("S: knee pain. Nothing she did helped.", "not_stated"),
    ],
)
def test_words_that_look_like_a_cause_are_told_apart(text: str, cause: str) -> None:
    assert read(text, ON).trauma == cause
