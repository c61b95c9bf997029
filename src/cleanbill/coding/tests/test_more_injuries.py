"""Fractures, strains, sprains, contusions and dislocations by part and side, through reading and coding."""

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
        ("A: Closed fracture of the distal clavicle, left.", "S42.032A"),
        ("A: Left proximal humerus fracture, fell.", "S42.202A"),
        ("A: Humeral shaft fracture, right.", "S42.301A"),
        ("A: R olecranon fracture, displaced.", "S52.021A"),
        ("A: Left radial neck fracture.", "S52.132A"),
        ("A: Nondisplaced radial head fracture, right elbow.", "S52.124A"),
        ("A: Buckle fracture left distal radius.", "S52.522A"),
        ("A: Intra-articular distal radius fracture, R.", "S52.571A"),
        ("A: Colles fracture left wrist.", "S52.532A"),
        ("A: Right ulnar styloid fracture.", "S52.611A"),
        ("A: Scaphoid waist fracture, right wrist, nondisplaced.", "S62.024A"),
        ("A: Boxer's fracture, right hand.", "S62.336A"),
        ("A: Nondisplaced fracture of 4th metacarpal shaft, left hand.", "S62.355A"),
        ("A: Fracture of right 5th metacarpal.", "S62.306A"),
        ("A: Bennett's fracture, left thumb.", "S62.212A"),
        ("A: Fracture distal phalanx right index finger.", "S62.630A"),
        ("A: Left ring finger proximal phalanx fracture, nondisplaced.", "S62.645A"),
        ("A: Fracture of left small finger middle phalanx.", "S62.627A"),
        ("A: Right thumb distal phalanx fracture.", "S62.521A"),
        ("A: Left rib fracture. Fell.", "S22.32XA"),
        ("A: Multiple rib fractures, right. MVA yesterday.", "S22.41XA"),
        ("A: Sacral fracture, fell on ice.", "S32.10XA"),
        ("A: Coccyx fracture, fell on stairs.", "S32.2XXA"),
        ("A: Right superior pubic ramus fracture.", "S32.501A"),
        ("A: Left femoral neck fracture.", "S72.002A"),
        ("A: Right intertrochanteric fracture.", "S72.141A"),
        ("A: Left hip fracture.", "S72.002A"),
        ("A: Femoral shaft fracture, left.", "S72.302A"),
        ("A: Patella fracture, left knee.", "S82.002A"),
        ("A: Lateral tibial plateau fracture, right.", "S82.121A"),
        ("A: Bicondylar tibial plateau fracture left.", "S82.142A"),
        ("A: Tibial plateau fracture, left.", "S82.142A"),
        ("A: Right tibial shaft fracture.", "S82.201A"),
        ("A: Left fibula fracture.", "S82.402A"),
        ("A: Bimalleolar fracture, left ankle.", "S82.842A"),
        ("A: Trimalleolar ankle fracture, right.", "S82.851A"),
        ("A: Nondisplaced trimalleolar ankle fracture, right.", "S82.854A"),
        ("A: Left calcaneus fracture, fell from ladder.", "S92.002A"),
        ("A: Talar neck fracture, right, nondisplaced.", "S92.114A"),
        ("A: Left navicular fracture of the foot.", "S92.252A"),
        ("A: Cuboid fracture right.", "S92.211A"),
        ("A: Jones fracture, left foot.", "S92.352A"),
        ("A: Nondisplaced fracture base of 5th metatarsal, right.", "S92.354A"),
        ("A: 2nd metatarsal fracture left foot.", "S92.322A"),
        ("A: Right great toe fracture, distal phalanx.", "S92.421A"),
        ("A: Fractured left 5th toe.", "S92.502A"),
        ("A: Right ankle fracture.", "S82.891A"),
        ("A: Salter-Harris II fracture of right distal radius.", "S59.221A"),
        ("A: Right midshaft clavicle fracture, nondisplaced. Fell off a bicycle.", "S42.024A"),
        ("A: Left wrist, distal radius fracture, not displaced.", "S52.502A"),
    ],
)
def test_a_fracture_is_coded_by_bone_part_side_and_displacement(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: L1 compression fracture after a fall from a ladder.", "S32.010A"),
        ("A: T12 wedge compression fracture, MVA last week.", "S22.080A"),
        ("A: T7 compression fracture, no known injury.", "M48.54XA"),
        ("A: Osteoporotic compression fracture L2.", "M80.08XA"),
        ("A: L3 compression fracture. Osteoporosis. Insidious onset.", "M80.08XA"),
        ("A: Fragility fracture of the right hip.", "M80.051A"),
        ("A: Stress fracture left 2nd metatarsal.", "M84.375A"),
        ("A: Tibial stress fracture, right.", "M84.361A"),
        ("A: Stress fracture of the left femoral neck.", "M84.352A"),
        ("A: Navicular stress fracture, right foot.", "M84.374A"),
    ],
)
def test_a_vertebra_that_collapsed_and_a_bone_that_tired_are_no_injury(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("S: 8 wks s/p ORIF. A: Right bimalleolar fracture, callus on film.", "S82.841D"),
        ("A: Stress fracture right tibia, healing on film.", "M84.361D"),
    ],
)
def test_a_fracture_that_heals_is_a_subsequent_encounter(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Right hand pain, rule out fracture.", "M79.641"),
        ("A: Left wrist sprain. X-ray: no fracture of the scaphoid.", "S63.502A"),
        ("A: Wrist pain right. History of left clavicle fracture 2010.", "M25.531"),
    ],
)
def test_a_fracture_denied_feared_or_long_past_is_not_coded(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Right pectoralis strain, bench pressing.", "S29.011A"),
        ("A: Left biceps strain.", "S46.212A"),
        ("A: Triceps strain right.", "S46.311A"),
        ("A: Strain of the left forearm extensor muscles.", "S56.512A"),
        ("A: Abdominal wall strain.", "S39.011A"),
        ("A: Left groin strain.", "S76.212A"),
        ("A: R quad strain.", "S76.111A"),
        ("A: Left calf strain.", "S86.112A"),
        ("A: Right Achilles strain.", "S86.011A"),
        ("A: Left gastroc strain.", "S86.112A"),
        ("A: Right hip flexor strain.", "S76.011A"),
        ("A: Left peroneal strain.", "S86.312A"),
        ("A: Intercostal strain, left.", "S29.019A"),
        ("A: Right thumb UCL sprain.", "S63.641A"),
        ("A: Skier's thumb, left.", "S63.642A"),
        ("A: Sprain of right index finger PIP joint.", "S63.630A"),
        ("A: Left ring finger sprain.", "S63.615A"),
        ("A: Right thumb sprain.", "S63.601A"),
        ("A: Scapholunate sprain, left wrist.", "S63.512A"),
        ("A: TFCC sprain, right wrist.", "S63.591A"),
        ("A: Rib sprain.", "S23.41XA"),
        ("A: Right foot sprain.", "S93.601A"),
        ("A: Lisfranc sprain, left foot.", "S93.622A"),
        ("A: Turf toe right.", "S93.521A"),
        ("A: Left 2nd toe sprain.", "S93.505A"),
        ("A: UCL sprain, right elbow.", "S53.441A"),
        ("A: High ankle sprain left.", "S93.432A"),
        ("A: Contusion of right thigh.", "S70.11XA"),
        ("A: Left hip pointer contusion.", "S70.02XA"),
        ("A: Contusion right index finger.", "S60.021A"),
        ("A: Left thumb contusion.", "S60.012A"),
        ("A: Contusion, left great toe.", "S90.112A"),
        ("A: Right foot contusion.", "S90.31XA"),
        ("A: Contusion of the left hand.", "S60.222A"),
        ("A: Right wrist contusion.", "S60.211A"),
        ("A: Rib contusion, right.", "S20.211A"),
        ("A: Upper back contusion.", "S20.229A"),
        ("A: Low back contusion.", "S30.0XXA"),
        ("A: Tailbone contusion.", "S30.0XXA"),
        ("A: Left shin contusion.", "S80.12XA"),
        ("A: Contusion of right knee.", "S80.01XA"),
        ("A: Contusion left forearm.", "S50.12XA"),
        ("A: Right shoulder contusion.", "S40.011A"),
        ("A: Anterior shoulder dislocation, left, reduced in ED.", "S43.015A"),
        ("A: Right shoulder subluxation.", "S43.001A"),
        ("A: Left patellar dislocation.", "S83.005A"),
        ("A: Right patellar subluxation.", "S83.001A"),
        ("A: Recurrent dislocation of the right patella.", "M22.01"),
        ("A: Left elbow dislocation, fell.", "S53.105A"),
        ("A: Right ring finger PIP dislocation.", "S63.284A"),
        ("A: Dislocation of left thumb CMC joint.", "S63.045A"),
        ("A: Lisfranc dislocation right foot.", "S93.324A"),
        ("A: Grade III AC joint separation, left.", "S43.122A"),
        ("A: Grade 1 AC separation right.", "S43.51XA"),
    ],
)
def test_an_injury_is_coded_by_muscle_ligament_joint_and_side(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Left shoulder pain. No dislocation. Apprehension negative.", "M25.512"),
        ("A: Right knee pain. Possible patellar subluxation.", "M25.561"),
        ("A: Left ankle pain. History of ankle sprain 2019.", "M25.572"),
        ("A: Lumbar subluxation L4.", "M99.03"),
        ("PMH: dislocated shoulder 2015.\nA: Right hip pain.", "M25.551"),
    ],
)
def test_an_injury_denied_feared_or_past_is_not_coded(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: Open fracture of right tibial shaft.", "S82.201B"),
        ("A: Nonunion of left scaphoid fracture.", "S62.002K"),
        ("A: Left clavicle fracture malunion.", "S42.002P"),
    ],
)
def test_a_fracture_that_is_open_or_does_not_unite_says_so(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "A: Pathologic fracture of right femur from metastasis.",
        "A: Periprosthetic fracture left femur.",
    ],
)
def test_a_fracture_of_another_kind_is_not_coded_as_an_injury(text: str) -> None:
    assert codes(text) == []
