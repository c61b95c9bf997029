"""Figures and places: how long, how many, where, which side."""

import pytest

from cleanbill.notes import evidence, missing, read


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("S: LBP x 5 d.", "acute"),
        ("PC: 3/7 hx of neck pain.", "acute"),
        ("S: LBP 10 wks.", "subacute"),
        ("S: LBP x 6 mo.", "chronic"),
        ("S: LBP for 6 weeks.", "subacute"),
        ("S: R elbow pain, 3 months.", "chronic"),
        ("S: woke w/ neck spasm today.", "acute"),
        ("S: LBP since Sat.", "acute"),
        ("S: LBP 6 mo.\nA: Acute on chronic LBP.", "acute_on_chronic"),
        ("S: neck pain 8 wks.\nA: Cervicalgia, acute.", "acute"),
        ("DOS: 4/1/26\nS: R elbow pain. DOI: 2/10/26", "subacute"),
        ("S: neck pain. Seen for visit 6/12.", "not_stated"),
        ("S: LBP, surgery 10 years ago.", "not_stated"),
        ("S: LBP. P: 2x/wk x 3 wk, recheck in 3 weeks.", "not_stated"),
        ("52-year-old with LBP in no acute distress.", "not_stated"),
    ],
)
def test_onset_goes_by_the_clinicians_word_then_by_duration(text: str, onset: str) -> None:
    assert read(text).onset == onset


def test_a_date_without_the_notes_date_is_an_onset_that_is_not_classed() -> None:
    facts = read("S: slipped and fell on 10/02/08, low back pain.")
    assert facts.onset == "not_stated"
    assert "onset" not in missing(facts)


@pytest.mark.parametrize(
    ("text", "region", "side"),
    [
        ("O: TTP R lumbar paraspinals.", "lumbar", "right"),
        ("O: spasm R>L lumbar paraspinals.", "lumbar", "bilateral"),
        ("O: TTP L4/5 facets B.", "lumbar", "bilateral"),
        ("O: TTP L5-S1.", "lumbosacral", None),
        ("O: hypertonic rhomboids.", "thoracic", None),
        ("A: R shoulder impingement syndrome", "shoulder", "right"),
        ("A: plantar fasciitis, left heel", "ankle_foot", "left"),
        ("CC: neck pain. Patient is right hand dominant.", "cervical", None),
    ],
)
def test_region_and_side_of_the_first_problem(text: str, region: str, side: str | None) -> None:
    facts = read(text)
    assert (facts.region, facts.laterality) == (region, side)


def test_a_limb_without_a_side_lacks_its_site() -> None:
    assert "site" in missing(read("S: knee pain 2 wks. O: TTP medial joint line."))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("O: Lumbar flexion 40/60, extension 25/25.", ["rom_limited"]),
        ("O: Cervical rotation R 80. Lumbar flex WNL.", []),
        ("O: Full ROM. Strength 5/5 throughout.", []),
        ("O: ER MMT 4/5 p!.", ["strength_deficit"]),
        ("O: TTP L4/5.", ["palpation_tenderness"]),
        ("O: decreased sensation right L5, reflexes 2+.", ["neuro_deficit"]),
        ("O: Fixations at C5, T6, L4 and R SI.", ["joint_restriction"]),
        ("O: Gait antalgic. Effusion 2+.", ["posture_gait", "swelling_bruising"]),
        ("S: low back feels stiff and sore.", []),
        ("P: goal flexion 60 deg.", []),
    ],
)
def test_findings_are_what_is_less_than_normal_today(text: str, kinds: list[str]) -> None:
    assert [finding.type for finding in read(text).objective_findings] == kinds


def test_treatments_carry_what_is_written() -> None:
    text = "P: MHP 10', STM R paraspinals 15 min, 97110 25 min: chin tucks 3x10, planks 3x30 sec, rows 2 sets of 12."
    got = [(t.span, t.minutes, t.sets, t.reps, t.cpt) for t in read(text).treatments]
    assert got == [
        ("MHP 10'", 10, None, None, None),
        ("STM R paraspinals 15 min", 15, None, None, None),
        ("97110 25 min", 25, None, None, "97110"),
        ("chin tucks 3x10", None, 3, 10, None),
        ("planks 3x30 sec", None, 3, None, None),
        ("rows 2 sets of 12", None, 2, 12, None),
    ]


def test_a_frequency_is_no_set_and_tolerance_no_treatment() -> None:
    assert read("S: sits 20 min. P: 2x/wk x 3 wk.").treatments == ()


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("P: CMT T/S 1 region.", ("thoracic",)),
        ("P: Adjusted C5, T6, L4, R SI diversified. EMS 15 min.", ("cervical", "thoracic", "lumbar", "pelvic")),
        ("Tx: CMT lumbar, ice.", ("lumbar",)),
        ("P: CMT R shoulder.", ("extraspinal",)),
        ("S: was adjusted C5 elsewhere. P: ice.", ()),
    ],
)
def test_regions_that_were_manipulated(text: str, regions: tuple[str, ...]) -> None:
    assert read(text).cmt_regions == regions


def test_part_letters_are_told_from_soap_letters() -> None:
    text = "S: LBP.\nO: P: tender L5. A: R PSIS inferior. R: flex 40/60. T: hypertonic R QL.\nA: LBP.\nP: CMT lumbar."
    facts = read(text)
    assert facts.part == ("P", "A", "R", "T")
    assert [finding.type for finding in facts.objective_findings] == [
        "palpation_tenderness", "posture_gait", "rom_limited", "palpation_tone",
    ]  # fmt: skip
    assert read("S: LBP.\nO: TTP L5.\nA: LBP.\nP: ice.").part == ()


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("P: STM 15 min to reduce spasm.", True),
        ("P: CMT C5; goal left rotation 75 deg for safe driving.", True),
        ("P: PT for core strengthening.", True),
        ("P: CMT T/S. Next wk.", False),
        ("P: heat, stretching. RTC 1 wk.", False),
    ],
)
def test_a_treatment_needs_a_reason(text: str, tied: bool) -> None:
    assert (read(text).rationale is not None) is tied


def test_totals_and_limits_are_read_where_stated() -> None:
    facts = read(
        "S: Can't sit > 30 min. Denies trouble sleeping.\nP: MT 20 min. Total timed 30 min, total treatment time 40 min"
    )
    assert (facts.timed_minutes_total, facts.total_treatment_minutes) == (30, 40)
    assert [limit.span for limit in facts.functional_limits] == ["Can't sit > 30 min"]


@pytest.mark.parametrize(
    ("damaged", "section"),
    [
        ("SUBJECTIVE: , LBP.,OBJECTIVE:  ,TTP L4.,PLAN: , ice", "objective"),
        ("HPI\n\nLBP.\n\nPHYSICAL EXAM\n\nTTP L4.", "objective"),
        ("S: LBP. O: TTP L4. A: LBP.", "objective"),
        ("LBP 2 wks. Exam TTP L4.", "objective"),
        ("S - LBP\nO - TTP L4", "objective"),
    ],
)
def test_sections_survive_damage(damaged: str, section: str) -> None:
    assert [fact.section for fact in read(damaged).facts if fact.concept == "tenderness"] == [section]


@pytest.mark.parametrize(
    ("text", "concept", "kind", "region", "side"),
    [
        ("A: R shoulder impingement syndrome", "impingement", "diagnosis", "shoulder", "right"),
        ("Dx: Lumbago with left sciatica.", "lumbago_with_sciatica", "diagnosis", "lumbar", "left"),
        ("A: L ACL tear", "ligament_tear", "diagnosis", "knee", "left"),
        ("S: R LBP", "low_back_pain", "complaint", "lumbar", "right"),
    ],
)
def test_a_diagnosis_carries_its_region_and_side(text: str, concept: str, kind: str, region: str, side: str) -> None:
    fact = next(fact for fact in read(text).facts if fact.concept == concept)
    assert (fact.kind, fact.region, fact.laterality) == (kind, region, side)


def test_evidence_quotes_the_note_with_what_stands_around() -> None:
    shown = evidence("Exam: R lumbar paraspinal spasm, TTP.", 6, 31)
    assert (shown.text, shown.prefix, shown.suffix) == ("R lumbar paraspinal spasm", "Exam: ", ", TTP.")
    assert len(shown.note_sha256) == 64


def test_a_breathing_rate_is_no_rotation() -> None:
    assert read("O: BP 120/80, HR 72, RR 14.").objective_findings == ()
    assert [finding.type for finding in read("O: C/S RR 40.").objective_findings] == ["rom_limited"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("O: varus alignment R knee.", "posture_gait"),
        ('O: leg length difference, R 1/4" short.', "posture_gait"),
        ('O: L leg 1/4" short.', "posture_gait"),
        ("O: taut band with twitch response L UT.", "trigger_point"),
        ("O: jump sign L UT.", "trigger_point"),
        ("O: 2-pt discrimination decreased L thumb.", "neuro_deficit"),
        ("O: R knee motion 5 to 110 degrees.", "rom_limited"),
    ],
)
def test_an_examiners_phrase_is_its_kind_of_finding(text: str, kind: str) -> None:
    assert [finding.type for finding in read(text).objective_findings] == [kind]


def test_a_step_off_a_curb_is_an_event_and_limiting_swelling_a_purpose() -> None:
    assert read("S: R ankle inversion, stepped off curb.").trauma == "traumatic"
    facts = read("P: ice 10 min to limit swelling.")
    assert facts.rationale is not None
    assert facts.functional_limits == ()
