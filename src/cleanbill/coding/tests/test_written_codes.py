"""Codes that an assessment lists without words."""

import datetime as dt

import pytest

from cleanbill.coding import choose
from cleanbill.notes import read

ON = dt.date(2026, 11, 2)


def codes(text: str) -> list[str]:
    return [candidate.code for candidate in choose(read(text, ON), ON) if candidate.listed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dx: 1) M99.03 2) M99.05 3) acute LBP\nTx: 98940", ["M99.03", "M99.05", "M54.50"]),
        ("A: M54.12; M75.101", ["M54.12", "M75.101"]),
        ("Dx: M54.5\nP: heat", ["M54.50"]),
    ],
)
def test_a_listed_code_without_words_is_the_diagnosis_it_names(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dx: lumbar strain (M62.830)\nP: heat", ["S39.012A"]),
        ("A: LBP\nP: bill M62.830 next time", ["M54.50"]),
        ("A: tender at L4.5 only", []),
    ],
)
def test_a_code_beside_words_or_outside_the_assessment_decides_nothing(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
