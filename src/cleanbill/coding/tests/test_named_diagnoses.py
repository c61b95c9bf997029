"""Notes whose diagnosis names a place or nerve of its own, through reading and coding."""

import datetime as dt

import pytest

from cleanbill import notes
from cleanbill.coding import choose

ON = dt.date(2026, 11, 2)


def codes(text: str) -> list[str]:
    return [candidate.code for candidate in choose(notes.read(text, ON), ON) if candidate.listed]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A: L biceps tendinopathy.", "M75.22"),
        ("A: ITB friction syndrome, right.", "M76.31"),
        ("A: Piriformis syndrome L.", "G57.02"),
        ("A: R cubital tunnel syndrome.", "G56.21"),
        ("A: Carpal tunnel syndrome, left.", "G56.02"),
        ("A: L GT bursitis.", "M70.62"),
        ("A: Costochondritis.", "M94.0"),
        ("A: TMJ pain, left.", "M26.622"),
        ("A: LBP with sciatica, left.", "M54.42"),
        ("A: Episodic tension-type headache, not intractable.", "G44.219"),
        ("A: Chronic tension headache.", "G44.229"),
        ("D/C SUMMARY\nDx: sprain L ankle (ATFL), rolled it 8/15/26. No swelling.", "S93.492D"),
        ("Exam: grind test +. Films: narrowing. -> primary OA first CMC, R.", "M18.11"),
    ],
)
def test_a_named_diagnosis_has_its_code(text: str, code: str) -> None:
    assert codes(text)[:1] == [code]


def test_two_nerves_of_one_arm_are_two_diagnoses() -> None:
    assert set(codes("A: Right carpal tunnel syndrome. Right cubital tunnel syndrome.")) == {"G56.01", "G56.21"}


@pytest.mark.parametrize("text", ["A: Muscle spasm.", "S: spasm x 2 d."])
def test_a_spasm_without_a_place_has_no_code(text: str) -> None:
    assert codes(text) == []


def test_a_feared_tear_is_not_coded() -> None:
    assert codes("A: R knee pain. Worried about a meniscal tear.")[:1] == ["M25.561"]
