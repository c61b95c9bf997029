"""An examination that nothing heads, values that stand beside today's, and words no list holds."""

import pytest

from cleanbill.notes import missing, read


def types(text: str) -> list[str]:
    return [finding.type for finding in read(text).objective_findings]


def said(text: str) -> list[tuple[str, str]]:
    return [(mention.span, mention.status) for mention in read(text).assertions]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Her neck has hurt since March.\n\nShe turns 50 right and 72 left. Joint play at C4-5 is lost.",
            ["rom_limited", "joint_restriction"],
        ),
        ("HPI: woke stiff\nR SCM firm bands. R upper trap ttp.", ["palpation_tone", "palpation_tenderness"]),
        (
            "Knee pain 3 wks, no injury.\n| Test | R | L |\n| Trunk flexion | 38 | 60 |\n| PIVM L4 | hypomobile | |",
            ["rom_limited", "joint_restriction"],
        ),
        ("P  tender L4\nA  R ilium low\nR  L4 fixed\nT  QL taut", ["palpation_tenderness", "posture_gait",
                                                                  "joint_restriction", "palpation_tone"]),
    ],
)  # fmt: skip
def test_an_examination_without_a_header_is_read(text: str, kinds: list[str]) -> None:
    assert types(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "He feels tight after sitting and his strength is down. No injury.",
        "Reports swelling and bruising at home; seen last week elsewhere.",
        "LBP 2 wks. Plan: heat, ROM exercises 10 min, return if weak.",
    ],
)
def test_what_a_patient_tells_is_no_examination(text: str) -> None:
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Objective\tEval\tToday\nFlexion\t35%\t100%\nPalp\tspasm R\tno spasm",
        "Objective findings, initial / current\n  Palpation: spasm, tender L3 / no spasm, nontender",
        "Status at SOC: lumbar paraspinals in spasm, flexion 50%\nStatus now: full painfree motion, no spasm",
        "O: [copied from 9/14/26] L QL spasm, flexion 40% [end copy]\nflexion full, no spasm today",
        "OBJ|carried fwd from 11/05: spasm LT PVM|today no spasm, full motion",
    ],
)
def test_what_was_found_at_an_earlier_visit_is_not_found_today(text: str) -> None:
    facts = read(text)
    assert facts.spasm == "negated"
    assert facts.objective_findings == ()


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Heart: no murmurs, gallops.", "murmurs", "negated"),
        ("FHx: father died of mesothelioma.", "died of mesothelioma", "family"),
        ("Thinks he has hematuria.", "hematuria", "uncertain"),
        ("PMH of gallstones.", "gallstones", "historical"),
    ],
)
def test_what_a_trigger_speaks_of_is_told_in_its_own_words(text: str, words: str, status: str) -> None:
    assert (words, status) in said(text)


def test_a_listed_concept_is_not_told_twice() -> None:
    assert said("No spasm.") == [("spasm", "negated")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Spasm (0-3): 0   Swelling (0-3): 1", "negated"),
        ("cough 0 fever 0", "negated"),
        ("Cannot stand without spasm.", "affirmed"),
        ("Risks include bleeding, infection and spasm.", "hypothetical"),
        ("Spasm may set in overnight.", "hypothetical"),
        ("Broke the wrist age 9.", "historical"),
        ("I doubt a large herniation.", "uncertain"),
        ("DVT in her aunt.", "family"),
    ],
)
def test_a_status_follows_from_the_words_around(text: str, status: str) -> None:
    assert read(text).assertions[-2 if "Swelling" in text else 0].status == status


@pytest.mark.parametrize(
    "text",
    [
        "A: LBP\nP: get x-ray of the lumbar spine. RTC for recheck.",
        "A: LBP\nP: ↑ wt leg press. Call for numbness.",
        "A: back pain, MRI negative for fracture\nP: RTC 2 wks",
    ],
)
def test_a_test_a_return_or_a_heavier_weight_is_no_rationale(text: str) -> None:
    assert "rationale" in missing(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "A: LBP\nP: splint because of the snuffbox pain",
        "A: knee OA\nP: exercises 3x10 so she can climb stairs",
        "A: stenosis\nSkilled need: gait training for upright tolerance",
        "Capsulitis.\nGlides gr III x 12 minutes, the capsule being what stops him",
    ],
)
def test_a_treatment_tied_in_other_words_is_a_rationale(text: str) -> None:
    assert "rationale" not in missing(read(text))
