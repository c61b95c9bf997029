"""The right code for what family doctors, therapists and chiropractors write, and none where nothing is established."""

import datetime as dt

import pytest

from cleanbill.coding import choose
from cleanbill.model.reading import Candidate
from cleanbill.notes import read

ON = dt.date(2026, 11, 2)


def codes(text: str) -> list[str]:
    return [candidate.code for candidate in chosen(text) if candidate.listed]


def chosen(text: str) -> tuple[Candidate, ...]:
    return choose(read(text, ON), ON)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Cervicogenic headache.", "G44.86"),
        ("A: Unsteady gait.", "R26.81"),
        ("A: Gait abnormality.", "R26.89"),
        ("A: Difficulty walking.", "R26.2"),
        ("A: Generalized muscle weakness.", "M62.81"),
        ("A: Left flank pain.", "R10.A2"),
        ("A: Stiffness of the left shoulder.", "M25.612"),
        ("A: Effusion of the right knee.", "M25.461"),
        ("A: Osteoarthritis of both hips.", "M16.0"),
        ("A: Left ankle sprain, ATFL. Rolled it on Saturday.", "S93.492A"),
        ("A: AC joint separation, right, fell off a bicycle.", "S43.101A"),
        ("A: Morton's neuroma, left foot.", "G57.62"),
        ("A: Hallux valgus right foot.", "M20.11"),
        ("A: Baker's cyst, left knee.", "M71.22"),
        ("A: Sacroiliitis.", "M46.1"),
        ("A: Epicondylitis, right elbow.", "M77.11"),
        ("A: Herniated lumbar disc without radiculopathy.", "M51.26"),
        ("A: Disc herniation C5-6 with radiculopathy, left arm.", "M50.122"),
        ("A: Spondylolisthesis L5-S1, lumbar.", "M43.17"),
        ("A: Numbness and tingling, right hand.", "R20.2"),
        ("A: Gout.", "M10.9"),
    ],
)
def test_a_named_diagnosis_is_coded(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CC: R shoulder pain.\nA: Possible cuff tear, right shoulder pain.", "M25.511"),
        ("A: Low back pain, rule out disc herniation.", "M54.50"),
        ("A: Right hip pain: osteoarthritis vs labral tear.", "M25.551"),
        ("A: Knee pain left. Suspect gout.", "M25.562"),
        ("A: Numbness, right hand. Probable carpal tunnel syndrome.", "R20.0"),
    ],
)
def test_what_is_only_possible_is_never_coded_as_established(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "A: Traumatic right cuff tear (supraspinatus tear), fell in July, status post repair, 6 weeks postop.",
            "S46.011D",
        ),
        (
            "S: R distal radius fracture 9/8/26, fell. Cast off 10/20.\nA: stiffness and weakness of the wrist.",
            "S52.501D",
        ),
        ("S: proximal humerus fracture, tripped 9/20/26, callus on film.", "S42.209D"),
        ("S: R hamstring strain 10/14/26 at a meet.\nTx: bridges 3x10, STM 6 min, diver 3x6.", "S76.311D"),
        ("A: Acute lumbar strain. Lifted a sofa yesterday and felt a pop. Rx naproxen.", "S39.012A"),
    ],
)
def test_an_injury_that_heals_is_a_subsequent_encounter(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


def test_a_healed_fracture_comes_behind_the_stiffness_it_left() -> None:
    assert codes("A: Healed left distal radius fracture with wrist stiffness.") == ["M25.632", "S52.502S"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("S: 6 weeks out from R knee replacement. A: s/p right total knee arthroplasty.", "Z47.1"),
        ("S: L cuff repair for a degenerative tear. A: Aftercare, left rotator cuff repair.", "Z47.89"),
    ],
)
def test_care_after_an_operation_is_aftercare(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


def test_the_aftercare_of_an_injury_is_the_injury() -> None:
    (first, *rest) = chosen("A: Aftercare. Right ACL tear, twisted the knee 8/2/26, s/p reconstruction.")
    assert first.code == "S83.511D"
    assert "Z47.89" not in [candidate.code for candidate in rest]
    assert "Z47.89" in [other.code for other in first.instead_of]


@pytest.mark.parametrize(
    "text",
    [
        "PMH: s/p lumbar fusion. S: LBP 2 wks. A: Low back pain.",
        "S: s/p knee arthroscopy in 2019. A: Left knee pain.",
        "A: Ankle sprain right, rolled it. P: if no better, surgery, then brace three months postop.",
    ],
)
def test_an_old_or_a_planned_operation_is_no_aftercare(text: str) -> None:
    assert not [code for code in codes(text) if code.startswith("Z47")]
    assert not [code for code in codes(text) if code.endswith("D")]


def test_each_region_of_a_list_of_dysfunctions_has_its_code() -> None:
    assert codes("Dx: cervical, thoracic and lumbar segmental dysfunction") == ["M99.01", "M99.02", "M99.03"]


def test_a_dysfunction_takes_the_place_of_the_symptom_that_yields_to_it() -> None:
    text = "A: 1 lumbago with left sciatica 2 right lateral epicondylitis 3 lumbar segmental dysfunction"
    assert codes(text) == ["M99.03", "M54.42", "M77.11"]


@pytest.mark.parametrize(
    "text",
    ["S: subglottic stenosis followed by ENT.", "S: shoulder pt, feels ok. UBE 6 min.", "P: tune up, adjusted C/T/L."],
)
def test_nothing_established_is_not_coded(text: str) -> None:
    assert codes(text) == []
