"""How far a denial reaches, what is only feared or planned, and whose it is."""

import pytest

from cleanbill.notes import missing, read


def status(text: str, concept: str) -> list[str]:
    return [said.status for said in read(text).assertions if said.concept == concept]


def types(text: str) -> list[str]:
    return [finding.type for finding in read(text).objective_findings]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("O: no bruising, moderate swelling medially.", "swelling_bruising"),
        ("O: no step-off, tender L3 spinous.", "palpation_tenderness"),
        ("O: no spasm, hamstrings tight.", "palpation_tone"),
        ("O: no scoliosis, antalgic lean to R.", "posture_gait"),
    ],
)
def test_a_denial_ends_where_a_finding_has_its_own_grade_or_predicate(text: str, kind: str) -> None:
    assert types(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "O: no swelling, bruising or deformity.",
        "O: no spasm, guarding, step-off.",
        "O: no tenderness, mild spasm, or swelling.",
    ],
)
def test_a_true_list_is_denied_to_its_end(text: str) -> None:
    assert {said.status for said in read(text).assertions} == {"negated"}
    assert types(text) == []


def test_a_denial_ends_at_a_verb_of_its_own() -> None:
    assert status("S: Denies numbness, has tingling in R hand.", "tingling") == ["affirmed"]


@pytest.mark.parametrize(
    "text", ["No inj, neck pain 4 d.", "S: no fall, low back pain.", "S: after no obvious incident neck pain began."]
)
def test_the_complaint_behind_a_denied_cause_is_not_denied(text: str) -> None:
    facts = read(text)
    assert facts.region is not None
    assert facts.trauma == "none"


def test_a_cause_behind_a_denied_fall_is_told() -> None:
    assert status("S: no fall, repetitive typing.", "nontraumatic") == ["affirmed"]


def test_inj_in_a_plan_is_an_injection() -> None:
    assert read("S: hip pain.\nP: no inj today.").trauma == "not_stated"


@pytest.mark.parametrize(
    "text", ["O: neck non-tender.", "O: Patella nontender.", "O: Gait is non-antalgic.", "S: non-radiating LBP."]
)
def test_non_denies_the_word_that_it_is_joined_to(text: str) -> None:
    assert "negated" in [said.status for said in read(text).assertions]
    assert types(text) == []


@pytest.mark.parametrize("text", ["O: No change in spasm.", "O: No improvement in paraspinal spasm."])
def test_a_spasm_without_change_is_there(text: str) -> None:
    assert read(text).spasm == "affirmed"


@pytest.mark.parametrize(
    ("text", "concept"), [("O: no longer limping.", "antalgic"), ("S: He no longer has numbness.", "numbness")]
)
def test_what_is_no_longer_is_denied_for_today(text: str, concept: str) -> None:
    assert status(text, concept) == ["negated"]


def test_no_longer_speaks_only_of_the_next_words() -> None:
    assert status("S: no longer drives to work with this neck pain.", "neck_pain") == ["affirmed"]


@pytest.mark.parametrize("text", ["O: Slump normal.", "O: FABER NAD.", "O: Lachman WNL B.", "O: Kemp unremarkable."])
def test_a_normal_test_is_negative(text: str) -> None:
    assert [said.status for said in read(text).assertions] == ["negated"]


@pytest.mark.parametrize(
    "text", ["O: R knee jerk absent.", "O: absent biceps reflex L.", "O: Light touch is absent at L5."]
)
def test_an_absent_reflex_is_a_deficit(text: str) -> None:
    assert types(text) == ["neuro_deficit"]


def test_a_label_that_counts_none_is_a_denial() -> None:
    assert read("O: Spasm: 0. Trigger points: 0.").spasm == "negated"
    assert types("O: Spasm: 0. Trigger points: 0.") == []


@pytest.mark.parametrize(
    "text",
    ["She should call us if she notices weakness or tingling.", "Return to clinic when there is weakness, tingling.",
     "Go to the ER for any weakness, tingling."],
)  # fmt: skip
def test_a_call_back_instruction_is_no_statement_to_its_end(text: str) -> None:
    assert status(text, "weakness") + status(text, "tingling") == ["hypothetical", "hypothetical"]


@pytest.mark.parametrize(
    "text",
    ["O: ER 50 with pain when resisted.", "S: F/u: hip, pain when squatting.", "S: has to go to bed when in pain."],
)
def test_a_condition_of_the_pain_is_no_call_back_instruction(text: str) -> None:
    assert status(text, "pain") == ["affirmed"]


@pytest.mark.parametrize("text", ["LTG: pt will be free of spasm.", "P: heat. Goal: abolish spasm."])
def test_a_goal_is_not_of_today(text: str) -> None:
    assert read(text).spasm == "hypothetical"


@pytest.mark.parametrize(
    "text",
    [
        "A: I am worried about a labral tear.",
        "A: concerned that she has a labral tear.",
        "A: similar to a labral tear.",
    ],
)
def test_a_worry_is_no_diagnosis(text: str) -> None:
    assert status(text, "labral_tear") == ["uncertain"]


def test_a_concern_about_what_was_seen_leaves_it_seen() -> None:
    assert status("A: I am concerned about the swelling in her knee.", "swelling") == ["affirmed"]


def test_denied_red_flags_do_not_open_a_warning() -> None:
    assert status("S: No red flags, no numbness.", "numbness") == ["negated"]


@pytest.mark.parametrize(
    "text", ["S: First-time dad, neck pain, no fall.", "S: Grandmother of four with neck pain, no fall."]
)
def test_a_parent_who_is_the_patient_is_the_patient(text: str) -> None:
    assert status(text, "neck_pain") == ["affirmed"]
    assert "non_trauma" not in missing(read(text))


def test_the_patients_mother_is_another() -> None:
    assert status("S: Her mother has neck pain.", "neck_pain") == ["family"]


def test_a_diagnosis_ruled_out_behind_its_side_is_out() -> None:
    assert status("A: sciatica, left, ruled out.", "sciatica") == ["negated"]


@pytest.mark.parametrize(
    "text", ["O: spasm present at last visit.", "O: Spasm was noted at eval.", "S: PT felt a spasm last visit."]
)
def test_a_spasm_of_an_earlier_visit_is_past(text: str) -> None:
    assert status(text, "muscle_spasm") == ["historical"]
    assert types(text) == []


@pytest.mark.parametrize("when", ["as infant", "as a teenager", "as a kid", "in college", "years ago in high school"])
def test_what_was_had_in_youth_is_past_and_the_complaint_is_not(when: str) -> None:
    text = f"S: neck pain, had torticollis {when}."
    assert status(text, "torticollis") == ["historical"]
    assert status(text, "neck_pain") == ["affirmed"]


def test_a_defect_that_is_not_felt_is_denied() -> None:
    assert status("O: No palpable defect.", "deformity") == ["negated"]
