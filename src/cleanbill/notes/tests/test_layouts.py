"""Headers, signs, sides and figures as clinics write them."""

import pytest

from cleanbill.notes import missing, read


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.type, finding.span) for finding in read(text).objective_findings]


def types(text: str) -> list[str]:
    return [kind for kind, _ in found(text)]


def test_a_diagnosis_at_the_top_is_one_line_long() -> None:
    text = "PT INITIAL\nDx: L hip bursitis.\nPROM L hip: flex 80, abd 20.\nStrength: L abd 3+/5\nPlan: clams 3x10."
    assert types(text) == ["rom_limited", "rom_limited", "strength_deficit"]


def test_an_examination_word_in_a_late_assessment_opens_nothing() -> None:
    assert types("O: no tenderness.\nA: LBP.\nStrength: return to 4/5 wanted.") == []


@pytest.mark.parametrize("text", ["PLAN2: heat 10 min to restore flexion.", "Plan #1: heat 10 min to restore flexion."])
def test_a_numbered_header_is_a_header(text: str) -> None:
    assert read(text).rationale is not None


def test_ex_is_the_examination_before_the_plan_and_exercise_in_it() -> None:
    assert types("Hx: 2/52 knee pain R.\nEx: moderate effusion R knee.") == ["swelling_bruising"]
    assert types("A: LBP.\nP: heat.\nEx: tender spots to avoid.") == []


def test_a_joints_own_sign_is_examination_under_any_heading() -> None:
    assert types("PHYSICAL EXAM\nCardiovascular: regular. Mild swelling noted at the left elbow.") == [
        "swelling_bruising"
    ]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("O: + Kemp L, - Kemp R.", ["affirmed", "negated"]),
        ("O:\n+ Hawkins\n- Jobe", ["affirmed", "negated"]),
        ("O:\n- mild effusion R knee\n- tender MJL", ["affirmed", "affirmed"]),
        ("O:\n-moderate effusion R knee", ["affirmed"]),
        ("O: -Slump.", ["negated"]),
    ],
)
def test_a_dash_is_a_minus_beside_a_test_and_a_bullet_before_a_word(text: str, statuses: list[str]) -> None:
    assert [said.status for said in read(text).assertions] == statuses


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("A: LBP with sciatica, right.", "right"),
        ("A: sciatica (L).", "left"),
        ("S: LBP.\nO: lumbar paraspinal tenderness, right.", "right"),
        ("S: neck pain.\nO: C5-C7 tender B.", "bilateral"),
        ("S: LBP.\nO: Spasm L LPM L2-4.", "left"),
        ("S: LBP.\nO: tender L5. SLR + R.", None),
    ],
)
def test_a_side_bound_to_the_finding_or_diagnosis_is_the_side(text: str, side: str | None) -> None:
    assert read(text).laterality == side


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("O: PROM abd 90 R shoulder.", 1),
        ("O: AROM R knee: flex 100, ext -5.", 2),
        ("O: C/S ROM: L rot 50, R rot 80.", 1),
        ("O: AROM R knee: flex 135, ext 0.", 0),
    ],
)
def test_each_value_behind_a_motion_heading_is_judged(text: str, count: int) -> None:
    assert types(text) == ["rom_limited"] * count


def test_a_movement_without_a_place_is_of_the_complaint() -> None:
    assert types("S: L shoulder pain.\nO: ROM: FF 130, abd 170.") == ["rom_limited"]


def test_values_of_movements_are_examination_without_a_header() -> None:
    assert types("R wrist pain. Wrist ext 30, flex 40.") == ["rom_limited", "rom_limited"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("O: Grip L 20 / R 55 lbs.", ["strength_deficit"]),
        ("O: heel raises R x6 vs L x20.", ["strength_deficit"]),
        ("O: Grip L 50 / R 55 lbs.", []),
    ],
)
def test_clearly_less_strength_on_one_side_is_a_deficit(text: str, kinds: list[str]) -> None:
    assert types(text) == kinds


@pytest.mark.parametrize(
    "text", ["O: C6 restricted in left rotation.", "O: T4 fixed.", "O: L3-4 locked.", "O: R SI restricted."]
)
def test_a_restricted_vertebra_is_a_joint_restriction(text: str) -> None:
    assert types(text) == ["joint_restriction"]


def test_pain_against_resistance_is_a_provocation_test() -> None:
    assert types("O: Pain with resisted elbow flexion.") == ["special_test_positive"]


def test_pain_on_pressure_is_tenderness() -> None:
    assert types("O: Sharp pain can be elicited by pressure on the R heel.") == ["palpation_tenderness"]


def test_a_spasm_at_a_level_is_an_examiners_word_without_a_header() -> None:
    assert types("LBP visit 3. Spasm L3-L5 R.") == ["spasm"]


def test_the_site_is_not_one_that_is_denied_adjusted_or_a_return_visit() -> None:
    sciatica = read("S: L buttock pain. No low back pain.\nA: Sciatica, left.")
    assert sciatica.site is not None
    assert sciatica.site.span != "low back"
    assert read("Adj C2, T6. RTC in 2 wks.").site is None


def test_an_unknown_disease_names_its_region() -> None:
    facts = read("S: aching hands.\nO: nodule at elbow.\nA: Olecranon enthesopathy, both elbows.")
    assert (facts.region, facts.laterality) == ("elbow", "bilateral")
    assert "site" not in missing(facts)


def test_whatever_a_plan_gives_minutes_to_is_a_treatment() -> None:
    told = read("P: sled push 6 min, transfer practice 12 min, goal: sit 30 min.").treatments
    assert [(item.span, item.minutes) for item in told] == [("sled push 6 min", 6), ("transfer practice 12 min", 12)]


@pytest.mark.parametrize(
    "text",
    [
        "P: US 8 min to stop catching at work.",
        "P: Continue walking to maintain motion.",
        "P: paraffin 10 min to improve pinch.",
        "P: MT 15 min to incr reach.",
    ],
)
def test_a_purpose_ties_a_treatment(text: str) -> None:
    assert read(text).rationale is not None


@pytest.mark.parametrize("text", ["A: LBP, cannot sit >15 min.", "A: improving, still limited lifting at work."])
def test_a_limit_may_stand_in_the_assessment(text: str) -> None:
    assert len(read(text).functional_limits) == 1


@pytest.mark.parametrize("text", ["Worked in the yard all Saturday, LBP Sunday.", "S: LBP since helping friend move."])
def test_work_before_the_pain_is_a_possible_cause(text: str) -> None:
    assert read(text).trauma == "ambiguous"


def test_what_stands_in_brackets_behind_a_header_belongs_to_the_header() -> None:
    assert types("Physical Exam [11/02/2026, RO]: Mild right L5 paraspinal tenderness") == ["palpation_tenderness"]
    assert types("Exam (6/3/26, RO): tender C5.") == ["palpation_tenderness"]
    assert types("Exam [copied from 09/08]: tender L4.") == []


def test_a_diagnosis_that_opens_a_note_ends_where_the_examination_follows() -> None:
    text = "Dx: R knee OA. Walked in well. TTP R medial joint line, quad MMT 4/5."
    assert types(text) == ["palpation_tenderness", "strength_deficit"]
    sections = {fact.concept: fact.section for fact in read("Dx: R hip contusion. Slipped on ice yesterday.").facts}
    assert (sections["contusion"], sections["trauma"]) == ("assessment", "other")


@pytest.mark.parametrize(
    ("ticks", "side"),
    [("[ ] R [ ] L [x] Both", "bilateral"), ("[x] R [ ] L [ ] Both", "right"), ("[ ] R [ ] L [ ] Both", None)],
)
def test_a_ticked_side_is_the_side(ticks: str, side: str | None) -> None:
    assert read(f"S: Knee pain 2 wks.\nSide: {ticks}").laterality == side


@pytest.mark.parametrize(("today", "spasm"), [("no", "negated"), ("yes", "affirmed")])
def test_the_last_column_of_a_row_of_answers_is_todays(today: str, spasm: str) -> None:
    table = f"          | 10/13 | 10/27 | 11/10\nSpurling R| +     | +     | +\nSpasm R UT| yes   | no    | {today}"
    assert read(f"Dx: R C7 radiculopathy\n{table}\nA: improving.").spasm == spasm


def test_a_ticked_option_may_name_its_side() -> None:
    assert read("EXAM\n Muscle spasm   [ ] absent [X] present R\nDIAGNOSIS: Acute lumbar strain").spasm == "affirmed"


def test_a_date_behind_of_is_no_count_of_nothing() -> None:
    assert [
        f.assertion for f in read("Dx: M54.2 cervicalgia   Onset of sx: 08/24/26").facts if f.concept == "neck_pain"
    ] == ["affirmed"]
