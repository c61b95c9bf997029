"""How it came about, in 271 more ways of writing it, with words of events that are no cause."""

import datetime as dt

import pytest

from cleanbill.notes import read

ON = dt.date(2026, 11, 12)

TRAUMATIC = """\
S: LBP since Friday's shift; a pallet tipped and he grabbed it to stop it falling.
S: Rolled her L ankle coming off the porch step 3 nights ago.
S: Neck pain. T-boned at an intersection 11/2, seat belt on.
S: Went over the handlebars on Sunday, R shoulder pain.
S: L knee gave out going downstairs and she went down; knee pain.
S: Slid on wet tile at the store, landing on his tailbone.
S: A box fell off the shelf and hit her R foot.
S: Back seized as he caught a patient who was falling.
S: got tangled in the dog leash and went down on her R wrist
S: Knee twisted when his cleat stuck in the turf.
S: Pain R shoulder began when he was thrown from a horse.
MOI: MVC 10/30, rear-ended at stoplight. Neck pain.
S: He was lifting a generator with a coworker when he felt a sharp pain and a pop in the low back.
S: Missed the bottom step carrying laundry, L ankle buckled under her.
S: Tore something in her calf playing pickleball - felt like she'd been kicked.
S: jammed R long finger on a basketball
S: He slammed into the boards Saturday at hockey. L shoulder pain.
S: Took a line drive off the shin, shin pain.
S: Low back pain after a fall from standing height.
S: Grandson jumped on her back, felt immediate neck pain.
S: Injured R elbow in a wrestling meet 10/24.
S: Ladder kicked out from under him; R hip pain.
S: Stumbled on a root while hiking, R ankle turned in.
S: Bus braked hard, she was flung against the rail; shoulder pain.
S: Low back pain. He states that while pulling a hose it jerked and his back wrenched.
S: R thumb bent back catching a ball.
A: Lumbar strain, work injury 11/4/26.
S: Neck pain after a low speed fender bender.
S: hurt back at work lifting a 60 lb bag, felt it give
S: Patient was involved in a motorcycle collision on 10/12. Low back pain.
S: Dropped a weight plate on L foot.
S: collided with another player, R knee pain
S: Lost footing on loose gravel; R knee struck the ground.
S: R shoulder pain since he fell out of the truck.
S: Tripped over a hose and put out L hand, wrist pain.
S: Had a spill on her e-bike last week and has L elbow pain.
S: Low back sprain from a slip on ice at work.
S: A patient grabbed her arm and twisted it; R elbow pain.
S: Going for a layup he came down on someone's foot; ankle pain.
S: A forklift bumped him from behind, low back pain since.
S: She missed a step in the dark and jarred her back.
S: Hand went through a window, wrist pain.
S: Slide tackle took out his L knee.
S: Was rear ended 10/28 at a light; neck stiff by evening.
S: Shoulder driven into the mat during judo.
S: Felt a tearing sensation in the R hamstring as he sprinted for the bus.
S: R wrist pain, landed on outstretched hand while rollerblading.
S: struck on the L elbow by a falling branch
S: "My back popped and I dropped to my knees" lifting a dresser.
S: Tumbled down a few stairs, tailbone pain.
S: low back pain. Chair rolled out from under her and she sat down hard on the floor.
S: Her ankle gave and she rolled it stepping off a curb.
S: knocked off his bike by a car door
S: L knee pain since skiing accident.
S: R shoulder pain after his arm was yanked by the dog.
S: Slammed on brakes, neck whipped forward; neck pain.
S: Low back pain after an awkward fall at the rink.
S: fell off a step stool changing a bulb, landed R hip
MOI: inversion on uneven pavement. Ankle pain.
MOI: fall on ice. R wrist pain.
MOI: hyperextension at wrestling practice. R elbow.
Cause: MVA 10/2. Neck pain.
S: L hip pain post ground-level fall.
S: Pt was body slammed. Neck pain.
S: A crate slid off the truck onto his shoulder.
S: Hit a pothole on her bike and went down. Elbow pain.
S: R knee pain after it was hit by a dodgeball bat.
S: neck pain, s/p MVC 2 wks ago as passenger
S: L ankle sprain at volleyball 11/6.
S: Sudden sharp pain in R calf with audible snap while jumping.
S: L shoulder pain after being checked into the boards.
S: Low back pain - fell backward off a tailgate.
S: R ankle pain. Came down wrong off a box jump.
S: Took a tumble on the trail, R knee pain.
S: Was T-boned last week. Neck and shoulder pain.
S: low back pain since he was thrown off the ATV
S: R hand caught between two pallets.
S: Wrestling with his kids, one landed on his neck. Neck pain.
S: got knocked down by a wave, R shoulder pain
S: L knee pain; pivoted and felt it give with a loud pop.
S: R thumb pain after it was jammed by a volleyball.
S: Fell on the ice, caught himself with L hand. Wrist pain.
S: LBP after sliding into second base.
S: neck pain after a hard tackle
S: Tripped on the rug, bruised L hip.
MOI: slip on wet floor. Low back.
S: low back pain after rollover accident
S: Struck by a swinging door, R elbow pain.
S: she went to sit, the chair moved, and she landed on the floor; tailbone pain
S: Foot run over by a cart.
S: R hamstring: felt a sharp grab sprinting to first base.
S: Bike went out from under him on gravel. Elbow pain.
Mechanism: twisting, planted foot. L knee.
S: He sprained R ankle stepping in a hole.
S: work-related injury 10/20, lifting; felt pop in low back.
S: pushed from behind on the subway stairs; knee pain
"""
NONE = """\
S: Low back pain, nothing set it off that he can think of.
S: R knee pain. Cannot recall hurting it.
S: Neck pain came on without warning, no reason she can identify.
S: Shoulder pain. No fall, no lift, no new activity.
S: Low back pain, began for no reason known to her.
S: Denies any fall, accident or work injury. Neck pain.
S: Hip pain started by itself.
S: Elbow pain from hours of mouse work.
S: woke up with stiff neck Tues, no injury
S: LBP of insidious onset.
S: LBP gradually over the last month, no trauma.
S: R heel pain, started after she increased her mileage; no injury.
S: Wrist pain from repetitive scanning at work, built up over weeks.
MOI: none. Low back pain.
Mechanism of injury: N/A - gradual. Neck pain.
Accident? No. Work related? No. Low back pain.
S: no hx of trauma. Knee pain.
S: Atraumatic onset of L hip pain.
S: Slept on a bad mattress, woke with low back pain.
S: low back pain, pt does not relate it to any event
S: L shoulder pain, no precipitating cause found.
S: She attributes her neck pain to poor desk setup.
S: Pain came on slowly, she didn't do anything. R hip.
S: Knee pain - degenerative, slow progression; did not injure it.
S: Cause: unknown to pt. Low back.
S: no MOI recalled, LBP
S: low back pain. Non-work related, not auto related. No injury.
S: unprovoked low back pain
S: No one thing brought it on. Elbow pain.
S: LBP, can't pin it on anything.
S: Pain was there when he got up Tuesday; nothing happened the day before. Low back.
S: Neck pain due to long days at the computer.
S: Foot pain, overuse, training for a marathon.
S: R elbow pain with gripping, repetitive work on assembly line, no single event.
S: Denies injury. Low back pain.
S: Denies specific mechanism; L shoulder pain.
S: Low back pain. Patient denies recent trauma, falls.
S: Low back pain, no accident, no fall, no heavy lifting.
S: L hip pain - no inciting injury.
S: Neck pain of gradual onset; denies trauma.
S: shoulder pain, insidious, no MOI
S: LBP, started for unknown reasons
S: She doesn't remember doing anything to bring this on. Low back.
S: Pt cannot think of any injury. Elbow pain.
S: came on little by little, R hip
S: Not the result of an accident. Low back pain.
S: He isn't aware of any injury. Knee.
S: foot pain, no injury that she knows of
S: no falls, no accidents. LBP
S: LBP w/o injury
S: thumb pain from texting and gaming, gradual
S: No incident. Neck pain.
S: R elbow pain built over the summer with daily hammering at work.
S: Nothing happened, it just started aching. Knee.
S: Denies MVA, fall, or lifting injury. Neck pain.
S: no recent or remote trauma; hip pain
S: Onset: gradual. Injury: none. Low back.
S: Woke with neck pain; no injury recalled.
S: There was no accident or injury. Low back pain.
S: Back pain, no event she can link it to.
S: slow onset LBP, prolonged sitting at work, denies injury
Mechanism: insidious. R shoulder.
S: Neck pain, progressively over months, no known injury
S: R knee pain, denies twisting injury, fall, or direct blow.
S: Heel pain, thinks it's from standing on concrete floors all day; no injury.
S: low back pain, nothing precipitated it
S: Neck pain. No injury or unusual activity.
S: R hip pain, no fall or injury she can recall.
S: It came on for no good reason. Low back.
S: Denies recent injury. Shoulder pain.
S: LBP, no specific mechanism
S: Pain began insidiously. Knee.
S: wrist pain, no hx of injury
S: pt reports no injury. Neck.
S: Neck pain from sleeping in a bad position.
S: hip pain. Injury: denied.
S: Woke with low back pain, no cause.
S: There is no history of trauma. R knee.
S: R shoulder pain, thinks from years of overhead painting work; no accident.
S: Elbow pain due to repetitive keyboard use.
S: neck pain, no accident or fall, came on with stress at work
S: He cannot recall an inciting event. Knee.
S: foot pain of spontaneous onset
S: knee pain with no antecedent trauma
S: low back pain; no trigger he knows of
A: nontraumatic low back pain
S: pain crept up on her. R hip. No fall.
"""
AMBIGUOUS = """\
S: LBP since shoveling snow Friday.
S: Low back pain began the day after she painted the ceiling.
S: Ran the half marathon 10/25, L knee sore ever since.
S: Neck pain after a long day of raking leaves.
S: R shoulder pain started after pressure-washing the driveway.
S: LBP since helping his brother move a piano on Sat.
S: Low back sore after bending to tie his shoe.
S: L elbow pain since pruning the hedges last weekend.
S: low back pain, worked on his deck all weekend, sore Monday
S: Back pain started Saturday following a day of stacking firewood.
S: Knee pain began during a hike, no fall.
S: Low back pain. Was unloading groceries when it started.
S: Lifting boxes on Tuesday, low back pain by evening.
S: Denies any injury. A: Low back strain after fall on 11/2.
S: Knee pain after a tennis tournament.
S: neck pain after sleeping in a tent and carrying a heavy pack
S: sneezed Monday and back locked up
S: Shoulder pain started when he resumed bench press two weeks ago.
S: Hurts since he cleaned the gutters. Neck.
S: R shoulder pain came on after he changed a tire.
S: LBP began during deadlifts Tuesday, denies any injury.
S: LBP since a long weekend of yard work.
S: Neck sore after a roller coaster.
S: Elbow pain began after he built a fence.
S: Low back pain the morning after he moved a couch.
S: Pain came on while she was reaching for a pan. R shoulder.
S: LBP started mid-way through a deadlift session.
S: Low back pain since carrying his daughter around the zoo.
S: Back went out bending over to feed the cat.
S: knee pain started after hiking Mt. Pisgah
S: low back pain after 9 holes on Saturday
S: R shoulder pain after throwing batting practice.
S: L knee pain after her first spin class.
S: LBP p lifting a mattress
S: low back pain after a day of digging post holes
S: Pain started putting on his socks. Low back.
S: neck pain, was painting trim all weekend
S: Shoulder sore since helping a friend roof a shed.
S: LBP since raking Sunday.
S: neck pain after a weekend of moving boxes
S: Low back pain. Helped a neighbor lift a sofa Saturday, sore next morning.
S: R shoulder pain since putting up drywall.
S: LBP started while loading the dishwasher.
S: knee pain since a 10 mile hike
S: Elbow pain after trimming trees all day.
S: low back pain after twisting to get something from the back seat
S: Low back pain began when he picked up his toddler.
S: Was shoveling gravel; low back stiff by night.
S: neck pain after yoga
S: low back pain since Saturday's softball game
"""
NOT_STATED = """\
S: Low back pain x 3 weeks, worse with sitting.
S: Neck pain, 5/10, better with heat.
S: LBP. PMH: MVA 2010, fully recovered.
S: R knee pain for 2 months. Pain with lifting, running and squatting.
S: Low back pain; wants to get back to gardening and golf.
S: R shoulder pain x 6 wks. No numbness or tingling.
S: low back pain. No head injury.
S: Low back pain x 5 d. Fell in 2012, no problems from it.
S: Here for follow up of low back pain. No new injury since last visit.
S: Low back pain. Works in construction lifting heavy loads.
S: Neck pain x 1 wk. Mother had a fall last month.
S: Knee pain x 4 wks. Fall risk: low.
S: L hip pain since June. Goals: return to running.
S: Low back pain; tolerates lifting 20 lb, pushing cart.
S: LBP x 2 wks. Enjoys hiking, yoga.
S: Elbow pain since Sept. Worse after tennis.
S: Neck pain, tingling R hand x 2 weeks.
S: R hip pain, can't sleep on that side.
S: LBP x 6 wks. Job: warehouse picker, lifts up to 50 lb.
S: Shoulder pain 5/10. Hx of MVA 1998 without sequelae.
S: low back pain x 4 wk. Saw her PCP, given naproxen.
S: heel pain x 2 mo, worse first steps
S: elbow pain. Pain 6/10 with lifting a gallon of milk.
S: neck pain x 10 d. No red flags.
S: R shoulder pain since Aug; dominant hand R; plays golf.
S: LBP x 3 wks, unable to do yard work or lift grandchild.
S: low back pain for 2 wks. Denies head injury.
S: Tx continues for low back pain. No falls since last visit.
S: low back pain; running late today
S: knee pain x 2 wks, clicks.
S: low back pain x 10 d. Lifting hurts, sitting ok.
S: R shoulder pain 3 wks. Wants to swim again.
S: neck pain. Drives a truck. 6/10.
S: hip pain x 1 mo. Falls: none in past year. Balance good.
S: low back pain, comes to PT after MRI.
S: elbow pain. Pulling weeds hurts, gripping hurts.
S: neck pain. Son injured at school, so she missed last week.
S: low back pain. Runs 20 mi/wk.
"""
SAID = {"traumatic": TRAUMATIC, "none": NONE, "ambiguous": AMBIGUOUS, "not_stated": NOT_STATED}


@pytest.mark.parametrize(("text", "cause"), [(text, each) for each, said in SAID.items() for text in said.splitlines()])
def test_the_story_tells_the_cause(text: str, cause: str) -> None:
    assert read(text, ON).trauma == cause
