"""What the note says of a mention, in 282 ways: denied, doubted, past, supposed, a relative's or present."""

import datetime as dt

import pytest

from cleanbill.notes import read

ON = dt.date(2026, 11, 12)

HISTORICAL = """\
S: neck pain. Had *whiplash* in a 2011 crash; that settled.
S: LBP. Prior bouts of *sciatica*, most recently 2022.
S: L knee pain. The R *meniscus tear* was fixed in 2018.
S: LBP. She went through something similar with *sciatica* two years back, cleared with PT.
PMH: HTN, *carpal tunnel syndrome*, GERD
Hx: *rotator cuff tear* L 2019 (repaired), HTN.
S: Low back pain. *Frozen shoulder* on the left several years ago.
S: Neck pain. Once had *plantar fasciitis*, not bothersome now.
S: hip pain. Past episodes of *low back pain*, none recently.
S: knee pain. An *ankle sprain* in high school.
S: neck pain. Back in college he had a *herniated disc*.
PSH: *ACL reconstruction* 2014, appendix
S: LBP. *Neck pain* from 2020 resolved with chiropractic.
S: neck pain. Prior to therapy she had *headaches* daily; now none.
Past med hx: *osteoarthritis* of knees, DM.
S: Shoulder pain. Dislocated it in 2009 (*shoulder dislocation*), no trouble since.
S: low back pain. *L4-5 disc herniation* 8 years ago, treated conservatively.
S: neck pain. Childhood *scoliosis*, braced.
S: neck pain; *low back pain* in previous pregnancies.
S: back pain. Episode of *torticollis* in 2019.
S: neck pain. Previously treated here for *low back pain*.
Injuries: *ankle fracture* age 12.
S: LBP. Has had *plantar fasciitis* in the past, both feet.
S: neck pain. Old *clavicle fracture* healed.
S: Knee pain. Years ago he tore his *Achilles rupture* on the other leg.
S: neck pain. Remembers a *stiff neck* about ten years back that took a week to go.
S: neck pain. *Shoulder impingement* in 2020, did well with PT.
S: LBP. Broke her *wrist fracture* as a kid.
S: neck pain. Says she "used to be plagued by *migraines*".
PMH sig for *fibromyalgia*, HTN.
S: Had *bursitis* of the hip two winters ago.
S: heel pain; *Achilles tendinitis* in the past.
S: neck pain. Previous *LBP* episode 2017.
S: R hip. *Low back pain* some time ago, better now.
S: neck pain. *Concussion* x2 in high school football.
S: LBP. *MVA* 2005 with neck strain, no ongoing issue.
S: neck pain. Reports a remote history of *rotator cuff tear*.
S: neck pain. One episode of *vertigo* last spring.
S: low back. This happened once before, *strain* in 2020.
S: *Plantar fasciitis* resolved after orthotics in 2023. Now L knee pain.
O: no swelling; *swelling* seen at eval has gone.
S: Was having *headaches*, these stopped last month. Neck pain.
S: neck pain. *Shingles* at age 40.
S: LBP. In 2016 she had *plantar fasciitis*.
S: hip pain. *Knee pain* resolved with PT last year.
Surgical hx: *hernia repair* 2011
S: knee pain; *ACL reconstruction* as a teenager
S: LBP. *Sciatica* twice before, last in 2021.
S: neck pain. Prior *rotator cuff repair*, doing fine.
S: ankle pain. Old *ankle fracture* same side, no issues after.
S: neck pain. *Frozen shoulder* 10 years back.
S: neck pain. Has a history of *migraines*.
S: heel pain. Was seen in 2022 for *tennis elbow*.
S: neck pain. *Back pain* during both pregnancies, gone since.
O: *Effusion* noted last week has resolved.
S: low back. A *car accident* in 2014 with no lasting trouble.
"""
NEGATED = """\
S: neck pain, no *numbness*.
S: LBP. No *radiation*, numbness or weakness.
ROS: -fever, -chills, -*numbness*
S: LBP without *leg pain*.
S: *Headaches*: none.
S: denies N/T, *weakness*, bowel/bladder changes
O: *Tenderness* absent over L4.
O: no palpable *spasm*.
O: *SLR* neg bilat.
O: *Spurling's* (-)
O: R knee: no *effusion*, no laxity.
Numbness/tingling: [ ] yes [x] no. *Numbness*: N
S: Never had *back pain* before this.
S: Has not noticed any *weakness*.
S: *Night pain* - no.
A: neck pain; *radiculopathy* ruled out.
S: bowel and bladder ok, *saddle numbness* none
S: nil *pins and needles*
S: no longer any *tingling*.
O: *Swelling*: 0
O: Phalen and *Tinel* unremarkable.
O: exam shows neither *atrophy* nor weakness.
O: *McMurray's* did not reproduce symptoms.
O: nothing to suggest *fracture*.
O: fails to show *instability*.
S: She has had no *fever*.
O: x-ray: no *fracture* or dislocation
O: *Gait* normal.
S: LBP: no *leg pain*, no numbness.
S: *Numbness* / tingling - denies.
S: no bowel or *bladder changes*
S: denied any *fever*, chills, or weight loss.
O: L knee no *effusion*.
O: *Spasm* - none palpated.
O: *Slump* negative.
O: Neers (-), *Hawkins* (-)
O: Spine nontender. *Tenderness*: none.
O: No midline *tenderness* or step off.
A: no signs of *radiculopathy*
A: *Fracture* ruled out on film.
S: no *swelling*, locking, or giving way
S: hasn't had *numbness*.
S: pain stays local, does not *radiate*.
S: w/out *weakness*
S: free of *leg symptoms*
O: (-) *clonus*, (-) Hoffmann
S: never any *tingling*
O: *Instability* not demonstrated.
O: exam negative for *atrophy*
[ ] *Numbness* [x] Stiffness
O: gait nonantalgic, no *limp*
S: neck pain. No *headache*, dizziness or nausea.
S: no b/b changes, no *saddle numbness*
O: No *swelling*, bruising, or deformity.
O: *Ecchymosis*: none.
O: negative *Spurling*, negative Hoffmann
O: *clonus* absent
O: neurovascularly intact, no *weakness*
S: does not have *night pain*
S: Not having any *numbness*.
O: *Homans* sign negative.
A: no evidence for *stress fracture*
O: there was no *crepitus*
S: without *radiation* below the knee
S: has had neither *fever* nor chills
O: patellar *apprehension* negative
S: has no *leg pain*
"""
UNCERTAIN = """\
A: Possible *rotator cuff tear*.
A: r/o *stress fracture*.
A: *L5 radiculopathy*?
A: Shoulder pain, suspect *impingement*.
A: LBP; I wonder about *stenosis*.
A: Findings raise the question of *labral tear*.
A: knee pain, likely *meniscus tear*.
A: *Sciatica* vs piriformis syndrome.
A: Cannot rule out *scaphoid fracture*.
A: DDx: *tendinopathy*, bursitis.
A: picture most in keeping with *plantar fasciitis*
A: Presumed *gout*.
A: *facet syndrome* is my leading thought
A: could be a *labral tear*
A: probable *disc herniation* L5-S1
A: concern for *cauda equina*
A: hip pain - query *bursitis*
A: favor *trochanteric bursitis* over OA
A: Knee pain, ?*meniscus tear*
A: *fracture* not excluded, await films
A: Impression: suspicious for *stress fracture*.
A: *De Quervain's* felt to be most probable.
A: may well be *adhesive capsulitis*
A: MRI to evaluate for *rotator cuff tear*.
A: *rotator cuff tear* suspected.
A: Query *stress reaction* vs stress fracture.
A: R/O *DVT*.
A: likely *lumbar strain*
A: probable L5 *radiculopathy*
A: Possibly *SLAP tear*.
A: could represent *gout*
A: ? *meniscal tear*
A: Concern for *cauda equina syndrome*.
A: *Impingement* is the most likely explanation.
A: This may be *facet syndrome*.
A: Not clear if *radiculopathy* is present.
A: appears to be *tendinitis*
A: cannot exclude *labral tear*
A: I think this is *bursitis*.
A: symptoms suggestive of *carpal tunnel syndrome*
A: Working dx *plantar fasciitis*
A: consistent with *lateral epicondylitis*
A: rule out *labral tear*
A: probable *gluteal tendinopathy*
A: May have *carpal tunnel syndrome*.
A: suspect *Morton's neuroma*
A: *SI joint dysfunction* is likely.
A: question of *scaphoid fracture*
A: differential includes *gout*
A: presumptive *meniscal tear*
A: looks to be *bursitis*
"""
HYPOTHETICAL = """\
P: Return if *numbness* develops.
P: Go to the ED for *weakness*, saddle numbness, or loss of bladder control.
P: flexeril prn *spasm*
P: Call with any *fever*, redness or drainage.
P: Red flags reviewed: *saddle numbness*, bladder changes.
P: Will image if *radiculopathy* emerges.
P: Should *weakness* occur, call us.
P: watch for *swelling*
P: If *pain* persists, MRI.
Consent: risks incl. *soreness*, fracture, stroke.
P: seek care immediately w/ new *numbness*
P: told to stop if *tingling* comes on
P: STG: decrease *pain* to 2/10 in 3 wks.
P: heat as needed for *stiffness*
P: Pt knows to phone us with *leg weakness* or worse pain.
P: ER precautions: *incontinence*, saddle anesthesia.
P: exercises to prevent recurrent *back pain*.
P: discussed that *muscle soreness* after needling is common
P: f/u sooner for worsening *weakness*
P: RTC if *swelling* returns.
P: ED if *loss of bladder control*.
P: NSAIDs as needed for *pain*.
P: Discussed warning signs incl *foot drop* and fever.
P: advised to monitor for *redness*
P: to prevent *falls*
P: call right away for *saddle anesthesia*
P: Goal: no *pain* with stairs.
P: LTG: return to work without *back pain* in 6 weeks.
P: recheck sooner w/ any *weakness*
P: If *spasms* come back use the TENS.
P: Cyclobenzaprine at night if *spasm*.
P: Return if *weakness* or fever.
P: told to call for *calf swelling*
P: ice if *swelling* recurs
P: report any *numbness* right away
P: MRI if *radiculopathy* does not improve
P: tylenol for *headache* if needed
P: 911 for *chest pain*
P: watch for signs of *infection*
LTG: pt will report no *neck pain* with driving
P: return to ER with *incontinence*
"""
FAMILY = """\
FH: *osteoarthritis* in mother.
S: neck pain. Dad had a *herniated disc*.
FHx: RA (aunt), *scoliosis* (sister)
S: her mother and two aunts have *osteoporosis*
Family: *gout* - brother.
S: LBP. *Ankylosing spondylitis* runs on his father's side.
S: knee pain. Grandfather: *gout*
S: sibling with *fibromyalgia*
FH: Mother - *OA*; father - MI.
S: neck pain. Her sister has *lupus*.
FHx sig for *rheumatoid arthritis*
S: brother had *back surgery* last year
S: strong family hx of *osteoporosis*
S: Father w/ *scoliosis*.
FH: *diabetes*, father.
Family hx: brother w/ *ankylosing spondylitis*
S: maternal aunt had *lupus*
S: neck pain. His son has *scoliosis*.
"""
AFFIRMED = """\
S: c/o *numbness* in the R foot.
S: no relief of *back pain* with ibuprofen.
S: *neck pain* not better.
O: *Tenderness* L4-5, no spasm.
S: *Low back pain* since MVA in 2019, never resolved.
S: Prior PT did not help her *low back pain*.
A: *Lumbar strain* with history of sciatica.
S: last seen 2023; now has *knee pain*.
S: history of *neck pain* for 6 weeks.
O: *SLR* pos R at 40.
S: cannot sit because of *leg pain*
S: *Headaches* persist.
S: her husband noticed her *limp*.
A: *OA* R knee, confirmed on film.
S: reports that the *spasms* have not gone away
O: moderate *hypertonicity* R paraspinals, not L.
S: old job gone; *back pain* daily
S: The *tingling* is still there but less.
S: no trauma, *knee pain* with stairs.
S: denies injury; reports *stiffness* each morning
S: *LBP* and stiffness, no leg pain.
S: *neck pain* returned last week.
S: not able to sleep due to *shoulder pain*
O: no bruising. *Swelling* present laterally.
O: *TTP* R L5, none on L.
S: *numbness* remains in the thumb.
S: no change in *back pain*.
S: *headaches* without nausea
A: *plantar fasciitis* R, improving.
A: *Cervicalgia* with muscle spasm.
S: *Knee pain* has not responded to ice.
S: his *sciatica* came back after 3 years.
S: *back pain* worse than last year.
S: hx of neck pain, now *tingling* in arm
S: *Tingling* started yesterday.
O: *Spurling* positive R.
O: *effusion* 1+.
A: s/p MVA w/ *cervical strain*
S: never free of *pain*
S: *pain* wakes him at night
S: complains of *tingling* in the hand
S: *weakness* in grip
O: positive *Tinel* at the wrist
O: mild *swelling* medially
A: *Cervicalgia*, improving
A: *lateral epicondylitis* L
S: *neck pain* and no arm pain
S: no injury; *low back pain* x 1 wk
S: still has *numbness*
"""
SAID = {
    "historical": HISTORICAL,
    "negated": NEGATED,
    "uncertain": UNCERTAIN,
    "hypothetical": HYPOTHETICAL,
    "family": FAMILY,
    "affirmed": AFFIRMED,
}


@pytest.mark.parametrize(
    ("text", "status"), [(text, each) for each, said in SAID.items() for text in said.splitlines()]
)
def test_the_words_around_a_mention_set_its_status(text: str, status: str) -> None:
    before, words, behind = text.split("*")
    start, end = len(before), len(before) + len(words)
    found = read(before + words + behind, ON).assertions
    assert status in {said.status for said in found if said.start < end and start < said.end}


@pytest.mark.parametrize("label", ["Consent", "Return precautions", "Goal", "Risks discussed"])
def test_what_stands_behind_a_label_of_what_may_come_is_not_there_today(label: str) -> None:
    said = read(f"A: Low back pain\n{label}: numbness and fracture explained\n", ON).assertions
    assert [one.status for one in said if one.concept in ("numbness", "fracture")] == ["hypothetical"] * 2
