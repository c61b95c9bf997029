"""The same fact in other words: causes, onsets, findings and limits as notes really phrase them."""

import datetime as dt

import pytest

from cleanbill.notes import missing, read

ON = dt.date(2026, 11, 2)


def types(text: str) -> list[str]:
    return [finding.type for finding in read(text, ON).objective_findings]


def statuses(text: str, concept: str) -> list[str]:
    return [said.status for said in read(text, ON).assertions if said.concept == concept]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("S: turned her right ankle on a root on Friday.", "traumatic"),
        ("S: jammed the left index finger catching a ball.", "traumatic"),
        ("S: calf strain 10/20/26 at practice.", "traumatic"),
        ("S: doesn't recall doing anything to the knee.", "none"),
        ("S: does not think he hurt it.", "none"),
        ("S: LBP w/o cause.", "none"),
        ("S: shoulder ache began gradually, cannot recall any injury, worse when lifting the kettle.", "none"),
        ("S: helped her neighbor move, sore back since.", "ambiguous"),
        ("S: sore back, same as every fall.", "not_stated"),
        ("S: knee pain. No recent falls at home.", "not_stated"),
        ("S: heard no pop.", "not_stated"),
        ("S: hip pain.\nO: Head normocephalic, atraumatic.", "not_stated"),
    ],
)
def test_a_cause_is_read_in_other_words(text: str, cause: str) -> None:
    assert read(text, ON).trauma == cause


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("S: stiff neck since sat nite.", "acute"),
        ("S: heel pain since around june.", "chronic"),
        ("S: elbow pain since about labor day.", "subacute"),
        ("Onset: 7/2026\nPain: rest 2 night 7", "chronic"),
        ("S: flank pain x 5 hrs.", "acute"),
        ("S: LBP began 7 wks prior to first visit.", "subacute"),
        ("S: the patient is 52 years of age.", "not_stated"),
        ("S: 19 y.o. with ankle pain.", "not_stated"),
        ("S: knees ache. The injection wore off in the past few weeks.", "not_stated"),
    ],
)
def test_an_onset_is_read_in_other_words(text: str, onset: str) -> None:
    assert read(text, ON).onset == onset


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("O: R knee 8-105.", ["rom_limited"]),
        ("O: L elbow 0 to 140.", []),
        ("O: bends to mid shin. Forward flexion to the knees.", ["rom_limited", "rom_limited"]),
        ("O: AKE R 38, L 20.", ["rom_limited"]),
        ("MMT  flex 4  abd 4-  IR 5", ["strength_deficit"]),
        ("O: quad LSI 68%.", ["strength_deficit"]),
        ("O: quad LSI 95%.", []),
        ("O: Anterior drawer 2+.", ["special_test_positive"]),
        ("O: SLR L 45.", ["special_test_positive"]),
        ("O: R radial head restricted.", ["joint_restriction"]),
        ("O: single leg squat with knee valgus.", ["posture_gait"]),
        ("O: Sens. C6 R reduced.", ["neuro_deficit"]),
        ("Exam:\n- Phalen + at 15 s\n- Tinel neg", ["special_test_positive"]),
        ("Palpation: [x] AC joint [ ] biceps groove", ["palpation_tenderness"]),
        ("XR knee: bone on bone medially.", ["imaging"]),
        ("MRI L-spine, 9/4/26: no stenosis.", []),
        ("X-ray last visit showed mild spurring.", []),
        ("O: Tinel's elicits numbness at the R wrist.", ["special_test_positive"]),
        ("O: adjusted with Thompson drop.", []),
        ("O: R shoulder flex 150, IR to T12.", ["rom_limited"]),
        ("S: sore. PROM 10 min, ER isometrics 5 sec x 10.", []),
        ("O: R SI joint is restricted in flexion.", ["joint_restriction"]),
        ("O: C4 left rotation restricted.", ["joint_restriction"]),
        ("O: PA glides T5-T8 stiff.", ["joint_restriction"]),
        ("O: Girth mid patella R +1.5 cm.", ["swelling_bruising"]),
        ("O: Girth R 38 cm, L 37.5 cm.", []),
        ("O: Figure 8 girth R 53.5 cm, L 51.0 cm.", ["swelling_bruising"]),
        ("O: Grip 38 lb, uninvolved 71 lb.", ["strength_deficit"]),
        ("O: 1st MTP ext: R 48 L 70.", ["rom_limited"]),
        ("O: C/S rotation R 78, L 80.", []),
        ("O: knee extension lacks 8.", ["rom_limited"]),
        ("O: shoulder IR to the back pocket.", ["rom_limited"]),
        ("O: shoulder IR to T12.", []),
        ("O: fwd head, gait with decreased R heel strike.", ["posture_gait", "posture_gait"]),
        ("O: head carried forward, left trap taut.", ["posture_gait", "palpation_tone"]),
        ("O: Spurling's does not reproduce arm symptoms.", []),
        ("O: Restricted motion C2, C5.", ["joint_restriction"]),
        ("O: STM to the paraspinals to reduce spasm.", []),
        ("O: At her first visit shoulder flexion was 90.", []),
        (
            "O: At her first visit shoulder flexion was 90, today there is tenderness of the R deltoid.",
            ["palpation_tenderness"],
        ),
    ],
)
def test_a_finding_is_read_in_other_words(text: str, kinds: list[str]) -> None:
    assert types(text) == kinds


@pytest.mark.parametrize(
    ("text", "concept", "status"),
    [
        ("S: calf strain 2014, fine since.", "strain", "historical"),
        ("S: had gout in the toe in 2019.", "gout", "historical"),
        ("P: a spasm may follow the traction.", "muscle_spasm", "hypothetical"),
        ("O: Lachman stable.", "lachman", "negated"),
        ("S: takes her husband's pills for back spasms.", "muscle_spasm", "family"),
        ("O: Muscle spasm: [ ] none [ ] mild [ ] severe", "muscle_spasm", None),
        ("S: symptoms flared up, shoveling.", "activity", "affirmed"),
        ("Exam and films against fracture.", "fracture", "negated"),
        ("P: ER for fever, weakness or severe headache.", "weakness", "hypothetical"),
        ("Films were negative for fracture.", "fracture", "negated"),
        ("ROS: neck pain yes; muscle spasms no; tingling yes.", "muscle_spasm", "negated"),
        ("S: the spasms she had at start of care have eased.", "muscle_spasm", "historical"),
    ],
)
def test_an_assertion_is_read_in_other_words(text: str, concept: str, status: str | None) -> None:
    assert statuses(text, concept) == ([status] if status else [])


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("S: hurts to kneel on the right.", "hurts to kneel on the right"),
        ("S: getting out of bed is the worst.", "getting out of bed is the worst"),
        ("S: sleeps in a recliner.", "sleeps in a recliner"),
        ("S: knee pain, worse on stairs, no locking.", "worse on stairs"),
        ("S: worse when she climbs the bus steps", "worse when she climbs the bus steps"),
        ("S: elbow 4/10 torquing fittings, 0/10 rest", "4/10 torquing fittings"),
        ("S: stairs 4/10, better", "stairs 4/10"),
        ("S: sits 15 min max.", "sits 15 min max"),
        ('S: "just old". Bending to load the dishwasher hard.', "Bending to load the dishwasher hard"),
        ("S: stairs one at a time.", "stairs one at a time"),
        ("S: has stopped carrying bags on that side.", "stopped carrying bags on that side"),
        ("S: his wife has to tie his shoes.", "wife has to tie his shoes"),
        ("S: can barely look over the shoulder.", "can barely look over the shoulder"),
        ("S: has not been able to lift the arm.", "not been able to lift the arm"),
        ("Functional limits: [x] stairs [ ] driving", "[x] stairs"),
    ],
)
def test_a_limit_is_read_in_the_patients_words(text: str, limit: str) -> None:
    assert limit.replace("[x] ", "") in [said.span.strip() for said in read(text).functional_limits]


@pytest.mark.parametrize(
    "text",
    [
        "S: no pain with stairs.",
        "S: denies trouble sleeping.",
        "S: hurt his back lifting at work.",
        "S: low back pain after shoveling snow.",
        "S: back sore since Friday's shift.",
        "S: cannot name an injury.",
        "S: no bladder trouble with it.",
        "O: pain with resisted lifting.",
        "P: to improve sitting tolerance to 60 min.",
        "S: heat helps, worse in the morning.",
    ],
)
def test_what_is_denied_caused_it_or_is_examined_is_no_limit(text: str) -> None:
    assert read(text).functional_limits == ()


def test_a_list_of_problems_with_hash_signs_is_an_assessment() -> None:
    facts = read("Shoulder tender.\n#Subacromial bursitis  #Diabetes").facts
    assert {f.section for f in facts if f.concept == "bursitis"} == {"assessment"}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("CLINICAL/ORTHOPEDIC EXAM: , tender medial joint line.", "palpation_tenderness"),
        ("HISTORY OF PRESENT PROBLEM: , knee pain.,EXAM TODAY: , moderate effusion.", "swelling_bruising"),
        ("O (by video): limp.", "posture_gait"),
    ],
)
def test_headers_that_no_list_holds_open_their_section(text: str, finding: str) -> None:
    assert types(text) == [finding]


def test_every_element_in_other_words_is_an_element() -> None:
    text = (
        "S: L outer elbow sore since around july, came on slow, no injury.\nO: lateral epicondyle tender.\n"
        "A: lateral epicondylitis L.\nP: counterforce strap to rest the tendon."
    )
    assert missing(read(text, ON)) == ()


def test_a_credential_in_the_signature_is_no_treatment() -> None:
    signed = read("P: ther ex 97110 23 min.\nSigned: J. Rivera, PT\n", ON)
    assert [treatment.span for treatment in signed.treatments] == ["ther ex 97110 23 min"]
    assert [treatment.span for treatment in read("P: start PT.", ON).treatments] == ["PT"]


def test_a_full_movement_without_pain_is_no_finding() -> None:
    assert types("O: Lumbar flexion 90/90 degrees without pain.") == []


def test_a_figure_without_a_place_belongs_to_the_first_place_that_is_named() -> None:
    assert types("S: Left knee.\nO: flexion 90.") == ["rom_limited"]
