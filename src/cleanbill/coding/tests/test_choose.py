import datetime as dt
from typing import Any

import pytest

from cleanbill.coding import choose
from cleanbill.model.reading import Candidate, Conflict, Fact, NoteFacts, ObjectiveFinding, Span, Treatment

ON = dt.date(2026, 11, 2)


def fact(concept: str, span: str, kind: Any = "diagnosis", start: int = 0, **more: Any) -> Fact:
    section: Any = "assessment" if kind == "diagnosis" else "subjective"
    more = {"section": section, **more}
    return Fact(f"{concept}-{start}", start, start + len(span), span, kind, concept, **more)


def note(*facts: Fact, **more: Any) -> NoteFacts:
    placed = tuple(
        Fact(f"f{i}", 100 * i, 100 * i + len(f.span), f.span, f.kind, f.concept, f.section, f.region, f.laterality,
             f.level, f.assertion, f.trigger, f.source, f.value)
        for i, f in enumerate(facts)
    )  # fmt: skip
    return NoteFacts(facts=placed, **more)


def codes(facts: NoteFacts, on: dt.date = ON, **flags: bool) -> list[str]:
    return [candidate.code for candidate in choose(facts, on, **flags) if candidate.listed]


def first(facts: NoteFacts, on: dt.date = ON, **flags: bool) -> Candidate:
    return choose(facts, on, **flags)[0]


def text(candidate: Candidate) -> str:
    return " ".join(reason.text for reason in (*candidate.for_, *candidate.against))


def other(candidate: Candidate, code: str) -> str:
    return next((a.why for a in candidate.instead_of if a.code == code), "")


NO_INJURY = fact("trauma", "no injury", "cause", assertion="negated")
FELL = fact("trauma", "fell off a step stool", "cause")


@pytest.mark.parametrize(
    ("region", "code"),
    [("lumbar", "M62.830"), ("thoracic", "M62.830"), ("back_unspecified", "M62.830"), ("cervical", "M62.838"),
     ("lower_leg", "M62.831"), ("thigh", "M62.838")],
)  # fmt: skip
def test_spasm_is_coded_by_the_muscle(region: str, code: str) -> None:
    spasm = fact("muscle_spasm", "muscle spasm", region=region)
    assert codes(note(spasm, NO_INJURY, trauma="none", region=region)) == [code]


def test_a_spasm_of_the_neck_is_not_of_the_back_although_the_note_is_about_the_low_back() -> None:
    spasm = fact("muscle_spasm", "cervical spasm", region="cervical")
    assert codes(note(spasm, region="lumbar")) == ["M62.838"]


def test_a_spasm_of_the_back_names_the_codes_that_tempt() -> None:
    spasm = fact("muscle_spasm", "lumbar spasm", region="lumbar")
    candidate = first(note(spasm, NO_INJURY, trauma="none", region="lumbar"))
    assert other(candidate, "M62.839").startswith("There is no such code")
    assert "heading" in other(candidate, "M62.83")
    assert "no injury told" in other(candidate, "S39.012A")
    assert "«no injury»" in text(candidate)
    assert candidate.question is None
    assert candidate.title == "Muscle spasm of back"


def test_a_spasm_that_was_only_found_is_not_a_diagnosis() -> None:
    pain = fact("low_back_pain", "low back pain", region="lumbar")
    spasm = fact("muscle_spasm", "paraspinal spasm", "finding", region="lumbar", section="objective")
    candidate = first(note(pain, spasm, region="lumbar", trauma="none"))
    assert candidate.code == "M54.50"
    assert "does not diagnose it" in other(candidate, "M62.830")
    assert "clinical significance" in (candidate.question or "")


def test_tight_muscle_is_not_spasm() -> None:
    pain = fact("neck_pain", "cervicalgia", region="cervical")
    tight = fact("hypertonicity", "tight and ropy", "finding", region="cervical", section="objective")
    candidate = first(note(pain, tight, region="cervical", trauma="none"))
    assert candidate.code == "M54.2"
    assert other(candidate, "M62.838") == "«tight and ropy» is not spasm."


def test_pain_is_a_part_of_the_spasm_that_is_diagnosed() -> None:
    spasm = fact("muscle_spasm", "lumbar spasm", region="lumbar")
    pain = fact("low_back_pain", "LBP", region="lumbar")
    candidates = choose(note(pain, spasm, region="lumbar", trauma="none"), ON)
    assert [c.code for c in candidates if c.listed] == ["M62.830"]
    assert "I.B.5" in other(candidates[0], "M54.50")


def test_the_code_left_out_is_the_second_choice_while_a_question_is_open() -> None:
    spasm = fact("muscle_spasm", "lumbar spasm", region="lumbar")
    pain = fact("low_back_pain", "LBP", region="lumbar")
    candidates = choose(note(pain, spasm, region="lumbar", trauma="ambiguous"), ON)
    assert [(c.code, c.listed) for c in candidates] == [("M62.830", True), ("M54.50", False)]
    assert "I.B.5" in text(candidates[1])


def test_a_diagnosis_without_an_open_question_has_no_second_choice() -> None:
    fasciitis = fact("plantar_fasciitis", "plantar fasciitis", region="ankle_foot", laterality="left")
    pain = fact("joint_pain", "heel pain", kind="complaint", region="ankle_foot", laterality="left")
    assert all(c.listed for c in choose(note(pain, fasciitis, region="ankle_foot", laterality="left"), ON))


@pytest.mark.parametrize("word", ["uncertain", "historical", "family", "negated", "hypothetical"])
def test_only_what_the_note_affirms_today_is_coded(word: Any) -> None:
    pain = fact("back_pain", "back pain", "complaint", region="back_unspecified")
    strain = fact("strain", "lumbar strain", region="lumbar", assertion=word)
    candidate = first(note(pain, strain, region="lumbar", trauma="none"))
    assert candidate.code == "M54.50"
    assert "«lumbar strain»" in other(candidate, "S39.012A")


def test_an_uncertain_diagnosis_is_asked_about() -> None:
    pain = fact("joint_pain", "left shoulder pain", region="shoulder", laterality="left")
    likely = fact("tendinopathy", "rotator cuff tendinopathy", region="shoulder", assertion="uncertain")
    candidate = first(note(pain, likely, region="shoulder", laterality="left", trauma="none"))
    assert candidate.code == "M25.512"
    assert "IV.H" in other(candidate, "M75.82")
    assert candidate.question == "Has «rotator cuff tendinopathy» been confirmed, ruled out, or does it remain open?"


def test_nothing_supported_gives_no_code() -> None:
    assert codes(note(fact("tenderness", "TTP", "finding", section="objective"))) == []
    assert codes(NoteFacts()) == []


def test_a_strain_with_an_event_comes_before_the_spasm_and_excludes_the_pain() -> None:
    spasm = fact("muscle_spasm", "lumbar spasm", region="lumbar")
    strain = fact("strain", "lumbar strain", region="lumbar")
    pain = fact("low_back_pain", "low back pain", region="lumbar")
    facts = note(spasm, strain, pain, FELL, trauma="traumatic", region="lumbar")
    strain_code, spasm_code = choose(facts, ON)
    assert (strain_code.code, spasm_code.code) == ("S39.012A", "M62.830")
    assert not other(strain_code, "M62.830")
    assert not other(spasm_code, "S39.012A")
    assert "fell off a step stool" in text(first(facts))


def test_an_excludes1_note_keeps_the_second_code_out_and_is_quoted() -> None:
    spasm = fact("muscle_spasm", "back spasm", region="lumbar")
    myofascial = fact("myofascial_pain", "myofascial pain", region="lumbar")
    candidates = choose(note(spasm, myofascial, region="lumbar", trauma="none"), ON)
    assert [c.code for c in candidates if c.listed] == ["M62.830"]
    assert "Excludes1 at M62, “myalgia (M79.1-)”" in other(candidates[0], "M79.18")


def test_a_strain_yields_to_the_spasm_where_the_note_denies_injury() -> None:
    strain = fact("strain", "strain", region="lumbar")
    spasm = fact("muscle_spasm", "spasm", region="lumbar")
    assert codes(note(strain, spasm, NO_INJURY, trauma="none", region="lumbar")) == ["M62.830", "S39.012A"]


def test_a_strain_without_an_injury_is_held_against_it() -> None:
    candidate = first(note(fact("strain", "lumbar strain", region="lumbar"), NO_INJURY, trauma="none"))
    assert candidate.code == "S39.012A"
    assert "the note denies one («no injury»)" in text(candidate)
    assert candidate.question == "How did this episode begin?"


def test_spasm_after_an_event_asks_for_the_diagnosis_without_leading() -> None:
    facts = note(fact("muscle_spasm", "lumbar spasm", region="lumbar"), FELL, trauma="traumatic", region="lumbar")
    candidate = first(facts)
    assert candidate.code == "M62.830"
    assert "I.C.13.b" in text(candidate)
    assert "What is your diagnosis" in (candidate.question or "")


def test_a_contradiction_is_quoted_and_asked_about() -> None:
    clash = Conflict("cause", (Span(0, 10, "Injury? NO"), Span(20, 41, "fell off a step stool")))
    facts = note(fact("strain", "Lumbar strain", region="lumbar"), trauma="ambiguous", conflicts=(clash,))
    candidate = first(facts)
    assert "contradicts itself on the cause: «Injury? NO», «fell off a step stool»" in text(candidate)
    assert candidate.question == "The note says both «Injury? NO» and «fell off a step stool». What happened, and when?"


@pytest.mark.parametrize(
    ("concept", "region", "code"),
    [("strain", "cervical", "S16.1XXA"), ("strain", "thoracic", "S29.012A"), ("strain", "lumbar", "S39.012A"),
     ("sprain", "cervical", "S13.4XXA"), ("sprain", "lumbar", "S33.5XXA")],
)  # fmt: skip
def test_a_spinal_injury_is_complete_with_placeholders_and_seventh_character(
    concept: str, region: str, code: str
) -> None:
    assert codes(note(fact(concept, concept, region=region), trauma="traumatic", region=region)) == [code]


def test_therapy_in_the_healing_phase_takes_d() -> None:
    facts = note(fact("strain", "lumbar strain", region="lumbar"), FELL, trauma="traumatic", onset="subacute")
    assert codes(facts, rehabilitation=True) == ["S39.012D"]
    assert codes(facts) == ["S39.012A"]


def test_weeks_of_exercise_after_an_injury_are_the_healing_phase() -> None:
    given = (Treatment(0, 5, "97110", minutes=30, cpt="97110"),)
    facts = note(fact("strain", "lumbar strain", region="lumbar"), FELL, trauma="traumatic", onset="chronic",
                 treatments=given)  # fmt: skip
    candidate = first(facts)
    assert candidate.code == "S39.012D"
    assert candidate.question == "Is this visit part of the active treatment of the injury, or of recovery after it?"


def test_low_back_pain_with_sciatica_is_one_code_of_the_leg_s_side() -> None:
    sciatica = fact("sciatica", "left sciatica", laterality="left")
    pain = fact("low_back_pain", "low back pain", "complaint", region="lumbar")
    assert codes(note(pain, sciatica, region="lumbar", trauma="none")) == ["M54.42"]
    assert codes(note(sciatica, trauma="none")) == ["M54.32"]


def test_pain_that_travels_is_not_sciatica_until_the_clinician_says_so() -> None:
    pain = fact("low_back_pain", "low back pain", region="lumbar")
    leg = fact("radiation", "shoots down the left leg", "complaint", laterality="left")
    candidate = first(note(pain, leg, NO_INJURY, region="lumbar", trauma="none"))
    assert candidate.code == "M54.50"
    assert candidate.question == "What, in your judgement, explains «shoots down the left leg»?"


def test_a_diagnosis_outside_the_assessment_yields_to_the_assessment() -> None:
    told = fact("osteoarthritis", "knee OA", region="knee", laterality="right", section="subjective")
    pain = fact("joint_pain", "right knee pain", region="knee", laterality="right")
    assert codes(note(told, pain, region="knee", laterality="right")) == ["M25.561"]


def test_a_ticked_complaint_is_a_complaint() -> None:
    ticked = fact("neck_pain", "Neck pain [x]", "complaint", region="cervical", source="template")
    assert codes(note(ticked, region="cervical")) == ["M54.2"]


def test_a_disc_with_radiculopathy_is_one_code() -> None:
    disc = fact("disc_displacement", "L5-S1 herniation", region="lumbar", level="L5-S1")
    root = fact("radiculopathy", "radiculopathy", region="lumbar")
    pain = fact("low_back_pain", "LBP", region="lumbar")
    assert codes(note(disc, root, pain, region="lumbar")) == ["M51.17"]
    neck = fact("disc_displacement", "C5-6 herniation", region="cervical")
    assert codes(note(neck, fact("radiculopathy", "radiculopathy", region="other"), region="cervical")) == ["M50.122"]


def test_disc_degeneration_says_the_pain_that_goes_with_it() -> None:
    disc = fact("disc_degeneration", "lumbar DDD", region="lumbar")
    pain = fact("low_back_pain", "low back pain", "complaint", region="lumbar")
    leg = fact("radiation", "radiates to the left leg", "complaint")
    assert codes(note(disc, region="lumbar")) == ["M51.369"]
    assert codes(note(disc, pain, region="lumbar")) == ["M51.360"]
    assert codes(note(disc, pain, leg, region="lumbar")) == ["M51.362"]
    assert codes(note(disc, pain, region="lumbar"), dt.date(2024, 9, 16)) == ["M51.36"]


def test_a_disc_with_myelopathy_is_one_code_where_there_is_one() -> None:
    neck = fact("disc_displacement", "C5-6 HNP", region="cervical")
    assert codes(note(neck, fact("myelopathy", "myelopathy"), region="cervical")) == ["M50.022"]
    low = fact("disc_displacement", "L4-5 HNP", region="lumbar")
    assert codes(note(low, fact("myelopathy", "myelopathy"), region="lumbar")) == ["M51.26"]


def test_medicare_chiropractic_lists_the_subluxation_first() -> None:
    spasm = fact("muscle_spasm", "lumbar spasm", region="lumbar")
    subluxation = fact("segmental_dysfunction", "lumbar segmental dysfunction", region="lumbar")
    facts = note(spasm, subluxation, region="lumbar", trauma="none")
    assert codes(facts) == ["M62.830", "M99.03"]
    assert codes(facts, medicare=True, chiropractic=True) == ["M99.03", "M62.830"]


def test_a_symptom_is_listed_after_the_dysfunction_of_its_place() -> None:
    pain = fact("low_back_pain", "low back pain", region="lumbar")
    subluxation = fact("segmental_dysfunction", "lumbar segmental dysfunction", region="lumbar")
    assert codes(note(pain, subluxation, region="lumbar", trauma="none")) == ["M99.03", "M54.50"]


def test_the_side_decides_a_limb_code_and_is_asked_for_where_it_is_missing() -> None:
    right = fact("impingement", "R shoulder impingement", region="shoulder", laterality="right")
    assert codes(note(right, region="shoulder", laterality="right")) == ["M75.41"]
    unknown = first(note(fact("impingement", "shoulder impingement", region="shoulder"), region="shoulder"))
    assert unknown.code == "M75.40"
    assert unknown.question == "Which side is treated?"


def test_both_sides_are_two_codes_where_there_is_no_code_for_both() -> None:
    both = fact("joint_pain", "bilateral hip pain", region="hip", laterality="bilateral")
    assert codes(note(both, region="hip")) == ["M25.551", "M25.552"]
    knees = fact("osteoarthritis", "bilateral knee OA", region="knee", laterality="bilateral")
    assert codes(note(knees, region="knee")) == ["M17.0"]


def test_plantar_fasciitis_is_coded_by_the_date_of_service() -> None:
    facts = note(fact("plantar_fasciitis", "plantar fasciitis", region="ankle_foot", laterality="right"))
    assert codes(facts) == ["M67.A01"]
    assert codes(facts, dt.date(2026, 9, 30)) == ["M72.2"]


def test_a_ligament_is_sprained_even_where_the_note_says_strain() -> None:
    facts = note(fact("strain", "Right knee lateral collateral ligament strain", region="knee", laterality="right"),
                 trauma="traumatic", region="knee", laterality="right")  # fmt: skip
    assert codes(facts) == ["S83.421A"]


def test_a_fracture_is_displaced_unless_the_note_says_otherwise() -> None:
    broken = fact("fracture", "Right lateral malleolar fracture", region="ankle_foot", laterality="right")
    assert codes(note(broken, trauma="traumatic")) == ["S82.61XA"]
    mild = fact("fracture", "nondisplaced lateral malleolar fracture", region="ankle_foot", laterality="right")
    assert codes(note(mild, trauma="traumatic")) == ["S82.64XA"]


def test_two_problems_keep_the_note_s_order() -> None:
    neck = fact("neck_pain", "neck pain", region="cervical")
    knee = fact("osteoarthritis", "right knee OA", region="knee", laterality="right")
    assert codes(note(neck, knee, region="cervical")) == ["M54.2", "M17.11"]


def test_every_candidate_carries_the_note_s_words_and_no_money() -> None:
    facts = note(fact("muscle_spasm", "lumbar spasm", region="lumbar"), FELL, trauma="ambiguous", region="lumbar",
                 objective_findings=(ObjectiveFinding("spasm", 300, 306, "spasms"),))  # fmt: skip
    for candidate in choose(facts, ON):
        assert candidate.evidence[0].span == "lumbar spasm"
        assert candidate.for_
        assert not {"pay", "paid", "reimburse", "$"} & set((candidate.question or "").lower().split())


def test_the_question_of_an_unclear_cause_quotes_the_activity() -> None:
    activity = fact("trauma", "after shoveling snow", "cause", assertion="uncertain")
    facts = note(fact("muscle_spasm", "back spasm", region="lumbar"), activity, trauma="ambiguous", region="lumbar")
    assert first(facts).question is not None
