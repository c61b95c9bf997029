"""What is past and what is of today, in 109 ways of writing it; expectations stood before the reader was run."""

import datetime as dt

import pytest

from cleanbill.notes import read

ON = dt.date(2026, 11, 20)

PAST = """\
S: neck pain. Had *sciatica* in 2019, none since.
S: neck pain. *Sciatica* 6 yrs ago.
S: hip pain. Hx: R *wrist fracture* 2015.
S: shoulder pain. h/o *torticollis*.
S: neck pain; *LBP* in 2021 that resolved with PT.
PMH: *ankle sprain*, appendectomy.
PMHx: *knee OA*; HTN.
Past history: *shoulder dislocation*.
Past injuries: *whiplash*.
Previous injuries: *whiplash* 2012.
Previous episodes: *low back pain* x2.
Prior episodes: *sciatica* 2018.
S: neck pain. Remote *clavicle fracture*.
S: hip pain. Old *ankle fracture*.
S: knee pain. *Meniscus tear* repaired in 2014.
S: knee pain. s/p *ACL tear* 2011.
S: neck pain. *Whiplash* as a teen.
S: neck pain. *Ankle sprain* back in high school.
S: neck pain. *Sciatica* last winter, gone by spring.
S: neck pain. *Sciatica* two summers ago.
S: neck pain. Had a bout of *sciatica* before.
S: neck pain. He has had *sciatica* before.
S: neck pain. One prior bout of *sciatica*.
S: neck pain. *Low back pain* during her pregnancy.
S: neck pain. *Sciatica* while pregnant, cleared after delivery.
S: neck pain. Used to have *headaches*, not any more.
S: neck pain. *Headaches* stopped after visit 3.
S: neck pain. Initial *headaches* have resolved.
S: neck pain. *Numbness* of the first two weeks has cleared.
S: neck pain. The *tingling* she had at the first visit is gone.
S: neck pain. *Headaches* at the start of care, none now.
O: *Spasm* at eval, none today.
O: no tenderness today (*spasm* at initial visit).
O: *Effusion* seen at the last visit has resolved.
S: neck pain. She broke her L wrist (*Colles fracture*) in 2009.
S: neck pain. *Knee OA* treated with TKA in 2020.
S: neck pain. *Rotator cuff tear* repaired 2017.
S: neck pain. Treated for *plantar fasciitis* in 2022.
S: neck pain. Was treated for *plantar fasciitis* last year.
S: neck pain. Had *frozen shoulder* on the other side five years ago.
S: neck pain. The other shoulder had *bursitis* in 2020.
S: neck pain. Recovered fully from an *ankle sprain* in 2023.
S: neck pain. Previously diagnosed with *carpal tunnel syndrome*.
S: neck pain. Dx'd with *carpal tunnel syndrome* in 2016.
S: neck pain. *Concussion* in college.
S: neck pain. *Back spasms* years back.
S: neck pain. *Back spasms* in the past.
S: neck pain. *Back spasms* a long time ago.
S: neck pain. Was seen here for *sciatica* in 2021.
S: neck pain. Was seen last spring for *sciatica*.
S: neck pain. Prior *LBP* [x].
S: neck pain. Prior *LBP*: yes, 2020.
S: neck pain. History of *migraine*.
S: neck pain. Hx *migraine*.
S: neck pain. + hx of *LBP*.
S: neck pain. Positive for previous *LBP*.
S: neck pain. *Low back strain* in March, recovered.
S: neck pain. Strained the low back (*lumbar strain*) in May, well since.
S: neck pain. *Gout* flare in 2020.
S: neck pain. *Back pain* after her first pregnancy.
At her first visit *spasm* was marked.
At initial evaluation there was *swelling*.
Initially had *tingling*, now absent.
Upon initial exam, *spasm* was found; today muscles are soft.
S: neck pain. As a girl she had *scoliosis*.
S: neck pain. In his youth he had *low back pain*.
S: neck pain. Three years ago he had *sciatica*.
S: neck pain. In 2018 she had *sciatica*.
S: neck pain. Back in 2018, *sciatica*.
"""
PRESENT = """\
S: *Low back pain* since 2019.
S: *Low back pain* that began in 2019 and continues.
S: *Low back pain* started 2 years ago.
S: *Low back pain* for the past 3 weeks.
S: *Neck pain* over the last year.
S: *Neck pain* resolved partially.
S: *Neck pain* has not resolved.
S: Old friend: *low back pain*, 5/10 today.
S: 58 y old man with *low back pain*.
S: *Neck pain* is the same as at the last visit.
S: *Neck pain* better than last visit.
S: *Neck pain* worse since last visit.
S: Previously well, now *low back pain*.
S: Prior to the fall no complaints; now *neck pain*.
S: Hx of knee OA, now *low back pain*.
S: He had sciatica in 2019; now *neck pain*.
S: As before, *neck pain* 4/10.
S: Injured 3 weeks ago lifting; *low back pain* since.
S: Woke last night with *neck pain*.
S: *Low back pain* again, as in 2019.
S: *Low back pain* has returned.
S: Recurrent *low back pain*, first in 2015.
O: *Spasm* persists as at last visit.
O: *Spasm* L UT, less than at eval.
O: *Spasm* L UT (moderate at eval, mild today).
O: *Swelling* decreased from initial visit.
S: *Neck pain* during work.
S: *Heel pain* with first steps after rest.
S: *Neck pain* before and after work.
S: *Neck pain* in the mornings, stops after a shower.
A: *Knee OA*, previously treated with injection.
A: *Low back pain*, chronic, hx of disc surgery.
S: *Hip pain* since pregnancy.
S: *Low back pain* while pregnant; now 32 weeks.
S: *Neck pain* began last winter.
S: *Knee pain* since last summer.
S: She had *neck pain* on waking this morning.
S: He had *low back pain* after lifting yesterday.
S: Had *headache* today.
S: Returns for *low back pain*, last seen in 2024.
"""
SAID = {"historical": PAST, "affirmed": PRESENT}


@pytest.mark.parametrize(
    ("text", "status"), [(text, each) for each, said in SAID.items() for text in said.splitlines()]
)
def test_the_past_is_told_from_today(text: str, status: str) -> None:
    before, words, behind = text.split("*")
    found = read(before + words + behind, ON).assertions
    start, end = len(before), len(before) + len(words)
    assert status in {said.status for said in found if said.start < end and start < said.end}


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("S: neck pain. Similar in 2018, gone in a week.", "Similar", "historical"),
        ("S: neck pain. Had something like this once in college.", "something like this", "historical"),
        ("S: neck pain. Had one of these 4 yrs ago.", "one of these", "historical"),
        ("S: R shoulder stiff. The left did the same in 2021.", "did the same", "historical"),
        ("S: neck pain. Sister has similar pain.", "similar pain", None),
        ("S: neck pain. Pain is similar to last visit.", "similar", None),
        ("S: neck pain onset 2 years ago.", "neck pain", "affirmed"),
        ("S: (+) hx LBP, + neck pain.", "neck pain", "affirmed"),
        ("A: LBP, no spasm (spasm at eval).", "spasm", "negated"),
        ("O: cleared w/o restriction.", "restriction", "negated"),
        ("S: spasm at work, none at home.", "spasm", "affirmed"),
    ],
)
def test_an_earlier_episode_is_past_and_todays_complaint_is_not(text: str, words: str, status: str | None) -> None:
    start = text.index(words)
    found = [said.status for said in read(text, ON).assertions if said.start <= start < said.end]
    assert found == ([status] if status else [])
