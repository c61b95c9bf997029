"""The traps that make readers of notes wrong, each in several dresses."""

import pytest

from cleanbill.model.reading import NoteFacts
from cleanbill.notes import missing, read


def statuses(text: str, concept: str) -> list[str]:
    return [said.status for said in read(text).assertions if said.concept == concept]


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.type, finding.span) for finding in read(text).objective_findings]


def types(text: str) -> list[str]:
    return [kind for kind, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "concept", "status"),
    [
        ("O: (-) SLR B.", "slr", "negated"),
        ("O: Kemps (-), TTP L4.", "kemp", "negated"),
        ("O: SLR neg b/l. Kemps pos R.", "slr", "negated"),
        ("O: Neer +, Hawkins + R, Speed's -.", "cuff_test", "negated"),
        ("O: + TTP R SI, neg FABER.", "hip_test", "negated"),
        ("O: Negative Lachman's. Positive varus test.", "lachman", "negated"),
        ("O: Positive straight leg raise.", "slr", "affirmed"),
        ("S: LBP s/p lifting. O: Neuro WNL.", "neuro", "negated"),
        ("O: Neuro nl. Gait normal.", "gait", "negated"),
    ],
)
def test_a_sign_binds_to_its_own_test(text: str, concept: str, status: str) -> None:
    assert statuses(text, concept) == [status]


def test_a_plus_and_a_minus_in_one_line_keep_apart() -> None:
    assert types("O: (-) Spurling B, (+) TTP L UT, Jackson's (-).") == ["palpation_tenderness"]


@pytest.mark.parametrize(
    ("text", "spasm"),
    [
        ("[ ] Spasm  [x] Tenderness L4", "negated"),
        ("[x] Spasm R lumbar  [ ] Tenderness", "affirmed"),
        ("Muscle spasm: (x) present ( ) absent", "affirmed"),
        ("Muscle spasm: ( ) present (x) absent", "negated"),
        ("Spasm: ☐ yes ☒ no", "negated"),
        ("Spasm: absent. Tenderness: mild.", "negated"),
        ("Spasm? NO", "negated"),
        ("O: Muscle spasm: [ ] gastroc [ ] intrinsics [x] none", "negated"),
        ("O: Muscle spasm: [x] gastroc [ ] intrinsics [ ] none", "affirmed"),
        ("O: Muscle spasm ____  Tenderness ____", "absent"),
        ("O: Spasm: see initial | Tenderness: see initial |", "absent"),
    ],
)
def test_a_box_says_what_is_ticked(text: str, spasm: str) -> None:
    assert read(text).spasm == spasm


def test_an_option_that_is_not_ticked_is_no_finding() -> None:
    assert types("[ ] Spasm [x] Tenderness L4-L5 R [ ] Guarding [x] Decreased ROM flexion") == [
        "palpation_tenderness",
        "rom_limited",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "O: No change in muscle spasm.",
        "O: No decrease in lumbar spasm.",
        "O: Not without spasm at rest.",
        "S: Spasm has not resolved.",
        "S: No relief of the spasm with ice.",
        "S: spasms have not improved.",
    ],
)
def test_a_false_denial_affirms(text: str) -> None:
    assert statuses(text, "muscle_spasm") == ["affirmed"]


def test_a_denial_ends_at_but() -> None:
    text = "O: No spasm, guarding or step-off, but marked tenderness L5."
    assert statuses(text, "guarding") == ["negated"]
    assert found(text) == [("palpation_tenderness", "marked tenderness L5")]


def test_a_denial_reaches_the_tenth_item_of_its_list() -> None:
    text = "O: No spasm, guarding, step-off, swelling, deformity, warmth, ecchymosis, laxity, limp, or crepitus."
    assert statuses(text, "crepitus") == ["negated"]
    assert types(text) == []


def test_a_denial_does_not_reach_a_statement_behind_a_comma() -> None:
    assert statuses("O: No spasm, tender over L4 on the right.", "tenderness") == ["affirmed"]


@pytest.mark.parametrize(
    "text",
    [
        "P: Call if spasm recurs.",
        "P: Flexeril prn spasm.",
        "P: Use heat should spasm return.",
        "P: Return if spasm develops.",
    ],
)
def test_a_spasm_that_may_come_is_no_spasm(text: str) -> None:
    assert statuses(text, "muscle_spasm") == ["hypothetical"]
    assert read(text).spasm == "hypothetical"


@pytest.mark.parametrize(
    "text",
    [
        "S: MVA 10 years ago, lumbar strain, fully resolved. LBP 3 wks, no recent injury.",
        "S: LBP 3 wks, insidious. Hx fall from a ladder in 2011, healed.",
    ],
)
def test_an_old_accident_is_not_the_cause(text: str) -> None:
    assert read(text).trauma == "none"


@pytest.mark.parametrize(
    "text",
    [
        "S: Mother has back spasms. LBP 1 wk.",
        "S: LBP. 4th cousin has back spasms.",
        "FAMILY HISTORY: back spasms.",
        'S: Dad had "bad back w/ spasms".',
    ],
)
def test_a_relatives_spasm_is_not_the_patients(text: str) -> None:
    assert statuses(text, "muscle_spasm") == ["family"]
    assert read(text).spasm == "absent"


@pytest.mark.parametrize(
    "text",
    [
        "S: LBP after yard work on Saturday.",
        "S: Low back discomfort the evening after shoveling snow. She does not recall a specific injury.",
        "HPI: felt a mild twinge, then gradually worse low back pain.",
        "HPI: Moved furniture over the weekend. Denies any specific injury. Low back pain.",
    ],
)
def test_an_activity_without_an_event_is_asked_about(text: str) -> None:
    assert read(text).trauma == "ambiguous"
    assert "non_trauma" in missing(read(text))


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("S: slipped on ice, landed on R hip.", "traumatic"),
        ("S: felt a pop in his back golfing 4 days ago.", "traumatic"),
        ("S: R shoulder pain, gradual w/ overhead painting work, no fall.", "none"),
        ("S: neck pain from computer work, no injury.", "none"),
        ("S: Pain increased with lifting and prolonged standing.", "not_stated"),
        ("Trauma? ( ) Yes (x) No", "none"),
    ],
)
def test_the_cause_is_read_from_the_story(text: str, cause: str) -> None:
    assert read(text).trauma == cause


def test_a_contradiction_is_kept_with_both_places() -> None:
    facts = read("HPI: No injury. LBP 2 wks.\nASSESSMENT: Lumbar strain s/p MVA 2 weeks ago.")
    assert facts.trauma == "ambiguous"
    assert [[span.span for span in conflict.spans] for conflict in facts.conflicts] == [["injury", "MVA"]]


@pytest.mark.parametrize(
    "text",
    [
        "CC: neck pain 3 days.\nX-ray: No acute injury.",
        "CC: neck pain.\nHEENT: atraumatic, normocephalic.",
        "CC: R knee pain.\nEXAM: No evidence of trauma or deformity.",
    ],
)
def test_words_of_injury_in_an_examination_are_no_statement_of_cause(text: str) -> None:
    assert read(text).trauma == "not_stated"


@pytest.mark.parametrize("word", ["tight", "tense", "hypertonic", "guarded", "ropy", "cramping", "taut bands"])
def test_a_hard_muscle_is_not_spasm(word: str) -> None:
    facts = read(f"O: R lumbar paraspinals {word}. P: Flexeril.")
    assert facts.spasm == "absent"
    assert "spasm" not in [finding.type for finding in facts.objective_findings]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("CC: calf cramp at night. Exam: L gastroc spasm. Dx: muscle spasm of calf.", "lower_leg"),
        ("PE: R SCM and upper trap in spasm. Dx: cervical paraspinal muscle spasm.", "cervical"),
        ("Impression: Muscle spasm of thoracic back", "thoracic"),
    ],
)
def test_the_site_of_a_spasm_is_its_own(text: str, region: str) -> None:
    facts = read(text)
    assert facts.region == region
    assert {fact.region for fact in facts.facts if fact.concept == "muscle_spasm"} == {region}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("A: Likely rotator cuff tendinopathy.", "tendinopathy"),
        ("A: possible acute disc herniation.", "disc_displacement"),
        ("A: R/O HNP.", "disc_displacement"),
        ("A: I believe this is a muscular sprain.", "sprain"),
        ("A: Suspect lumbar strain; cannot rule out disc herniation.", "disc_displacement"),
        ("A: lumbar radiculopathy vs strain", "radiculopathy"),
    ],
)
def test_an_uncertain_diagnosis_stays_uncertain(text: str, concept: str) -> None:
    assert statuses(text, concept) == ["uncertain"]


def test_misspelt_words_are_read() -> None:
    facts = read("pt c/o lumber paraspnal spams x 4 days, no truama. ttp R l4-5, rom lmtd flexn. dx mucle spasm back.")
    assert (facts.region, facts.onset, facts.trauma, facts.spasm) == ("lumbar", "acute", "none", "affirmed")
    assert [f.type for f in facts.objective_findings] == ["palpation_tenderness", "rom_limited"]


def test_copied_words_are_not_todays() -> None:
    facts = read("[Copied from 09/08: Lumbar spasm R, TTP L4.] Today: No spasm. Full lumbar ROM.")
    assert facts.spasm == "negated"
    assert facts.objective_findings == ()
    assert {fact.source for fact in facts.facts if fact.start < 40} == {"copied"}


def test_a_guarded_abdomen_is_no_finding_of_the_back() -> None:
    assert types("EXAM: Abdomen soft, guarding noted. Back: TTP L4.") == ["palpation_tenderness"]


def test_tenderness_of_soft_tissue_is_one() -> None:
    assert types("EXAM: soft tissue tenderness R calf. Abdomen: tender RLQ.") == ["palpation_tenderness"]


def test_a_denied_pop_does_not_deny_the_injury() -> None:
    facts = read("HPI: Stepped off of a curb, landed on his left ankle. Denies a pop at the time of the injury.")
    assert facts.trauma == "traumatic"


def test_nothing_today_means_four_elements_are_missing() -> None:
    facts: NoteFacts = read("Pt returns, same as last visit. Adjusted C/T/L. Tolerated well. See prn.")
    assert facts.region is None
    assert set(missing(facts)) >= {"onset", "finding", "non_trauma", "rationale"}
    assert facts.cmt_regions == ("cervical", "thoracic", "lumbar")
