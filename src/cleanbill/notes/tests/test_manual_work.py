"""What hands did: segments, P.A.R.T., minutes, codes the words decide, one-on-one and where."""

import pytest

from cleanbill.model.reading import Treatment
from cleanbill.notes import read


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("P: CMT C5, T6 and L4.", [("C5", "cervical"), ("T6", "thoracic"), ("L4", "lumbar")]),
        ("P: Adjusted L4/L5/left SI side posture.", [("L4", "lumbar"), ("L5", "lumbar"), ("left SI", "pelvic")]),
        ("P: CMT T6 PR, sacrum.", [("T6 PR", "thoracic"), ("sacrum", "sacral")]),
        ("P: L4-5 adjusted.", [("L4-5", "lumbar")]),
        ("P: extremity adj R radial head.", [("R radial head", "extraspinal")]),
        ("P: CMT deferred. Fixation L4.", []),
        ("S: last chiropractor adjusted C2.", []),
    ],
)
def test_adjusted_segments_are_listed_with_their_region(text: str, levels: list[tuple[str, str]]) -> None:
    assert [(s.level, s.region) for s in read(text).segments] == levels


def letters(text: str) -> list[str]:
    return [element.letter for element in read(text).part_elements]


def test_labelled_letters_carry_their_words() -> None:
    text = "O:\nP: TTP L4-5 R\nA: R ilium high\nR: flexion 40/60\nT: spasm R QL\nA: LBP"
    shown = {element.letter: element.span for element in read(text).part_elements}
    assert shown == {"P": "TTP L4-5 R", "A": "R ilium high", "R": "flexion 40/60", "T": "spasm R QL"}


def test_a_label_with_nothing_behind_it_shows_nothing() -> None:
    assert letters("O:\nP: TTP L4\nA: none\nR: fixation L4\nT: spasm R QL") == ["P", "R", "T"]


def test_findings_show_letters_without_labels() -> None:
    assert letters("O: tender L5, left iliac crest high, L5 restricted, taut erectors.") == ["P", "A", "R", "T"]


def given(text: str) -> Treatment:
    return read(text).treatments[0]


@pytest.mark.parametrize(
    ("text", "minutes", "code", "timed"),
    [
        ("P: ther ex 15 min.", 15, "97110", True),
        ("P: gait training 12 minutes.", 12, "97116", True),
        ("P: STM R calf 8'.", 8, "97140", True),
        ("P: attended e-stim 10 min.", 10, "97032", True),
        ("P: unattended e-stim 15 min.", 15, None, False),
        ("P: e-stim 15 min.", 15, None, None),
        ("P: ice 10.", 10, "97010", False),
        ("P: roller table ten minutes.", 10, "97012", False),
        ("P: balance 97112 (15 min), cold pack.", 15, "97112", True),
    ],
)
def test_words_decide_the_code_where_only_one_is_open(
    text: str, minutes: int, code: str | None, timed: bool | None
) -> None:
    item = given(text)
    assert (item.minutes, item.cpt, item.timed) == (minutes, code, timed)


def test_words_decide_nothing_where_the_note_writes_codes() -> None:
    assert [t.cpt for t in read("P: 97110 25 min, stretching 10 min.").treatments] == ["97110", None]


def test_units_behind_a_code_are_no_repetitions() -> None:
    assert given("P: 97110 x 2 (25 min).").reps is None


def test_a_treatment_whose_box_is_not_ticked_was_not_given() -> None:
    assert [t.cpt for t in read("P: [x] 97110 25 min [ ] 97112 [ ] 97140").treatments] == ["97110"]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("P: ther ex 15 min one-on-one.", True),
        ("P: group therapy 30 min.", False),
        ("P: ther ex 20 min in a group.", False),
        ("P: unattended e-stim 15 min.", False),
        ("P: ther ex 15 min. All treatment was 1:1.", True),
        ("P: ther ex 15 min.", None),
    ],
)
def test_one_on_one_is_said_or_not_said(text: str, alone: bool | None) -> None:
    assert given(text).one_on_one is alone


def test_a_treatment_keeps_the_region_where_it_was_given() -> None:
    assert given("P: STM 10 min to R upper trap.").region == "cervical"


@pytest.mark.parametrize(
    ("act", "regions"),
    [
        ("CMT C5 and L4.", ("cervical", "lumbar")),
        ("CMT C5, T6 and L4.", ("cervical", "thoracic", "lumbar")),
        ("CMT C4-C6 & L4-5.", ("cervical", "lumbar")),
        ("CMT cervical and lumbar.", ("cervical", "lumbar")),
        ("CMT C5. Stretches for the cervical and lumbar spine.", ("cervical",)),
        ("CMT C5 to restore cervical motion.", ("cervical",)),
    ],
)
def test_regions_joined_by_a_word_are_each_adjusted(act: str, regions: tuple[str, ...]) -> None:
    assert read(f"S: neck and back pain.\nO: spasm.\nP: {act}").cmt_regions == regions


def test_a_finding_of_several_places_is_of_each_of_their_regions() -> None:
    assert read("O: Tender C5, T6 and L4. Hip motion full.").found_regions == ("cervical", "thoracic", "lumbar")
