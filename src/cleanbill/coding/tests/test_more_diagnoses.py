"""What orthopaedic, sports, hand, foot, pain and urgent-care clinics diagnose, through reading and coding."""

import datetime as dt

import pytest

from cleanbill import notes
from cleanbill.coding import choose

ON = dt.date(2026, 11, 2)


def codes(text: str) -> list[str]:
    return [candidate.code for candidate in choose(notes.read(text, ON), ON)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Right carpal tunnel.", "G56.01"),
        ("A: Bilateral carpal tunnel syndrome.", "G56.03"),
        ("A: Left ulnar nerve palsy.", "G56.22"),
        ("A: Radial tunnel syndrome, right.", "G56.31"),
        ("A: Pronator syndrome left.", "G56.12"),
        ("A: Common peroneal neuropathy, left.", "G57.32"),
        ("A: Right tarsal tunnel.", "G57.51"),
        ("A: Peripheral neuropathy.", "G62.9"),
        ("A: Brachial plexopathy, right.", "G54.0"),
        ("A: Parsonage-Turner syndrome, left.", "G54.5"),
        ("A: Occipital neuralgia.", "M54.81"),
        ("A: Intermetatarsal neuroma, right foot.", "G57.81"),
        ("A: CRPS of the right upper extremity.", "G90.511"),
        ("A: Complex regional pain syndrome, left foot.", "G90.522"),
    ],
)
def test_a_nerve_has_its_code(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Bilateral pes planus.", "M21.41"),
        ("A: Adult acquired flatfoot, left.", "M21.42"),
        ("A: Hallux rigidus right.", "M20.21"),
        ("A: Left hammertoe.", "M20.42"),
        ("A: Claw toes, right foot.", "M20.5X1"),
        ("A: Metatarsalgia left foot.", "M77.42"),
        ("A: Heel spur, right.", "M77.31"),
        ("A: Posterior tibial tendinitis, right.", "M76.821"),
        ("A: Left peroneal tendinitis.", "M76.72"),
        ("A: Sesamoiditis, right foot.", "M25.871"),
        ("A: Gastrocnemius equinus, left.", "M67.02"),
        ("A: Tailor's bunion, right foot.", "M21.621"),
    ],
)
def test_a_foot_has_its_code(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Dupuytren's contracture, left.", "M72.0"),
        ("A: Mallet finger, right ring finger.", "M20.011"),
        ("A: Boutonniere deformity left middle finger.", "M20.022"),
        ("A: Right trigger thumb.", "M65.311"),
        ("A: Left thumb CMC arthritis.", "M18.12"),
        ("A: Ganglion cyst, left wrist.", "M67.432"),
    ],
)
def test_a_hand_has_its_code(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: AC joint arthritis, right shoulder.", "M19.011"),
        ("A: SLAP tear, left shoulder.", "S43.432A"),
        ("A: Calcific tendinitis right shoulder.", "M75.31"),
        ("A: Olecranon bursitis, left.", "M70.22"),
        ("A: Distal biceps tendon rupture, right.", "S46.211A"),
        ("A: Multidirectional instability, left shoulder.", "M25.312"),
        ("A: UCL tear, right elbow.", "S53.31XA"),
    ],
)
def test_a_shoulder_or_elbow_has_its_code(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Femoroacetabular impingement, left hip.", "M25.852"),
        ("A: Labral tear right hip.", "S73.191A"),
        ("A: Gluteal tendinopathy, left.", "M76.02"),
        ("A: Snapping hip, right.", "M24.851"),
        ("A: Avascular necrosis of the left femoral head.", "M87.052"),
        ("A: Patellar tendinitis left knee.", "M76.52"),
        ("A: Pes anserine bursitis, right knee.", "M70.51"),
        ("A: IT band syndrome, left.", "M76.32"),
        ("A: Plica syndrome, right knee.", "M67.51"),
        ("A: Chondromalacia patella, left.", "M22.42"),
        ("A: Degenerative medial meniscus tear, right knee.", "M23.303"),
        ("A: Bucket handle tear of the left medial meniscus, twisted it yesterday.", "S83.212A"),
        ("A: Left knee instability.", "M25.362"),
        ("A: Chronic ankle instability, right.", "M25.371"),
        ("A: Right knee swelling.", "M25.461"),
        ("A: Left patellar instability.", "M22.8X2"),
        ("A: Post-traumatic arthritis of right ankle.", "M19.171"),
        ("A: Genu valgum, left knee.", "M21.062"),
    ],
)
def test_a_hip_or_knee_has_its_code(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Coccydynia.", "M53.3"),
        ("A: Sacroiliac joint dysfunction.", "M53.3"),
        ("A: L5 spondylolysis, lumbar.", "M43.06"),
        ("A: Thoracic kyphosis.", "M40.204"),
        ("A: Postlaminectomy syndrome.", "M96.1"),
        ("A: Cervical myelopathy.", "G95.9"),
        ("A: Torticollis.", "M43.6"),
        ("A: Rib dysfunction.", "M99.08"),
        ("A: TMJ disorder, right.", "M26.601"),
        ("A: Lumbar instability.", "M53.2X6"),
    ],
)
def test_a_spine_or_rib_has_its_code(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Muscle weakness.", "M62.81"),
        ("A: Deconditioning.", "R53.81"),
        ("A: Balance deficits.", "R26.81"),
        ("A: Recurrent falls.", "R29.6"),
        ("A: Polymyalgia rheumatica.", "M35.3"),
        ("A: Osteoporosis.", "M81.0"),
        ("A: Benign joint hypermobility syndrome.", "M35.7"),
        ("A: Systemic lupus erythematosus.", "M32.9"),
        ("A: BPPV, right.", "H81.11"),
        ("A: Vertigo.", "R42"),
        ("A: Concussion. Denies loss of consciousness.", "S06.0X0A"),
        ("A: Concussion.", "S06.0XAA"),
        ("A: Post-concussion syndrome.", "F07.81"),
        ("A: Left foot drop.", "M21.372"),
        ("A: Dysesthesia, right thigh.", "R20.8"),
        ("A: Idiopathic gout, left great toe.", "M10.072"),
        ("A: Post-traumatic headache.", "G44.309"),
    ],
)
def test_a_general_disorder_or_symptom_has_its_code(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Right wrist pain. Possible carpal tunnel syndrome.", "M25.531"),
        ("O: Tinel's at the carpal tunnel positive.\nA: Right hand numbness.", "R20.0"),
        ("PSH: carpal tunnel release 2018.\nA: Right elbow pain.", "M25.521"),
        ("O: pes planus bilaterally, antalgic gait.\nA: Left knee pain.", "M25.562"),
        ("FHx: lupus, osteoporosis.\nA: Low back pain.", "M54.50"),
        ("A: Neck pain. No myelopathy.", "M54.2"),
        ("A: Left ankle pain. No instability.", "M25.572"),
        ("PMH: gout, peripheral neuropathy.\nA: Right shoulder pain.", "M25.511"),
        ("O: Kyphosis increased, forward head.\nA: Neck pain.", "M54.2"),
        ("A: Right foot pain, r/o Morton's neuroma.", "M79.671"),
        ("A: Headache. Concussion ruled out.", "R51.9"),
        ("P: brace for foot drop if it develops.\nA: Low back pain.", "M54.50"),
        ("A: Left hip pain. Denies falls.", "M25.552"),
        ("O: knee stable, no swelling.\nA: Right knee pain.", "M25.561"),
        ("A: Right knee pain. MRI to look for a loose body.", "M25.561"),
    ],
)
def test_what_is_denied_feared_past_or_only_examined_is_not_coded(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: He broke his left ankle in March.", "S82.892A"),
        ("A: thoracic and rib segmental dysfunction.", "M99.02"),
        ("A: T5 segmental dysfunction.", "M99.02"),
        ("A: Sacroiliac sprain, contusion of the coccyx.", "S33.6XXA"),
        ("A: Lumbar compression fracture, chronic.", "M48.56XA"),
        ("A: Left clavicle fracture without nonunion.", "S42.002A"),
        ("A: Right distal radius fracture treated with open reduction.", "S52.501A"),
        ("A: Right subtrochanteric femur fracture.", "S72.21XA"),
    ],
)
def test_a_month_or_a_neighbour_in_the_phrase_leads_nowhere(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]
